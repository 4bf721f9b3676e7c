"""What the balance page shows, made of the timeline's facts: every number here is already in words."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from trainer.balance import charts, protocols, volume
from trainer.balance.charts.small import PairBars
from trainer.balance.methods import SIDES, Method, TestDay
from trainer.balance.numbers import day_words, fixed, plain, with_unit
from trainer.balance.protocols import BOTH, HAMSTRINGS, LEFT, RIGHT, Reference, Source
from trainer.balance.ratios import stronger_leg_asymmetry
from trainer.balance.reliability import LIKELY_REAL, PROBABLE_TREND, WITHIN
from trainer.balance.timeline import SPANS, Timeline
from trainer.balance.verdicts import comparable

NOT_TESTED = "Not tested"
TONES = {LIKELY_REAL: "warn", PROBABLE_TREND: "warn", WITHIN: ""}


@dataclass(frozen=True)
class KeyNumber:
    label: str
    side: str
    value: str
    note: str


@dataclass(frozen=True)
class MusclePair:
    """One muscle of both legs at the last test, as bars and as numbers."""

    name: str
    left: str
    right: str
    gap: str
    bars: PairBars


@dataclass(frozen=True)
class TableRow:
    """One test day; the cells stand in the order of the sides of the page."""

    day: TestDay
    values: list[str]
    hamstrings: list[str]
    quadriceps: list[str]
    gap: str


def context_of(found: Timeline) -> dict[str, Any]:
    context: dict[str, Any] = {"found": found, "spans": SPANS}
    if found.weeks or found.method:
        context["drawings"] = [found.drawing(charts.WIDE), found.drawing(charts.COMPACT)]
    context["volume"] = _volume_words(found)
    if found.method is None or found.latest is None:
        return context
    sides = sides_of(found.all_days)
    code = found.method.kind or found.method.protocol
    return context | {
        "sides": sides,
        "key_numbers": list(_key_numbers(found, found.method, found.latest, sides)),
        "headline": headline(found),
        "left_value": _value_and_note(found, found.method, LEFT)[0],
        "right_value": _value_and_note(found, found.method, RIGHT)[0],
        "weeks": list(reversed(found.history().weeks)),
        "pairs": list(_pairs(found.latest, found.method)),
        "rows": [_row(day, found.method, sides) for day in reversed(found.days)],
        "has_quadriceps": any(day.quadriceps for day in found.all_days),
        "limits": limits_of(found),
        "evidence": protocols.evidence(code),
        "references": _references(found),
    }


def sides_of(days: Sequence[TestDay]) -> list[str]:
    """Left before right; both legs together only where they were tested so."""
    return [side for side in SIDES if any(side in day.hamstrings or side in day.quadriceps for day in days)]


def limits_of(found: Timeline) -> list[tuple[str, str, Source]]:
    """What a change must exceed to be likely real, for whom, and who says so."""
    if found.method is None:
        return []
    test = protocols.protocol(found.method.protocol)
    kind = protocols.ratio_kind(found.method.kind) if found.method.is_ratio else None
    errors = {error.muscle_group: error for error in test.errors}
    if kind and kind.error:
        errors["ratio"] = kind.error
    if test.asymmetry_error:
        errors["side to side"] = test.asymmetry_error
    shown = {verdict.muscle_group: verdict.change.limit for verdict in found.verdicts if verdict.change.limit}
    return [(name, limit, errors[name].source) for name, limit in shown.items() if name in errors]


def headline(found: Timeline) -> str:
    """One sentence that says what the chart shows."""
    if found.falls:
        return found.falls[0].change.sentence
    latest, before = found.latest, found.before
    if latest is None:
        return ""
    if before is None:
        return "This is the first test with this device and setting. The next one shows what changed."
    moved = [verdict for verdict in found.verdicts if verdict.muscle_group == HAMSTRINGS]
    real = [verdict for verdict in moved if verdict.change.verdict in (LIKELY_REAL, PROBABLE_TREND)]
    if real:
        return real[0].change.sentence
    if moved and all(verdict.change.verdict == WITHIN for verdict in moved):
        return f"Since {day_words(before.on)} the hamstrings are within day-to-day variation."
    return f"The test before was on {day_words(before.on)}."


def _key_numbers(
    found: Timeline, method: Method, latest: TestDay, sides: Sequence[str]
) -> Iterator[KeyNumber]:
    what = "ratio" if method.is_ratio else protocols.protocol(method.protocol).told_as or "hamstrings"
    for side in sides:
        name = "Both legs," if side == BOTH else side.capitalize()
        yield KeyNumber(f"{name} {what}", side, *_value_and_note(found, method, side))
    if latest.gap:
        was = f", was {plain(found.before.gap.value)}%" if found.before and found.before.gap else ""
        behind = {LEFT: "right behind left", RIGHT: "left behind right"}.get(latest.gap.stronger, "level")
        yield KeyNumber("Hamstrings, side to side", "", f"{plain(latest.gap.value)}%", behind + was)
    days = (found.last - latest.on).days
    ago = "today" if days == 0 else "yesterday" if days == 1 else f"{days} days ago"
    yield KeyNumber("Last test", "", _short(latest.on), ago)


def _value_and_note(found: Timeline, method: Method, side: str) -> tuple[str, str]:
    """The newest value of a leg: older than the newest test where that has none, or holds it back."""
    days = [day for day in comparable(found.all_days) if side in day.values]
    if not days:
        return NOT_TESTED, "no value yet with this set-up"
    value = method.shown(days[-1].values[side])
    if days[-1] is not found.latest:
        return value, f"on {_short(days[-1].on)}; the newest test has none"
    if len(days) == 1:
        return value, "first with this set-up"
    return value, f"was {method.shown(days[-2].values[side])} on {_short(days[-2].on)}"


def _short(day: dt.date) -> str:
    return f"{day.day} {day:%b}"


def _pairs(latest: TestDay, method: Method) -> Iterator[MusclePair]:
    for name, values in (("Hamstrings", latest.hamstrings), ("Quads", latest.quadriceps)):
        left, right = values.get(LEFT), values.get(RIGHT)
        if left is None and right is None:
            continue
        shown = [NOT_TESTED if value is None else with_unit(value, method.unit) for value in (left, right)]
        gap = _gap_words(left, right) if protocols.protocol(method.protocol).asymmetry else ""
        yield MusclePair(name, shown[0], shown[1], gap, charts.pair_bars(left, right))


def _gap_words(left: float | None, right: float | None) -> str:
    if left is None or right is None or max(left, right) <= 0:
        return ""
    return f"{plain(stronger_leg_asymmetry(left, right))}%"


def _row(day: TestDay, method: Method, sides: Sequence[str]) -> TableRow:
    return TableRow(
        day,
        [method.shown(day.values[side]) if side in day.values else "–" for side in sides],
        [with_unit(day.hamstrings[side], method.unit) if side in day.hamstrings else "–" for side in sides],
        [with_unit(day.quadriceps[side], method.unit) if side in day.quadriceps else "–" for side in sides],
        f"{plain(day.gap.value)}%" if day.gap else "–",
    )


def _references(found: Timeline) -> list[Reference]:
    if found.method is None:
        return []
    method = found.method
    measure = method.kind or "value"
    gravity = found.latest.settings.gravity_corrected if found.latest else ""
    return protocols.references(
        method.protocol, measure, speed_deg_s=method.speed_deg_s, gravity_corrected=gravity
    )


def _volume_words(found: Timeline) -> str:
    balance = found.volume_balance
    if balance is None:
        return ""
    return (
        f"Over the last four weeks with a log there were {fixed(balance)} hard sets of the hamstrings "
        f"for each one of the quads: {volume.balance_band(balance)}. Plumb calls "
        f"{fixed(volume.FRONT_HEAVY_BELOW)} to {fixed(volume.BACK_HEAVY_ABOVE)} balanced; "
        "there is no published threshold."
    )
