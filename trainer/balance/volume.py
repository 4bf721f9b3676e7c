"""Hard sets a week, counted by each muscle's share and per leg."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from trainer.balance.protocols import BOTH, HAMSTRINGS, LEFT, QUADRICEPS, RIGHT

# Four or fewer repetitions in reserve (Plumb's own gate).
HARD_RPE = 6
# Weeks in the mean that the volume balance is read from, and its bands (Plumb's own, no published threshold).
BALANCE_WEEKS = 4
FRONT_HEAVY_BELOW, BACK_HEAVY_ABOVE = 0.67, 1.5


@dataclass(frozen=True)
class SetFacts:
    """One logged set; `shares` says how much of it each muscle group gets (1, 0.5 or 0).

    `unknown` are the muscle groups whose share nobody has filled in: such a set is named, and is no zero.
    """

    performed_on: dt.date
    side: str
    rpe: float | None
    warm_up: bool
    shares: Mapping[str, float]
    exercise: str = ""
    unknown: Collection[str] = ()

    @property
    def hard(self) -> bool:
        """Sets without an RPE count: imports and beginners have none."""
        return not self.warm_up and (self.rpe is None or self.rpe >= HARD_RPE)

    @property
    def legs(self) -> tuple[str, ...]:
        return (LEFT, RIGHT) if self.side == BOTH else (self.side,)


@dataclass(frozen=True)
class Week:
    """The hard sets of one week from Monday, by muscle group, of each leg.

    `unknown` are those of a muscle group that could not be counted, as the mean of the legs.
    """

    starts_on: dt.date
    left: Mapping[str, float]
    right: Mapping[str, float]
    unknown: Mapping[str, float] = field(default_factory=dict)

    def sets(self, muscle_group: str) -> float:
        """The mean of the legs, so that left and right of one set never count twice."""
        return (self.left.get(muscle_group, 0) + self.right.get(muscle_group, 0)) / 2


@dataclass(frozen=True)
class NotCounted:
    """Hard sets of one exercise whose shares are not known."""

    exercise: str
    muscle_groups: tuple[str, ...]
    sets: float


def monday_of(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def weekly(sets: Iterable[SetFacts]) -> list[Week]:
    """One row for each week in which something was logged; a week without a log has no row, not a zero."""
    weeks: dict[dt.date, tuple[dict[str, dict[str, float]], dict[str, float]]] = {}
    for done in sets:
        legs, unknown = weeks.setdefault(
            monday_of(done.performed_on),
            ({LEFT: defaultdict(float), RIGHT: defaultdict(float)}, defaultdict(float)),
        )
        if not done.hard:
            continue
        for leg in done.legs:
            for muscle_group, share in done.shares.items():
                legs[leg][muscle_group] += float(share)
        for muscle_group in done.unknown:
            unknown[muscle_group] += len(done.legs) / 2
    return [
        Week(start, dict(legs[LEFT]), dict(legs[RIGHT]), dict(unknown))
        for start, (legs, unknown) in sorted(weeks.items())
    ]


def not_counted(sets: Iterable[SetFacts]) -> list[NotCounted]:
    """The exercises whose hard sets could not be counted, by name."""
    found: dict[tuple[str, tuple[str, ...]], float] = defaultdict(float)
    for done in sets:
        if done.hard and done.unknown:
            found[done.exercise, tuple(sorted(done.unknown))] += len(done.legs) / 2
    return [NotCounted(*key, count) for key, count in sorted(found.items())]


def volume_balance(weeks: Sequence[Week]) -> float | None:
    """Hard sets of the hamstrings for one of the quadriceps, over the last four weeks that were logged.

    Nothing where one of these weeks holds sets that could not be counted.
    """
    last = weeks[-BALANCE_WEEKS:]
    if any(week.unknown for week in last):
        return None
    front = sum(week.sets(QUADRICEPS) for week in last)
    return sum(week.sets(HAMSTRINGS) for week in last) / front if front else None


def balance_band(balance: float) -> str:
    if balance < FRONT_HEAVY_BELOW:
        return "front-heavy"
    return "back-heavy" if balance > BACK_HEAVY_ABOVE else "balanced"
