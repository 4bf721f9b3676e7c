"""What can be done with a programme and with what a client was given of it, one verb per function."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from clients.models import Client, Injury
from exercises.models import Exercise
from trainer.accounts import audit
from trainer.accounts.models import User
from trainer.programs import findings, guard, schedule
from trainer.programs.before import changes, read_origins
from trainer.programs.dose import Choice, choose, eased
from trainer.programs.guard import Prescription
from trainer.programs.loading import load_programs
from trainer.programs.models import (
    Assignment,
    GuardOverride,
    PrescriptionFields,
    Program,
    ProgramDay,
    Workout,
    WorkoutExercise,
)
from trainer.programs.profiles import Library, dose_fields, prescription_of

__all__ = [
    "assign",
    "ease",
    "end",
    "keep",
    "leave_out",
    "load_programs",
    "put_back",
    "swap",
    "swap_back",
    "unkeep",
]

SWAPPED = [
    "exercise",
    "swapped_from",
    "side",
    "sets",
    "reps",
    "reps_top",
    "seconds",
    "metres",
    "rpe",
    "load_kg",
    "percent_speed",
    "tempo",
    "rest_seconds",
    "note",
]
LOWERED = ["rpe", "percent_speed", "load_kg"]
GONE = "There is nothing to settle here any more."
ONLY_A_CLINICIAN = "Only a clinician's word, recorded with the injury, lifts this."


@transaction.atomic
def assign(
    *,
    program: Program,
    client: Client,
    starts_on: dt.date,
    weekdays: Collection[int],
    by: User,
    end_running: bool = False,
) -> Assignment:
    """Copy the programme into workouts on dates; refused while a red flag of the client's is open."""
    # One at a time for a client, so that a second press of the button finds the first.
    Client.objects.select_for_update().get(pk=client.pk)
    check_may_assign(program, client, starts_on)
    if end_running:
        for running in client.assignments.running():
            end(assignment=running, by=by)
    assignment = Assignment.objects.create(
        client=client,
        program=program,
        program_name=program.name,
        starts_on=starts_on,
        weekdays=sorted(weekdays),
        by=by,
    )
    copy_days(assignment, list(program.days.prefetch_related("exercises")))
    audit.record("programme assigned", by=by, client_number=client.pk, row=assignment)
    return assignment


def check_may_assign(program: Program, client: Client, starts_on: dt.date) -> None:
    situation = findings.situations([client])[client.pk]
    if sentence := guard.assignment_block(situation.injuries):
        raise ValidationError(sentence, code="red_flag")
    if client.assignments.running().filter(program=program, starts_on=starts_on).exists():
        raise ValidationError(f"{client.name} already has this programme from that day.", code="twice")


def copy_days(assignment: Assignment, days: list[ProgramDay]) -> None:
    try:
        placed = schedule.lay_out(
            ((day.week, day.number) for day in days), assignment.starts_on, assignment.weekdays
        )
    except ValueError as error:
        raise ValidationError({"weekdays": str(error)}) from error
    dates = {(one.week, one.day): one.on for one in placed}
    workouts = Workout.objects.bulk_create(
        Workout(
            client_id=assignment.client_id,
            assignment=assignment,
            week=day.week,
            title=day.title or f"Day {day.number}",
            note=day.note,
            scheduled_on=dates[day.week, day.number],
        )
        for day in days
    )
    WorkoutExercise.objects.bulk_create(
        WorkoutExercise(client_id=assignment.client_id, workout=workout, **row.copied())
        for day, workout in zip(days, workouts, strict=True)
        for row in day.exercises.all()
    )


@transaction.atomic
def end(*, assignment: Assignment, by: User) -> None:
    """Stop an assignment today: what is still ahead and not begun is dropped, what was logged stays."""
    if assignment.ended_on is not None:
        return
    today = assignment.client.today()
    ahead = assignment.workouts.filter(state=Workout.State.PLANNED, scheduled_on__gte=today)
    ahead.update(state=Workout.State.DROPPED)
    assignment.ended_on = today
    assignment.save(update_fields=["ended_on"])
    audit.record("assignment ended", by=by, client_number=assignment.client_id, row=assignment)


@dataclass(frozen=True)
class Swapped:
    """In how many workouts an exercise took another's place, and in how many it would not fit either."""

    to: Exercise
    workouts: int
    left: int


@transaction.atomic
def swap(
    *,
    assignment: Assignment,
    exercise: Exercise,
    to: Exercise,
    by: User,
    week: int | None = None,
    settle_later: bool = False,
) -> Swapped:
    """Put an exercise in another's place in the workouts not begun, of one week or of all.

    What the guard says anything of is refused; to be settled later, only what a clinician alone can lift.
    """
    if to.owner_id not in {None, by.pk} or to.archived_at:
        raise ValidationError(f"{to.name} is not in your library.")
    if to == exercise:
        raise ValidationError(f"{to.name} is planned there already.")
    rows = ahead(assignment, exercise, week)
    return put(assignment, exercise, to, rows, by=by, settle_later=settle_later)


@transaction.atomic
def swap_back(*, assignment: Assignment, exercise: Exercise, to: Exercise, by: User) -> Swapped:
    """Undo a swap in the workouts not begun; what the guard asks of the first exercise is asked again.

    Sets, load, tempo and note come back as the programme has them, where it still names this exercise there.
    """
    rows = ahead(assignment, exercise).filter(swapped_from=to)
    return put(assignment, exercise, to, rows, by=by, settle_later=True, restore=True)


def put(
    assignment: Assignment,
    exercise: Exercise,
    to: Exercise,
    rows: QuerySet[WorkoutExercise],
    *,
    by: User,
    settle_later: bool,
    restore: bool = False,
) -> Swapped:
    planned = list(rows)
    library = Library(planned, trainer=by)
    known = findings.situations([assignment.client])[assignment.client_id].known
    lines = read_origins(assignment) if restore else {}
    changed = []
    for row in planned:
        first = lines.get(row.workout_id, {}).get(row.position)
        if first:
            dosed = prescription_of(first, library.profiles[to.pk])
            choice = Choice(dosed, guard.verdict(dosed, *known))
        else:
            choice = choose(
                prescription_of(row, library.profiles[exercise.pk]), library.profiles[to.pk], *known
            )
        if choice.may_be_chosen if settle_later else choice.fits:
            put_in_place(row, to, choice.prescription, first)
            changed.append(row)
    if not planned:
        raise ValidationError(GONE, code="gone")
    if not changed:
        raise ValidationError(f"{to.name} does not fit in place of {exercise.name}. Nothing was changed.")
    WorkoutExercise.objects.bulk_update(changed, SWAPPED)
    audit.record("exercise swapped", by=by, client_number=assignment.client_id, row=assignment)
    workouts = {row.workout_id for row in changed}
    return Swapped(to, len(workouts), len({row.workout_id for row in planned} - workouts))


@transaction.atomic
def put_back(*, assignment: Assignment, exercise: Exercise, by: User) -> int:
    """Undo what an earlier stage took away of an exercise: swapped, lowered or left out.

    Only in workouts not begun where the guard holds it back no more; returns in how many.
    """
    rows = WorkoutExercise.objects.filter(workout__assignment=assignment)
    lines = read_origins(assignment)
    known = findings.situations([assignment.client])[assignment.client_id].known
    undone = [change for change in changes(assignment, lines) if change.exercise_id == exercise.pk]
    library = Library([*rows, *(change.line for change in undone if change.line)])
    workouts = set()
    for change in undone:
        planned = change.planned(library, known)
        if guard.verdict(planned, *known).stops:
            continue
        workouts.add(change.workout.pk)
        row = change.row or WorkoutExercise(client_id=assignment.client_id, workout=change.workout)
        if change.row and not change.row.swapped_from_id and change.line:
            raise_again(row, change.line)
        else:
            if not change.row and change.line:
                row.position = change.line.position
            put_in_place(row, exercise, planned, change.line)
        row.save()
    if not workouts:
        raise ValidationError(f"{exercise.name} does not fit in the workouts ahead. Nothing was changed.")
    audit.record("exercise put back", by=by, client_number=assignment.client_id, row=assignment)
    return len(workouts)


def raise_again(row: WorkoutExercise, line: PrescriptionFields) -> None:
    """Effort and speed as the programme has them; a load chosen since for less effort goes with it."""
    for name in LOWERED:
        setattr(row, name, getattr(line, name))


@transaction.atomic
def ease(
    *, assignment: Assignment, exercise: Exercise, by: User, week: int | None = None
) -> list[WorkoutExercise]:
    """Bring an exercise down to the effort and speed allowed now, in the workouts not begun."""
    rows = list(ahead(assignment, exercise, week))
    profiles = Library(rows).profiles
    known = findings.situations([assignment.client])[assignment.client_id].known
    changed = []
    for row in rows:
        if offer := eased(prescription_of(row, profiles[exercise.pk]), *known):
            row.rpe, row.percent_speed = offer.prescription.rpe, offer.prescription.percent_speed
            # The load was chosen for more effort.
            row.load_kg = None
            changed.append(row)
    if not changed:
        raise ValidationError(f"Less effort does not make {exercise.name} fit. Nothing was changed.")
    WorkoutExercise.objects.bulk_update(changed, LOWERED)
    audit.record("exercise eased", by=by, client_number=assignment.client_id, row=assignment)
    return changed


@transaction.atomic
def leave_out(*, assignment: Assignment, exercise: Exercise, by: User, week: int | None = None) -> int:
    """Take an exercise out of the workouts not begun; returns of how many. No workout is left empty."""
    rows = ahead(assignment, exercise, week)
    workouts = set(rows.values_list("workout_id", flat=True))
    others = WorkoutExercise.objects.filter(workout__in=workouts).exclude(exercise=exercise)
    if workouts - set(others.values_list("workout_id", flat=True)):
        raise ValidationError(f"A workout would be empty without {exercise.name}. End the programme instead.")
    if not workouts:
        raise ValidationError(GONE, code="gone")
    rows.delete()
    audit.record("exercise left out", by=by, client_number=assignment.client_id, row=assignment)
    return len(workouts)


def ahead(assignment: Assignment, exercise: Exercise, week: int | None = None) -> QuerySet[WorkoutExercise]:
    """The prescriptions of an exercise in the workouts from today on that are not begun, of a week or all.

    A day that was missed stays as it was planned.
    """
    rows = WorkoutExercise.objects.filter(
        workout__assignment=assignment,
        workout__state=Workout.State.PLANNED,
        workout__scheduled_on__gte=assignment.client.today(),
        exercise=exercise,
    )
    return rows if week is None else rows.filter(workout__week=week)


def put_in_place(
    row: WorkoutExercise, to: Exercise, dosed: Prescription, line: PrescriptionFields | None = None
) -> None:
    """Give a row another exercise: tempo and note of the programme's `line` for it; without one they go."""
    first = row.swapped_from_id or row.exercise_id
    row.swapped_from_id = None if first in {None, to.pk} else first
    row.exercise = to
    for name, value in dose_fields(dosed).items():
        setattr(row, name, value)
    row.tempo, row.note = (line.tempo, line.note) if line else ("", "")
    if line:
        row.rest_seconds = line.rest_seconds


@transaction.atomic
def keep(
    *,
    assignment: Assignment,
    exercise: Exercise,
    rule_id: str,
    injury: Injury | None,
    reason: str,
    by: User,
) -> GuardOverride:
    """Decide that a prescription stays although the guard questions it, with the reason."""
    key = (assignment.pk, exercise.slug, rule_id, injury.pk if injury else None)
    found = findings.for_client(assignment.client)
    strips = [strip for strip in (*found.strips, *found.cautions) if strip.key == key]
    if not strips:
        raise ValidationError(GONE, code="gone")
    if not all(strip.finding.can_keep for strip in strips):
        raise ValidationError(ONLY_A_CLINICIAN, code="clinician")
    if not reason.strip():
        raise ValidationError({"reason": "Write why you keep it."})
    override = GuardOverride.objects.create(
        client=assignment.client,
        assignment=assignment,
        exercise=exercise,
        rule_id=rule_id,
        injury=injury,
        reason=reason.strip(),
        by=by,
    )
    audit.record("exercise kept", by=by, client_number=assignment.client_id, row=override)
    return override


@transaction.atomic
def unkeep(*, override: GuardOverride, by: User) -> None:
    """Take a decision back: what it kept is a question again."""
    audit.record("kept exercise taken back", by=by, client_number=override.client_id, row=override)
    override.delete()
