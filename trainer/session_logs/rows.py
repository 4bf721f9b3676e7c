"""The rows of one exercise: the plan, last time and what is logged, put into the boxes of a form."""

import uuid
from collections.abc import Mapping
from typing import Any

from exercises.models import Exercise
from trainer.programs import progression
from trainer.programs.models import PrescriptionFields, WorkoutExercise
from trainer.programs.profiles import prescription_of
from trainer.session_logs import words
from trainer.session_logs.forms import SetForm
from trainer.session_logs.last_time import same_place
from trainer.session_logs.loads import as_read, in_unit
from trainer.session_logs.models import SetLog
from trainer.session_logs.sheet import Card, Row, key, leg_words

WITHOUT_LOAD = {"stretch", "sprint_drill"}
WEIGHTS = ("barbell", "dumbbell", "kettlebell", "machine", "cable")


def measure_of(prescription: PrescriptionFields) -> str:
    return "seconds" if prescription.seconds else "metres" if prescription.metres else "reps"


def card_of(
    prescription: WorkoutExercise, *, last: list[SetLog], worst: str, logs: Mapping[str, SetLog], unit: str
) -> Card:
    """One exercise laid out; `worst` is last time's gravest pain verdict, `logs` today's sets by place."""
    exercise = prescription.exercise
    advice = progression.suggest(prescription_of(prescription), [done_of(log) for log in last], worst, unit)
    card = Card(
        prescription=prescription,
        dose=words.dose(prescription, unit),
        effort=words.effort(prescription),
        tempo=words.tempo(prescription.tempo),
        measure=measure_of(prescription),
        takes_load=exercise.pattern not in WITHOUT_LOAD,
        takes_flags=takes_flags(exercise, last),
        cues={},
        advice=advice.sentence if last else "",
    )
    for cue in exercise.cues.all():
        card.cues.setdefault(cue.kind, []).append(cue)
    for prefill in advice.sets:
        before = same_place(last, prefill.number, prefill.side)
        log = logs.get(key(prescription.pk, prefill.number, prefill.side))
        card.rows.append(row_of(card, prefill, before, log, unit))
    return card


def done_of(log: SetLog) -> progression.SetDone:
    return progression.SetDone(
        number=log.number,
        side=log.side,
        load_kg=log.load_kg,
        reps=log.reps,
        seconds=log.seconds,
        rpe=None if log.rpe is None else float(log.rpe),
        assisted=log.assisted,
    )


def row_of(
    card: Card, prefill: progression.Prefill, before: SetLog | None, log: SetLog | None, unit: str
) -> Row:
    numbers = logged_numbers(card, log, unit) if log else planned_numbers(card, prefill, before, unit)
    row = Row(
        prescription=card.prescription,
        number=prefill.number,
        side=prefill.side,
        form=form_of(card, prefill.number, prefill.side, unit, initial=numbers),
        last=words.done(before, unit) if before else "",
    )
    if log:
        show_logged(row, log, unit)
    return row


def form_of(card: Card, number: int, side: str, unit: str, **kwargs: Any) -> SetForm:
    """The form of one place; `kwargs` are a form's own, such as what was posted."""
    return SetForm(
        **kwargs,
        auto_id=f"set-{key(card.prescription.pk, number, side)}-%s",
        measure=card.measure,
        takes_load=card.takes_load,
        takes_flags=card.takes_flags,
        label=f"set {number}{leg_words(side)}",
        unit=unit,
    )


def logged_numbers(card: Card, log: SetLog, unit: str) -> dict[str, Any]:
    return {
        "id": log.pk,
        "load_unit": unit,
        "load_value": as_read(log, unit),
        "rpe": None if log.rpe is None else f"{log.rpe.normalize():f}",
        "body_weight": log.body_weight,
        "assisted": log.assisted,
        card.measure: getattr(log, card.measure),
    }


def planned_numbers(
    card: Card, prefill: progression.Prefill, before: SetLog | None, unit: str
) -> dict[str, Any]:
    """The plan's numbers and last time's flags; the first time, a set without a weight is the body's own."""
    counts = {"reps": prefill.reps, "seconds": prefill.seconds, "metres": card.prescription.metres}
    return {
        "id": uuid.uuid4(),
        "load_unit": unit,
        "load_value": in_unit(prefill.load_kg or None, unit),
        "body_weight": before.body_weight if before else card.takes_flags and not prefill.load_kg,
        "assisted": before.assisted if before else False,
        card.measure: counts[card.measure],
    }


def takes_flags(exercise: Exercise, last: list[SetLog]) -> bool:
    """Whether the body's weight is part of the load: no weights are needed, or it was so last time."""
    if exercise.pattern in WITHOUT_LOAD:
        return False
    equipment = " ".join(exercise.equipment)
    weighted = any(weight in equipment for weight in WEIGHTS)
    return not weighted or any(log.body_weight or log.assisted for log in last)


def show_logged(row: Row, log: SetLog, unit: str) -> None:
    """Close the row over its set, as it reads once it is logged."""
    row.log = log
    row.is_open = False
    row.done = words.done(log, unit)
    row.spoken = words.spoken(log, unit)
