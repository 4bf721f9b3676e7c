"""What the guard has to say of clients' plans today, in a fixed number of queries whatever their size."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from clients.models import Client, Consent, HealthCondition, Injury
from clients.stages import InjuryFacts
from trainer.programs.guard import STOPS, Finding, check
from trainer.programs.models import (
    GuardOverride,
    PrescriptionFields,
    Program,
    ProgramExercise,
    Workout,
    WorkoutExercise,
)
from trainer.programs.profiles import Library

NOT_DONE = (Workout.State.PLANNED, Workout.State.BEGUN)

type Known = tuple[tuple[InjuryFacts, ...], Mapping[str, bool | None], dt.date]
type Key = tuple[int | None, str, str, int | None]


@dataclass(frozen=True)
class Situation:
    """What the guard may read of one client: what she shares, and for her own page what is on file."""

    today: dt.date
    health_visible: bool = False
    readable: bool = False
    injuries: tuple[InjuryFacts, ...] = ()
    conditions: Mapping[str, bool | None] = field(default_factory=dict)

    @property
    def known(self) -> Known:
        """As the guard takes it: injuries, answers, today."""
        return self.injuries, self.conditions, self.today


@dataclass(frozen=True)
class Strip:
    """What the guard says of one exercise under one rule, wherever it is planned; `rows` in order of date."""

    finding: Finding
    assignment_id: int | None
    rows: tuple[PrescriptionFields, ...]

    @property
    def key(self) -> Key:
        return key_of(self.finding, self.assignment_id)

    @property
    def stops(self) -> bool:
        """Whether the exercise is held back, and not only to be watched."""
        return self.finding.severity in STOPS


@dataclass(frozen=True)
class ClientFindings:
    """Strips hold an exercise back, cautions do not; `general` is about the whole plan, `kept` is decided."""

    situation: Situation
    strips: tuple[Strip, ...] = ()
    cautions: tuple[Strip, ...] = ()
    general: tuple[Finding, ...] = ()
    kept: tuple[GuardOverride, ...] = ()

    @property
    def health_visible(self) -> bool:
        return self.situation.health_visible

    @cached_property
    def held(self) -> frozenset[int]:
        """Ids of the prescriptions that may not be done now."""
        return frozenset(row.pk for strip in self.strips for row in strip.rows)

    def why(self, prescription_id: int) -> tuple[Finding, ...]:
        """What is said of one prescription and not settled, what holds it back first."""
        return tuple(self._of_prescription.get(prescription_id, ()))

    @cached_property
    def _of_prescription(self) -> Mapping[int, list[Finding]]:
        found: dict[int, list[Finding]] = defaultdict(list)
        for strip in (*self.strips, *self.cautions):
            for row in strip.rows:
                found[row.pk].append(strip.finding)
        return found


def for_client(client: Client, today: dt.date | None = None) -> ClientFindings:
    """Findings for the workouts of running assignments that are not done."""
    return for_clients([client], today)[client.pk]


def for_clients(clients: Iterable[Client], today: dt.date | None = None) -> dict[int, ClientFindings]:
    """The same for many clients at once, by the client's id."""
    known = list(clients)
    rows = WorkoutExercise.objects.filter(
        client__in=known, workout__assignment__ended_on=None, workout__state__in=NOT_DONE
    )
    in_order = rows.select_related("workout").order_by("workout__scheduled_on", "workout_id", "position")
    planned = list(in_order)
    return read(known, planned, Library(planned), today)


def for_workout(workout: Workout, *, own: bool = False) -> ClientFindings:
    """Findings for the prescriptions of one workout, whatever its state; `own` for the client herself."""
    rows = list(workout.exercises.select_related("workout"))
    return read([workout.client], rows, Library(rows), own=own)[workout.client_id]


def for_program(
    program: Program, client: Client, library: Library, today: dt.date | None = None
) -> ClientFindings:
    """What the guard would say if this client were given the programme now; nothing of it is kept yet."""
    return sorted_out(situations([client], today)[client.pk], rows_of(program), library, ())


def rows_of(program: Program) -> list[ProgramExercise]:
    """Every prescription of a programme; reads `days` with their `exercises`."""
    return [row for day in program.days.all() for row in day.exercises.all()]


def read(
    clients: Sequence[Client],
    rows: Sequence[WorkoutExercise],
    library: Library,
    today: dt.date | None = None,
    *,
    own: bool = False,
) -> dict[int, ClientFindings]:
    """Findings by client for rows at hand; a row's workout must be fetched with it."""
    read_of = situations(clients, today, own=own)
    planned: dict[int, list[WorkoutExercise]] = defaultdict(list)
    for row in rows:
        planned[row.client_id].append(row)
    kept: dict[int, list[GuardOverride]] = defaultdict(list)
    overrides = GuardOverride.objects.filter(assignment__in={row.workout.assignment_id for row in rows})
    for override in overrides.select_related("exercise", "injury", "by"):
        kept[override.client_id].append(override)
    return {
        client.pk: sorted_out(read_of[client.pk], planned[client.pk], library, kept[client.pk])
        for client in clients
    }


def situations(
    clients: Sequence[Client], today: dt.date | None = None, *, own: bool = False
) -> dict[int, Situation]:
    """What the guard may read of each client, in three queries.

    Consent is about what a trainer sees: it never takes the guard away from the client's own page.
    """
    sharing = set(
        Consent.objects.filter(
            client__in=clients, purpose=Consent.Purpose.HEALTH, withdrawn_at=None
        ).values_list("client_id", flat=True)
    )
    readable = {client.pk for client in clients} if own else sharing
    injuries: dict[int, list[InjuryFacts]] = defaultdict(list)
    for injury in Injury.objects.filter(client__in=readable):
        injuries[injury.client_id].append(injury.facts())
    conditions: dict[int, dict[str, bool | None]] = defaultdict(dict)
    for condition in HealthCondition.objects.filter(client__in=readable):
        conditions[condition.client_id][condition.tag] = condition.present
    return {
        client.pk: Situation(
            today=today or client.today(),
            health_visible=client.pk in sharing,
            readable=client.pk in readable,
            injuries=tuple(injuries[client.pk]),
            conditions=conditions[client.pk],
        )
        for client in clients
    }


def sorted_out(
    situation: Situation,
    rows: Sequence[PrescriptionFields],
    library: Library,
    overrides: Sequence[GuardOverride],
) -> ClientFindings:
    """Run the guard and put its findings together: what holds, what to take care of, what is kept."""
    if not situation.readable:
        return ClientFindings(situation)
    planned = library.prescriptions(rows)
    found = check(planned, situation.injuries, situation.conditions, situation.today)
    settled = {
        (override.assignment_id, override.exercise.slug, override.rule_id, override.injury_id)
        for override in overrides
    }
    strips = [
        strip for strip in strips_of(found, rows) if not (strip.finding.can_keep and strip.key in settled)
    ]
    return ClientFindings(
        situation,
        strips=tuple(strip for strip in strips if strip.stops),
        cautions=tuple(strip for strip in strips if not strip.stops),
        general=tuple(finding for finding in found if finding.prescription_id == ""),
        kept=tuple(overrides),
    )


def strips_of(findings: Iterable[Finding], rows: Sequence[PrescriptionFields]) -> list[Strip]:
    """The findings of single prescriptions put together: one for each exercise, rule and injury of a plan."""
    by_id: dict[int | str, PrescriptionFields] = {row.pk: row for row in rows}
    grouped: dict[tuple[Key, bool], list[Finding]] = defaultdict(list)
    for finding in findings:
        if row := by_id.get(finding.prescription_id):
            grouped[key_of(finding, assignment_of(row)), finding.severity in STOPS].append(finding)
    return [
        Strip(group[0], key[0], tuple(by_id[finding.prescription_id] for finding in group))
        for (key, _), group in grouped.items()
    ]


def key_of(finding: Finding, assignment_id: int | None) -> Key:
    return assignment_id, finding.exercise_slug, finding.rule_id, finding.injury_id


def assignment_of(row: PrescriptionFields) -> int | None:
    """None for the line of a programme that nobody has yet."""
    return row.workout.assignment_id if isinstance(row, WorkoutExercise) else None
