"""Both legs of a client at a glance: the figures of the method tested last, and only of that one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from trainer.balance.charts import Line, Point, bar_scale, leg_bars, sparkline
from trainer.balance.charts.small import LegBars, Sparkline
from trainer.balance.numbers import fixed, in_unit
from trainer.balance.protocols import HAMSTRINGS, LEFT, RIGHT, protocol
from trainer.balance.ratios import Ratio, ReadingFacts, ratios

# Ratios of any method end at 1 on the bars unless one is higher; forces end at their own round number.
RATIO_SCALE = 1.0


@dataclass(frozen=True)
class Glance:
    """Left and right as words, their bars from zero, and the line of the tests so far."""

    method: str
    left: str
    right: str
    bars: LegBars
    trend: Sparkline | None
    held_back: bool


def of(readings: Iterable[ReadingFacts]) -> Glance | None:
    """Nothing without a test; a ratio where the newest method has one, else the hamstrings' own figure."""
    readings = list(readings)
    if not readings:
        return None
    found = ratios(readings)
    newest = max(reading.tested_on for reading in readings)
    fresh = [ratio for ratio in found if ratio.tested_on == newest]
    if fresh:
        first = min(fresh, key=lambda ratio: ratio.speed_deg_s or 0)
        return _of_ratios(found, first)
    return _of_hamstrings([r for r in readings if r.muscle_group == HAMSTRINGS and not r.held_back])


def _of_ratios(found: list[Ratio], first: Ratio) -> Glance:
    same = [
        r for r in found if (r.kind, r.protocol, r.settings) == (first.kind, first.protocol, first.settings)
    ]
    counted = [ratio for ratio in same if not ratio.held_back]
    series = {
        side: [Point(ratio.tested_on, ratio.value) for ratio in counted if ratio.side == side]
        for side in (LEFT, RIGHT)
    }
    held = any(ratio.held_back and ratio.tested_on == first.tested_on for ratio in same)
    return _glance(_method(first.protocol, first.speed_deg_s), series, fixed, held)


def _of_hamstrings(readings: list[ReadingFacts]) -> Glance | None:
    if not readings:
        return None
    last = readings[-1]
    same = [r for r in readings if (r.protocol, r.settings) == (last.protocol, last.settings)]
    series = {
        side: [Point(reading.tested_on, reading.value) for reading in same if reading.side == side]
        for side in (LEFT, RIGHT)
    }
    method = f"{_method(last.protocol, last.speed_deg_s)}, {last.unit}"
    return _glance(method, series, lambda value: in_unit(value, last.unit), held=False)


def _glance(method: str, series: dict[str, list[Point]], words: Callable[[float], str], held: bool) -> Glance:
    values = [point.value for points in series.values() for point in points]
    left, right = (series[side][-1].value if series[side] else None for side in (LEFT, RIGHT))
    lines = [Line(side, tuple(points)) for side, points in series.items()]
    room = (max(values) - min(values)) * 0.15 or max(values, default=1) * 0.1 if values else 1
    return Glance(
        method=method,
        left="not known" if left is None else words(left),
        right="not known" if right is None else words(right),
        bars=leg_bars(left, right, high=max(RATIO_SCALE, bar_scale(values)) if values else RATIO_SCALE),
        trend=sparkline(lines, low=min(values) - room, high=max(values) + room) if len(values) > 2 else None,
        held_back=held,
    )


def _method(code: str, speed: int | None) -> str:
    return f"{protocol(code).title}{f' {speed}°/s' if speed else ''}"
