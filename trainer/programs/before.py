"""What a client's workouts were before they were changed, and what of it fits again at a later stage.

Nothing is kept of what a swap or leaving out replaced: the programme itself is what is left to read.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from django.db.models import Q, prefetch_related_objects

from clients.models import Client, InjuryEvent
from clients.stages import InjuryFacts, rule_for
from exercises.models import Exercise
from trainer.programs.dose import choose
from trainer.programs.findings import Known
from trainer.programs.guard import Prescription, stage_words, verdict
from trainer.programs.models import Assignment, ProgramExercise, Workout, WorkoutExercise
from trainer.programs.profiles import Library, dose_fields, prescription_of

type Origins = Mapping[int, Mapping[int, ProgramExercise]]

Kind = InjuryEvent.Kind
READS = ("workouts__exercises", "program__days__exercises")


def read_origins(assignment: Assignment) -> Origins:
    prefetch_related_objects([assignment], *READS)
    return origins(assignment)


def origins(assignment: Assignment) -> Origins:
    """The programme's lines by the workout's id and the place in it; reads READS.

    A workout that does not match its day any more has none: the programme was changed since.
    """
    if assignment.program is None:
        return {}
    of_week: dict[int, list[Workout]] = defaultdict(list)
    for workout in sorted(assignment.workouts.all(), key=lambda workout: workout.pk):
        of_week[workout.week].append(workout)
    found: dict[int, dict[int, ProgramExercise]] = {}
    for week, days in groupby(assignment.program.days.all(), key=lambda day: day.week):
        listed = list(days)
        if len(listed) == len(of_week[week]):
            for day, workout in zip(listed, of_week[week], strict=True):
                lines = {line.position: line for line in day.exercises.all()}
                if is_copy(workout, lines):
                    found[workout.pk] = lines
    return found


def is_copy(workout: Workout, lines: Mapping[int, ProgramExercise]) -> bool:
    return all(
        row.position in lines and lines[row.position].exercise_id == (row.swapped_from_id or row.exercise_id)
        for row in workout.exercises.all()
    )


@dataclass(frozen=True)
class Change:
    """One place of a workout ahead that is not as it was planned; `row` is None where it was left out.

    `line` is None where the programme does not say any more what stood there.
    """

    workout: Workout
    row: WorkoutExercise | None
    line: ProgramExercise | None
    exercise_id: int

    def planned(self, library: Library, known: Known) -> Prescription:
        """The prescription as it would be put back: the programme's, else worked out from what stands."""
        profile = library.profiles[self.exercise_id]
        if self.line:
            return prescription_of(self.line, profile)
        if self.row is None:
            raise ValueError("Nothing is known of what stood here.")
        standing = prescription_of(self.row, library.profiles[self.row.exercise_id])
        return choose(standing, profile, *known).prescription


def changes(assignment: Assignment, lines: Origins) -> Iterator[Change]:
    """What was swapped, lowered or left out in the workouts from today on that are not begun."""
    today = assignment.client.today()
    for workout in assignment.workouts.all():
        if workout.state != Workout.State.PLANNED or workout.scheduled_on < today:
            continue
        before = lines.get(workout.pk, {})
        standing = {row.position: row for row in workout.exercises.all()}
        for row in standing.values():
            line = before.get(row.position)
            if row.swapped_from_id or (line and is_lowered(row, line)):
                yield Change(workout, row, line, row.swapped_from_id or row.exercise_id)
        for position, line in before.items():
            if position not in standing:
                yield Change(workout, None, line, line.exercise_id)


def is_lowered(row: WorkoutExercise, line: ProgramExercise) -> bool:
    pairs = ((row.rpe, line.rpe), (row.percent_speed, line.percent_speed))
    return any(now is not None and first is not None and now < first for now, first in pairs)


type Earlier = tuple[dt.datetime, InjuryFacts]


def earlier_injuries(client: Client, injuries: Iterable[InjuryFacts]) -> list[Earlier]:
    """Each injury as it stood before it moved on, and when it did; one query."""
    by_id = {injury.id: injury for injury in injuries}
    moved = InjuryEvent.objects.filter(client=client, injury__in=by_id)
    events = moved.filter(~Q(to_stage="") & Q(kind__in=[Kind.STAGE, Kind.ASSESSED]) | Q(kind=Kind.RESOLVED))
    found = []
    for event in events:
        injury = by_id[event.injury_id]
        stage = injury.stage if event.kind == Kind.RESOLVED else event.from_stage
        facts = replace(injury, stage=stage, assessed=bool(stage), resolved_on=None, limits={}, pain_max=None)
        found.append((event.at, facts))
    return found


@dataclass(frozen=True)
class Again:
    """An exercise that an earlier stage held back and today's does not; `row` is how it would stand."""

    assignment: Assignment
    exercise: Exercise
    stage: str
    changes: tuple[Change, ...]
    row: WorkoutExercise
    standing: tuple[Exercise, ...]

    @cached_property
    def workouts(self) -> int:
        return len({change.workout.pk for change in self.changes})

    @property
    def is_lowered(self) -> bool:
        return self.standing == (self.exercise,)

    @property
    def is_known(self) -> bool:
        """Whether the programme still says what was planned in every place."""
        return all(change.line for change in self.changes)


def fitting_again(
    assignment: Assignment, lines: Origins, library: Library, known: Known, earlier: Iterable[Earlier]
) -> list[Again]:
    """What the guard holds back no more since an injury moved on, put together by exercise."""
    moved = [facts for at, facts in earlier if at >= assignment.assigned_at]
    grouped: dict[int, list[Change]] = defaultdict(list)
    stages: dict[int, str] = {}
    for change in changes(assignment, lines):
        planned = change.planned(library, known)
        stage = stage_that_opened(planned, known, moved)
        if stage is not None and not verdict(planned, *known).stops:
            grouped[change.exercise_id].append(change)
            stages[change.exercise_id] = stage
    return [
        Again(
            assignment,
            library.exercises[pk],
            stages[pk],
            tuple(group),
            drawn(group[0], library, known),
            tuple({row.exercise_id: library.exercises[row.exercise_id] for row in rows_of(group)}.values()),
        )
        for pk, group in grouped.items()
    ]


def rows_of(group: Iterable[Change]) -> list[WorkoutExercise]:
    return [change.row for change in group if change.row]


def drawn(change: Change, library: Library, known: Known) -> WorkoutExercise:
    return WorkoutExercise(**dose_fields(change.planned(library, known)))


def stage_that_opened(planned: Prescription, known: Known, moved: Iterable[InjuryFacts]) -> str | None:
    """Today's stage of the injury that held it back before; "" where there is none; None: none did."""
    injuries, conditions, today = known
    for facts in moved:
        if verdict(planned, [facts], conditions, today).stops:
            now = next(injury for injury in injuries if injury.id == facts.id)
            rule = rule_for(now, today)
            return stage_words(rule) if rule else ""
    return None
