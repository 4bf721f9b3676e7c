"""What to offer for the next time: the numbers to start from, and whether to go up."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from trainer.programs.guard_facts import Prescription
from trainer.web.units import KG, LB, in_unit, kilograms

SOURCE = (
    "American College of Sports Medicine 2009, progression models: up 2 to 10% when 1 to 2 repetitions over."
)
LEAST, MOST = Decimal("0.02"), Decimal("0.10")
# Steps of the plates and of small ones, and below which load the small ones are taken, in each unit.
PLATES = {KG: Decimal("2.5"), LB: Decimal(5)}
SMALL_STEP = {KG: Decimal(1), LB: Decimal("2.5")}
LIGHT = {KG: Decimal(10), LB: Decimal(20)}
NORDICS = ("nordic-hamstring", "band-nordic")
NORDIC_FULL_RANGE = 12
TOO_MUCH = "Pain was above the go-on limit last time"


@dataclass(frozen=True)
class SetDone:
    """One logged set of this exercise; `assisted` says that the load was taken off. Without warm-ups."""

    number: int
    side: str = "both"
    load_kg: Decimal | None = None
    reps: int | None = None
    seconds: int | None = None
    rpe: float | None = None
    assisted: bool = False


@dataclass(frozen=True)
class Prefill:
    """The numbers that stand in the boxes of one set before anything is typed."""

    number: int
    side: str
    load_kg: Decimal | None
    reps: int | None
    seconds: int | None


@dataclass(frozen=True)
class Suggestion:
    """The next step for one exercise: start, hold, raise or lower; `load_kg` is the load to try."""

    change: str
    sentence: str
    sets: tuple[Prefill, ...]
    load_kg: Decimal | None = None
    percent: Decimal | None = None


def suggest(
    prescription: Prescription, last: Sequence[SetDone], pain: str = "go_on", unit: str = KG
) -> Suggestion:
    """From the sets of last time and the worst pain verdict of that day (go_on, adjust or stop).

    Sentences and steps are in the reader's `unit`, every load in kilograms.
    """
    prefills = prefill(prescription, last)
    if not last:
        return Suggestion("start", "First time: start with the plan and write down what you did.", prefills)
    if pain == "stop":
        words = "Pain stopped this exercise last time. Do not go up; ask your trainer before you start."
        return Suggestion("hold", words, tuple(capped(one, last) for one in prefills))
    if pain == "adjust":
        return lighter(prescription, last, prefills, unit)
    if not over_target(prescription, last):
        return Suggestion(
            "hold", "Do the same again. It gets harder once every set goes past its number.", prefills
        )
    return harder(prescription, last, prefills, unit)


def targets(prescription: Prescription) -> list[int | None]:
    """Repetitions asked of each set; the last number holds for the sets that have none of their own."""
    count = prescription.sets or len(prescription.reps) or 1
    reps = prescription.reps
    return [reps[min(index, len(reps) - 1)] if reps else None for index in range(count)]


def prefill(prescription: Prescription, last: Sequence[SetDone]) -> tuple[Prefill, ...]:
    """The plan's own load and repetitions, and last time's where the plan leaves them open."""
    sides = ("left", "right") if prescription.side == "each" else (prescription.side,)
    return tuple(
        one_prefill(prescription, number, side, target, last)
        for number, target in enumerate(targets(prescription), start=1)
        for side in sides
    )


def one_prefill(
    prescription: Prescription, number: int, side: str, target: int | None, last: Sequence[SetDone]
) -> Prefill:
    before = same_set(number, side, last)
    load, reps = prescription.load_kg, target
    seconds = prescription.seconds
    if before is not None:
        load = before.load_kg if load is None else load
        seconds = before.seconds if seconds is None and target is None else seconds
        if target is None:
            reps = before.reps
        elif prescription.reps_top and before.reps:
            reps = max(target, min(before.reps, prescription.reps_top))
    return Prefill(number, side, load, reps, seconds)


def same_set(number: int, side: str, last: Sequence[SetDone]) -> SetDone | None:
    """The set of that number and leg last time; failing that, the last one of the leg, or of either."""
    of_side = [one for one in last if one.side == side] or list(last)
    return next((one for one in of_side if one.number == number), of_side[-1] if of_side else None)


def over_target(prescription: Prescription, last: Sequence[SetDone]) -> bool:
    """Every planned set was done and over its target, or at the top of its range within the effort."""
    goals = targets(prescription)
    sides = ("left", "right") if prescription.side == "each" else ("",)
    done = {(one.number, one.side if prescription.side == "each" else "") for one in last}
    if not {(number, side) for number in range(1, len(goals) + 1) for side in sides} <= done:
        return False
    if prescription.reps:
        pairs = ((one, goals[min(one.number, len(goals)) - 1]) for one in last)
        return all(is_over(prescription, one, goal) for one, goal in pairs)
    asked = prescription.seconds
    return asked is not None and all((one.seconds or 0) > asked for one in last)


def is_over(prescription: Prescription, done: SetDone, goal: int | None) -> bool:
    if done.reps is None or goal is None:
        return False
    top = prescription.reps_top or goal
    if done.reps > top:
        return True
    in_effort = done.rpe is not None and prescription.rpe is not None and done.rpe <= prescription.rpe
    return prescription.reps_top is not None and done.reps == top and in_effort


def heaviest(last: Sequence[SetDone]) -> Decimal | None:
    return max((one.load_kg for one in last if one.load_kg), default=None)


def harder(
    prescription: Prescription, last: Sequence[SetDone], prefills: tuple[Prefill, ...], unit: str
) -> Suggestion:
    """All sets were over: more load by 2 to 10 %, or another way to make it harder where no step fits."""
    load, planned = heaviest(last), prescription.load_kg
    if prescription.exercise.slug in NORDICS:
        return Suggestion("raise", nordic_words(last), prefills)
    if any(one.assisted for one in last):
        return Suggestion("raise", "Every set was over its target: take a little less help.", prefills)
    if load is None:
        return Suggestion("raise", unloaded_words(prescription), prefills)
    if planned is not None and planned > load:
        words = f"The plan goes up today, from {said(load, unit)} to {said(planned, unit)}."
        return Suggestion("hold", words, prefills)
    following = next_load(load, unit)
    if following is None:
        return Suggestion("hold", step_too_large(load, unit), prefills)
    share = percent(load, following)
    more = f"{share}% more than {said(load, unit)}"
    words = f"Every set was over its target: try {said(following, unit)}, {more}."
    return Suggestion("raise", words, prefills, following, share)


def unloaded_words(prescription: Prescription) -> str:
    if prescription.reps:
        return "Every set was over its target: lower more slowly, or add a repetition to each set."
    return "Every hold was over its time: make the position harder before you hold longer."


def step_too_large(load: Decimal, unit: str) -> str:
    above = up_to_step(load, SMALL_STEP[unit], unit)
    return (
        f"Every set was over its target. The next step, {said(above, unit)}, is {percent(load, above)}% "
        "more; 2 to 10% is advised, so add repetitions first."
    )


def next_load(load: Decimal, unit: str = KG) -> Decimal | None:
    """The smallest load 2 to 10 % up, in kg, on the steps of this unit's plates, or on small ones."""
    steps = (PLATES[unit], SMALL_STEP[unit]) if as_read(load, unit) >= LIGHT[unit] else (SMALL_STEP[unit],)
    for step in steps:
        above = up_to_step(load, step, unit)
        if above <= load * (1 + MOST):
            return above
    return None


def up_to_step(load: Decimal, step: Decimal, unit: str) -> Decimal:
    """The first load on a whole step of this unit that is at least 2 % more, in kg."""
    return as_kilograms(
        (as_read(load, unit) * (1 + LEAST) / step).to_integral_value(ROUND_CEILING) * step, unit
    )


def lighter(
    prescription: Prescription, last: Sequence[SetDone], prefills: tuple[Prefill, ...], unit: str
) -> Suggestion:
    """Pain asked for less: one step down from last time, or slower and shorter where there is no load."""
    load = heaviest(last)
    if load is None or any(one.assisted for one in last):
        words = f"{TOO_MUCH}: slower, shorter, fewer repetitions or more help today."
        return Suggestion("lower", words, tuple(capped(one, last) for one in prefills))
    heavy = as_read(load, unit)
    step = (PLATES if heavy > LIGHT[unit] else SMALL_STEP)[unit]
    down = as_kilograms(max(heavy - step, Decimal(0)), unit)
    share = -percent(load, down)
    words = f"{TOO_MUCH}: try {said(down, unit)}, {share}% less than {said(load, unit)}."
    return Suggestion("lower", words, tuple(capped(one, last, down) for one in prefills), down, -share)


def capped(one: Prefill, last: Sequence[SetDone], top: Decimal | None = None) -> Prefill:
    """Never more load than last time, or than `top`, and never more repetitions; help stays as planned."""
    before = same_set(one.number, one.side, last)
    helped = any(done.assisted for done in last)
    most = None if helped else heaviest(last) if top is None else top
    load = one.load_kg if one.load_kg is None or most is None else min(one.load_kg, most)
    reps = one.reps
    if before is not None and before.reps is not None and reps is not None:
        reps = min(reps, before.reps)
    return Prefill(one.number, one.side, load, reps, one.seconds)


def nordic_words(last: Sequence[SetDone]) -> str:
    """The published ten-week plan makes the Nordic harder by speed and range, not by weight."""
    if all((one.reps or 0) >= NORDIC_FULL_RANGE for one in last):
        return "Twelve or more in every set: over the full range, add speed or a light push on the shoulders."
    return "Every set was over its target: lower more slowly, and further down before you let go."


def percent(old: Decimal, new: Decimal) -> Decimal:
    return ((new - old) / old * 100).quantize(Decimal("0.1"))


def as_read(load: Decimal, unit: str) -> Decimal:
    return in_unit(load, unit) or Decimal(0)


def as_kilograms(load: Decimal, unit: str) -> Decimal:
    return kilograms(load, unit) or Decimal(0)


def said(load: Decimal, unit: str) -> str:
    return f"{as_read(load, unit).normalize():f} {unit}"
