import datetime as dt

import pytest

from clients import consents
from clients.models import Consent
from tests.balance.conftest import legs
from trainer.balance.models import Reading, StrengthTest
from trainer.balance.protocols import catalogue

pytestmark = pytest.mark.django_db


@pytest.fixture
def form(zoe):
    return f"/clients/{zoe.pk}/tests/new/isokinetic_concentric/"


@pytest.fixture
def typed(zoe):
    return {
        "tested_on": zoe.today().isoformat(),
        "device": "Cybex",
        "speed_deg_s": "60",
        "gravity_corrected": "yes",
        "hamstrings-left-1": "112",
        "hamstrings-left-1-pain": "0",
        "hamstrings-left-2": "118,5",
        "hamstrings-right-1": "96",
        "quadriceps-left-1": "179",
        "quadriceps-right-1": "177",
    }


def test_the_tests_to_choose_from_start_with_those_done_before(as_ana, zoe, tested):
    tested(5, {("left", "hamstrings"): 300}, protocol="nordic")
    page = as_ana.get(f"/clients/{zoe.pk}/tests/new/").text
    titles = [protocol.title for protocol in catalogue().protocols.values()]
    assert all(title in page for title in titles)
    assert page.index("Nordic, force per leg") < page.index("Isokinetic, concentric")
    assert "Last time" in page


@pytest.mark.parametrize("protocol", catalogue().protocols)
def test_every_test_has_its_form(as_ana, zoe, protocol):
    page = as_ana.get(f"/clients/{zoe.pk}/tests/new/{protocol}/")
    assert page.status_code == 200
    assert catalogue().protocols[protocol].title in page.text


def test_an_unknown_test_is_not_found(as_ana, zoe):
    assert as_ana.get(f"/clients/{zoe.pk}/tests/new/arm_wrestling/").status_code == 404


def test_a_filled_form_keeps_the_test_and_shows_it(as_ana, ana, zoe, form, typed):
    answer = as_ana.post(form, typed)
    test = StrengthTest.objects.get()
    assert answer.headers["Location"] == f"/clients/{zoe.pk}/tests/{test.pk}/"
    assert (test.client, test.by, test.device, test.speed_deg_s, test.gravity_corrected) == (
        zoe,
        ana,
        "Cybex",
        60,
        "yes",
    )
    left = test.readings.get(side="left", muscle_group="hamstrings")
    assert (left.value, left.trials) == (118.5, [{"value": 112, "pain": 0}, {"value": 118.5, "pain": None}])
    page = as_ana.get(answer.headers["Location"]).text
    assert "118.5 Nm" in page
    assert "Conventional ratio" in page
    assert "0.66" in page


def test_a_nordic_test_takes_forces_and_body_mass(as_ana, zoe):
    zoe.sex = "male"
    zoe.save()
    typed = {
        "tested_on": zoe.today().isoformat(),
        "device": "NordBord",
        "body_mass_kg": "75",
        "hamstrings-left-1": "310",
        "hamstrings-left-2": "330",
        "hamstrings-right-1": "280",
    }
    answer = as_ana.post(f"/clients/{zoe.pk}/tests/new/nordic/", typed, follow=True)
    page = answer.text
    assert "330 N" in page
    assert "4.40 N/kg" in page
    assert "Expected for a body mass of 75 kg: 326 N" in page
    assert "Hamstrings, side to side, right behind left" in page
    assert "15.2%" in page


def test_the_force_expected_of_men_is_not_shown_for_others(as_ana, zoe, tested):
    test = tested(0, {("left", "hamstrings"): 300}, protocol="nordic", body_mass_kg=80)
    assert "Expected for a body mass" not in as_ana.get(test.get_absolute_url()).text


def test_the_form_shows_last_time_and_repeats_its_set_up(as_ana, form, tested):
    tested(21, legs((118, 179), (96, 177)), device="Biodex", speed_deg_s=180)
    page = as_ana.get(form).text
    assert "Last time <b>118 Nm</b>" in page
    assert 'value="Biodex"' in page
    assert 'value="180"' in page


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("tested_on", "2999-01-01", "in the future"),
        ("tested_on", "1980-01-01", "before Zoe was born"),
        ("tested_on", "soon", "valid date"),
        ("hamstrings-left-1", "strong", "Enter a number"),
        ("hamstrings-left-1", "1e9", "Write a number up to 100,000"),
        ("hamstrings-left-1-pain", "11", "Pain is a whole number from 0 to 10"),
        ("hamstrings-left-1", "nan", "Enter a number"),
        ("hamstrings-left-1", "inf", "Enter a number"),
        ("hamstrings-left-1", "0", "Write a number above 0. Leave the box empty"),
        ("hamstrings-left-1", "-112", "Write a number above 0. Leave the box empty"),
        (
            "body_mass_kg",
            "700",
            "700 kg is not a body mass. Write kilograms, from 20 to 350. Did you mean 70 kg?",
        ),
        ("body_mass_kg", "4", "4 kg is not a body mass"),
        ("quadriceps-left-2-pain", "3", "Write the value that goes with this pain"),
        ("speed_deg_s", "", "Write a whole number from 1 to 600 °/s."),
        ("speed_deg_s", "0", "Write a whole number from 1 to 600 °/s."),
        ("gravity_corrected", "", "Say whether it was corrected for gravity"),
        ("device", "x" * 81, "Write at most 80 characters."),
    ],
)
def test_what_is_wrong_is_said_and_everything_typed_stays(as_ana, zoe, form, typed, field, value, words):
    zoe.birth_date = dt.date(1990, 5, 1)
    zoe.save()
    answer = as_ana.post(form, typed | {field: value})
    assert answer.status_code == 422
    assert words in answer.text
    assert 'value="118,5"' in answer.text
    assert f'value="{value}"' in answer.text or value == ""
    assert not StrengthTest.objects.exists()


def test_an_empty_form_asks_for_a_value(as_ana, form, typed):
    typed = {name: value for name, value in typed.items() if "-" not in name}
    answer = as_ana.post(form, typed)
    assert answer.status_code == 422
    assert "Fill in at least one value." in answer.text


def test_an_implausible_value_is_kept_held_back_and_can_be_confirmed(as_ana, ana, form, typed):
    answer = as_ana.post(form, typed | {"quadriceps-left-1": "1790"}, follow=True)
    page = answer.text
    assert "1,790 Nm is outside the plausible 15 to 500 Nm" in page
    assert "It is right, keep it" in page
    held = Reading.objects.exclude(held_back="").get()
    test = held.test
    confirmed = as_ana.post(f"{test.get_absolute_url()}readings/{held.pk}/confirm/", follow=True)
    assert "Kept. The value counts from now on." in confirmed.text
    held.refresh_from_db()
    assert (held.held_back, held.confirmed_by) == ("", ana)


def test_a_test_can_be_corrected(as_ana, tested):
    test = tested(0, legs((118, 1790), (96, 177)))
    address = f"{test.get_absolute_url()}correct/"
    page = as_ana.get(address).text
    assert 'value="1790"' in page
    typed = {
        "tested_on": test.tested_on.isoformat(),
        "device": "Cybex",
        "speed_deg_s": "60",
        "gravity_corrected": "unknown",
        "quadriceps-left-1": "179",
    }
    refused = as_ana.post(address, typed)
    assert "Say why, in a word or two." in refused.text
    answer = as_ana.post(address, typed | {"reason": "typing mistake"}, follow=True)
    assert "179 Nm" in answer.text
    assert [(row.muscle_group, row.value, row.held_back) for row in test.readings.all()] == [
        ("quadriceps", 179, "")
    ]


def test_a_change_since_last_time_is_weighed(as_ana, tested):
    tested(30, legs((117, 172), (118, 170)))
    test = tested(0, legs((82, 165), (116, 172)))
    page = as_ana.get(test.get_absolute_url()).text
    assert "Left hamstrings fell from 117 to 82 Nm (−30%)." in page
    assert "within day-to-day variation" in page


def test_another_device_is_not_compared(as_ana, tested):
    tested(30, legs((117, 172), (118, 170)))
    test = tested(0, legs((82, 165), (116, 172)), device="Biodex")
    page = as_ana.get(test.get_absolute_url()).text
    assert "fell from" not in page
    assert "No earlier test with this device and setting." in page


def test_pain_is_neither_asked_nor_shown_without_consent_and_not_lost_by_a_correction(
    as_ana, ana, zoe, form, typed
):
    as_ana.post(form, typed | {"hamstrings-left-1-pain": "5"})
    test = StrengthTest.objects.get()
    assert "Pain above 3" in as_ana.get(test.get_absolute_url()).text
    consents.withdraw(client=zoe, purpose=Consent.Purpose.HEALTH, by=ana)
    assert "pain" not in as_ana.get(test.get_absolute_url()).text.lower()
    address = f"{test.get_absolute_url()}correct/"
    assert "-pain" not in as_ana.get(address).text
    again = {name: value for name, value in typed.items() if "pain" not in name}
    as_ana.post(address, again | {"device": "Biodex", "reason": "Another machine."})
    assert test.readings.get(side="left", muscle_group="hamstrings").trials[0]["pain"] == 5


def test_strangers_get_a_404_and_change_nothing(as_bob, zoe, form, typed, tested):
    test = tested(0, {("left", "hamstrings"): 5})
    held = test.readings.get()
    assert as_bob.get(form).status_code == 404
    assert as_bob.post(form, typed).status_code == 404
    assert as_bob.get(f"/clients/{zoe.pk}/tests/new/").status_code == 404
    assert as_bob.get(test.get_absolute_url()).status_code == 404
    assert as_bob.post(f"{test.get_absolute_url()}correct/", typed).status_code == 404
    assert as_bob.post(f"{test.get_absolute_url()}readings/{held.pk}/confirm/").status_code == 404
    held.refresh_from_db()
    assert held.held_back
    assert StrengthTest.objects.count() == 1


def test_a_reading_is_confirmed_only_under_its_own_test(as_ana, zoe, tested):
    one, other = tested(3, {("left", "hamstrings"): 5}), tested(0, {("left", "hamstrings"): 6})
    held = one.readings.get()
    wrong = f"/clients/{zoe.pk}/tests/{other.pk}/readings/{held.pk}/confirm/"
    assert as_ana.post(wrong).status_code == 404
    assert as_ana.get(f"{one.get_absolute_url()}readings/{held.pk}/confirm/").status_code == 405


def test_pages_of_a_test_take_a_steady_number_of_queries(as_ana, form, tested, queries):
    test, *_ = [tested(number, legs((118, 179), (96, 177))) for number in range(3)]
    few = queries(lambda: as_ana.get(test.get_absolute_url())), queries(lambda: as_ana.get(form))
    for number in range(3, 30):
        tested(number, legs((118, 179), (96, 177)))
    assert (queries(lambda: as_ana.get(test.get_absolute_url())), queries(lambda: as_ana.get(form))) == few
    assert max(few) <= 15


def test_an_isometric_test_may_be_typed_in_kilograms_of_force(as_ana, zoe):
    typed = {
        "tested_on": zoe.today().isoformat(),
        "unit": "kgf",
        "angle_deg": "90",
        "lever_arm_m": "0.35",
        "hamstrings-left-1": "20",
    }
    address = f"/clients/{zoe.pk}/tests/new/isometric/"
    assert as_ana.get(address).text.count("<select") == 1
    page = as_ana.post(address, typed, follow=True).text
    assert "196 N" in page
    assert "68.6 Nm" in page
    assert "Knee to pad" in page


def test_the_form_starts_from_the_slowest_speed_or_another_done_before(as_ana, form, tested):
    tested(20, legs((118, 179), (96, 177)), speed_deg_s=60)
    tested(20, legs((80, 100), (78, 100)), speed_deg_s=240)
    assert "Last time <b>118 Nm</b>" in as_ana.get(form).text
    assert "Last time <b>80 Nm</b>" in as_ana.get(form, {"speed": "240"}).text
    assert as_ana.get(form, {"speed": "9" * 400}).status_code == 200


def test_what_was_held_back_is_not_last_time(as_ana, form, tested):
    tested(20, {("left", "hamstrings"): 5, ("left", "quadriceps"): 170})
    page = as_ana.get(form).text
    assert "Last time <b>170 Nm</b>" in page
    assert "<b>5 Nm</b>" not in page


def test_without_a_name_an_active_knee_extension_has_no_verdict_on_its_own_page(tested, as_ana):
    """8 degrees hold for the same tester (Neto 2015)."""
    for ago, degrees in ((30, 20), (0, 31)):
        test = tested(ago, {("left", "hamstrings"): degrees}, protocol="active_knee_extension")
    page = as_ana.get(test.get_absolute_url()).text
    assert "The 8° holds for the same tester; who tested is not written down." in page
