"""The row of key numbers: each leg, side to side, and the test to come."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trainer.balance.methods import Method, TestDay
from trainer.balance.models import Target
from trainer.balance.numbers import fixed, rounded, with_unit
from trainer.balance.pages import sides
from trainer.balance.protocols import BOTH, LEFT, RIGHT
from trainer.balance.retest_rules import NextTest
from trainer.balance.timeline import Timeline
from trainer.balance.verdicts import comparable

NOT_TESTED = "Not tested"
HELD_BACK = "Held back"


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
    gap = sides.gap_of(latest.sound(method.muscle_group), method, found.involved(latest.on))
    if gap is None:
        yield from _in_units(latest, method)
        return
    what = (method.how.told_as or method.muscle_group).capitalize()
    before = found.before
    last = before and sides.gap_of(before.sound(method.muscle_group), method, gap.involved)
    was = f", was {last.short}" if last else ""
    if gap.involved:
        label = f"{what}, {gap.involved} of {sides.OTHER[gap.involved]}"
        yield KeyNumber(label, "", gap.short, f"injured leg against the other{was}")
    else:
        yield KeyNumber(f"{what}, side to side", "", gap.short, f"{gap.behind}{was}")


def _in_units(latest: TestDay, method: Method) -> Iterator[KeyNumber]:
    """Degrees and centimetres have no percentage: the difference itself, with the leg that is behind."""
    own = latest.sound(method.muscle_group)
    compared = method.how.asymmetry and method.how.better == "higher"
    if method.is_ratio or compared or not {LEFT, RIGHT} <= own.keys():
        return
    worse = sides.worse_of(own, method)
    apart = with_unit(abs(rounded(own[LEFT], method.unit) - rounded(own[RIGHT], method.unit)), method.unit)
    label = f"{(method.how.told_as or method.muscle_group).capitalize()}, side to side"
    yield KeyNumber(label, "", apart, f"{worse} behind {sides.OTHER[worse]}" if worse else "level")


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
    """The newest value of a leg, older where the newest test has none; what that holds back stays hidden."""
    days = _days_with(found, side)
    held = found.held_reason(found.latest, side) if found.latest else ""
    if held and found.latest and side not in found.latest.values:
        was = f" {method.shown(days[-1].values[side])} on {_short(days[-1].on)}." if days else ""
        return HELD_BACK, f"{held.partition('. ')[0].rstrip('.')}.{was}"
    if not days:
        return NOT_TESTED, "no value yet with this set-up"
    value = method.shown(days[-1].values[side])
    against = "; ".join(filter(None, [method.better_words, against_target(found, method, side)]))
    against = f"{against}; " if against else ""
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
    """In target, or by how much it is short of it or above it, as the digits shown have it."""
    value, low, high = (round(number, method.digits) for number in (value, target.low, target.high))
    if low <= value <= high:
        return "in target"
    away = max(low - value, value - high)
    shown = fixed(away) if method.is_ratio else with_unit(away, method.unit)
    return f"{shown} {'short of' if value < low else 'above'} target"


def _short(day: dt.date) -> str:
    return f"{day.day} {day:%b}"
