"""The row of key numbers: each leg, side to side, and the test to come."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trainer.balance.methods import Method, TestDay
from trainer.balance.models import Target
from trainer.balance.numbers import fixed, with_unit
from trainer.balance.pages import sides
from trainer.balance.protocols import BOTH
from trainer.balance.retest_rules import NextTest
from trainer.balance.timeline import Timeline
from trainer.balance.verdicts import comparable

NOT_TESTED = "Not tested"


@dataclass(frozen=True)
class KeyNumber:
    """`protocol` is the test whose day can be changed from here; "" for every other number."""

    label: str
    side: str
    value: str
    note: str
    protocol: str = ""


def key_numbers(found: Timeline, shown: Sequence[str], coming: NextTest | None) -> list[KeyNumber]:
    if found.method is None or found.latest is None:
        return []
    return [
        *_of_legs(found, found.method, shown),
        *_of_sides(found, found.method, found.latest),
        _of_tests(found, found.latest, coming),
    ]


def _of_legs(found: Timeline, method: Method, shown: Sequence[str]) -> Iterator[KeyNumber]:
    what = "ratio" if method.is_ratio else method.how.told_as or method.muscle_group
    for side in shown:
        name = "Both legs," if side == BOTH else side.capitalize()
        yield KeyNumber(f"{name} {what}", side, *value_and_note(found, method, side))


def _of_sides(found: Timeline, method: Method, latest: TestDay) -> Iterator[KeyNumber]:
    gap = sides.gap_of(getattr(latest, method.muscle_group), method, found.involved(latest.on))
    if gap is None:
        return
    what = (method.how.told_as or method.muscle_group).capitalize()
    before = found.before
    last = before and sides.gap_of(getattr(before, method.muscle_group), method, gap.involved)
    was = f", was {last.short}" if last else ""
    if gap.involved:
        label = f"{what}, {gap.involved} of {sides.OTHER[gap.involved]}"
        yield KeyNumber(label, "", gap.short, f"injured leg against the other{was}")
    else:
        yield KeyNumber(f"{what}, side to side", "", gap.short, f"{gap.behind}{was}")


def _of_tests(found: Timeline, latest: TestDay, coming: NextTest | None) -> KeyNumber:
    if coming and coming.waits:
        return KeyNumber("Next test", "", "Waits", coming.waits, coming.protocol)
    if coming and coming.due_on:
        note = f"{coming.when(found.last)}, {coming.because}"
        return KeyNumber("Next test", "", _short(coming.due_on), note, coming.protocol)
    days = (found.last - latest.on).days
    ago = "today" if days == 0 else "yesterday" if days == 1 else f"{days} days ago"
    return KeyNumber("Last test", "", _short(latest.on), ago)


def value_and_note(found: Timeline, method: Method, side: str) -> tuple[str, str]:
    """The newest value of a leg: older than the newest test where that has none, or holds it back."""
    days = _days_with(found, side)
    if not days:
        return NOT_TESTED, "no value yet with this set-up"
    value = method.shown(days[-1].values[side])
    against = f"{words}; " if (words := against_target(found, method, side)) else ""
    if days[-1] is not found.latest:
        return value, f"{against}on {_short(days[-1].on)}; the newest test has none"
    if len(days) == 1:
        return value, f"{against}first with this set-up"
    return value, f"{against}was {method.shown(days[-2].values[side])} on {_short(days[-2].on)}"


def against_target(found: Timeline, method: Method, side: str) -> str:
    """Where the newest value of a leg lies beside the trainer's own band; "" without one."""
    days = _days_with(found, side)
    return target_words(found.target, method, days[-1].values[side]) if found.target and days else ""


def _days_with(found: Timeline, side: str) -> list[TestDay]:
    return [day for day in comparable(found.all_days) if side in day.values]


def target_words(target: Target, method: Method, value: float) -> str:
    """In target, or by how much it is short of it or above it."""
    if target.low <= value <= target.high:
        return "in target"
    away = max(target.low - value, value - target.high)
    shown = fixed(away) if method.is_ratio else with_unit(away, method.unit)
    return f"{shown} {'short of' if value < target.low else 'above'} target"


def _short(day: dt.date) -> str:
    return f"{day.day} {day:%b}"
