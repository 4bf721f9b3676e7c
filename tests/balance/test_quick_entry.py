"""Test day: one protocol, one row a client, each saved by itself."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from clients import consents
from clients.actions import add_client
from clients.models import Client, Consent, Injury
from clients.stages import RED_FLAGS
from trainer.balance import models
from trainer.balance.actions import NewReading, Trial, record_test
from trainer.balance.models import StrengthTest

pytestmark = pytest.mark.django_db

ADDRESS = "/tests/day/isometric/"
ASSESSED = {"grade": "1", "assessed_by": "Dr Who", "assessed_on": dt.date(2026, 1, 5)}
PLACES = ("hamstrings-left", "hamstrings-right", "quadriceps-left", "quadriceps-right")


@pytest.fixture
def max_client(ana):
    return add_client(by=ana, name="Max Second", consent_training=True, consent_health=True)


def day_of(*clients):
    """The address of a test day, with the set-up of the group."""
    set_up = {
        "tested_on": timezone.localdate().isoformat(),
        "unit": "N",
        "device": "Belt",
        "test_position": "Seated",
        "angle_deg": "90",
        "lever_arm_m": "0.36",
    }
    query = [f"client={client.pk}" for client in clients] + [
        f"{name}={value}" for name, value in set_up.items()
    ]
    return f"{ADDRESS}?{'&'.join(query)}"


def boxes(client, *values, pain=""):
    named = dict(zip(PLACES, values, strict=False)) | {"pain": pain}
    return {f"{client.pk}-{name}": str(value) for name, value in named.items()}


def values(client):
    readings = client.readings.order_by("muscle_group", "side")
    return [(row.side, row.muscle_group, row.value) for row in readings]


def test_a_test_is_chosen_first_and_estimates_are_not_offered(as_ana):
    page = as_ana.get("/tests/day/").text
    assert 'href="/tests/day/nordic/"' in page
    assert "estimated_one_rm" not in page
    assert as_ana.get("/tests/day/estimated_one_rm/").status_code == 302
    assert as_ana.get("/tests/day/arm_wrestling/").status_code == 404


def test_without_a_group_it_asks_who_is_tested(as_ana, zoe, max_client):
    page = as_ana.get(ADDRESS).text
    assert "Choose who is tested" in page
    assert f'name="client" value="{max_client.pk}"' in page
    assert "<table" not in page


def test_each_row_shows_last_time_and_the_set_up_is_copied(as_ana, ana, zoe, max_client):
    record_test(
        client=zoe,
        protocol="isometric",
        tested_on=zoe.today() - dt.timedelta(days=20),
        readings=[NewReading("hamstrings", "left", (Trial(306),))],
        by=ana,
        device="Belt",
        angle_deg=90,
        lever_arm_m=0.36,
    )
    page = as_ana.get(f"{ADDRESS}?client={zoe.pk}&client={max_client.pk}").text
    assert "last 306" in page
    assert "first time" in page
    assert re.search(r"<dt>Device</dt><dd>Belt</dd>", page)
    assert "Two to go." in page


def test_all_rows_are_saved_with_one_button_and_an_empty_one_stays_open(as_ana, ana, zoe, max_client):
    zoe.body_masses.create(measured_on=zoe.today(), kg=58, by=ana)
    address = day_of(zoe, max_client)
    answer = as_ana.post(address, boxes(zoe, 312, "305,5", 458, 461, pain=1) | boxes(max_client), follow=True)
    assert "Kept: one saved, one to go." in answer.text
    test = zoe.strength_tests.get()
    assert (test.device, test.angle_deg, float(test.lever_arm_m), test.body_mass_kg) == ("Belt", 90, 0.36, 58)
    assert values(zoe)[1] == ("right", "hamstrings", 305.5)
    assert test.readings.all()[0].trials[0]["pain"] == 1
    assert not max_client.strength_tests.exists()
    assert f'href="{test.get_absolute_url()}"' in answer.text


def test_a_half_row_is_kept_and_completed_without_a_correction(as_ana, zoe):
    address = day_of(zoe)
    page = as_ana.post(address, boxes(zoe, 241, 238, "", 392), follow=True).text
    assert ">3 of 4<" in page
    as_ana.post(address, boxes(zoe, 241, 238, 390, 392))
    assert len(values(zoe)) == 4
    assert zoe.strength_tests.count() == 1
    assert not models.TestCorrection.objects.exists()


def test_typing_again_corrects_the_same_test_and_keeps_what_was_there(as_ana, zoe):
    address = day_of(zoe)
    as_ana.post(address, boxes(zoe, 312, 305, 458, 461))
    as_ana.post(address, boxes(zoe, 321, 305, 458, 461))
    test = zoe.strength_tests.get()
    assert values(zoe)[0] == ("left", "hamstrings", 321)
    page = as_ana.get(test.get_absolute_url()).text
    assert "left hamstrings 321 N, was 312 N. Typed again on test day." in page
    as_ana.post(address, boxes(zoe, 321, 305, 458, 461))
    assert models.TestCorrection.objects.count() == 1


def test_an_emptied_box_takes_nothing_out_and_says_so(as_ana, zoe):
    address = day_of(zoe)
    as_ana.post(address, boxes(zoe, 312, 305, 458, 461))
    answer = as_ana.post(address, boxes(zoe, "", 305, 458, 461))
    assert "Left hamstrings: an empty box takes nothing out. Correct the test for that." in answer.text
    assert len(values(zoe)) == 4


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("abc", "Left hamstrings: Enter a number"),
        ("nan", "Left hamstrings: Enter a number"),
        ("0", "Left hamstrings: Write a number above 0"),
        ("-3", "Left hamstrings: Write a number above 0"),
        ("1e9", "Left hamstrings: Write a number up to 100,000"),
    ],
)
def test_one_bad_box_stops_neither_its_row_nor_the_others(as_ana, zoe, max_client, typed, words):
    rows = boxes(zoe, typed, 305, 458, 461) | boxes(max_client, 312, 305, 458, 461)
    answer = as_ana.post(day_of(zoe, max_client), rows)
    assert answer.status_code == 422
    assert words in answer.text
    assert f'value="{typed}"' in answer.text
    assert (len(values(zoe)), len(values(max_client))) == (3, 4)


def test_an_implausible_number_is_held_back_in_its_row(as_ana, zoe):
    page = as_ana.post(day_of(zoe), boxes(zoe, 312, 305, 4580, 461), follow=True).text
    assert ">Held back<" in page
    assert "4,580 N is outside the plausible" in page


def test_a_changed_row_is_saved_by_itself_as_a_part_of_the_page(as_ana, zoe, max_client):
    address = day_of(zoe, max_client)
    page = as_ana.get(address).text
    assert f'hx-target="#quick-state-{zoe.pk}"' in page
    rows = boxes(zoe, 312, "", "", "") | boxes(max_client, 1, 2, 3, 4) | {"row": zoe.pk}
    answer = as_ana.post(address, rows, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert answer.text.strip().startswith(f'<div id="quick-state-{zoe.pk}"')
    assert ">1 of 4<" in answer.text
    assert "hx-swap-oob" in answer.text
    assert not max_client.strength_tests.exists()


def test_a_retry_never_doubles_a_row(as_ana, zoe):
    for _ in range(3):
        rows = boxes(zoe, 312, 305, 458, 461) | {"row": zoe.pk}
        as_ana.post(day_of(zoe), rows, headers={"HX-Request": "true"})
    assert zoe.strength_tests.count() == 1


def test_only_clients_who_agreed_to_training_data_and_are_coached_are_there(
    as_ana, as_bob, ana, bob, zoe, max_client
):
    strange = add_client(by=bob, name="Bobs Client", consent_training=True, consent_health=False)
    Consent.objects.filter(client=max_client, purpose="coaching").update(withdrawn_at=timezone.now())
    page = as_ana.get(day_of(zoe, max_client, strange)).text
    assert "Zoe Client" in page
    assert "Max Second" not in page
    assert "Bobs Client" not in page
    as_bob.post(day_of(zoe), boxes(zoe, 312, 305, 458, 461))
    as_ana.post(day_of(max_client, strange), boxes(max_client, 312) | boxes(strange, 312))
    assert not StrengthTest.objects.exists()


def test_where_health_data_is_hidden_there_is_no_pain_box_and_pain_is_not_lost(as_ana, ana, zoe):
    address = day_of(zoe)
    as_ana.post(address, boxes(zoe, 312, 305, 458, 461, pain=2))
    consents.withdraw(client=zoe, purpose=Consent.Purpose.HEALTH, by=ana)
    assert f"{zoe.pk}-pain" not in as_ana.get(address).text
    as_ana.post(address, boxes(zoe, 320, 305, 458, 461))
    assert zoe.readings.get(value=320).trials[0]["pain"] == 2


def test_too_much_pain_and_an_open_warning_sign_are_said_in_the_row(as_ana, zoe):
    Injury.objects.create(
        client=zoe,
        structure="hamstring",
        side="left",
        kind="strain",
        onset_on=zoe.today(),
        red_flags=[RED_FLAGS[0].code],
    )
    address = day_of(zoe)
    assert "Do not test: a warning sign is open" in as_ana.get(address).text
    assert (
        "Pain 5: stop the test of that leg."
        in as_ana.post(address, boxes(zoe, 312, pain=5), follow=True).text
    )


def test_a_day_in_the_future_is_refused_in_each_row(as_ana, zoe):
    address = day_of(zoe).replace(timezone.localdate().isoformat(), "2999-01-01")
    answer = as_ana.post(address, boxes(zoe, 312))
    assert "The day of the test is in the future." in answer.text
    assert not StrengthTest.objects.exists()


def test_a_set_up_that_cannot_be_read_is_said_and_no_row_is_shown(as_ana, zoe):
    page = as_ana.get(day_of(zoe).replace("0.36", "36")).text
    assert "Did you mean 0.36 m?" in page
    assert "<table" not in page


def test_the_number_of_queries_does_not_grow_with_the_clients(as_ana, ana, zoe, queries):
    more = [
        add_client(by=ana, name=f"C{number}", consent_training=True, consent_health=True)
        for number in range(6)
    ]
    for client in [zoe, *more]:
        for ago in (20, 0):
            record_test(
                client=client,
                protocol="isometric",
                tested_on=client.today() - dt.timedelta(days=ago),
                readings=[NewReading("hamstrings", "left", (Trial(306),))],
                by=ana,
                device="Belt",
                test_position="Seated",
                angle_deg=90,
                lever_arm_m=0.36,
            )
        client.injuries.create(structure="calf", side="left", kind="strain", onset_on=client.today())
    few = queries(lambda: as_ana.get(day_of(zoe)))
    everyone = day_of(*Client.objects.all())
    assert queries(lambda: as_ana.get(everyone)) == few
    assert few <= 16


def test_a_trainers_own_test_is_recorded_with_a_group_too(as_ana, as_bob, ana, zoe):
    own = models.OwnProtocol.objects.create(
        trainer=ana,
        title="Wall sit",
        unit="s",
        muscle_groups=["quadriceps"],
        plausible_low=1,
        plausible_high=600,
    )
    address = f"/tests/day/{own.code}/"
    assert as_bob.get(address).status_code == 404
    assert "Wall sit" in as_ana.get("/tests/day/").text
    address += f"?client={zoe.pk}"
    as_ana.post(address, {f"{zoe.pk}-quadriceps-left": "61", f"{zoe.pk}-quadriceps-right": "58"})
    test = zoe.strength_tests.get()
    assert (test.code, test.readings.count()) == (own.code, 2)
    page = as_ana.get(f"/clients/{zoe.pk}/tests/new/{own.code}/").text
    assert "Last time <b>61 s</b>" in page
    assert "Wall sit" in as_ana.get(f"{test.get_absolute_url()}correct/").text


def test_a_test_kept_in_newtons_stays_in_newtons_on_a_day_in_newton_metres(as_ana, zoe, max_client):
    as_ana.post(day_of(zoe), boxes(zoe, 200, 205, 458, 461))
    in_torque = day_of(zoe, max_client).replace("unit=N", "unit=Nm")
    page = as_ana.get(in_torque).text
    assert "Kept in N: type N in this row" in page
    assert page.count("Kept in") == 1
    unit = re.search(rf'name="{zoe.pk}-unit" value="(\w+)"', page)[1]
    as_ana.post(in_torque, boxes(zoe, 210, 205, 458, 461) | {f"{zoe.pk}-unit": unit})
    assert set(zoe.readings.values_list("unit", flat=True)) == {"N"}
    assert values(zoe)[0] == ("left", "hamstrings", 210)


@pytest.mark.parametrize("typed", [(61, 205, 458, 461), (200, 205, 458, "")])
def test_newton_metres_never_come_beside_newtons_in_one_test(as_ana, zoe, typed):
    as_ana.post(day_of(zoe), boxes(zoe, *typed[:3]))
    in_torque = day_of(zoe).replace("unit=N", "unit=Nm")
    kept = values(zoe)
    answer = as_ana.post(in_torque, boxes(zoe, 61, "", "", 150) | {f"{zoe.pk}-unit": "Nm"})
    assert "One test is read in one unit, not in N and Nm." in answer.text
    assert values(zoe) == kept


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"kind": "strain"}, "Do not test at this stage"),
        ({"kind": "strain", "stage": "early_load"} | ASSESSED, "Ask before you test"),
    ],
)
def test_an_open_injury_that_speaks_against_a_test_is_told_in_the_row(as_ana, ana, zoe, more, words):
    Injury.objects.create(client=zoe, structure="hamstring", side="left", onset_on=zoe.today(), **more)
    assert words in as_ana.get(day_of(zoe)).text
    consents.withdraw(client=zoe, purpose=Consent.Purpose.HEALTH, by=ana)
    assert words not in as_ana.get(day_of(zoe)).text


def test_the_clinicians_pain_limit_stops_the_leg_before_the_tests_own(as_ana, zoe):
    place = {"structure": "hamstring", "side": "left", "kind": "strain", "stage": "cleared"}
    Injury.objects.create(client=zoe, onset_on=zoe.today(), pain_max=1, **place, **ASSESSED)
    page = as_ana.get(day_of(zoe)).text
    assert page.count("stop above pain 1<") == 1
    assert "0 to 10, stop above 1<" in page
    page = as_ana.post(day_of(zoe), boxes(zoe, 312, pain=2), follow=True).text
    assert "Pain 2: stop the test of that leg. Above 1 it does not go on." in page


def last_month(zoe, ana, *values):
    readings = [
        NewReading(*place.split("-"), (Trial(value),)) for place, value in zip(PLACES, values, strict=True)
    ]
    record_test(
        client=zoe,
        protocol="isometric",
        tested_on=zoe.today() - dt.timedelta(days=30),
        readings=readings,
        by=ana,
        device="Belt",
        angle_deg=90,
    )


@pytest.mark.parametrize(
    ("typed", "question", "marked"),
    [
        ((262, 330, 503, 494), "Are left and right swapped?", 4),
        ((33.9, 29, 51.1, 50.2), "Was this read in kgf?", 4),
        ((331, 270, 503, 494), "", 0),
    ],
)
def test_what_is_probably_a_slip_is_asked_in_the_row_it_is_kept_in(as_ana, ana, zoe, typed, question, marked):
    last_month(zoe, ana, 328, 267, 497, 492)
    rows = boxes(zoe, *typed) | {"row": zoe.pk}
    state = as_ana.post(day_of(zoe), rows, headers={"HX-Request": "true"}).text
    page = as_ana.get(day_of(zoe)).text
    assert page.count('aria-invalid="true"') == marked
    test = zoe.strength_tests.latest("tested_on")
    assert (f'href="{test.get_absolute_url()}correct/"' in state) is bool(question)
    for text in (state, page):
        assert question in text
        assert len(re.search(r'data-marks="([^"]*)"', text)[1].split()) == marked


def test_a_colleagues_own_test_is_offered_for_those_who_did_it(as_ana, ana, bob, zoe, max_client):
    own = models.OwnProtocol.objects.create(
        trainer=bob,
        title="Wall sit",
        unit="s",
        muscle_groups=["quadriceps"],
        plausible_low=1,
        plausible_high=600,
    )
    record_test(
        client=zoe,
        protocol=own.as_protocol(),
        tested_on=zoe.today(),
        readings=[NewReading("quadriceps", "left", (Trial(60),))],
        by=bob,
    )
    page = as_ana.get(f"/tests/day/{own.code}/").text
    assert "Zoe Client" in page
    assert "Max Second" not in page
