import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser

from clients import actions
from clients.health import times_of
from clients.models import Client, Injury
from clients.stages import rule_for
from trainer.accounts.models import User

type Form = Callable[..., dict[str, str]]


@pytest.fixture
def past(zoe: Client, ana: User, today: dt.date) -> Callable[..., Injury]:
    """A right hamstring strain that was over so many days ago."""

    def made(days_ago: int, **changes: Any) -> Injury:
        plain = {"structure": "hamstring", "side": "right", "kind": "strain"}
        over = today - dt.timedelta(days=days_ago)
        began = over - dt.timedelta(days=30)
        return actions.add_injury(client=zoe, by=ana, onset_on=began, resolved_on=over, **plain | changes)

    return made


def new(zoe: Client, ana: User, **changes: Any) -> Injury:
    plain = {"structure": "hamstring", "side": "right", "kind": "strain", "onset_on": zoe.today()}
    return actions.add_injury(client=zoe, by=ana, **plain | changes)


def test_a_second_strain_of_the_leg_within_a_year_is_a_clinicians(
    zoe: Client, ana: User, past: Callable[..., Injury]
):
    past(100)
    injury = new(zoe, ana)
    assert injury.red_flags == ["second_strain"]
    assert rule_for(injury.facts()).id == "R00"
    assert "On file: suspected right hamstring strain" in injury.events.get(kind="flag").words


@pytest.mark.parametrize(
    ("earlier", "now"),
    [
        ({}, {"side": "left"}),
        ({}, {"kind": "other", "structure": "knee"}),
        ({"kind": "soreness"}, {}),
        ({"side": "left"}, {}),
    ],
)
def test_another_leg_or_no_strain_is_not_a_second_strain(
    zoe: Client, ana: User, past: Callable[..., Injury], earlier: dict[str, str], now: dict[str, str]
):
    past(100, **earlier)
    assert new(zoe, ana, **now).red_flags == []


def test_a_strain_of_more_than_a_year_ago_is_not_counted(zoe: Client, ana: User, past: Callable[..., Injury]):
    past(400)
    assert new(zoe, ana).red_flags == []


def test_a_clinician_who_has_seen_the_second_strain_has_answered(
    zoe: Client, ana: User, past: Callable[..., Injury]
):
    past(100)
    assert new(zoe, ana, assessed_by="Dr Lee", assessed_on=zoe.today()).red_flags == []


def test_happening_again_while_open_links_the_two(strain: Injury, zoe: Client, ana: User):
    assert new(zoe, ana, again=True).recurrence_of == strain


def test_each_time_knows_its_number_and_the_first_day(zoe: Client, ana: User, past: Callable[..., Injury]):
    first = past(900)
    second = past(500, recurs=True)
    third = new(zoe, ana, recurs=True)
    times = times_of(zoe.injuries.all())
    assert first.pk not in times
    assert (times[second.pk].words, times[second.pk].first_on) == ("second time", first.onset_on)
    assert (times[third.pk].words, times[third.pk].first_on) == ("third time", first.onset_on)


def test_rows_that_point_at_each_other_end_the_count(zoe: Client, past: Callable[..., Injury]):
    one, two = past(900), past(500)
    Injury.objects.filter(pk=one.pk).update(recurrence_of=two)
    Injury.objects.filter(pk=two.pk).update(recurrence_of=one)
    assert {times.number for times in times_of(zoe.injuries.all()).values()} == {2}


def test_the_form_asks_whether_an_earlier_one_of_the_place_is_back(
    as_ana: Browser, zoe: Client, past: Callable[..., Injury], injury_form: Form
):
    earlier = past(500)
    page = f"/clients/{zoe.pk}/injuries/new/"
    answer = as_ana.post(page, injury_form())
    assert answer.status_code == 422
    assert "Is this the same injury again?" in answer.text
    assert f"{earlier.onset_on.day} {earlier.onset_on:%B %Y}" in answer.text
    assert "A pull behind the thigh." in answer.text
    injury_page = as_ana.post(page, injury_form(recurs="yes"))["Location"]
    injury = zoe.injuries.get(resolved_on=None)
    assert injury.recurrence_of == earlier
    assert "Second time, first on" in as_ana.get(injury_page).text
    assert "Second time, first on" in as_ana.get(f"/clients/{zoe.pk}/injuries/").text


def test_a_new_injury_of_an_old_place_stays_alone(
    as_ana: Browser, zoe: Client, past: Callable[..., Injury], injury_form: Form
):
    past(500)
    as_ana.post(f"/clients/{zoe.pk}/injuries/new/", injury_form(recurs="no"))
    assert zoe.injuries.get(resolved_on=None).recurrence_of is None


def test_another_place_asks_nothing(
    as_ana: Browser, zoe: Client, past: Callable[..., Injury], injury_form: Form
):
    past(500)
    answer = as_ana.post(f"/clients/{zoe.pk}/injuries/new/", injury_form(where="hamstring:left"))
    assert answer.status_code == 302
