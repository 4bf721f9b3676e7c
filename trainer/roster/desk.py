"""What a trainer's desk shows of each client, read in a fixed number of queries whatever their number."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Avg, Max, OuterRef, QuerySet, Subquery

from clients.health import OpenInjury, read_injury
from clients.models import Client, Consent, HealthCondition, Injury
from trainer.balance.models import Reading
from trainer.balance.ratios import ReadingFacts
from trainer.programs import findings
from trainer.programs.models import GuardOverride, Workout, WorkoutExercise
from trainer.programs.profiles import Library
from trainer.session_logs.models import PainReport, SessionLog

# How far back the desk looks: for pain and missed workouts, and for the tests of one year and its comparison.
RECENT = dt.timedelta(days=14)
TESTS = dt.timedelta(days=400)


@dataclass
class DeskRow:
    """One client, with what the roster and its list need to know; nothing of health without consent."""

    client: Client
    today: dt.date
    health: bool = False
    on_paper: bool = False
    all_injuries: list[Injury] = field(default_factory=list)
    workouts: list[Workout] = field(default_factory=list)
    last_session: SessionLog | None = None
    pains: list[PainReport] = field(default_factory=list)
    readings: list[ReadingFacts] = field(default_factory=list)
    held: list[str] = field(default_factory=list)

    @property
    def injuries(self) -> list[Injury]:
        return [injury for injury in self.all_injuries if injury.resolved_on is None]

    @property
    def open_injuries(self) -> list[OpenInjury]:
        return [read_injury(injury, self.today) for injury in self.injuries]

    @property
    def monday(self) -> dt.date:
        return self.today - dt.timedelta(days=self.today.weekday())

    @property
    def week(self) -> list[Workout]:
        """The workouts of the running week, in order."""
        sunday = self.monday + dt.timedelta(days=6)
        return [workout for workout in self.workouts if self.monday <= workout.scheduled_on <= sunday]

    @property
    def week_done(self) -> int:
        return sum(workout.state == Workout.State.DONE for workout in self.week)

    def missed(self, workout: Workout) -> bool:
        return workout.state == Workout.State.PLANNED and workout.scheduled_on < self.today

    @property
    def coming(self) -> list[Workout]:
        """What is planned from today on, as far as the desk looks ahead."""
        return [w for w in self.workouts if w.scheduled_on >= self.today and w.state in findings.NOT_DONE]

    @property
    def next_workout(self) -> Workout | None:
        return next(iter(self.coming), None)


def load(clients: QuerySet[Client]) -> list[DeskRow]:
    """A dozen queries: each kind of row once, and what the guard needs to read the coming workouts."""
    latest = SessionLog.objects.filter(client=OuterRef("pk")).exclude(finished_at=None)
    clients = clients.annotate(
        last_session_id=Subquery(latest.order_by("-performed_on", "-started_at").values("pk")[:1])
    )
    rows = {client.pk: DeskRow(client, client.today()) for client in clients}
    if not rows:
        return []
    _read_consents(rows)
    healthy = [pk for pk, row in rows.items() if row.health]
    first_day = min(row.today for row in rows.values())
    last_day = max(row.today for row in rows.values()) + dt.timedelta(days=7)
    _spread(rows, "all_injuries", Injury.objects.filter(client__in=healthy))
    _spread(rows, "workouts", Workout.objects.filter(client__in=rows).between(first_day - RECENT, last_day))
    _read_last_sessions(rows)
    recent_pain = PainReport.objects.filter(client__in=healthy, reported_on__gte=first_day - RECENT)
    _spread(rows, "pains", recent_pain)
    _read_readings(rows, first_day - TESTS)
    _read_held({pk: rows[pk] for pk in healthy})
    return list(rows.values())


def _spread(rows: dict[int, DeskRow], name: str, found: Iterable[Any]) -> None:
    for pk, items in _by_client(found).items():
        setattr(rows[pk], name, items)


def _read_consents(rows: dict[int, DeskRow]) -> None:
    for consent in Consent.objects.filter(client__in=rows, withdrawn_at=None):
        row = rows[consent.client_id]
        row.health = row.health or consent.purpose == Consent.Purpose.HEALTH
        row.on_paper = row.on_paper or (consent.on_paper and consent.confirmed_at is None)


def _read_last_sessions(rows: dict[int, DeskRow]) -> None:
    ids = [row.client.last_session_id for row in rows.values() if row.client.last_session_id]  # type: ignore[attr-defined]
    sessions = SessionLog.objects.filter(pk__in=ids).annotate(
        mean_rpe=Avg("sets__rpe"), worst_pain=Max("pain_reports__value")
    )
    for session in sessions:
        rows[session.client_id].last_session = session


def _read_readings(rows: dict[int, DeskRow], since: dt.date) -> None:
    readings = Reading.objects.filter(client__in=rows, test__tested_on__gte=since).select_related("test")
    for reading in readings.order_by("test__tested_on", "pk"):
        rows[reading.client_id].readings.append(reading.facts())


def _read_held(rows: dict[int, DeskRow]) -> None:
    """The names of the exercises in the coming workouts that the guard holds back today."""
    coming = [workout.pk for row in rows.values() for workout in row.coming]
    running = WorkoutExercise.objects.filter(workout__in=coming, workout__assignment__ended_on=None)
    planned = _by_client(running.select_related("workout"))
    if not planned:
        return
    answers = _by_client(HealthCondition.objects.filter(client__in=planned))
    kept = _by_client(
        GuardOverride.objects.filter(client__in=planned).select_related("exercise", "injury", "by")
    )
    library = Library(line for lines in planned.values() for line in lines)
    for pk, lines in planned.items():
        row = rows[pk]
        situation = findings.Situation(
            today=row.today,
            health_visible=True,
            readable=True,
            injuries=tuple(injury.facts() for injury in row.all_injuries),
            conditions={answer.tag: answer.present for answer in answers[pk]},
        )
        held = findings.sorted_out(situation, lines, library, kept[pk]).held
        row.held = sorted({library.exercises[one.exercise_id].name for one in lines if one.pk in held})


def _by_client(found: Iterable[Any]) -> dict[int, list[Any]]:
    by_client: dict[int, list[Any]] = defaultdict(list)
    for item in found:
        by_client[item.client_id].append(item)
    return by_client
