"""Weekly hard sets: hamstrings up and quadriceps down from one line, on the timeline's own days."""

import datetime as dt
from collections.abc import Iterator

from trainer.balance.charts.facts import History, Sets
from trainer.balance.charts.layout import Size
from trainer.balance.charts.scales import DayScale, nice_ticks
from trainer.balance.charts.shapes import Bar, Rect, SetsPanel, Text, Tick, tenth
from trainer.balance.numbers import day_words, plain
from trainer.balance.protocols import HAMSTRINGS, QUADRICEPS

WEEK = dt.timedelta(days=7)
NARROWEST = 2


def sets_panel(history: History, days: DayScale, size: Size, top: float) -> SetsPanel:
    """The panel from `top`, where its title stands."""
    most = max((max(week.hamstrings, week.quadriceps) for week in history.weeks), default=0)
    ticks = nice_ticks(0, most or 1, about=2)[1:]
    middle = top + 14 + size.sets
    unit = size.sets / ticks[-1]
    names = ("Hams", "Quads") if size.short else ("Hamstrings", "Quads")
    x = tenth(days.right + 12)
    return SetsPanel(
        title=Text(tenth(days.left), tenth(top), "Hard sets a week"),
        axis=f"M{tenth(days.left)} {tenth(middle)}H{tenth(days.right)}",
        ticks=tuple(_ticks(ticks, days, middle, unit)),
        bars=tuple(_bars(history, days, middle, unit)),
        names=(Text(x, tenth(middle - 18), names[0]), Text(x, tenth(middle + 28), names[1])),
        notes=(
            Text(x, tenth(middle - 4), history.hamstrings_note),
            Text(x, tenth(middle + 42), history.quadriceps_note),
        ),
        bottom=tenth(middle + size.sets),
    )


def _ticks(ticks: list[float], days: DayScale, middle: float, unit: float) -> Iterator[Tick]:
    for value in ticks:
        for y in (middle - value * unit, middle + value * unit):
            label = Text(tenth(days.left - 8), tenth(y + 4), plain(value), "end")
            yield Tick(f"M{tenth(days.left)} {tenth(y)}H{tenth(days.right)}", label)


def _bars(history: History, days: DayScale, middle: float, unit: float) -> Iterator[Bar]:
    for week in sorted(history.weeks, key=lambda week: week.starts_on):
        start, end = days.inside(week.starts_on), days.inside(week.starts_on + WEEK)
        running = week.starts_on <= history.last < week.starts_on + WEEK
        if running:
            # On a Monday the week is no wider than its day, and still has its bar.
            start = min(start, end - NARROWEST)
        if end <= start:
            continue
        gap = min(1.8, (end - start) / 4)
        for muscle_group, sets in ((HAMSTRINGS, week.hamstrings), (QUADRICEPS, week.quadriceps)):
            height = sets * unit
            y = middle - 1 - height if muscle_group == HAMSTRINGS else middle + 1
            area = Rect(tenth(start + gap / 2), tenth(y), tenth(end - start - gap), tenth(height))
            at_least = muscle_group in week.at_least
            yield Bar(muscle_group, area, running, at_least, _title(week, muscle_group, sets))


def _title(week: Sets, muscle_group: str, sets: float) -> str:
    at_least = "at least " if muscle_group in week.at_least else ""
    return f"Week from {day_words(week.starts_on)}, {muscle_group}: {at_least}{plain(sets)} hard sets"
