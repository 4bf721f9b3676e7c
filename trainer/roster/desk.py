"""What a trainer's desk shows of each client, read in a fixed number of queries whatever their number."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import (
    Avg,
    Count,
    Exists,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    StringAgg,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Concat

from clients.health import OpenInjury, read_injury
from clients.models import Client, Consent, HealthCondition, Injury, InjuryEvent, RiskScreen
from clients.screening import Due
from clients.screens import day_of, due_from
from exercises.models import MuscleShare
from trainer.accounts.models import User
from trainer.balance.models import Reading, Retest, Target
from trainer.balance.protocols import HAMSTRINGS, QUADRICEPS
from trainer.balance.ratios import ReadingFacts
from trainer.balance.volume import SetFacts, Week, weekly
from trainer.programs import findings
from trainer.programs.models import GuardOverride, Workout, WorkoutExercise
from trainer.programs.profiles import Library
from trainer.roster.models import PutOff
from trainer.session_logs.models import PainReport, SessionLog, SetLog

# How far back the desk looks: for pain and missed workouts, for hard sets, and for the tests of one year and
# its comparison.
RECENT = dt.timedelta(days=14)
HARD_SETS = dt.timedelta(weeks=5)
TESTS = dt.timedelta(days=400)


@dataclass(frozen=True)
class Kept:
    """An exercise that stays in the coming workouts by a decision, and what the guard says of it."""

    override: GuardOverride
    on: dt.date
    title: str


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
    retests: list[Retest] = field(default_factory=list)
    weeks: list[Week] = field(default_factory=list)
    targets: dict[str, Target] = field(default_factory=dict)
    held: list[str] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    screening: Due | None = None
    screened: bool = False
    put_off: dict[tuple[str, str], dt.date] = field(default_factory=dict)

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


def load(clients: QuerySet[Client], reader: User | None = None) -> list[DeskRow]:
    """Fifteen queries: each kind of row once, and what the guard needs to read the coming workouts.

    `reader` is the trainer whose own notices put off are read with them.
    """
    rows = {client.pk: _row(client) for client in _with_facts(clients)}
    if not rows:
        return []
    healthy = [pk for pk, row in rows.items() if row.health]
    first_day = min(row.today for row in rows.values())
    last_day = max(row.today for row in rows.values()) + dt.timedelta(days=7)
    _spread(rows, "all_injuries", _injuries().filter(client__in=healthy))
    _spread(rows, "workouts", Workout.objects.filter(client__in=rows).between(first_day - RECENT, last_day))
    _spread(rows, "retests", Retest.objects.filter(client__in=rows))
    _read_last_sessions(rows)
    recent_pain = PainReport.objects.filter(client__in=healthy, reported_on__gte=first_day - RECENT)
    _spread(rows, "pains", recent_pain)
    _read_readings(rows, first_day - TESTS)
    _read_weeks(rows, first_day - HARD_SETS)
    for target in Target.objects.filter(client__in=rows):
        rows[target.client_id].targets[target.method] = target
    _read_held({pk: rows[pk] for pk in healthy})
    _read_screenings([rows[pk] for pk in healthy])
    for put_off in PutOff.objects.filter(client__in=rows, by=reader):
        row = rows[put_off.client_id]
        if put_off.until > row.today:
            row.put_off[put_off.rule, put_off.subject] = put_off.until
    return list(rows.values())


def _with_facts(clients: QuerySet[Client]) -> QuerySet[Client]:
    """Consents, the last session and the newest screening as columns, which saves a query for each."""
    agreed = Consent.objects.filter(client=OuterRef("pk"), withdrawn_at=None)
    session = SessionLog.objects.filter(client=OuterRef("pk")).exclude(finished_at=None)
    screens = RiskScreen.objects.filter(client=OuterRef("pk"))
    newest = screens.order_by(F("finished_at").desc(nulls_first=True), "-pk")
    return clients.annotate(
        shares_health=Exists(agreed.filter(purpose=Consent.Purpose.HEALTH)),
        on_paper=Exists(agreed.filter(on_paper=True, confirmed_at=None)),
        last_session_id=Subquery(session.order_by("-performed_on", "-started_at").values("pk")[:1]),
        screen_finished_at=Subquery(newest.values("finished_at")[:1]),
        screen_started_at=Subquery(newest.values("started_at")[:1]),
        screen_version=Subquery(newest.values("questions_version")[:1]),
    )


def _row(client: Client) -> DeskRow:
    told = vars(client)
    return DeskRow(client, client.today(), health=told["shares_health"], on_paper=told["on_paper"])


def _injuries() -> QuerySet[Injury]:
    """With the last stage that a named clinician opened, and the ticked gates, each with its stage."""
    spoken = InjuryEvent.objects.filter(injury=OuterRef("pk")).exclude(clinician="").exclude(to_stage="")
    return Injury.objects.annotate(
        word_for=Subquery(spoken.order_by("-at", "-pk").values("to_stage")[:1]),
        gates_ticked=StringAgg(Concat("gates_met__stage", Value(":"), "gates_met__gate"), Value("\n")),
    )


def _spread(rows: dict[int, DeskRow], name: str, found: Iterable[Any]) -> None:
    for pk, items in _by_client(found).items():
        setattr(rows[pk], name, items)


def _read_last_sessions(rows: dict[int, DeskRow]) -> None:
    ids = [vars(row.client)["last_session_id"] for row in rows.values()]
    sessions = SessionLog.objects.filter(pk__in=ids).annotate(
        mean_rpe=Avg("sets__rpe"), worst_pain=Max("pain_reports__value")
    )
    for session in sessions:
        rows[session.client_id].last_session = session


def _read_readings(rows: dict[int, DeskRow], since: dt.date) -> None:
    readings = Reading.objects.filter(client__in=rows, test__tested_on__gte=since)
    for reading in readings.select_related("test__own_protocol").order_by("test__tested_on", "pk"):
        rows[reading.client_id].readings.append(reading.facts())


def _read_weeks(rows: dict[int, DeskRow], since: dt.date) -> None:
    """Hard sets of each leg, summed by day in the database; what nobody has filled in counts as unknown."""

    def share(muscle: str) -> Subquery:
        shares = MuscleShare.objects.filter(exercise=OuterRef("exercise"), muscle__slug=muscle)
        return Subquery(shares.values("share"))

    sets = SetLog.objects.hard().filter(client__in=rows, performed_on__gte=since)
    own = Q(exercise__owner__isnull=False) & (Q(back=None) | Q(front=None))
    days = sets.alias(back=share(HAMSTRINGS), front=share(QUADRICEPS)).order_by()
    unknown_sets = Count("pk", filter=Q(exercise=None) | own)
    found = days.values_list("client_id", "performed_on", "side").annotate(
        sets_back=Sum("back"), sets_front=Sum("front"), unknown=unknown_sets
    )
    done: dict[int, list[SetFacts]] = defaultdict(list)
    for pk, on, side, back, front, unknown in found:
        shares = {HAMSTRINGS: float(back or 0), QUADRICEPS: float(front or 0)}
        done[pk].append(SetFacts(on, side, None, False, shares, unknown=shares if unknown else ()))
    for pk, facts in done.items():
        rows[pk].weeks = weekly(facts)


def _read_held(rows: dict[int, DeskRow]) -> None:
    """The exercises of the coming workouts that the guard holds back today, and those a decision keeps."""
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
        found = findings.sorted_out(situation, lines, library, ())
        decided = {(o.assignment_id, o.exercise.slug, o.rule_id, o.injury_id): o for o in kept[pk]}
        held = set()
        for strip in (*found.strips, *found.cautions):
            if strip.finding.can_keep and (override := decided.get(strip.key)):
                on = day_of(row.client, override.at)
                row.kept.append(Kept(override, on, strip.finding.title))
            elif strip.stops:
                held.add(strip.finding.exercise_name)
        row.held = sorted(held)


def _read_screenings(rows: Iterable[DeskRow]) -> None:
    for row in rows:
        told = vars(row.client)
        newest = [told["screen_finished_at"], told["screen_started_at"], told["screen_version"]]
        closed_on = max((i.resolved_on for i in row.all_injuries if i.resolved_on), default=None)
        row.screened = told["screen_finished_at"] is not None
        row.screening = due_from(row.client, newest if told["screen_started_at"] else None, closed_on)


def _by_client(found: Iterable[Any]) -> dict[int, list[Any]]:
    by_client: dict[int, list[Any]] = defaultdict(list)
    for item in found:
        by_client[item.client_id].append(item)
    return by_client
