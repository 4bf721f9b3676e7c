"""Both legs of a client at a glance: the main method, the first of `methods_of`, and only that one."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trainer.balance.charts import Band, Line, bar_scale, leg_bars, sparkline
from trainer.balance.charts.small import LegBars, Sparkline
from trainer.balance.methods import Method, TestDay, breaks_of, days_of, lines_of, methods_of
from trainer.balance.models import Target
from trainer.balance.numbers import day_words, plain
from trainer.balance.pages.sides import gap_of
from trainer.balance.protocols import BOTH, LEFT, RIGHT, ratio_kind
from trainer.balance.ratios import ReadingFacts


@dataclass(frozen=True)
class Leg:
    """What the last test gave on one leg, or on both together, and how it stands to the trainer's band."""

    side: str
    value: float | None
    words: str
    beside: str


@dataclass(frozen=True)
class Glance:
    """The last test of one method in words and as bars from zero, and the line of the tests so far.

    `gap` is a sentence on the leg that is behind at that test, "" where they are level or not compared.
    """

    method: str
    tested_on: dt.date
    gap: str
    legs: tuple[Leg, ...]
    bars: LegBars
    target: str
    trend: Sparkline | None
    trend_words: str


def of(readings: Sequence[ReadingFacts], targets: Mapping[str, Target] | None = None) -> Glance | None:
    """Nothing without a test."""
    methods = methods_of(readings)
    if not methods:
        return None
    method = methods[0]
    days = days_of(readings, method)
    lines = lines_of(days, method)
    target = (targets or {}).get(method.code)
    band = Band(target.low, target.high, "") if target else None
    legs = tuple(_leg(side, readings, days[-1], method, target) for side in _sides(lines))
    by_side = {leg.side: leg.value for leg in legs}
    return Glance(
        method=", ".join(filter(None, [method.title, method.better_words])),
        tested_on=days[-1].on,
        gap=_gap(days[-1], method),
        legs=legs,
        bars=leg_bars(by_side.get(LEFT), by_side.get(RIGHT), high=_bars_end(method, lines), band=band),
        target=f"{plain(target.low, 2)} to {plain(target.high, 2)}" if target else "",
        trend=_trend(lines, band) if len(days) > 1 else None,
        trend_words=_trend_words(lines, days, method),
    )


def _gap(day: TestDay, method: Method) -> str:
    found = gap_of(day.sound(method.muscle_group), method)
    if found is None or not found.weaker:
        return ""
    what = method.how.told_as or f"{method.muscle_group} of the {found.weaker} leg"
    verb = "are" if what.endswith("leg") else f"of the {found.weaker} leg is"
    return f"The {what} {verb} {found.short} behind."


def _sides(lines: Sequence[Line]) -> tuple[str, ...]:
    return (BOTH,) if {line.side for line in lines} == {BOTH} else (LEFT, RIGHT)


def _leg(
    side: str, readings: Sequence[ReadingFacts], day: TestDay, method: Method, target: Target | None
) -> Leg:
    value = day.values.get(side)
    if value is None:
        same_day = [r for r in readings if (r.tested_on, r.protocol) == (day.on, method.protocol)]
        waits = any(r.held_back for r in same_day if r.side == side)
        return Leg(side, None, "held back" if side in day.held_back or waits else "not tested", "")
    beside = ""
    if target:
        shown, low, high = (round(one, method.digits) for one in (value, target.low, target.high))
        beside = "below" if shown < low else "above" if shown > high else ""
    return Leg(side, value, method.shown(value), beside)


def _bars_end(method: Method, lines: Sequence[Line]) -> float:
    """Where the bars of this method end: no two methods share a scale, all clients of one ratio do."""
    most = [point.value for line in lines for point in line.points]
    if method.is_ratio:
        return max([ratio_kind(method.kind).plausible_range(method.speed_deg_s).high, *most])
    return bar_scale(most)


def _trend(lines: Sequence[Line], band: Band | None) -> Sparkline:
    """On a scale of its own, with the band in sight where there is one."""
    values = [point.value for line in lines for point in line.points]
    values += [band.low, band.high] if band else []
    room = (max(values, default=1) - min(values, default=0)) * 0.15 or 1
    return sparkline(lines, low=min(values, default=0) - room, high=max(values, default=1) + room, band=band)


def _trend_words(lines: Sequence[Line], days: Sequence[TestDay], method: Method) -> str:
    """Left from 0.58 to 0.66, right from 0.60 to 0.59; 3 Aug 2026 to 9 Nov 2026, 5 tests; and the breaks."""
    names = {LEFT: "left ", RIGHT: "right ", BOTH: ""}
    ends = [(names[line.side], line.points[0].value, line.points[-1].value) for line in lines]
    words = ", ".join(f"{name}from {method.shown(old)} to {method.shown(new)}" for name, old, new in ends)
    span = f"{day_words(days[0].on)} to {day_words(days[-1].on)}, {len(days)} tests"
    sentences = " ".join(found.sentence for found in breaks_of(days))
    return f"{words[:1].upper()}{words[1:]}; {span}. {sentences}".strip()
