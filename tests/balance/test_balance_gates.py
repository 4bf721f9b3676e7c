"""The gates of the next stage on the balance page: what is met, when, and by what number."""

import datetime as dt
from dataclasses import replace

import pytest

from clients import consents
from clients.health import OpenInjury, read_injury
from clients.models import Consent
from clients.stages import rules
from tests.balance.conftest import hurt, legs
from trainer.balance import timeline
from trainer.balance.pages import gates

pytestmark = pytest.mark.django_db

RAISE = "Straight-leg raise at least 75% of the other leg"


@pytest.fixture
def injury(zoe):
    assessed = {"assessed_by": "R. Halloran", "assessed_role": "Physiotherapist"}
    on = zoe.today() - dt.timedelta(days=18)
    return hurt(zoe, "right", ago=20, stage="early_load", assessed_on=on, **assessed)


@pytest.fixture
def address(zoe, injury):
    return f"/clients/{zoe.pk}/balance/"


def raised(tested, ago, left, right):
    values = {("left", "hamstrings"): left, ("right", "hamstrings"): right}
    tested(ago, values, protocol="straight_leg_raise")


def test_every_key_beside_a_gate_is_a_test_and_every_test_stands_beside_a_gate():
    assert set(gates.MEASURED) == {key for rule in rules() for key in rule.measured.values()}
    assert all(rule.measured.keys() <= set(rule.gates) for rule in rules())


def test_a_gate_in_other_words_keeps_its_number(zoe, injury, tested, monkeypatch):
    raised(tested, 3, 80, 56)
    found = read_injury(injury, zoe.today())
    said = "The straight leg comes up to three quarters of the other"
    other = replace(found.next_stage, gates=(said,), measured={said: found.next_stage.measured[RAISE]})
    monkeypatch.setattr(OpenInjury, "next_stage", other)
    shown = gates.gates_of([found], timeline.facts_of(zoe), zoe.today())
    assert [(row.words, row.number[:11]) for row in shown[0].rows] == [(said, "70% of left")]


def test_the_page_counts_the_gates_and_leaves_the_decision(as_ana, zoe, injury, tested, address):
    tested(0, legs((118, 179), (96, 177)))
    zoe.gates_met.create(injury=injury, stage="strength", gate=RAISE, met_on=zoe.today())
    page = as_ana.get(address).text
    assert "What moves Zoe to stage 3, strength" in page
    assert "One of three met. You decide; the app only keeps count." in page
    assert f"/clients/{zoe.pk}/injuries/{injury.pk}/#gates" in page


def test_a_gate_that_a_test_measures_says_its_number_and_day(as_ana, tested, address):
    raised(tested, 3, 80, 56)
    page = as_ana.get(address).text
    assert "Now 70% of left (56° and 80°, test of" in page


def test_a_gate_that_was_met_keeps_the_number_of_its_day(as_ana, zoe, injury, tested, address):
    raised(tested, 10, 80, 64)
    raised(tested, 0, 80, 40)
    met = zoe.today() - dt.timedelta(days=9)
    zoe.gates_met.create(injury=injury, stage="strength", gate=RAISE, met_on=met)
    page = as_ana.get(address).text
    assert "Then 80% of left (64° and 80°" in page
    assert "50% of left" not in page


def test_strength_with_the_muscle_long_is_read_near_a_straight_knee_only(zoe, tested):
    for angle, right in ((30, 180), (90, 100)):
        tested(
            0,
            {("left", "hamstrings"): 240, ("right", "hamstrings"): right},
            protocol="isometric",
            angle_deg=angle,
        )
    readings = timeline.facts_of(zoe)
    assert gates.number_of("strength_long", "right", readings, zoe.today()).startswith(
        "75% of left (180 N and 240 N"
    )


def test_without_a_test_or_on_both_sides_there_is_no_number(zoe, tested):
    assert gates.number_of("straight_leg_raise", "right", [], zoe.today()) == ""
    raised(tested, 3, 80, 56)
    assert gates.number_of("straight_leg_raise", "both", timeline.facts_of(zoe), zoe.today()) == ""
    assert gates.number_of("", "right", timeline.facts_of(zoe), zoe.today()) == ""


def test_without_health_consent_no_gate_and_no_injured_leg_is_told(as_ana, ana, zoe, tested, address):
    tested(0, legs((118, 179), (96, 177)))
    assert "Hamstrings, right of left" in as_ana.get(address).text
    consents.withdraw(client=zoe, purpose=Consent.Purpose.HEALTH, by=ana)
    page = as_ana.get(address).text
    assert "What moves Zoe" not in page
    assert "injured leg" not in page
    assert 'class="spot"' not in page
    assert "Hamstrings, side to side" in page


def test_the_limb_symmetry_index_takes_the_place_of_the_stronger_leg(as_ana, tested, address):
    tested(30, legs((100, 179), (100, 177)))
    tested(0, legs((118, 179), (96, 177)))
    page = as_ana.get(address).text
    assert "81.4%" in page
    assert "injured leg against the other, was 100%" in page
    table = page[page.index("Show the numbers as a table") :]
    assert "81.4% of left" in table
    assert "100% of left</td>" in table


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"resolved_on": 30}, "right"),
        ({"resolved_on": 400}, ""),
        ({"structure": "low_back"}, ""),
    ],
)
def test_an_injury_counts_until_a_year_after_it_was_over(zoe, tested, more, told):
    if days := more.get("resolved_on"):
        more = {"resolved_on": zoe.today() - dt.timedelta(days=days)}
    hurt(zoe, "right", ago=500, **more)
    tested(0, legs((118, 179), (96, 177)))
    assert timeline.of(zoe, timeline.SPANS[0], health=True).involved(zoe.today()) == told


def test_with_both_legs_injured_there_is_no_other_leg(zoe, tested):
    hurt(zoe, "right", ago=50)
    hurt(zoe, "left", ago=20)
    tested(0, legs((118, 179), (96, 177)))
    assert timeline.of(zoe, health=True).involved(zoe.today()) == ""
