"""Maxima estimated from logged sets, and the leg-curl to leg-extension ratio they make.

How to call: make a `LoggedSet` of each logged set of one leg with a load (no body weight, no assistance) on
one of `exercises()`, give them all to `ratios_of`, and what it returns to `lines_of` and `words`. The lines
belong in the chart of the method whose `takes_estimates` is true and in no other: gym machines have a
systematic error against an isokinetic test. They are hollow, carry their range, and are never joined, to each
other or to tests.

A maximum is Epley's for repetitions done and in reserve, from a set near failure (protocols.toml,
`estimates`). It is out by up to 10 %. Of a ratio both parts are out, so its range is that of
`error_of_ratio(10, 10)`, 14.1 %, the correlation being unknown. The 16 % of a tested ratio answers another
question: how far two test days differ without a real change.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isfinite

from trainer.balance.charts import Line, Point
from trainer.balance.formulas import epley, error_of_ratio, ratio
from trainer.balance.numbers import plain
from trainer.balance.protocols import (
    HAMSTRINGS,
    LEFT,
    QUADRICEPS,
    RIGHT,
    catalogue,
    protocol,
    ratio_kind,
)
from trainer.balance.volume import monday_of

MOST_EFFORT = 10


@dataclass(frozen=True)
class LoggedSet:
    """One set of one leg as it was done; `exercise` is its slug, `rpe` 10 less the repetitions in reserve."""

    performed_on: dt.date
    side: str
    load_kg: float
    reps: float
    rpe: float | None
    exercise: str
    warm_up: bool = False


@dataclass(frozen=True)
class Maximum:
    """What one leg could lift once, in kg, between `low` and `high`."""

    on: dt.date
    side: str
    muscle_group: str
    exercise: str
    value: float

    @property
    def low(self) -> float:
        return self.value - reach(self.value)

    @property
    def high(self) -> float:
        return self.value + reach(self.value)


@dataclass(frozen=True)
class Estimate:
    """Curl over extension of one leg, from the best set of each in one week; `on` is the later of the two."""

    on: dt.date
    side: str
    hamstrings: Maximum
    quadriceps: Maximum

    @property
    def value(self) -> float:
        return ratio(self.hamstrings.value, self.quadriceps.value)

    @property
    def low(self) -> float:
        return self.value - reach(self.value, of_ratio=True)

    @property
    def high(self) -> float:
        return self.value + reach(self.value, of_ratio=True)


def exercises() -> tuple[str, ...]:
    """The slugs of the exercises that count."""
    known = catalogue().estimates
    return (*known.hamstrings, *known.quadriceps)


def reach(value: float, *, of_ratio: bool = False) -> float:
    """How far an estimate may be out on either side, in its own unit."""
    return value * _percent(of_ratio) / 100


def maxima_of(sets: Iterable[LoggedSet]) -> list[Maximum]:
    """The best estimate of each week, leg and exercise, in the order of time."""
    best: dict[tuple[dt.date, str, str], Maximum] = {}
    for done in sets:
        found = _maximum(done)
        if found is None:
            continue
        place = (monday_of(found.on), found.side, found.exercise)
        if place not in best or (found.value, found.on) > (best[place].value, best[place].on):
            best[place] = found
    return sorted(best.values(), key=lambda found: (found.on, found.side, found.exercise))


def ratios_of(sets: Iterable[LoggedSet]) -> list[Estimate]:
    """One estimate for each leg and week that has both exercises.

    Machines differ, so a leg's line keeps to one exercise for each muscle: the one with the most weeks.
    """
    maxima = maxima_of(sets)
    usual = {muscle: _most_used(maxima, muscle) for muscle in (HAMSTRINGS, QUADRICEPS)}
    weeks: dict[tuple[dt.date, str], dict[str, Maximum]] = defaultdict(dict)
    for found in maxima:
        if found.exercise == usual[found.muscle_group]:
            weeks[(monday_of(found.on), found.side)][found.muscle_group] = found
    made = [
        Estimate(max(pair[HAMSTRINGS].on, pair[QUADRICEPS].on), side, pair[HAMSTRINGS], pair[QUADRICEPS])
        for (_, side), pair in sorted(weeks.items())
        if len(pair) == 2
    ]
    limit = ratio_kind("curl_extension").plausible_range(None)
    return [estimate for estimate in made if limit.holds(estimate.value)]


def lines_of(found: Sequence[Estimate]) -> tuple[Line, ...]:
    """A hollow line for each leg; nothing where there is no estimate."""
    lines = []
    for side in (LEFT, RIGHT):
        points = tuple(_point(estimate) for estimate in found if estimate.side == side)
        if points:
            lines.append(Line(side, points, measured=False))
    return tuple(lines)


def words(found: Sequence[Estimate]) -> str:
    """What the hollow marks are, in one sentence or two; "" without any."""
    if not found:
        return ""
    curl, extension = (
        exercise.replace("-", " ")
        for exercise in (found[-1].hamstrings.exercise, found[-1].quadriceps.exercise)
    )
    known = catalogue().estimates
    return (
        f"Hollow marks are estimates from logged sets of one leg: {curl} over {extension}, "
        "the best of each week, "
        f"from sets of {plain(known.most_reps.value)} repetitions or fewer near failure. "
        f"They may be out by {plain(_percent(of_ratio=True), 0)}%, and are never compared with a test."
    )


def _percent(of_ratio: bool) -> float:
    single = catalogue().estimates.error.percent or 0
    return error_of_ratio(single, single) if of_ratio else single


def _maximum(done: LoggedSet) -> Maximum | None:
    """Nothing from a warm-up, from both legs at once, or where the effort is unknown or was small."""
    known = catalogue().estimates
    muscle_group = known.muscle_group(done.exercise)
    if not muscle_group or done.warm_up or done.side not in (LEFT, RIGHT) or done.rpe is None:
        return None
    reps = done.reps + MOST_EFFORT - done.rpe
    near_failure = known.least_effort.value <= done.rpe <= MOST_EFFORT
    if not (near_failure and done.reps >= 1 and reps <= known.most_reps.value):
        return None
    value = epley(done.load_kg, reps)
    limit = protocol("estimated_one_rm").plausible_range(muscle_group, "kg")
    if not isfinite(value) or limit is None or not limit.holds(value):
        return None
    return Maximum(done.performed_on, done.side, muscle_group, done.exercise, value)


def _most_used(maxima: Iterable[Maximum], muscle_group: str) -> str:
    """By weeks and legs logged; of equals the one used last."""
    of_muscle = [found for found in maxima if found.muscle_group == muscle_group]
    weeks = Counter(found.exercise for found in of_muscle)
    last = {found.exercise: found.on for found in of_muscle}
    return max(weeks, key=lambda exercise: (weeks[exercise], last[exercise], exercise), default="")


def _point(estimate: Estimate) -> Point:
    machines = (estimate.hamstrings.exercise, estimate.quadriceps.exercise)
    return Point(estimate.on, estimate.value, machines, low=estimate.low, high=estimate.high)
