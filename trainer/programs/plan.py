"""A programme, an assignment and what is to be settled, as their pages draw them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db.models import prefetch_related_objects

from clients.models import Client
from clients.stages import rules
from exercises.models import Exercise
from trainer.accounts.models import User
from trainer.programs.before import READS, Again, Origins, earlier_injuries, fitting_again, origins
from trainer.programs.dose import Offer, eased, hard_sets, offers, uncounted
from trainer.programs.findings import NOT_DONE, ClientFindings, Situation, Strip, read
from trainer.programs.guard import Finding, no_swap_sentence
from trainer.programs.models import (
    Assignment,
    GuardOverride,
    PrescriptionFields,
    Program,
    Workout,
    WorkoutExercise,
)
from trainer.programs.profiles import Library, dose_fields, prescription_of

RED_FLAG = "R00"
RULE_WORDS = {rule.id: rule.title for rule in rules()}
type Place = tuple[str, str]

BAR = 116  # the longest bar, in the units of its drawing


@dataclass(frozen=True)
class Line:
    """One prescription; `findings` is what the guard says of it and nobody has settled."""

    row: PrescriptionFields
    exercise: Exercise
    findings: tuple[Finding, ...] = ()
    held: bool = False
    instead_of: Exercise | None = None
    is_known_before: bool = False

    @property
    def rest(self) -> str:
        """As on a clock: "1:30"."""
        seconds = self.row.rest_seconds
        return "" if seconds is None else f"{seconds // 60}:{seconds % 60:02d}"


@dataclass(frozen=True)
class Day:
    """`state` is done, begun, missed, planned or dropped; empty in a programme that nobody has yet."""

    title: str
    note: str
    lines: tuple[Line, ...]
    workout: Workout | None = None
    state: str = ""


@dataclass
class Week:
    """Hard sets of the week, mean of the two legs; the bars are on the scale of the whole plan."""

    number: int
    days: tuple[Day, ...]
    hamstrings: float
    quadriceps: float
    hamstrings_bar: int = 0
    quadriceps_bar: int = 0
    is_open: bool = False
    uncounted: tuple[str, ...] = ()

    @property
    def dates(self) -> list[dt.date]:
        return sorted(day.workout.scheduled_on for day in self.days if day.workout)

    @property
    def state(self) -> str:
        done = sum(day.state == "done" for day in self.days)
        if done == len(self.days):
            return f"Done, {done} of {len(self.days)}"
        if done or any(day.state in {"begun", "missed"} for day in self.days):
            return f"{done} of {len(self.days)} done"
        return "Planned"

    @property
    def ahead(self) -> dict[int, Line]:
        """What stands in its workouts ahead; programmes that nobody has yet have none."""
        waiting = [day for day in self.days if day.state == Workout.State.PLANNED]
        return {line.exercise.pk: line for day in reversed(waiting) for line in day.lines}

    @property
    def to_settle(self) -> int:
        return len({line.exercise.pk for day in self.days for line in day.lines if line.held})


@dataclass(frozen=True)
class Offered:
    """An exercise that fits, and how much of it."""

    exercise: Exercise
    why: str
    row: WorkoutExercise


@dataclass
class Question:
    """A strip as the page asks it: how many workouts it is about, and what fits instead."""

    strip: Strip
    exercise: Exercise
    workouts: int
    begun: bool
    places: list[Place] = field(default_factory=list)
    eased: Offered | None = None
    offered: list[Offered] = field(default_factory=list)
    form: Any = None

    @property
    def can_keep(self) -> bool:
        return self.strip.finding.can_keep

    @property
    def others(self) -> list[Offered]:
        """Exercises behind the first proposal."""
        return self.offered if self.eased else self.offered[1:]

    @property
    def nothing_fits(self) -> str:
        return no_swap_sentence(self.strip.finding)


@dataclass(frozen=True)
class Cautions:
    """Questions with one title: an injury without a rule asks the same of every exercise."""

    title: str
    questions: list[Question]


@dataclass(frozen=True)
class Kept:
    """A decision to keep, and the rule it stands against in words."""

    override: GuardOverride
    rule: str


@dataclass(frozen=True)
class ClientPlan:
    """Everything of one client's programme page; `running` has each assignment's weeks and exercises ahead.

    A red flag is told once for each injury and not once for each exercise that it stops.
    """

    found: ClientFindings
    running: list[tuple[Assignment, list[Week], list[Line]]]
    earlier: list[Assignment]
    red_flags: list[Finding]
    again: list[Again]
    questions: list[Question]
    cautions: list[Cautions]
    kept: list[Kept]

    @property
    def to_fill_in(self) -> list[Line]:
        """The next line of each exercise of which the effort or the speed is not written down."""
        wanted = {slug for finding in self.found.general for slug in finding.to_fill_in}
        lines = {line.exercise.slug: line for _, _, ahead in self.running for line in ahead}
        return [line for slug, line in lines.items() if slug in wanted]

    @property
    def asked(self) -> list[Question]:
        """Everything that a reason can be written for."""
        return self.questions + [question for group in self.cautions for question in group.questions]


def plan_of(client: Client, by: User) -> ClientPlan:
    """The running assignments with what is to be settled first, in a fixed number of queries."""
    assignments = list(client.assignments.select_related("program"))
    running = [assignment for assignment in assignments if assignment.ended_on is None]
    prefetch_related_objects(running, *READS)
    workouts = [workout for assignment in running for workout in assignment.workouts.all()]
    today = client.today()
    ahead = sorted(
        (workout for workout in workouts if is_ahead(workout, today)),
        key=lambda workout: (workout.scheduled_on, workout.pk),
    )
    first = {assignment.pk: origins(assignment) for assignment in running}
    library = Library(rows_in(workouts, first.values()), trainer=by)
    found = read([client], [row for workout in ahead for row in workout.exercises.all()], library)[client.pk]
    return ClientPlan(
        found,
        [
            (assignment, weeks, lines_ahead(weeks))
            for assignment in running
            for weeks in [assignment_weeks(assignment, library, found, first[assignment.pk])]
        ],
        earlier=[assignment for assignment in assignments if assignment.ended_on is not None],
        red_flags=red_flags_of(found),
        again=again_of(client, running, first, library, found.situation),
        questions=questions(
            [strip for strip in found.strips if strip.finding.rule_id != RED_FLAG], library, found.situation
        ),
        cautions=by_title(questions(found.cautions, library, found.situation)),
        kept=[Kept(override, RULE_WORDS.get(override.rule_id, "")) for override in found.kept],
    )


def is_ahead(workout: Workout, today: dt.date) -> bool:
    """Begun, or planned and not missed: nothing is asked about a day that has passed."""
    return workout.state in NOT_DONE and state_of(workout, today) != "missed"


def rows_in(workouts: Iterable[Workout], first: Iterable[Origins]) -> Iterator[PrescriptionFields]:
    """What stands in the workouts, and what their programmes planned there."""
    yield from (row for workout in workouts for row in workout.exercises.all())
    yield from (line for lines in first for of_workout in lines.values() for line in of_workout.values())


def lines_ahead(weeks: list[Week]) -> list[Line]:
    """The next line of each exercise, by name."""
    found = {pk: line for week in reversed(weeks) for pk, line in week.ahead.items()}
    return sorted(found.values(), key=lambda line: line.exercise.name)


def again_of(
    client: Client,
    running: list[Assignment],
    first: Mapping[int, Origins],
    library: Library,
    situation: Situation,
) -> list[Again]:
    if any(injury.red_flags for injury in situation.injuries):
        return []
    earlier = earlier_injuries(client, situation.injuries)
    return [
        one
        for assignment in running
        for one in fitting_again(assignment, first[assignment.pk], library, situation.known, earlier)
    ]


def by_title(asked: Iterable[Question]) -> list[Cautions]:
    grouped: dict[tuple[str, int | None], list[Question]] = defaultdict(list)
    for question in asked:
        grouped[question.strip.finding.title, question.strip.finding.injury_id].append(question)
    return [Cautions(title, group) for (title, _), group in grouped.items()]


def red_flags_of(found: ClientFindings) -> list[Finding]:
    flagged = [strip.finding for strip in found.strips if strip.finding.rule_id == RED_FLAG]
    return list({finding.injury_id: finding for finding in flagged}.values())


def program_weeks(program: Program, library: Library) -> list[Week]:
    """The first week open; reads `days` with their `exercises`."""
    weeks = []
    for number, days in groupby(program.days.all(), key=lambda day: day.week):
        listed = list(days)
        drawn = tuple(
            Day(day.title or f"Day {day.number}", day.note, lines_of(day.exercises.all(), library))
            for day in listed
        )
        weeks.append(week_of(number, drawn, library))
    if weeks:
        weeks[0].is_open = True
    return on_one_scale(weeks)


def assignment_weeks(
    assignment: Assignment, library: Library, found: ClientFindings, first: Origins
) -> list[Week]:
    """The week of the next workout open; reads `workouts` with their `exercises`."""
    today = found.situation.today
    in_order = sorted(assignment.workouts.all(), key=lambda workout: (workout.week, workout.scheduled_on))
    weeks = []
    for number, workouts in groupby(in_order, key=lambda workout: workout.week):
        drawn = tuple(
            Day(
                workout.title,
                workout.note,
                lines_of(workout.exercises.all(), library, found, first.get(workout.pk, {})),
                workout,
                state_of(workout, today),
            )
            for workout in workouts
        )
        weeks.append(week_of(number, drawn, library))
    ahead = (week for week in weeks if any(day.state in {"planned", "begun"} for day in week.days))
    if weeks:
        next(ahead, weeks[-1]).is_open = True
    return on_one_scale(weeks)


def state_of(workout: Workout, today: dt.date) -> str:
    if workout.state == Workout.State.PLANNED and workout.scheduled_on < today:
        return "missed"
    return workout.state


def lines_of(
    rows: Iterable[PrescriptionFields],
    library: Library,
    found: ClientFindings | None = None,
    first: Collection[int] = (),
) -> tuple[Line, ...]:
    return tuple(
        Line(
            row,
            library.exercises[row.exercise_id],
            found.why(row.pk) if found else (),
            bool(found and row.pk in found.held),
            library.exercises.get(getattr(row, "swapped_from_id", None) or 0),
            row.position in first,
        )
        for row in rows
    )


def week_of(number: int, days: tuple[Day, ...], library: Library) -> Week:
    planned = library.prescriptions(line.row for day in days for line in day.lines)
    hamstrings, quadriceps = (hard_sets(planned, muscle) for muscle in ("hamstrings", "quadriceps"))
    return Week(number, days, hamstrings, quadriceps, uncounted=uncounted(planned))


def on_one_scale(weeks: list[Week]) -> list[Week]:
    most = max((max(week.hamstrings, week.quadriceps) for week in weeks), default=0)
    for week in weeks:
        week.hamstrings_bar = round(BAR * week.hamstrings / most) if most else 0
        week.quadriceps_bar = round(BAR * week.quadriceps / most) if most else 0
    return weeks


def questions(strips: Sequence[Strip], library: Library, situation: Situation) -> list[Question]:
    """The strips of assignments with what fits instead; for work that is under way nothing is offered."""
    asked = []
    for strip in strips:
        rows = [row for row in strip.rows if isinstance(row, WorkoutExercise)]
        ahead = [row for row in rows if row.workout.state == Workout.State.PLANNED]
        question = Question(
            strip,
            exercise=library.by_slug(strip.finding.exercise_slug),
            workouts=len({row.workout_id for row in rows}),
            begun=not ahead,
            places=places_of(ahead),
        )
        if strip.stops and ahead:
            question.eased = lowered(ahead[0], library, situation)
            question.offered = offered(ahead[0], library, situation)
        asked.append(question)
    return asked


def places_of(ahead: Sequence[WorkoutExercise]) -> list[Place]:
    """Where a change may go, as choices of a form: every workout from now on, or those of its next week."""
    if not ahead:
        return []
    first = min(ahead, key=lambda row: row.workout.scheduled_on).workout.week
    every, in_week = (
        len({row.workout_id for row in rows})
        for rows in (ahead, [row for row in ahead if row.workout.week == first])
    )
    whole = ("", f"Every workout from now on ({every})")
    return [whole, (str(first), f"Only week {first} ({in_week})")] if in_week < every else [whole]


def offered(row: WorkoutExercise, library: Library, situation: Situation) -> list[Offered]:
    """What fits in one place; what stands in the same workout already, only where nothing else fits."""
    planned = prescription_of(row, library.profiles[row.exercise_id])
    beside = {library.profiles[other.exercise_id].slug for other in row.workout.exercises.all()}
    every = library.open_profiles()
    others = [profile for profile in every if profile.slug not in beside]
    found = offers(planned, others, *situation.known) or offers(planned, every, *situation.known)
    return [drawn(offer, library) for offer in found]


def lowered(row: WorkoutExercise, library: Library, situation: Situation) -> Offered | None:
    offer = eased(prescription_of(row, library.profiles[row.exercise_id]), *situation.known)
    return drawn(offer, library) if offer else None


def drawn(offer: Offer, library: Library) -> Offered:
    fields = dose_fields(offer.prescription)
    return Offered(library.by_slug(offer.exercise.slug), offer.why, WorkoutExercise(**fields))
