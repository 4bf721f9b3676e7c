"""Putting a test right keeps what it said before, with who, when and why."""

import re

import pytest
from django.core.exceptions import ValidationError

from clients import consents
from clients.models import Consent
from trainer.accounts.models import AuditEntry
from trainer.balance import models
from trainer.balance.actions import NewReading, Trial, complete_test, confirm_reading, correct_test
from trainer.balance.models import StrengthTest
from trainer.balance.numbers import day_words
from trainer.balance.recording import history

pytestmark = pytest.mark.django_db


def reading(value, pain=None, side="right", muscle_group="hamstrings"):
    return NewReading(muscle_group, side, (Trial(value, pain),))


def put_right(test, *readings, by, reason="Typing mistake.", **settings):
    return correct_test(
        test=test, tested_on=test.tested_on, readings=readings, by=by, reason=reason, **settings
    )


def test_a_correction_is_told_with_who_when_and_why(as_ana, ana, tested):
    test = tested(3, {("right", "hamstrings"): 410})
    put_right(test, reading(140), by=ana)
    page = as_ana.get(test.get_absolute_url()).text
    told = (
        f"Put right on {day_words(test.client.today())} by Ana Trainer: right hamstrings 140 Nm, was 410 Nm. "
    )
    assert f"{told}Typing mistake." in page


def test_every_earlier_version_is_told_the_newest_first(ana, tested):
    test = tested(3, {("right", "hamstrings"): 110})
    put_right(test, reading(120), by=ana, reason="read again")
    put_right(test, reading(130), reading(90, side="left"), by=ana, device="Biodex", reason="")
    newest, first = history.versions(test, health=True)
    assert newest.changes == (
        "left hamstrings 90 Nm added",
        "right hamstrings 130 Nm, was 120 Nm",
        "device “Biodex”, was “Cybex”",
    )
    assert first.changes == ("right hamstrings 120 Nm, was 110 Nm",)
    assert first.sentence.endswith("was 110 Nm. Read again.")


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"speed_deg_s": 120}, "speed 120°/s, was 60°/s"),
        ({"gravity_corrected": "yes"}, "corrected for gravity yes, was not known"),
        ({"body_mass_kg": 71.3}, "body mass 71.3 kg, was empty"),
        ({"both_legs_in_one_rep": True}, "both legs in the same repetition yes, was no"),
        ({"tester": "Nadia"}, "tester “Nadia”, was empty"),
    ],
)
def test_a_changed_setting_is_told(ana, tested, settings, told):
    test = tested(3, {("right", "hamstrings"): 110})
    put_right(test, reading(110), by=ana, **settings)
    assert history.versions(test, health=True)[0].changes == (told,)


def test_saving_what_was_there_is_no_correction(ana, tested):
    test = tested(3, {("right", "hamstrings"): 110}, lever_arm_m=None, body_mass_kg=71.3)
    put_right(test, reading(110), by=ana, body_mass_kg=71.3)
    assert not models.TestCorrection.objects.exists()


def test_adding_what_was_still_to_come_is_no_correction(ana, tested):
    test = tested(0, {("right", "hamstrings"): 110})
    complete_test(test=test, readings=[reading(115, side="left")], by=ana)
    assert test.readings.count() == 2
    assert not models.TestCorrection.objects.exists()


def test_pain_of_an_earlier_version_is_told_only_where_health_data_is_shown(as_ana, ana, zoe, tested):
    test = tested(3, {("right", "hamstrings"): 110})
    put_right(test, reading(110, pain=5), by=ana)
    assert "pain 5, was –" in as_ana.get(test.get_absolute_url()).text
    consents.withdraw(client=zoe, purpose=Consent.Purpose.HEALTH, by=ana)
    page = as_ana.get(test.get_absolute_url()).text
    assert "pain" not in page.lower()
    assert "nothing that is shown here" in page


def test_a_wrongly_recorded_test_is_deleted_after_asking(as_ana, as_bob, zoe, tested):
    test = tested(3, {("right", "hamstrings"): 110})
    address = f"{test.get_absolute_url()}delete/"
    page = as_ana.get(address).text
    assert "Delete this test?" in page
    assert re.search(r"<dt>Right hamstrings</dt><dd>110 Nm</dd>", page)
    assert as_bob.post(address).status_code == 404
    assert StrengthTest.objects.exists()
    answer = as_ana.post(address, follow=True)
    assert "The test of Zoe is deleted." in answer.text
    assert not StrengthTest.objects.exists()
    assert AuditEntry.objects.filter(action="strength test removed", client_number=zoe.pk).count() == 1


def test_the_number_of_queries_of_a_test_does_not_grow_with_its_corrections(as_ana, ana, tested, queries):
    test = tested(3, {("right", "hamstrings"): 110})
    put_right(test, reading(111), by=ana)
    few = queries(lambda: as_ana.get(test.get_absolute_url()))
    for value in range(112, 125):
        put_right(test, reading(value), by=ana)
    assert queries(lambda: as_ana.get(test.get_absolute_url())) == few


def test_a_reading_that_came_without_trials_is_shown_and_put_right_like_any_other(as_ana, ana, tested):
    test = tested(3, {("right", "hamstrings"): 110})
    test.readings.update(trials=[])
    assert "110 Nm" in as_ana.get(test.get_absolute_url()).text
    page = as_ana.get(f"{test.get_absolute_url()}correct/").text
    assert re.search(r'name="hamstrings-right-1" value="110"', page)


def form_of(as_ana, test):
    """What the correction form sends when nothing in it is touched."""
    page = as_ana.get(f"{test.get_absolute_url()}correct/").text
    typed = {
        "tested_on": test.tested_on.isoformat(),
        "device": "Cybex",
        "speed_deg_s": "60",
        "gravity_corrected": "unknown",
        "reason": "Read again.",
        "hamstrings-right-1": "110",
    }
    return typed | {"version": re.search(r'name="version" value="([^"]+)"', page)[1]}


@pytest.mark.parametrize("change", ["corrected", "completed", "confirmed"])
def test_a_correction_over_somebodys_newer_one_shows_both_and_saves_on_the_second_press(
    as_ana, ana, tested, change
):
    test = tested(3, {("right", "hamstrings"): 5 if change == "confirmed" else 110})
    typed = form_of(as_ana, test)
    if change == "corrected":
        put_right(test, reading(120), by=ana, reason="Wrong line.")
    elif change == "completed":
        complete_test(test=test, readings=[reading(115, side="left")], by=ana)
    else:
        confirm_reading(reading=test.readings.get(), by=ana)
    was = list(test.readings.values_list("side", "value"))
    address = f"{test.get_absolute_url()}correct/"
    answer = as_ana.post(address, typed | {"hamstrings-right-1": "131"})
    assert answer.status_code == 409
    assert "This test was changed while you were writing" in answer.text
    stands = {"corrected": "right hamstrings 120 Nm", "completed": "left hamstrings 115 Nm"}
    assert stands.get(change, "right hamstrings 5 Nm") in answer.text
    assert ("Wrong line." in answer.text) is (change == "corrected")
    assert 'value="131"' in answer.text
    assert 'value="Read again."' in answer.text
    assert list(test.readings.values_list("side", "value")) == was
    version = re.search(r'name="version" value="([^"]+)"', answer.text)[1]
    again = as_ana.post(address, typed | {"hamstrings-right-1": "131", "version": version})
    assert again.status_code == 302
    assert list(test.readings.values_list("side", "value")) == [("right", 131)]


def test_a_correction_of_what_nobody_changed_meanwhile_is_saved_at_once(as_ana, tested):
    test = tested(3, {("right", "hamstrings"): 110})
    typed = form_of(as_ana, test)
    assert as_ana.post(f"{test.get_absolute_url()}correct/", typed).status_code == 302


def test_force_and_torque_never_stand_in_one_test(ana, tested):
    test = tested(3, {("right", "hamstrings"): 200}, protocol="isometric", device="Belt")
    torque = NewReading("hamstrings", "left", (Trial(61),), "Nm")
    with pytest.raises(ValidationError, match="not in N and Nm"):
        complete_test(test=test, readings=[torque], by=ana)
    with pytest.raises(ValidationError, match="not in N and Nm"):
        put_right(test, reading(200), torque, by=ana)
    pounds = NewReading("hamstrings", "left", (Trial(45),), "lbf")
    complete_test(test=test, readings=[pounds], by=ana)
    assert set(test.readings.values_list("unit", flat=True)) == {"N"}
