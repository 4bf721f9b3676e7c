"""Hard sets a week, counted by each muscle's share and per leg."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from trainer.balance.protocols import BOTH, HAMSTRINGS, LEFT, QUADRICEPS, RIGHT

# Four or fewer repetitions in reserve (Plumb's own gate).
HARD_RPE = 6
# Weeks in the mean that the volume balance is read from, and its bands (Plumb's own, no published threshold).
BALANCE_WEEKS = 4
FRONT_HEAVY_BELOW, BACK_HEAVY_ABOVE = 0.67, 1.5


@dataclass(frozen=True)
class SetFacts:
    """One logged set; `shares` says how much of it each muscle group gets (1, 0.5 or 0)."""

    performed_on: dt.date
    side: str
    rpe: float | None
    warm_up: bool
    shares: Mapping[str, float]
    exercise_slug: str = ""

    @property
    def hard(self) -> bool:
        """Sets without an RPE count: imports and beginners have none."""
        return not self.warm_up and (self.rpe is None or self.rpe >= HARD_RPE)


@dataclass(frozen=True)
class Week:
    """The hard sets of one week from Monday, by muscle group, of each leg."""

    starts_on: dt.date
    left: Mapping[str, float]
    right: Mapping[str, float]

    def sets(self, muscle_group: str) -> float:
        """The mean of the legs, so that left and right of one set never count twice."""
        return (self.left.get(muscle_group, 0) + self.right.get(muscle_group, 0)) / 2


def monday_of(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def weekly(sets: Iterable[SetFacts]) -> list[Week]:
    """One row for each week in which something was logged; a week without a log has no row, not a zero."""
    legs: dict[dt.date, dict[str, dict[str, float]]] = {}
    for done in sets:
        week = legs.setdefault(
            monday_of(done.performed_on), {LEFT: defaultdict(float), RIGHT: defaultdict(float)}
        )
        if not done.hard:
            continue
        for leg in (LEFT, RIGHT) if done.side == BOTH else (done.side,):
            for muscle_group, share in done.shares.items():
                week[leg][muscle_group] += float(share)
    return [Week(start, dict(week[LEFT]), dict(week[RIGHT])) for start, week in sorted(legs.items())]


def volume_balance(weeks: Sequence[Week]) -> float | None:
    """Hard sets of the hamstrings for one of the quadriceps, over the last four weeks that were logged."""
    last = weeks[-BALANCE_WEEKS:]
    front = sum(week.sets(QUADRICEPS) for week in last)
    return sum(week.sets(HAMSTRINGS) for week in last) / front if front else None


def balance_band(balance: float) -> str:
    if balance < FRONT_HEAVY_BELOW:
        return "front-heavy"
    return "back-heavy" if balance > BACK_HEAVY_ABOVE else "balanced"
