import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser

from clients import actions
from clients.health import times_of
from clients.models import Client, Injury
from clients.stages import rule_for
from tests.clients.test_rehabilitation import refused
from trainer.accounts.models import AuditEntry, User

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


def test_happening_again_while_open_links_the_two_and_says_so(strain: Injury, zoe: Client, ana: User):
    injury = new(zoe, ana, recurs=True)
    strain.refresh_from_db()
    assert (injury.recurrence_of, strain.resolved_on) == (strain, zoe.today())
    assert "Again: right hamstring strain of" in injury.events.get(kind="recorded").words


def test_a_separate_one_leaves_the_earlier_open(strain: Injury, zoe: Client, ana: User):
    injury = new(zoe, ana, recurs=False)
    assert injury.recurrence_of is None
    assert set(zoe.injuries.open()) == {strain, injury}


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


# Said afterwards, or taken back


def recurrence_page(injury: Injury) -> str:
    return f"/clients/{injury.client_id}/injuries/{injury.pk}/recurrence/"


@pytest.fixture
def second(strain: Injury, zoe: Client, ana: User) -> Injury:
    """A second strain of the same place, beside the one that is open."""
    return new(zoe, ana, recurs=False)


def test_two_open_of_one_place_are_named_on_the_page_and_in_the_list(
    as_ana: Browser, zoe: Client, strain: Injury, second: Injury
):
    for page in (f"/clients/{zoe.pk}/injuries/", f"/clients/{zoe.pk}/injuries/{second.pk}/"):
        text = as_ana.get(page).text
        assert "Two of this place are open" in text
        assert f'href="{recurrence_page(second)}"' in text
    assert "Two of this place" not in as_ana.get(f"/clients/{zoe.pk}/injuries/{strain.pk}/").text


def test_a_recurrence_is_said_afterwards_with_what_happens_to_the_earlier(
    as_ana: Browser, ana: User, strain: Injury, second: Injury
):
    assert "that one ends on" in as_ana.get(recurrence_page(second)).text
    form = {"version": second.version, "earlier": strain.pk}
    assert as_ana.post(recurrence_page(second), form).status_code == 302
    strain.refresh_from_db()
    second.refresh_from_db()
    assert (second.recurrence_of, strain.resolved_on) == (strain, second.onset_on)
    told = second.events.last()
    assert (told.kind, told.by) == ("recorded", ana)
    assert "Again: right hamstring strain of" in told.words
    assert strain.events.last().kind == "resolved"
    assert AuditEntry.objects.filter(action="injury linked to an earlier one").exists()


def test_a_recurrence_is_taken_back_and_the_earlier_can_be_opened_again(
    as_ana: Browser, ana: User, zoe: Client, strain: Injury
):
    second = new(zoe, ana, recurs=True)
    form = {"version": second.version, "earlier": "own"}
    assert as_ana.post(recurrence_page(second), form).status_code == 302
    second.refresh_from_db()
    strain.refresh_from_db()
    assert second.recurrence_of is None
    assert "Not the right hamstring strain of" in second.events.last().words
    assert strain.resolved_on is not None
    actions.reopen_injury(injury=strain, by=ana, on=zoe.today(), words="It was another place.")
    assert set(zoe.injuries.open()) == {strain, second}


def test_warning_signs_move_to_the_injury_that_goes_on(
    flagged: Injury, zoe: Client, ana: User, today: dt.date
):
    second = new(zoe, ana, structure="calf", side="left", recurs=False)
    actions.set_recurrence(injury=second, by=ana, earlier=flagged)
    second.refresh_from_db()
    flagged.refresh_from_db()
    assert "clot" in second.red_flags
    assert flagged.red_flags == []


@pytest.mark.parametrize("which", ["itself", "later", "other leg", "other client"])
def test_only_an_earlier_one_of_the_place_can_be_meant(
    strain: Injury, second: Injury, zoe: Client, ana: User, which: str
):
    stranger = Client.objects.create(name="Somebody")
    plain = {"structure": "hamstring", "kind": "strain", "onset_on": dt.date(2020, 1, 1)}
    wrong = {
        "itself": (second, second),
        "later": (strain, second),
        "other leg": (second, Injury.objects.create(client=zoe, side="left", **plain)),
        "other client": (second, Injury.objects.create(client=stranger, side="right", **plain)),
    }
    injury, earlier = wrong[which]
    refused("earlier", actions.set_recurrence, injury=injury, by=ana, earlier=earlier)
    assert not Injury.objects.exclude(recurrence_of=None).exists()


def test_what_is_over_does_not_follow_what_is_open(strain: Injury, zoe: Client, ana: User, today: dt.date):
    over = new(zoe, ana, onset_on=today - dt.timedelta(days=2), resolved_on=today)
    refused("earlier", actions.set_recurrence, injury=over, by=ana, earlier=strain)


def test_saying_what_is_on_file_already_changes_nothing(second: Injury, ana: User):
    refused("earlier", actions.set_recurrence, injury=second, by=ana, earlier=None)


def test_the_form_offers_both_ways_for_a_place_that_is_open(
    as_ana: Browser, zoe: Client, strain: Injury, injury_form: Form
):
    page = f"/clients/{zoe.pk}/injuries/new/"
    answer = as_ana.post(page, injury_form())
    assert answer.status_code == 422
    assert "Yes, the same again: the earlier one ends on the day this one began" in answer.text
    assert "No, a separate one: both stay open" in answer.text
    assert as_ana.post(page, injury_form(recurs="no")).status_code == 302
    assert zoe.injuries.open().count() == 2


def test_it_cannot_be_the_same_again_before_the_first_time(
    as_ana: Browser, zoe: Client, strain: Injury, injury_form: Form
):
    before = (strain.onset_on - dt.timedelta(days=1)).isoformat()
    form = injury_form(recurs="yes", onset_on=before)
    answer = as_ana.post(f"/clients/{zoe.pk}/injuries/new/", form)
    assert answer.status_code == 422
    assert "The earlier one began on" in answer.text
