"""Decisions to look at again, weeks that lean, and the day of the next test."""

from typing import Any

import pytest
from django.utils import timezone

from clients.models import Client, Injury
from exercises.models import Exercise
from tests.programs.plans import give, strained
from tests.roster.rows import DAY, WEEK, logged, notices, rules, said, torques, trained
from trainer.accounts.models import User
from trainer.balance.models import Retest
from trainer.balance.targets import HARD_SETS
from trainer.programs.actions import keep
from trainer.programs.models import GuardOverride
from trainer.session_logs.models import SetLog

# --- a decision to look at again ----------------------------------------------------------------


@pytest.fixture
def kept(fresh: Client, ana: User, programs: None) -> Injury:
    """The Nordic stays at stage 3, which is shared with the clinician, because Ana said so today."""
    injury = strained(fresh, "strength")
    assignment = give(fresh, "nordic-10-weeks", ana, starts_on=fresh.today(), weekdays=range(7))
    nordic = Exercise.objects.get(slug="nordic-hamstring")
    keep(assignment=assignment, exercise=nordic, rule_id="R12", injury=injury, reason="Half range.", by=ana)
    return injury


def decided(days_ago: int) -> None:
    GuardOverride.objects.update(at=timezone.now() - days_ago * DAY)


def test_a_decision_four_weeks_old_is_noticed_with_its_reason(kept: Injury) -> None:
    decided(28)
    assert said(kept.client) == (
        "Kept 4 weeks ago: Nordic hamstring exercise does not fit stage 3, strength. "
        "Your reason was “Half range”. Does it still hold?"
    )


def test_a_younger_decision_is_not(kept: Injury) -> None:
    decided(27)
    assert notices(kept.client) == []


def test_a_decision_lapses_with_the_stage(kept: Injury) -> None:
    decided(40)
    Injury.objects.update(stage="high_load")
    assert "kept" not in rules(kept.client)


def test_a_decision_of_a_plan_that_ended_is_not_looked_at(kept: Injury) -> None:
    decided(40)
    kept.client.assignments.update(ended_on=kept.client.today())
    assert notices(kept.client) == []


# --- weeks that lean ----------------------------------------------------------------------------


def weeks_of(client: Client, *weeks: tuple[int, int]) -> None:
    """Hard sets of hamstrings and quadriceps in the full weeks before this one, the latest last."""
    monday = client.today() - client.today().weekday() * DAY
    for back, (hamstrings, quadriceps) in enumerate(reversed(weeks), 1):
        trained(client, monday - back * WEEK + 2 * DAY, hamstrings=hamstrings, quadriceps=quadriceps)


@pytest.fixture
def lifting(library: None, fresh: Client) -> Client:
    return fresh


def test_four_weeks_below_the_proposal_are_noticed_with_the_numbers(lifting: Client) -> None:
    """3 sets against 6 are 0.5, below 0.67 (VOL_BAL, Plumb's own proposal)."""
    weeks_of(lifting, (3, 6), (3, 6), (3, 6), (4, 8))
    assert said(lifting) == (
        "4 weeks lean to the quadriceps: 13 hard sets for the hamstrings, 26 for the quadriceps, 0.5 to 1. "
        "Every week was below 0.67, Plumb's own proposal."
    )


@pytest.mark.parametrize(
    "weeks",
    [
        [(3, 6), (3, 6), (3, 6)],
        [(3, 6), (3, 6), (3, 6), (7, 10)],
        [(5, 6), (3, 6), (3, 6), (3, 6)],
        [(9, 2), (9, 2), (9, 2), (9, 2)],
        [(9, 0), (9, 0), (9, 0), (9, 0)],
    ],
    ids=["three weeks", "the last at 0.7", "one balanced", "a hamstring block", "hamstrings only"],
)
def test_without_a_band_of_ones_own_these_weeks_are_not_noticed(lifting: Client, weeks: Any) -> None:
    weeks_of(lifting, *weeks)
    assert notices(lifting) == []


def test_a_week_without_a_log_ends_the_count(lifting: Client) -> None:
    weeks_of(lifting, (3, 6), (3, 6), (0, 0), (3, 6), (3, 6))
    assert notices(lifting) == []


def test_this_week_is_not_full_and_does_not_count(lifting: Client) -> None:
    weeks_of(lifting, (3, 6), (3, 6), (3, 6), (3, 6))
    trained(lifting, lifting.today(), hamstrings=9, quadriceps=0)
    assert rules(lifting) == ["leaning"]


@pytest.mark.parametrize(
    ("low", "high", "leans"), [(0.3, 1, ""), (0.6, 1, "quadriceps"), (0.2, 0.4, "hamstrings")]
)
def test_the_trainers_own_band_counts_on_both_sides(
    lifting: Client, low: float, high: float, leans: str
) -> None:
    weeks_of(lifting, (3, 6), (3, 6), (3, 6), (3, 6))
    lifting.targets.create(method=HARD_SETS, low=low, high=high, reason="Agreed with her physio.")
    found = notices(lifting)
    assert [notice.subject for notice in found] == ([leans] if leans else [])
    assert all("your own band" in notice.rest for notice in found)


def test_sets_that_nobody_filled_in_are_not_guessed(lifting: Client, ana: User) -> None:
    weeks_of(lifting, (3, 6), (3, 6), (3, 6), (3, 6))
    own = Exercise.objects.create(
        slug="own-drag", name="Sledge drag", owner=ana, pattern="hip", level="B", measures=["reps"]
    )
    session = logged(lifting, lifting.today() - WEEK)
    SetLog.objects.create(
        client=lifting, session=session, exercise=own, number=1, performed_on=session.performed_on
    )
    assert notices(lifting) == []


def test_an_injury_that_limits_hamstring_work_is_named_as_a_reason(lifting: Client) -> None:
    weeks_of(lifting, (3, 6), (3, 6), (3, 6), (3, 6))
    strained(lifting, "strength")
    assert said(lifting).endswith("The right hamstring strain limits hamstring work now, which may be why.")


# --- the next test ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "word"), [(83, None), (84, "due"), (97, "due"), (98, "overdue"), (390, "overdue")]
)
def test_an_isokinetic_test_is_due_after_twelve_weeks_and_overdue_two_weeks_later(
    zoe: Client, days: int, word: str | None
) -> None:
    torques(zoe, zoe.today() - days * DAY, hamstrings=(100, 100), quadriceps=(160, 160))
    assert [notice.strong for notice in notices(zoe)] == ([f"Strength test {word}."] if word else [])


def test_the_trainers_own_day_counts_and_the_form_of_that_test_opens(zoe: Client) -> None:
    torques(zoe, zoe.today() - 30 * DAY, hamstrings=(100, 100), quadriceps=(160, 160))
    Retest.objects.create(client=zoe, protocol="isokinetic_concentric", due_on=zoe.today() - DAY)
    Retest.objects.update(at=timezone.now() - 10 * DAY)
    [notice] = notices(zoe)
    assert "yesterday (your own day)" in notice.rest
    assert notice.url == f"/clients/{zoe.pk}/tests/new/isokinetic_concentric/?speed=60"


def test_a_test_that_is_not_asked_for_any_more_is_not_due(zoe: Client) -> None:
    torques(zoe, zoe.today() - 100 * DAY, hamstrings=(100, 100), quadriceps=(160, 160))
    Retest.objects.create(client=zoe, protocol="isokinetic_concentric", due_on=None)
    assert notices(zoe) == []


def test_a_test_that_the_stage_does_not_allow_is_not_due(zoe: Client) -> None:
    torques(zoe, zoe.today() - 100 * DAY, hamstrings=(100, 100), quadriceps=(160, 160))
    strained(zoe, "early_load")
    assert "test" not in rules(zoe)


@pytest.mark.parametrize(("weeks", "noticed"), [(12, False), (13, True)])
def test_a_client_never_tested_is_noticed_after_twelve_weeks(zoe: Client, weeks: int, noticed: bool) -> None:
    Client.objects.update(created_at=timezone.now() - weeks * WEEK)
    assert ("test" in rules(zoe)) is noticed
