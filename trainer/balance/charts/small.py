"""The small charts of a row: two bars from zero, and a sparkline on a scale that rows share."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from trainer.balance.charts.facts import Band, Line
from trainer.balance.charts.scales import DayScale, ValueScale, nice_ticks
from trainer.balance.charts.shapes import Mark, Rect, Stroke, tenth
from trainer.balance.numbers import plain
from trainer.balance.protocols import LEFT, RIGHT

BAR_HEIGHT = 9
BARS_HEIGHT = 36
PAIR_HEIGHT = 18
BAR_TOPS = {LEFT: 5, RIGHT: 22}


@dataclass(frozen=True)
class LegBar:
    side: str
    area: Rect


@dataclass(frozen=True)
class LegBars:
    """Both legs from zero to `scale`; `scale` is to be named beside or above the bars."""

    width: int
    height: int
    scale: str
    bars: tuple[LegBar, ...]
    band: Rect | None
    band_edge: str


@dataclass(frozen=True)
class PairBars:
    """Two bars that grow from the middle outwards, on one scale from zero."""

    left: Rect | None
    right: Rect | None


@dataclass(frozen=True)
class Sparkline:
    width: int
    height: int
    band: Rect | None
    lines: tuple[Stroke, ...]
    marks: tuple[Mark, ...]


def bar_scale(values: Iterable[float]) -> float:
    """The round number at which the bars of all rows end."""
    return nice_ticks(0, max(values, default=1) or 1, about=4)[-1]


def leg_bars(
    left: float | None, right: float | None, *, high: float, band: Band | None = None, width: int = 128
) -> LegBars:
    """Bars always start at zero; a leg that was not tested has none, and none leaves the box."""

    def across(value: float) -> float:
        return tenth(min(max(value, 0), high) / high * width)

    bars = [
        LegBar(side, Rect(0, BAR_TOPS[side], across(value), BAR_HEIGHT))
        for side, value in ((LEFT, left), (RIGHT, right))
        if value is not None
    ]
    area = (
        Rect(across(band.low), 0, tenth(across(band.high) - across(band.low)), BARS_HEIGHT) if band else None
    )
    edge = f"M{across(band.low)} 0V{BARS_HEIGHT}" if band else ""
    return LegBars(width, BARS_HEIGHT, f"0 to {plain(high, 2)}", tuple(bars), area, edge)


def pair_bars(left: float | None, right: float | None, *, width: int = 100) -> PairBars:
    """Each in a box of its own: the left bar ends at its right edge, the right one starts at its left."""
    most = max(left or 0, right or 0, 0) or 1
    lengths = [None if value is None else tenth(max(value, 0) / most * width) for value in (left, right)]
    return PairBars(
        None if lengths[0] is None else Rect(tenth(width - lengths[0]), 0, lengths[0], PAIR_HEIGHT),
        None if lengths[1] is None else Rect(0, 0, lengths[1], PAIR_HEIGHT),
    )


def sparkline(
    lines: Sequence[Line],
    *,
    low: float,
    high: float,
    band: Band | None = None,
    width: int = 96,
    height: int = 46,
) -> Sparkline:
    """Both legs by date, from `low` to `high`; joined only while device and settings stay the same."""
    shown = [line for line in lines if line.points]
    dates: list[dt.date] = [point.on for line in shown for point in line.points] or [dt.date.min]
    days = DayScale(min(dates), max(dates), 3, width - 6)
    values = ValueScale((low, high), 4, height - 4)
    strokes, marks = [], []
    for line in shown:
        points = sorted(line.points, key=lambda point: point.on)
        for _, run in groupby(points, key=lambda point: point.settings):
            places = [(tenth(days.at(point.on)), tenth(values.inside(point.value))) for point in run]
            if len(places) > 1:
                strokes.append(Stroke(line.side, "M" + "L".join(f"{x} {y}" for x, y in places)))
        radius = 4.6 if line.side == LEFT else 2.6
        marks.append(Mark(line.side, line.measured, *places[-1], radius, ""))
    area = None
    if band:
        top, bottom = values.inside(band.high), values.inside(band.low)
        area = Rect(0, tenth(top), width, tenth(bottom - top))
    return Sparkline(width, height, area, tuple(strokes), tuple(marks))
