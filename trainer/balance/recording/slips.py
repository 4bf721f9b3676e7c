"""What a slip of the hand looks like: a lost decimal point, legs swapped, the wrong unit, a stranger's mass.

Nothing here refuses. A reading is held back until somebody says it is right, or a question is asked.
The shares below are Plumb's own working values, not published numbers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import log

from trainer.balance.formulas import NEWTONS
from trainer.balance.numbers import with_unit
from trainer.balance.protocols import LEFT, RIGHT, Protocol
from trainer.balance.ratios import plausibility

KILOGRAMS = {"kg": 1.0, "lb": 0.45359237}
# A point in the wrong place makes a number about ten times too large or too small.
TENFOLD = (8, 12)
# Legs are asked about when the other way round fits twice as well, and the misfit is a tenth or more.
SWAPPED_FITS_BETTER = 2
SWAPPED_MISFIT = log(1.1)
# A unit is asked about when the chosen one is far from last time's numbers and another one is near.
UNIT_FAR, UNIT_NEAR = log(1.7), log(1.25)
MASS_SHARE = 0.1

type Values = Mapping[tuple[str, str], float]


def why_held_back(
    test: str | Protocol, muscle_group: str, value: float, unit: str, *, last: float | None = None
) -> str:
    """Why a trial counts nowhere until it is confirmed: outside the range, or a point in the wrong place."""
    reason = plausibility(test, muscle_group, value, unit, last=last)
    if reason or last is None or point_moved(value, last) is None:
        return reason
    times = "ten times" if value > last else "a tenth of"
    return f"{with_unit(value, unit)} is about {times} last time's {with_unit(last, unit)}."


def why_held_back_typed(
    test: Protocol, muscle_group: str, value: float, unit: str, *, typed: str, last: float | None = None
) -> str:
    """The same in the unit that was typed, as the one who typed it knows the number."""
    size = (NEWTONS | KILOGRAMS)[typed] if typed != unit else 1
    limits = [limit for limit in test.plausible if limit.unit == unit]
    scaled = [replace(row, low=row.low / size, high=row.high / size, unit=typed) for row in limits]
    before = last / size if last is not None else None
    how = replace(test, plausible=tuple(scaled))
    return why_held_back(how, muscle_group, value / size, typed, last=before)


def point_moved(value: float, last: float) -> float | None:
    """The number that was probably meant, where this one is about ten times too large or too small."""
    if value <= 0 or last <= 0:
        return None
    low, high = TENFOLD
    if low <= value / last <= high:
        return value / 10
    return value * 10 if low <= last / value <= high else None


def meant(
    test: Protocol, muscle_group: str, value: float, unit: str, *, last: float | None = None
) -> float | None:
    """What to offer instead of a value held back: the point moved, where that fits last time or the range."""
    if last is not None:
        return point_moved(value, last)
    limit = test.plausible_range(muscle_group, unit)
    return value / 10 if limit and value > limit.high and limit.holds(value / 10) else None


def legs_swapped(values: Values, last: Values) -> bool:
    """Whether both legs are far nearer to what the other one gave last time."""
    straight = crossed = 0.0
    compared = 0
    for muscle_group in {muscle_group for muscle_group, _ in values}:
        now = [values.get((muscle_group, side), 0) for side in (LEFT, RIGHT)]
        then = [last.get((muscle_group, side), 0) for side in (LEFT, RIGHT)]
        if min(*now, *then) <= 0:
            continue
        straight += _misfit(now, then)
        crossed += _misfit(now, then[::-1])
        compared += 2
    far = compared > 0 and straight / compared >= SWAPPED_MISFIT
    return far and straight >= SWAPPED_FITS_BETTER * crossed


def other_unit(
    pairs: Sequence[tuple[float, float]], unit: str, last_unit: str, lever_m: float | None
) -> str | None:
    """The unit in which all typed numbers are near last time's, where in the chosen one they are far.

    `pairs` are what was typed and what was stored last time; one pair alone says too little.
    """
    sizes = KILOGRAMS if unit in KILOGRAMS else NEWTONS | ({"Nm": 1 / lever_m} if lever_m else {})
    known = [pair for pair in pairs if min(pair) > 0]
    if len(known) < 2 or unit not in sizes or last_unit not in sizes:
        return None
    typed = [value for value, _ in known]
    then = [value * sizes[last_unit] for _, value in known]
    misfits = {name: _misfit([value * size for value in typed], then) for name, size in sizes.items()}
    if misfits[unit] / len(known) < UNIT_FAR:
        return None
    best = min(misfits, key=lambda name: misfits[name])
    return best if misfits[best] / len(known) <= UNIT_NEAR else None


def mass_is_far(kilograms: float, newest: float) -> bool:
    return abs(kilograms - newest) > MASS_SHARE * newest


def _misfit(now: Sequence[float], then: Sequence[float]) -> float:
    return sum(abs(log(a / b)) for a, b in zip(now, then, strict=True))
