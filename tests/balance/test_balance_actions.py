import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from trainer.accounts.models import AuditEntry
from trainer.balance.actions import NewReading, Trial, confirm_reading, correct_test, record_test
from trainer.balance.importers import drafts, nordbord
from trainer.balance.models import Reading, StrengthTest

pytestmark = pytest.mark.django_db


def nordic(*values, side="left", **more):
    return NewReading("hamstrings", side, tuple(Trial(value) for value in values), **more)


def test_a_test_is_kept_with_its_trials_and_the_best_of_them_as_value(zoe, ana):
    test = record_test(
        client=zoe,
        protocol="nordic",
        tested_on=zoe.today(),
        readings=[
            NewReading("hamstrings", "left", (Trial(300, 0), Trial(320, 2))),
            nordic(310, side="right"),
        ],
        by=ana,
        device="NordBord",
        body_mass_kg=80,
    )
    left = test.readings.get(side="left")
    assert (left.value, left.unit, left.held_back) == (320, "N", "")
    assert left.trials == [{"value": 300, "pain": 0}, {"value": 320, "pain": 2}]
    assert (test.client, test.by, test.device) == (zoe, ana, "NordBord")
    assert AuditEntry.objects.filter(action="strength test recorded", client_number=zoe.pk).count() == 1


def test_a_protocol_of_means_keeps_the_mean(zoe, ana):
    angles = NewReading("hamstrings", "left", (Trial(70), Trial(74)))
    test = record_test(
        client=zoe, protocol="straight_leg_raise", tested_on=zoe.today(), readings=[angles], by=ana
    )
    assert test.readings.get().value == 72


def test_kilograms_of_force_are_kept_as_newtons_and_as_typed(zoe, ana):
    typed = NewReading("hamstrings", "left", (Trial(20),), "kgf")
    test = record_test(client=zoe, protocol="isometric", tested_on=zoe.today(), readings=[typed], by=ana)
    kept = test.readings.get()
    assert (kept.value, kept.unit) == (pytest.approx(196.133), "N")
    assert (kept.typed_value, kept.typed_unit) == (20, "kgf")


def test_what_cannot_be_right_is_held_back_and_compared_with_last_time(zoe, ana, tested):
    tested(30, {("left", "quadriceps"): 49.7})
    test = tested(0, {("left", "quadriceps"): 510, ("left", "hamstrings"): 110})
    held = test.readings.get(muscle_group="quadriceps")
    assert held.held_back == (
        "510 Nm is outside the plausible 15 to 500 Nm for quadriceps in this test, "
        "and about ten times last time's 49.7 Nm."
    )
    assert test.readings.get(muscle_group="hamstrings").held_back == ""


def test_one_impossible_trial_of_a_mean_holds_the_reading_back(zoe, ana):
    angles = NewReading("hamstrings", "left", (Trial(70), Trial(7)))
    test = record_test(
        client=zoe, protocol="straight_leg_raise", tested_on=zoe.today(), readings=[angles], by=ana
    )
    assert test.readings.get().held_back.startswith("7° is outside the plausible 20 to 140°")


def test_a_confirmed_value_counts_and_says_who_confirmed_it(zoe, ana, tested):
    held = tested(0, {("left", "hamstrings"): 9}).readings.get()
    confirm_reading(reading=held, by=ana)
    held.refresh_from_db()
    assert (held.held_back, held.confirmed_by) == ("", ana)
    assert held.confirmed_at
    assert AuditEntry.objects.filter(action="reading confirmed").count() == 1


def test_confirming_twice_is_once(zoe, ana, tested):
    plain = tested(0, {("left", "hamstrings"): 90}).readings.get()
    confirm_reading(reading=plain, by=ana)
    plain.refresh_from_db()
    assert plain.confirmed_by is None


def test_a_correction_writes_the_readings_anew(zoe, ana, tested):
    test = tested(3, {("left", "hamstrings"): 900, ("left", "quadriceps"): 160})
    correct_test(
        test=test, tested_on=test.tested_on, readings=[NewReading("hamstrings", "left", (Trial(90),))], by=ana
    )
    assert [(row.muscle_group, row.value, row.held_back) for row in test.readings.all()] == [
        ("hamstrings", 90, "")
    ]
    assert StrengthTest.objects.count() == 1


def test_a_correction_keeps_the_confirmation_of_what_did_not_change(zoe, ana, tested):
    test = tested(3, {("left", "hamstrings"): 9, ("left", "quadriceps"): 14})
    for row in test.readings.all():
        confirm_reading(reading=row, by=ana)
    readings = [NewReading("hamstrings", "left", (Trial(9),)), NewReading("quadriceps", "left", (Trial(13),))]
    correct_test(test=test, tested_on=test.tested_on, readings=readings, by=ana)
    assert test.readings.get(muscle_group="hamstrings").confirmed_by == ana
    assert test.readings.get(muscle_group="quadriceps").held_back


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"protocol": "arm_wrestling"}, "not known"),
        ({"readings": []}, "at least one"),
        ({"readings": [nordic(300), nordic(310)]}, "one set of trials"),
        ({"readings": [NewReading("quadriceps", "left", (Trial(300),))]}, "does not read quadriceps"),
        ({"readings": [nordic(300, side="both")]}, "side both"),
        ({"readings": [nordic(300, unit="kg")]}, "not in kg"),
        ({"readings": [NewReading("hamstrings", "left", ())]}, "at least one trial"),
        ({"readings": [nordic(float("nan"))]}, "number up to"),
        ({"readings": [nordic(1e9)]}, "up to 100,000"),
        ({"readings": [NewReading("hamstrings", "left", (Trial(300, 11),))]}, "0 to 10"),
        ({"body_mass_kg": 500}, "Body mass"),
        ({"device": "x" * 81}, "80"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_no_protocol_gives_is_refused_and_nothing_is_kept(zoe, ana, changes, words):
    arguments = {
        "client": zoe,
        "protocol": "nordic",
        "tested_on": zoe.today(),
        "readings": [nordic(300)],
        "by": ana,
    }
    with pytest.raises(ValidationError, match=words):
        record_test(**arguments | changes)
    assert not StrengthTest.objects.exists()
    assert not Reading.objects.exists()


def test_the_day_is_neither_in_the_future_nor_before_birth(zoe, ana):
    zoe.birth_date = dt.date(1990, 5, 1)
    for day in (zoe.today() + dt.timedelta(days=1), dt.date(1990, 4, 30)):
        with pytest.raises(ValidationError, match="The day of the test is"):
            record_test(client=zoe, protocol="nordic", tested_on=day, readings=[nordic(300)], by=ana)


def test_a_lever_is_measured_in_metres(zoe, ana):
    push = NewReading("hamstrings", "left", (Trial(200),))
    with pytest.raises(ValidationError, match="metres"):
        record_test(
            client=zoe, protocol="isometric", tested_on=zoe.today(), readings=[push], by=ana, lever_arm_m=36
        )


def test_what_a_file_holds_is_kept_like_what_is_typed(zoe, ana):
    parsed = nordbord.parse(
        "Athlete,Date,L Reps,R Reps,L Max Force (N),R Max Force (N),Max Imbalance (%)\n"
        "Zoe,4/17/2026,3,3,312,287,8\n"
    )
    (draft,) = drafts.of_forces(parsed.rows)
    test = record_test(
        client=zoe,
        protocol=draft.protocol,
        tested_on=draft.tested_on,
        readings=draft.readings,
        by=ana,
        source_file="nordbord.csv",
        **draft.settings,
    )
    assert (test.device, test.source_file, test.source_row) == ("NordBord", "nordbord.csv", 2)
    assert {row.side: (row.value, row.vendor_asymmetry) for row in test.readings.all()} == {
        "left": (312, 8),
        "right": (287, 8),
    }
