"""Shapes of the balance charts: facts in, coordinates out, no SVG and no Django."""

from trainer.balance.charts.episode import episode
from trainer.balance.charts.facts import Band, Event, History, Line, Point, Sets, Span
from trainer.balance.charts.lanes import lanes
from trainer.balance.charts.layout import COMPACT, WIDE, Size
from trainer.balance.charts.small import bar_scale, leg_bars, pair_bars, sparkline
from trainer.balance.charts.timeline import timeline

__all__ = [
    "COMPACT",
    "WIDE",
    "Band",
    "Event",
    "History",
    "Line",
    "Point",
    "Sets",
    "Size",
    "Span",
    "bar_scale",
    "episode",
    "lanes",
    "leg_bars",
    "pair_bars",
    "sparkline",
    "timeline",
]
