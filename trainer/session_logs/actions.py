"""What can be done to the log of a workout, one verb per function.

Whoever writes takes the lock of the workout first, so that a set posted twice at once is one row.
"""

import datetime as dt
import uuid
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from clients.models import Client
from exercises.models import Exercise
from trainer.accounts import audit
from trainer.accounts.models import User
from trainer.programs.cues import as_shown, own_cues
from trainer.programs.models import ClientCue, Workout, WorkoutExercise
from trainer.session_logs import pain
from trainer.session_logs.loads import KG, kilograms
from trainer.session_logs.models import SessionLog, SetLog

OUT_OF_PLAN = "This workout was taken out of the plan."


class Refused(Exception):
    """Not now: the message says why, in words for the person who logs."""


class AlreadyLogged(Exception):
    """Another set stands at this place."""

    def __init__(self, log: SetLog) -> None:
        super().__init__(f"Set {log.number} is logged already.")
        self.log = log


class Done(TypedDict, total=False):
    """One set as it was done; the load as typed, with its unit."""

    reps: int | None
    seconds: int | None
    metres: int | None
    load_value: Decimal | None
    load_unit: str
    body_weight: bool
    assisted: bool
    rpe: Decimal | None


def lock(workout: Workout) -> Workout:
    return Workout.objects.select_for_update().get(pk=workout.pk)


def cues_of(workout: Workout) -> dict[str, list[dict[str, Any]]]:
    """The words of today under each exercise's slug, as the page shows them."""
    prescriptions = workout.exercises.select_related("exercise").prefetch_related("exercise__cues")
    exercises = [prescription.exercise for prescription in prescriptions]
    own = own_cues(workout.client, {exercise.pk for exercise in exercises})
    return {exercise.slug: shown(exercise, own) for exercise in exercises}


def shown(exercise: Exercise, own: Mapping[int, ClientCue]) -> list[dict[str, Any]]:
    """The trainer's own words first, then the library's."""
    first = [as_shown(own[exercise.pk])] if exercise.pk in own else []
    return first + [cue.as_shown() for cue in exercise.cues.all()]


@transaction.atomic
def begin(*, workout: Workout, by: User) -> SessionLog:
    """Open the log of a workout, once; keeps the names and the cues of this moment."""
    locked = lock(workout)
    if locked.state == Workout.State.DROPPED:
        raise Refused(OUT_OF_PLAN)
    session = SessionLog.objects.filter(workout=locked).first()
    if session is None:
        session = SessionLog.objects.create(
            client=workout.client,
            workout=locked,
            title=workout.title,
            program_name=workout.assignment.program_name,
            performed_on=workout.client.today(),
            cues_shown=cues_of(workout),
            by=by,
        )
    if locked.state == Workout.State.PLANNED:
        locked.state = workout.state = Workout.State.BEGUN
        locked.save(update_fields=["state"])
    return session


def known_id(id: uuid.UUID, session: SessionLog, place: dict[str, Any]) -> SetLog | None:
    """The set that this id already names; one of somebody else's does not exist for this client."""
    log = SetLog.objects.filter(pk=id).first()
    if log is None:
        return None
    if log.client_id != session.client_id or log.session_id != session.pk:
        raise Http404
    if any(getattr(log, name) != value for name, value in place.items()):
        raise Refused("This entry belongs to another set. Open the workout again and log it once more.")
    return log


@transaction.atomic
def record_set(
    *,
    client: Client,
    workout: Workout,
    id: uuid.UUID,
    prescription: WorkoutExercise,
    number: int,
    side: str,
    by: User,
    **done: Unpack[Done],
) -> tuple[SetLog, bool]:
    """Write one set down, or correct it; the same post again answers the same row and writes nothing."""
    if workout.client_id != client.pk or prescription.workout_id != workout.pk:
        raise Http404
    session = begin(workout=workout, by=by)
    place = {"prescription_id": prescription.pk, "number": number, "side": side}
    values = written(done)
    if log := known_id(id, session, place):
        correct(log, values, by)
        return log, False
    if there := session.sets.filter(**place).first():
        raise AlreadyLogged(there)
    if reason := pain.why_closed(workout, session, prescription, by):
        raise Refused(reason)
    keep_cues(session, prescription)
    return add_set(session, prescription, id=id, by=by, **place, **values), True


def add_set(session: SessionLog, prescription: WorkoutExercise, **columns: Any) -> SetLog:
    return SetLog.objects.create(
        client_id=session.client_id,
        session=session,
        exercise_id=prescription.exercise_id,
        exercise_name=prescription.exercise.name,
        performed_on=session.performed_on,
        **columns,
    )


def written(done: Done) -> dict[str, Any]:
    """The columns of a set log for what was typed."""
    empty = Done(
        reps=None,
        seconds=None,
        metres=None,
        load_value=None,
        load_unit=KG,
        body_weight=False,
        assisted=False,
        rpe=None,
    )
    values: dict[str, Any] = {**empty, **done}
    values["load_kg"] = kilograms(values["load_value"], values["load_unit"])
    return values


def correct(log: SetLog, values: dict[str, Any], by: User) -> None:
    changed = [name for name, value in values.items() if getattr(log, name) != value]
    if not changed:
        return
    for name in changed:
        setattr(log, name, values[name])
    log.by = by
    log.save(update_fields=[*changed, "by"])


def keep_cues(session: SessionLog, prescription: WorkoutExercise) -> None:
    """An exercise swapped in after the workout began was shown with its own words."""
    exercise = prescription.exercise
    if exercise.slug not in session.cues_shown:
        session.cues_shown[exercise.slug] = shown(exercise, own_cues(session.client, {exercise.pk}))
        session.save(update_fields=["cues_shown"])


@transaction.atomic
def delete_set(*, log: SetLog, by: User) -> None:
    """Take a set back that was not done."""
    audit.record("set deleted", by=by, client_number=log.client_id, row=log)
    log.delete()


@transaction.atomic
def finish(*, workout: Workout, note: str, by: User) -> SessionLog:
    """Close a workout that was begun; what is not logged stays not done."""
    locked = lock(workout)
    session = SessionLog.objects.filter(workout=locked).first()
    if session is None:
        raise Refused("Nothing is logged yet. Log a set first, then finish.")
    if locked.state == Workout.State.DROPPED:
        raise Refused(OUT_OF_PLAN)
    if locked.state == Workout.State.DONE:
        return session
    locked.state = workout.state = Workout.State.DONE
    locked.save(update_fields=["state"])
    session.note = note
    session.finished_at = timezone.now()
    session.save(update_fields=["note", "finished_at"])
    return session


@transaction.atomic
def move(*, workout: Workout, to: dt.date, by: User) -> None:
    """Put a workout that was not begun on another day."""
    locked = lock(workout)
    if locked.state != Workout.State.PLANNED:
        raise Refused("Only a workout that was not begun can be moved.")
    locked.scheduled_on = workout.scheduled_on = to
    locked.save(update_fields=["scheduled_on"])
    audit.record("workout moved", by=by, client_number=locked.client_id, row=locked)
