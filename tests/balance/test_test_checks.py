"""The form before it is saved: so far, what is held back, what is asked twice, what speaks against it."""

import datetime as dt
import re

import pytest

from clients.models import Injury
from clients.stages import RED_FLAGS
from tests.balance.conftest import legs
from trainer.accounts.models import User
from trainer.balance.models import StrengthTest
from trainer.balance.recording import results

pytestmark = pytest.mark.django_db

SET_UP = {"device": "Belt", "test_position": "Seated", "angle_deg": 90, "lever_arm_m": 0.36}
LAST = legs((328, 497), (267, 492))


@pytest.fixture
def form(zoe):
    return f"/clients/{zoe.pk}/tests/new/isometric/"


@pytest.fixture
def typed(zoe, tested):
    tested(21, LAST, protocol="isometric", **SET_UP)
    return {
        "tested_on": zoe.today().isoformat(),
        "unit": "N",
        "device": "Belt",
        "test_position": "Seated",
        "angle_deg": "90",
        "lever_arm_m": "0.36",
        "hamstrings-left-1": "331",
        "hamstrings-left-2": "335",
        "hamstrings-right-1": "290",
        "quadriceps-left-1": "503",
        "quadriceps-right-1": "494",
    }


def button(page, label):
    """The name and value that a button with this label sends."""
    found = re.search(rf'name="(\w+)" value="([^"]*)">{re.escape(label)}</button>', page)
    assert found, label
    return {found[1]: found[2]}


def sure(page):
    return re.findall(r'name="sure" value="([^"]*)"', page)


def test_the_form_copies_the_set_up_and_says_who_tests_today(as_ana, form, typed):
    page = as_ana.get(form).text
    assert "Last time <b>328 N, 118.1 Nm</b>" in page
    assert 'value="0.36"' in page
    assert 'value="Ana Trainer"' in page
    assert "How to run this test" in page
    assert "Warning signs to ask about first" in page


def test_the_body_mass_is_that_of_the_newest_measurement(as_ana, ana, zoe, form):
    zoe.body_masses.create(measured_on=zoe.today(), kg="57.40", by=ana)
    assert 'value="57.4"' in as_ana.get(form).text


def test_check_says_what_it_makes_and_saves_nothing(as_ana, form, typed):
    answer = as_ana.post(form, typed | {"check": ""})
    assert answer.status_code == 200
    for words in (
        "0.67",
        "was 0.66",
        "Best <b>335 N, 120.6 Nm</b>",
        "+9%",
        "13.4%",
        "it was 18.6%",
        ">Best</span>",
    ):
        assert words in answer.text, words
    assert StrengthTest.objects.count() == 1


def test_so_far_follows_what_is_typed_as_a_part_of_the_page(as_ana, form, typed):
    answer = as_ana.post(form, typed, headers={"HX-Request": "true"})
    assert answer.text.strip().startswith('<section class="card" id="so-far"')
    assert "0.67" in answer.text
    assert StrengthTest.objects.count() == 1


def test_a_bad_box_does_not_hide_what_the_others_make(as_ana, form, typed):
    answer = as_ana.post(form, typed | {"check": "", "quadriceps-right-1": "49f"})
    assert "Enter a number" in answer.text
    assert "0.67" in answer.text


def test_one_trial_held_back_does_not_hide_the_others_and_may_be_put_right_or_kept(as_ana, form, typed):
    typed |= {"quadriceps-left-2": "4960"}
    page = as_ana.post(form, typed | {"check": ""}).text
    assert "about ten times last time&#x27;s 497 N" in page
    assert "Best <b>503 N" in page
    used = as_ana.post(form, typed | button(page, "Use 496")).text
    assert 'value="496"' in used
    assert "Held back" not in used
    kept = as_ana.post(form, typed | button(page, "It is right, keep it")).text
    assert "is this right?" not in kept
    assert sure(kept) == ["quadriceps-left-2=4960"]
    as_ana.post(form, typed | {"sure": sure(kept)})
    reading = StrengthTest.objects.latest("pk").readings.get(side="left", muscle_group="quadriceps")
    assert (reading.value, reading.held_back, reading.confirmed_by.name) == (4960, "", "Ana Trainer")


def test_saved_with_a_trial_held_back_the_others_count_until_it_is_kept(as_ana, form, typed):
    page = as_ana.post(form, typed | {"quadriceps-left-2": "4960"}, follow=True).text
    assert "The other trials count." in page
    reading = StrengthTest.objects.latest("pk").readings.get(side="left", muscle_group="quadriceps")
    assert (reading.value, reading.held_back) == (503, "")
    as_ana.post(f"{reading.test.get_absolute_url()}readings/{reading.pk}/confirm/")
    reading.refresh_from_db()
    assert reading.value == 4960


def test_another_trial_gives_another_box_and_loses_nothing(as_ana, form, typed):
    page = as_ana.post(form, typed | {"more": "", "trials": "3"}).text
    assert 'name="hamstrings-left-4"' in page
    assert 'value="335"' in page
    assert "hamstrings-left-11" not in as_ana.post(form, typed | {"more": "", "trials": "99"}).text


def test_swapped_legs_are_asked_about_and_never_refused(as_ana, form, typed):
    swapped = typed | {"hamstrings-left-1": "262", "hamstrings-left-2": "", "hamstrings-right-1": "330"}
    asked = as_ana.post(form, swapped)
    assert asked.status_code == 422
    assert "Are left and right swapped?" in asked.text
    page = as_ana.post(form, swapped | button(asked.text, "Swap them")).text
    assert "Are left and right swapped?" not in page
    assert re.search(r'name="hamstrings-left-1" value="330"', page)
    right = as_ana.post(form, swapped | button(asked.text, "They are right")).text
    as_ana.post(form, swapped | {"sure": sure(right)})
    assert StrengthTest.objects.latest("pk").readings.get(side="left", muscle_group="hamstrings").value == 262


def test_another_unit_is_asked_about(as_ana, form, typed):
    kilograms = {"33.9": "hamstrings-left-1", "": "hamstrings-left-2", "29": "hamstrings-right-1"}
    kilograms |= {"51.1": "quadriceps-left-1", "50.2": "quadriceps-right-1"}
    typed |= {name: value for value, name in kilograms.items()}
    asked = as_ana.post(form, typed).text
    assert "Was this read in kgf?" in asked
    page = as_ana.post(form, typed | button(asked, "They are kgf")).text
    assert "Was this read in" not in page
    assert "Held back" not in page


def test_a_body_mass_far_from_the_newest_is_asked_about(as_ana, ana, zoe, form, typed):
    zoe.body_masses.create(measured_on=zoe.today(), kg=58, by=ana)
    asked = as_ana.post(form, typed | {"body_mass_kg": "85"})
    assert asked.status_code == 422
    assert "Is a body mass of 85 kg right?" in asked.text
    right = as_ana.post(form, typed | {"body_mass_kg": "85"} | button(asked.text, "It is right")).text
    assert as_ana.post(form, typed | {"body_mass_kg": "85", "sure": sure(right)}).status_code == 302


@pytest.mark.parametrize(
    ("lever", "words"),
    [("35", "Did you mean 0.35 m?"), ("0.9", "Write metres, from 0.15 to 0.6."), ("0,05", "Write metres")],
)
def test_a_lever_in_centimetres_is_seen(as_ana, form, typed, lever, words):
    answer = as_ana.post(form, typed | {"lever_arm_m": lever})
    assert answer.status_code == 422
    assert words in answer.text
    if lever == "35":
        page = as_ana.post(form, typed | {"lever_arm_m": lever} | button(answer.text, "Use 0.35")).text
        assert re.search(r'name="lever_arm_m" value="0.35"', page)


def test_an_implausible_ratio_is_held_back_until_both_numbers_are_confirmed(as_ana, zoe, tested):
    test = tested(0, legs((290, 100), (118, 177)))
    page = as_ana.get(test.get_absolute_url()).text
    assert "The left ratio at 60°/s is 2.90, outside the plausible 0.20 to 1.00" in page
    address = f"{test.get_absolute_url()}ratios/conventional/left/confirm/"
    page = as_ana.post(address, follow=True).text
    assert "Kept. The ratio counts from now on." in page
    assert "2.90</b>" in page
    assert as_ana.post(address).status_code == 404
    assert test.readings.exclude(confirmed_at=None).count() == 2


def test_a_second_test_of_a_day_is_weighed_against_the_best_of_the_day_before(zoe, tested):
    tested(30, legs((100, 160), (90, 150)))
    tested(30, legs((110, 160), (95, 150)))
    tested(0, legs((140, 160), (120, 150)))
    again = results.of(zoe, tested(0, legs((112, 160), (96, 150))))
    left = next(
        row for row in again.results if (row.reading.side, row.reading.muscle_group) == ("left", "hamstrings")
    )
    assert left.change
    assert left.change.difference == 2
    assert again.compared
    assert again.compared.tested_on == zoe.today() - dt.timedelta(days=30)


def test_equal_values_at_another_speed_are_not_confirmed_along(as_ana, tested):
    slow = tested(0, legs((290, 100), (118, 177)))
    fast = tested(0, legs((290, 100), (118, 177)), speed_deg_s=180)
    as_ana.post(f"{fast.get_absolute_url()}ratios/conventional/left/confirm/")
    assert not slow.readings.exclude(confirmed_at=None).exists()
    confirmed = fast.readings.exclude(confirmed_at=None)
    assert {(row.side, row.muscle_group) for row in confirmed} == {
        ("left", "hamstrings"),
        ("left", "quadriceps"),
    }


def test_of_two_ratios_of_one_day_the_tests_own_is_confirmed(as_ana, tested):
    set_up = {"protocol": "isometric", "device": "Belt"}
    bent = tested(0, legs((780, 200), (318, 477)), angle_deg=90, **set_up)
    straight = tested(0, legs((780, 200), (318, 477)), angle_deg=30, **set_up)
    for test in (straight, bent):
        as_ana.post(f"{test.get_absolute_url()}ratios/isometric/left/confirm/")
        assert test.readings.exclude(confirmed_at=None).count() == 2


def test_an_estimate_is_typed_as_load_and_repetitions(as_ana, zoe):
    address = f"/clients/{zoe.pk}/tests/new/estimated_one_rm/"
    typed = {"tested_on": zoe.today().isoformat(), "quadriceps-left-1": "60", "quadriceps-left-1-reps": "8"}
    page = as_ana.post(address, typed, follow=True).text
    # Worked examples: 60 kg x 8 is 76.0 by Epley and 74.48 by Brzycki.
    for words in ("76 kg", "60 kg × 8", "Brzycki 74.48 kg", "for leg extension, from active men, 74.93 kg"):
        assert words in page, words
    reading = StrengthTest.objects.get().readings.get()
    assert reading.trials == [{"value": 76.0, "pain": None, "load": 60.0, "reps": 8}]
    corrected = as_ana.get(f"{reading.test.get_absolute_url()}correct/").text
    assert re.search(r'name="quadriceps-left-1" value="60"', corrected)
    assert re.search(r'name="quadriceps-left-1-reps" value="8"', corrected)


@pytest.mark.parametrize(
    ("load", "reps", "words"),
    [
        ("60", "13", "No maximum is estimated from more than 12 repetitions, and ten or fewer are best"),
        ("60", "8.5", "Repetitions are whole numbers"),
        ("60", "", "Write how many repetitions"),
        ("", "8", "Write the load"),
        ("60", "0", "At least one repetition"),
    ],
)
def test_an_estimate_needs_a_load_and_up_to_twelve_repetitions(as_ana, zoe, load, reps, words):
    typed = {"tested_on": zoe.today().isoformat(), "quadriceps-left-1": load, "quadriceps-left-1-reps": reps}
    answer = as_ana.post(f"/clients/{zoe.pk}/tests/new/estimated_one_rm/", typed)
    assert answer.status_code == 422
    assert words in answer.text


def test_a_maximum_may_be_typed_in_pounds(as_ana, ana, zoe):
    ana.load_unit = User.LoadUnit.LB
    ana.save()
    address = f"/clients/{zoe.pk}/tests/new/one_rm/"
    assert '<option value="lb" selected>' in as_ana.get(address).text
    typed = {"tested_on": zoe.today().isoformat(), "unit": "lb", "hamstrings-left-1": "100"}
    as_ana.post(address, typed)
    reading = StrengthTest.objects.get().readings.get()
    assert (round(reading.value, 2), reading.unit, reading.typed_value, reading.typed_unit) == (
        45.36,
        "kg",
        100,
        "lb",
    )
    page = as_ana.get(f"{reading.test.get_absolute_url()}correct/").text
    assert re.search(r'name="hamstrings-left-1" value="100"', page)


def injured(zoe, **more):
    return Injury.objects.create(
        client=zoe,
        **{"structure": "hamstring", "side": "right", "kind": "strain", "onset_on": zoe.today()} | more,
    )


def test_a_warning_sign_says_do_not_test(as_ana, zoe, form):
    injured(zoe, red_flags=[RED_FLAGS[0].code])
    page = as_ana.get(form).text
    assert "Do not test: a warning sign is open" in page
    assert RED_FLAGS[0].sentence in page


def test_pain_above_the_limit_of_the_leg_stops_it(as_ana, zoe, form, typed):
    injured(zoe, stage="early_load", assessed_by="R. Halloran", assessed_on=zoe.today())
    page = as_ana.get(form).text
    assert "Right: stop above pain" in page
    page = as_ana.post(form, typed | {"check": "", "hamstrings-left-1-pain": "4"}).text
    assert "Pain 4: stop the test of this leg. Above 3 it does not go on." in page
    page = as_ana.post(form, typed | {"check": "", "hamstrings-left-1-pain": "3"}).text
    assert "stop the test of this leg" not in page


def test_several_angles_are_kept_and_compared_apart(as_ana, form, typed):
    page = as_ana.post(form, typed | {"check": "", "angle_deg": "30", "quadriceps_angle_deg": "60"}).text
    assert "First time" in page
    as_ana.post(form, typed | {"angle_deg": "30", "quadriceps_angle_deg": "60"})
    page = as_ana.get(StrengthTest.objects.latest("pk").get_absolute_url()).text
    assert "hamstrings 30°, quadriceps 60°" in page
