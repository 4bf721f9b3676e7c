from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from clients.screens import Standing, newest_of, plan_of
from trainer.accounts.models import User
from trainer.balance import retests
from trainer.roster import attention, glance
from trainer.roster.attention import Notice
from trainer.roster.desk import DeskRow
from trainer.roster.news import since_last_look

URGENT = {"stop", "warn"}
SCREENING = "screening"


@dataclass(frozen=True)
class Step:
    """The one next step: what it is about, and where it is taken."""

    strong: str
    rest: str
    action: str
    url: str
    notice: Notice | None = None


def overview_of(row: DeskRow, reader: User) -> dict[str, Any]:
    """What the overview of one client shows."""
    missed = [workout for workout in row.workouts if row.missed(workout)]
    notices = attention.of_client(row)
    standing = standing_in(row) if row.health else None
    put_off = attention.put_off_of(row)
    flagged = any(injury.red_flags for injury in row.injuries)
    to_plan = things_to_plan(row, standing)
    step = next_step(row, notices, to_plan)
    others = [notice for notice in notices if notice != step.notice]
    # The list says it already, or has been told to be quiet about it.
    is_told = any(notice.rule == SCREENING for notice in (*notices, *put_off))
    asked = standing if row.screening and not is_told else None
    since = since_last_look(row, reader)
    return {
        "row": row,
        "today": row.today,
        "open_injuries": row.open_injuries,
        "flagged": flagged,
        "may_log": bool(row.next_workout) and not flagged,
        "next_step": step,
        "notices": others,
        "put_off": put_off,
        "asked": asked,
        "facts_open": bool(row.injuries or to_plan or since.asked or asked),
        "screening": standing,
        "to_plan": to_plan,
        "since": since,
        "glance": glance.of(row.readings, row.targets),
        "next_test": next_test(row),
        "missed": missed,
        "newest_mass": row.client.body_masses.first(),
    }


def next_step(row: DeskRow, notices: list[Notice], to_plan: list[str]) -> Step:
    """What cannot wait, then today's workout, then the rest of the list, then what is planned at all.

    A warning sign stands first among the notices, and the step is the clinician's word.
    """
    urgent = [notice for notice in notices if notice.told.mark in URGENT]
    workout = row.next_workout
    program = reverse("programs:client_program", args=[row.client.pk])
    if urgent:
        return from_notice(urgent[0])
    if workout and workout.scheduled_on == row.today:
        return Step(
            "Today’s workout: ",
            f"{workout.title}, week {workout.week}.",
            "Log it",
            workout.get_absolute_url(),
        )
    if notices:
        return from_notice(notices[0])
    if to_plan:
        screening = reverse("clients:client_screening", args=[row.client.pk])
        return Step(
            "From the screening: ", f"{', '.join(to_plan)}, not planned for yet.", "Plan for it", screening
        )
    if workout:
        day = f"{workout.scheduled_on:%A %-d %B}"
        strong = "All is in order. " if row.health else "Injuries and warning signs are not known. "
        return Step(strong, f"{workout.title} is next, on {day}.", "See the programme", program)
    return Step(
        "Nothing is planned. ",
        "",
        "Choose a programme",
        reverse("programs:list", query={"client": row.client.pk}),
    )


def from_notice(notice: Notice) -> Step:
    return Step(notice.strong, notice.rest, notice.told.action, notice.url, notice)


def standing_in(row: DeskRow) -> Standing:
    """As `standing_of`, in one query: why it is asked again is known from the desk."""
    running, last = newest_of(row.client)
    return Standing(row.client, running, last, row.screening if last and not running else None)


def things_to_plan(row: DeskRow, standing: Standing | None) -> list[str]:
    """Titles of what the last screening found and is open."""
    if standing is None or standing.last is None:
        return []
    return [one.found.title for one in plan_of(standing.last, row.all_injuries) if one.is_open]


def next_test(row: DeskRow) -> retests.Planned | None:
    """The first that is asked for, or waits."""
    facts = [injury.facts() for injury in row.injuries]
    tests = retests.plan(row.readings, row.retests, facts, row.today)
    asked = [retests.Planned(row.client, test, row.today) for test in tests if test.due_on]
    return min(asked, key=lambda one: (one.test.wait is not None, one.day), default=None)
