"""All injuries of one person on one line of time, in lanes by side, with those that came back linked."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from trainer.balance.charts.axis import month_ticks, years
from trainer.balance.charts.layout import CHARACTER, WIDE, Size, day_scale
from trainer.balance.charts.scales import DayScale
from trainer.balance.charts.shapes import EventShape, Rect, Text, Tick, tenth
from trainer.balance.numbers import day_words
from trainer.balance.protocols import BOTH, LEFT, RIGHT

HEADING = 22
ROW = 44
BAR_DOWN, BAR_HEIGHT = 20, 16
BETWEEN = 12
NAMES = {LEFT: "Left", RIGHT: "Right", BOTH: "Both or middle"}


@dataclass(frozen=True)
class Case:
    """One injury; `again_of` is the key of the one that it is again."""

    key: int
    side: str
    label: str
    starts_on: dt.date
    ends_on: dt.date | None
    again_of: int | None = None


@dataclass(frozen=True)
class CaseShape:
    side: str
    area: Rect
    edges: str
    label: Text
    title: str


@dataclass(frozen=True)
class Lane:
    side: str
    heading: Text
    rule: str


@dataclass(frozen=True)
class Lanes:
    name: str
    width: int
    height: float
    lanes: tuple[Lane, ...]
    cases: tuple[CaseShape, ...]
    links: tuple[str, ...]
    months: tuple[Tick, ...]
    years: tuple[Text, ...]
    today: EventShape


def lanes(cases: Sequence[Case], today: dt.date, size: Size = WIDE) -> Lanes:
    """Left above right, as everywhere; a lane for what has no side only where there is such an injury."""
    first = min((case.starts_on for case in cases), default=today)
    days = day_scale(first, today, replace(size, left=2, right=8), left_letters=0, right_letters=0)
    sides = [LEFT, RIGHT] + [BOTH] * any(case.side == BOTH for case in cases)
    drawn: list[Lane] = []
    shapes: dict[int, CaseShape] = {}
    top: float = 24
    for side in sides:
        rows, depth = _rows([case for case in cases if case.side == side], days)
        drawn.append(Lane(side, Text(0, tenth(top + 14), NAMES[side]), f"M0 {tenth(top)}H{size.width}"))
        for case, row in rows:
            shapes[case.key] = _case(case, today, top + HEADING + row * ROW, days)
        top += HEADING + depth * ROW + BETWEEN
    return Lanes(
        name=size.name,
        width=size.width,
        height=tenth(top + 38),
        lanes=tuple(drawn),
        cases=tuple(shapes.values()),
        links=tuple(_links(cases, shapes)),
        months=tuple(month_ticks(days, tenth(top), size.width)),
        years=tuple(years(days, tenth(top))),
        today=_today(today, days, top),
    )


def _rows(cases: Sequence[Case], days: DayScale) -> tuple[list[tuple[Case, int]], int]:
    """Each case in the first row where neither its bar nor its name meets another; at least one row."""
    ends: list[float] = []
    placed = []
    for case in sorted(cases, key=lambda case: (case.starts_on, case.key)):
        label, left = _label(case, days, 0), days.inside(case.starts_on)
        width = len(label.text) * CHARACTER
        begins = min(left, label.x - width if label.anchor == "end" else label.x)
        stops = max(days.inside(case.ends_on or days.last), begins + width)
        row = next((number for number, end in enumerate(ends) if end + BETWEEN <= begins), len(ends))
        ends[row : row + 1] = [stops]
        placed.append((case, row))
    return placed, max(len(ends), 1)


def _label(case: Case, days: DayScale, y: float) -> Text:
    """The name above the bar: from its left end, or up to the right edge where there is no room."""
    room = int((days.right - days.left) / CHARACTER)
    text = case.label if len(case.label) <= room else f"{case.label[: room - 1].rstrip()}…"
    x = days.inside(case.starts_on)
    if x + len(text) * CHARACTER > days.right:
        return Text(tenth(days.right), tenth(y), text, "end")
    return Text(tenth(x), tenth(y), text)


def _case(case: Case, today: dt.date, top: float, days: DayScale) -> CaseShape:
    start, end = days.inside(case.starts_on), days.inside(case.ends_on or today)
    area = Rect(tenth(start), tenth(top + BAR_DOWN), tenth(max(end - start, 3)), BAR_HEIGHT)
    edges = f"M{area.x} {area.y}v{BAR_HEIGHT}"
    if case.ends_on:
        edges += f"M{tenth(area.x + area.width)} {area.y}v{BAR_HEIGHT}"
    until = f" to {day_words(case.ends_on)}" if case.ends_on else ", not over"
    title = f"{case.label}, {day_words(case.starts_on)}{until}"
    return CaseShape(case.side, area, edges, _label(case, days, top + BAR_DOWN - 6), title)


def _links(cases: Sequence[Case], shapes: Mapping[int, CaseShape]) -> Iterator[str]:
    """A dashed line from the end of the first time to the beginning of the second."""
    for case in cases:
        if case.again_of is not None and case.again_of in shapes:
            before, after = shapes[case.again_of].area, shapes[case.key].area
            x, y = tenth(before.x + before.width), tenth(before.y + BAR_HEIGHT / 2)
            yield f"M{x} {y}H{after.x}V{tenth(after.y + BAR_HEIGHT / 2)}"


def _today(today: dt.date, days: DayScale, bottom: float) -> EventShape:
    x = tenth(days.inside(today))
    label = Text(x, 14, "today", "end")
    return EventShape(f"M{x} 20V{tenth(bottom)}", f"Today, {day_words(today)}", label)
