"""One injury over time: its stages, the highest pain of each workout, the limit, and the gates met."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from trainer.balance.charts.axis import month_ticks, years
from trainer.balance.charts.facts import Event
from trainer.balance.charts.layout import CHARACTER, WIDE, Size, day_scale
from trainer.balance.charts.scales import DayScale, ValueScale
from trainer.balance.charts.shapes import EventShape, Rect, Text, Tick, tenth
from trainer.balance.numbers import day_words

MOST_PAIN = 10
BAR_TOP, BAR_HEIGHT = 24, 24
PAIN_TOP, PAIN_HEIGHT = 84, 84
GATES_ROW, GATES_DOWN = 44, 16
RADIUS = 3.4
RIGHT_EDGE = 8


@dataclass(frozen=True)
class Stay:
    """How long the injury was at one stage; `ends_on` is None while it still is."""

    title: str
    starts_on: dt.date
    ends_on: dt.date | None


@dataclass(frozen=True)
class Pain:
    """The highest pain of one workout."""

    on: dt.date
    value: int


@dataclass(frozen=True)
class Limit:
    """The pain up to which work may go on since a day, and who says so."""

    value: int
    since: dt.date
    by: str


@dataclass(frozen=True)
class Story:
    """All that the chart of one injury shows; `over_on` is None while it is open."""

    began_on: dt.date
    today: dt.date
    over_on: dt.date | None
    stays: tuple[Stay, ...]
    pains: tuple[Pain, ...] = ()
    limit: Limit | None = None
    gates: tuple[Event, ...] = ()


@dataclass(frozen=True)
class StayShape:
    area: Rect
    title: str
    label: Text | None
    now: bool


@dataclass(frozen=True)
class Dot:
    x: float
    y: float
    radius: float
    over: bool
    title: str

    @property
    def diamond(self) -> str:
        reach = self.radius * 1.7
        return f"M{self.x} {tenth(self.y - reach)}l{reach} {reach}l{-reach} {reach}l{-reach} {-reach}z"


@dataclass(frozen=True)
class LimitShape:
    d: str
    label: Text


@dataclass(frozen=True)
class Episode:
    name: str
    width: int
    height: float
    heading: Text
    stays: tuple[StayShape, ...]
    pain_heading: Text | None
    ticks: tuple[Tick, ...]
    dots: tuple[Dot, ...]
    limit: LimitShape | None
    months: tuple[Tick, ...]
    years: tuple[Text, ...]
    gates_heading: Text | None
    gates: tuple[EventShape, ...]
    today: EventShape | None


def episode(story: Story, size: Size = WIDE) -> Episode:
    """Draw it from the first day to today, or to the day it was over; no pain panel without any pain."""
    last = story.over_on or story.today
    days = day_scale(story.began_on, last, replace(size, right=RIGHT_EDGE), left_letters=2, right_letters=0)
    values = ValueScale((0, 5, MOST_PAIN), PAIN_TOP, PAIN_TOP + PAIN_HEIGHT)
    bottom = values.bottom if story.pains else BAR_TOP + BAR_HEIGHT + 8
    axis = bottom + 38
    return Episode(
        name=size.name,
        width=size.width,
        height=tenth(axis + (GATES_ROW if story.gates else 0)),
        heading=Text(tenth(days.left), 14, "Stage"),
        stays=tuple(_stay(stay, last, days) for stay in story.stays),
        pain_heading=_heading(days, size) if story.pains else None,
        ticks=tuple(_grid(days, values)) if story.pains else (),
        dots=tuple(_dot(pain, story, days, values) for pain in story.pains),
        limit=_limit(story.limit, days, values, size) if story.limit and story.pains else None,
        months=tuple(month_ticks(days, bottom, size.width)),
        years=tuple(years(days, bottom)),
        gates_heading=Text(tenth(days.left), tenth(axis + 10), "What was met") if story.gates else None,
        gates=tuple(_gate(gate, days, axis + GATES_DOWN) for gate in story.gates),
        today=None if story.over_on else _today(story.today, days, bottom),
    )


def _stay(stay: Stay, last: dt.date, days: DayScale) -> StayShape:
    start, end = days.inside(stay.starts_on), days.inside(stay.ends_on or last)
    area = Rect(tenth(start), BAR_TOP, tenth(max(end - start, 2)), BAR_HEIGHT)
    room = int((area.width - 12) / CHARACTER)
    words = stay.title if len(stay.title) <= room else stay.title.split(",")[0]
    label = Text(tenth(area.x + 6), BAR_TOP + 16, words) if len(words) <= room else None
    until = f" to {day_words(stay.ends_on)}" if stay.ends_on else ""
    began = "from " if stay.ends_on else "since "
    return StayShape(
        area, f"{stay.title}, {began}{day_words(stay.starts_on)}{until}", label, not stay.ends_on
    )


def _heading(days: DayScale, size: Size) -> Text:
    words = "Highest pain, 0 to 10" if size.short else "Highest pain of each workout, 0 to 10"
    return Text(tenth(days.left), PAIN_TOP - 16, words)


def _grid(days: DayScale, values: ValueScale) -> Iterator[Tick]:
    for value in values.ticks:
        y = tenth(values.at(value))
        label = Text(tenth(days.left - 8), tenth(y + 4), str(int(value)), "end")
        yield Tick(f"M{tenth(days.left)} {y}H{tenth(days.right)}", label)


def _dot(pain: Pain, story: Story, days: DayScale, values: ValueScale) -> Dot:
    limit = story.limit
    over = limit is not None and pain.on >= limit.since and pain.value > limit.value
    title = f"{day_words(pain.on)}, {pain.value} of 10"
    return Dot(tenth(days.inside(pain.on)), tenth(values.at(pain.value)), RADIUS, over, title)


def _limit(limit: Limit, days: DayScale, values: ValueScale, size: Size) -> LimitShape:
    """The line, and beside the heading what it is: among the dots it could not be read."""
    y = tenth(values.at(limit.value))
    heading = _heading(days, size)
    room = int((days.right - heading.x) / CHARACTER) - len(heading.text) - 2
    words = f"{'' if size.short else 'dashed: '}limit {limit.value}, {limit.by}"
    words = words if len(words) <= room else f"{words[: room - 1].rstrip()}…"
    d = f"M{tenth(days.inside(limit.since))} {y}H{tenth(days.right)}"
    return LimitShape(d, Text(tenth(days.right), heading.y, words, "end"))


def _gate(gate: Event, days: DayScale, y: float) -> EventShape:
    x = tenth(days.inside(gate.on))
    return EventShape(f"M{tenth(x - 5)} {tenth(y + 8)}l4 4l7 -9", f"{gate.label}, {day_words(gate.on)}", None)


def _today(today: dt.date, days: DayScale, bottom: float) -> EventShape:
    x = tenth(days.inside(today))
    label = Text(x, 14, "today", "end")
    return EventShape(f"M{x} {BAR_TOP - 4}V{tenth(bottom)}", f"Today, {day_words(today)}", label)
