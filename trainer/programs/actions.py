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
from trainer.programs.dose import choose, eased
from trainer.programs.guard import Prescription
from trainer.programs.loading import load_programs
from trainer.programs.models import Assignment, GuardOverride, Program, ProgramDay, Workout, WorkoutExercise
from trainer.programs.profiles import Library, dose_fields, prescription_of

__all__ = ["assign", "ease", "end", "keep", "leave_out", "load_programs", "swap", "swap_back", "unkeep"]

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
    "note",
]
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
    rows = ahead(assignment, exercise)
    if week is not None:
        rows = rows.filter(workout__week=week)
    return put(assignment, exercise, to, rows, by=by, settle_later=settle_later)


@transaction.atomic
def swap_back(*, assignment: Assignment, exercise: Exercise, to: Exercise, by: User) -> Swapped:
    """Undo a swap in the workouts not begun; what the guard asks of the first exercise is asked again."""
    rows = ahead(assignment, exercise).filter(swapped_from=to)
    return put(assignment, exercise, to, rows, by=by, settle_later=True)


def put(
    assignment: Assignment,
    exercise: Exercise,
    to: Exercise,
    rows: QuerySet[WorkoutExercise],
    *,
    by: User,
    settle_later: bool,
) -> Swapped:
    planned = list(rows)
    library = Library(planned, trainer=by)
    known = findings.situations([assignment.client])[assignment.client_id].known
    changed = []
    for row in planned:
        line = prescription_of(row, library.profiles[exercise.pk])
        choice = choose(line, library.profiles[to.pk], *known)
        if choice.may_be_chosen if settle_later else choice.fits:
            put_in_place(row, to, choice.prescription)
            changed.append(row)
    if not planned:
        raise ValidationError("There is nothing to settle here any more.", code="gone")
    if not changed:
        raise ValidationError(f"{to.name} does not fit in place of {exercise.name}. Nothing was changed.")
    WorkoutExercise.objects.bulk_update(changed, SWAPPED)
    audit.record("exercise swapped", by=by, client_number=assignment.client_id, row=assignment)
    workouts = {row.workout_id for row in changed}
    return Swapped(to, len(workouts), len({row.workout_id for row in planned} - workouts))


@transaction.atomic
def ease(*, assignment: Assignment, exercise: Exercise, by: User) -> list[WorkoutExercise]:
    """Bring an exercise down to the effort and speed allowed now, in every workout not begun."""
    rows = list(ahead(assignment, exercise))
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
    WorkoutExercise.objects.bulk_update(changed, ["rpe", "percent_speed", "load_kg"])
    audit.record("exercise eased", by=by, client_number=assignment.client_id, row=assignment)
    return changed


@transaction.atomic
def leave_out(*, assignment: Assignment, exercise: Exercise, by: User) -> int:
    """Take an exercise out of every workout not begun; returns of how many. No workout is left empty."""
    rows = ahead(assignment, exercise)
    workouts = set(rows.values_list("workout_id", flat=True))
    others = WorkoutExercise.objects.filter(workout__in=workouts).exclude(exercise=exercise)
    if workouts - set(others.values_list("workout_id", flat=True)):
        raise ValidationError(f"A workout would be empty without {exercise.name}. End the programme instead.")
    if not workouts:
        raise ValidationError("There is nothing to settle here any more.", code="gone")
    rows.delete()
    audit.record("exercise left out", by=by, client_number=assignment.client_id, row=assignment)
    return len(workouts)


def ahead(assignment: Assignment, exercise: Exercise) -> QuerySet[WorkoutExercise]:
    """The prescriptions of an exercise in the workouts not begun."""
    return WorkoutExercise.objects.filter(
        workout__assignment=assignment, workout__state=Workout.State.PLANNED, exercise=exercise
    )


def put_in_place(row: WorkoutExercise, to: Exercise, dosed: Prescription) -> None:
    """Give a row another exercise; load, tempo and note were written for the old one and go."""
    first = row.swapped_from_id or row.exercise_id
    row.swapped_from_id = None if first == to.pk else first
    row.exercise = to
    for name, value in dose_fields(dosed).items():
        setattr(row, name, value)
    row.tempo = row.note = ""


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
        raise ValidationError("There is nothing to settle here any more.", code="gone")
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
