"""Workouts and sessions in a list: what was planned, how much of it was done, and how it felt."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby

from django.db.models import Avg, Count, Max, Q, QuerySet

from clients.consents import health_visible
from clients.models import Client
from trainer.programs.models import Workout
from trainer.session_logs import words
from trainer.session_logs.models import SessionLog

WEEKS_BACK = 8
WEEKS_AHEAD = 4


@dataclass
class Entry:
    """One line of a list: a workout that is planned or was missed, or a session with how it went."""

    on: dt.date
    title: str
    state: str
    planned: int
    workout: Workout | None = None
    session: SessionLog | None = None
    logged: int = 0
    effort: Decimal | float | None = None
    pain: int | None = None

    @property
    def adherence(self) -> str:
        return words.capital(words.adherence(self.logged, self.planned))

    @property
    def sentence(self) -> str:
        return words.summary(
            self.title, planned=self.planned, logged=self.logged, effort=self.effort, pain=self.pain
        )

    @property
    def can_move(self) -> bool:
        return self.session is None and self.workout is not None


@dataclass
class Week:
    monday: dt.date
    entries: list[Entry] = field(default_factory=list)

    @property
    def sunday(self) -> dt.date:
        return self.monday + dt.timedelta(days=6)


def monday_of(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def with_numbers(sessions: QuerySet[SessionLog]) -> QuerySet[SessionLog]:
    """Each session with its sets counted (no warm-ups), their mean effort and the highest pain."""
    worked = Q(sets__warm_up=False)
    return (
        sessions.select_related("workout", "by")
        .prefetch_related("workout__exercises")
        .annotate(
            logged=Count("sets", filter=worked, distinct=True),
            effort=Avg("sets__rpe", filter=worked),
            highest=Max("pain_reports__value"),
        )
        .order_by("-performed_on", "-started_at", "pk")
    )


def entry_of(session: SessionLog, *, health: bool) -> Entry:
    """A session from `with_numbers`; its pain only where health data may be seen."""
    workout = session.workout
    running = workout is not None and workout.state == Workout.State.BEGUN
    return Entry(
        on=session.performed_on,
        title=session.title,
        state="Not finished" if running else "Done",
        planned=words.planned_sets(workout.exercises.all()) if workout else 0,
        workout=workout,
        session=session,
        logged=session.logged,  # type: ignore[attr-defined]
        effort=session.effort,  # type: ignore[attr-defined]
        pain=session.highest if health else None,  # type: ignore[attr-defined]
    )


def planned_entry(workout: Workout, today: dt.date) -> Entry:
    when = workout.scheduled_on
    return Entry(
        on=when,
        title=workout.title,
        state="Missed" if when < today else "Today" if when == today else "Planned",
        planned=words.planned_sets(workout.exercises.all()),
        workout=workout,
    )


def weeks_of(client: Client, first: dt.date, last: dt.date) -> list[Week]:
    """Everything planned or done between two days, newest week first, as the trainer may see it."""
    health = health_visible(client)
    sessions = with_numbers(client.session_logs.filter(performed_on__range=(first, last)))
    waiting = client.workouts.filter(session_log=None, scheduled_on__range=(first, last))
    planned = waiting.exclude(state=Workout.State.DROPPED).prefetch_related("exercises")
    entries = [entry_of(session, health=health) for session in sessions]
    entries += [planned_entry(workout, client.today()) for workout in planned]
    return in_weeks(entries)


def in_weeks(entries: Iterable[Entry]) -> list[Week]:
    ordered = sorted(entries, key=lambda entry: entry.on)
    weeks = [
        Week(monday, list(found)) for monday, found in groupby(ordered, lambda entry: monday_of(entry.on))
    ]
    return weeks[::-1]
