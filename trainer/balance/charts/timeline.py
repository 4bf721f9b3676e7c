"""The timeline: both legs' tests over time, injuries and programmes behind them, weekly hard sets below."""

import datetime as dt
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from trainer.balance.charts.axis import month_ticks, years
from trainer.balance.charts.facts import Event, History, Line, Point, Span
from trainer.balance.charts.layout import CHARACTER, WIDE, Frame, Size, day_scale
from trainer.balance.charts.scales import DayScale, ValueScale, nice_ticks
from trainer.balance.charts.sets import sets_panel
from trainer.balance.charts.shapes import (
    BandShape,
    End,
    EventShape,
    InjuryShape,
    Mark,
    Rect,
    Stroke,
    Text,
    Tick,
    Timeline,
    tenth,
)
from trainer.balance.numbers import day_words, fixed
from trainer.balance.protocols import BOTH, LEFT, RIGHT

LABEL_LINE = 16
INJURY_LANE = 2 * LABEL_LINE + 4
MOST_LANES = 3
ENDS_APART = 16
PROGRAM_ROW = 26
BREAK_BEFORE = 9
TEST_RADIUS, ESTIMATE_RADIUS = 5.6, 3.4
# Estimates of both legs are often of the same day: nudged apart so that both can be read.
NUDGE = {LEFT: -3, RIGHT: 5, BOTH: 0}
NAMES = {LEFT: ("Left", "L"), RIGHT: ("Right", "R"), BOTH: ("Both", "Both")}


def timeline(history: History, size: Size = WIDE) -> Timeline:
    """Draw a history; without a single point the plot is there, empty, and `empty` says so."""
    lines = [_thinned(_within(line, history), history, size.marks) for line in history.lines]
    ticks = _value_ticks(lines, history)
    days = _days(history, lines, ticks, size)
    labels, lanes = _injury_labels(history, days)
    values = ValueScale(tuple(ticks), 14 + lanes * INJURY_LANE, 14 + lanes * INJURY_LANE + size.plot)
    bottom = values.bottom + (PROGRAM_ROW if history.assignments else 0)
    panel = sets_panel(history, days, size, bottom + 38) if history.weeks else None
    frame = Frame(size, days, values, history.digits, panel.bottom if panel else bottom)
    return Timeline(
        name=size.name,
        width=size.width,
        height=tenth(frame.bottom + 38),
        empty=not any(line.points for line in lines),
        ticks=tuple(_grid(frame)),
        months=tuple(month_ticks(days, frame.bottom, size.width)),
        years=tuple(years(days, frame.bottom)),
        injuries=tuple(_injury(frame, injury, texts) for injury, texts in labels),
        band=_band(frame, history),
        ranges=tuple(_ranges(frame, lines)),
        lines=tuple(_strokes(frame, lines)),
        marks=tuple(_marks(frame, lines)),
        ends=tuple(_ends(frame, lines)),
        assignments=tuple(_assignments(frame, history.assignments)),
        breaks=tuple(_breaks(frame, history.breaks)),
        sets=panel,
    )


def _within(line: Line, history: History) -> Line:
    """The points of the span, in the order of time whatever the order of entry."""
    shown = (point for point in line.points if history.first <= point.on <= history.last)
    return replace(line, points=tuple(sorted(shown, key=lambda point: point.on)))


def _thinned(line: Line, history: History, most: int) -> Line:
    """Where marks would lie upon each other, one stands for the tests of a stretch of days, with their range.

    A stretch never reaches over a change of settings; a line of few tests keeps each.
    """
    if len(line.points) <= most:
        return line
    days = (history.last - history.first).days + 1

    def stretch(point: Point) -> tuple[int, Hashable]:
        return (point.on - history.first).days * most // days, point.settings

    return replace(line, points=tuple(_merged(list(run)) for _, run in groupby(line.points, key=stretch)))


def _merged(points: list[Point]) -> Point:
    last = points[-1]
    if len(points) == 1:
        return last
    lows = [point.value if point.low is None else point.low for point in points]
    highs = [point.value if point.high is None else point.high for point in points]
    return replace(last, low=min(lows), high=max(highs), tests=len(points), since=points[0].on)


def _value_ticks(lines: Sequence[Line], history: History) -> list[float]:
    """An axis that holds every point, estimate and band; it may start above zero, as points may."""
    points = [point for line in lines for point in line.points]
    edges = [history.band.low, history.band.high] if history.band else []
    values = edges + [
        value for point in points for value in (point.value, point.low, point.high) if value is not None
    ]
    return nice_ticks(min(values), max(values)) if values else nice_ticks(0, 1)


def _days(history: History, lines: Sequence[Line], ticks: Sequence[float], size: Size) -> DayScale:
    digits = _digits(ticks)
    ends = [
        " ".join(_end_words(line.side, line.points[-1], size, history.digits))
        for line in lines
        if line.points
    ]
    return day_scale(
        history.first,
        history.last,
        size,
        left_letters=max(len(fixed(tick, digits)) for tick in ticks),
        right_letters=max(len(words) for words in [*ends, history.hamstrings_note, history.quadriceps_note]),
    )


def _digits(ticks: Sequence[float]) -> int:
    """As many decimals as the ticks need."""
    exact = (digits for digits in range(6) if all(abs(round(tick, digits) - tick) < 1e-9 for tick in ticks))
    return next(exact, 6)


def _grid(frame: Frame) -> Iterator[Tick]:
    digits = _digits(frame.values.ticks)
    for value in frame.values.ticks:
        y = tenth(frame.values.at(value))
        label = Text(tenth(frame.left - 8), tenth(y + 4), fixed(value, digits), "end")
        yield Tick(f"M{tenth(frame.left)} {y}H{tenth(frame.right)}", label)


def _band(frame: Frame, history: History) -> BandShape | None:
    if history.band is None:
        return None
    top, bottom = frame.values.at(history.band.high), frame.values.at(history.band.low)
    edges = tuple(f"M{tenth(frame.left)} {tenth(y)}H{tenth(frame.right)}" for y in (top, bottom))
    room = bottom - top >= LABEL_LINE + 4
    label = Text(tenth(frame.left + 8), tenth(top + 17 if room else top - 5), history.band.label)
    area = Rect(tenth(frame.left), tenth(top), tenth(frame.right - frame.left), tenth(bottom - top))
    return BandShape(area, edges, label)


def _injury_labels(history: History, days: DayScale) -> tuple[list[tuple[Span, tuple[Text, ...]]], int]:
    """Two lines of text for each injury, in lanes so that none overlap; beyond three, the table tells."""
    shown = [injury for injury in history.injuries if _touches(injury, history)]
    lanes: list[float] = []
    placed: list[tuple[Span, tuple[Text, ...]]] = []
    for injury in sorted(shown, key=lambda injury: injury.starts_on):
        texts = _fitted(injury, days)
        width = max(len(text) for text in texts) * CHARACTER
        x, anchor = days.inside(injury.starts_on), "start"
        if x + width > days.right:
            x, anchor = days.right, "end"
        begins = x if anchor == "start" else x - width
        lane = next((number for number, end in enumerate(lanes) if end + 12 <= begins), len(lanes))
        if lane == MOST_LANES:
            placed.append((injury, ()))
            continue
        lanes[lane : lane + 1] = [begins + width]
        placed.append((injury, _stacked(texts, x, anchor, lane)))
    return placed, len(lanes)


def _stacked(texts: tuple[str, ...], x: float, anchor: str, lane: int) -> tuple[Text, ...]:
    top = 14 + lane * INJURY_LANE
    return tuple(Text(tenth(x), top + row * LABEL_LINE, text, anchor) for row, text in enumerate(texts))


def _fitted(injury: Span, days: DayScale) -> tuple[str, ...]:
    letters = int((days.right - days.left) / CHARACTER)
    lines = (injury.label, injury.detail) if injury.detail else (injury.label,)
    return tuple(line if len(line) <= letters else f"{line[: letters - 1].rstrip()}…" for line in lines)


def _touches(injury: Span, history: History) -> bool:
    return injury.starts_on <= history.last and (injury.ends_on is None or injury.ends_on >= history.first)


def _injury(frame: Frame, injury: Span, texts: tuple[Text, ...]) -> InjuryShape:
    """Hatched over the whole height; an edge only where the injury began or ended within the span."""
    top = frame.values.top - 8
    start = frame.days.inside(injury.starts_on)
    end = frame.days.inside(injury.ends_on or frame.days.last)
    known = [injury.starts_on] if injury.ends_on is None else [injury.starts_on, injury.ends_on]
    edges = tuple(
        f"M{tenth(frame.days.at(day))} {tenth(top)}V{frame.bottom}" for day in known if _inside(frame, day)
    )
    area = Rect(tenth(start), tenth(top), tenth(max(end - start, 1)), tenth(frame.bottom - top))
    title = f"{injury.label}, {injury.detail}" if injury.detail else injury.label
    return InjuryShape(area, edges, texts, title)


def _strokes(frame: Frame, lines: Sequence[Line]) -> Iterator[Stroke]:
    """Tests are joined while device and settings stay the same; estimates never are."""
    for line in lines:
        if not line.measured:
            continue
        for _, run in groupby(line.points, key=lambda point: point.settings):
            places = [f"{_x(frame, line, point)} {tenth(frame.values.at(point.value))}" for point in run]
            if len(places) > 1:
                yield Stroke(line.side, "M" + "L".join(places))


def _ranges(frame: Frame, lines: Sequence[Line]) -> Iterator[Stroke]:
    """All ranges of a line in one stroke."""
    for line in lines:
        reaches = []
        for point in line.points:
            if point.low is not None and point.high is not None:
                low, high = tenth(frame.values.at(point.low)), tenth(frame.values.at(point.high))
                reaches.append(f"M{_x(frame, line, point)} {low}V{high}")
        if reaches:
            yield Stroke(line.side, "".join(reaches))


def _marks(frame: Frame, lines: Sequence[Line]) -> Iterator[Mark]:
    """Estimates first, so that tests lie on top of them."""
    for line in sorted(lines, key=lambda line: line.measured):
        radius = TEST_RADIUS if line.measured else ESTIMATE_RADIUS
        for point in line.points:
            x, y = _x(frame, line, point), tenth(frame.values.at(point.value))
            yield Mark(line.side, line.measured, x, y, radius, _title(line, point, frame.digits))


def _x(frame: Frame, line: Line, point: Point) -> float:
    nudge = 0 if line.measured else NUDGE[line.side]
    return tenth(min(max(frame.days.at(point.on) + nudge, frame.left), frame.right))


def _title(line: Line, point: Point, digits: int) -> str:
    """All that the mark says: the day, the leg, tested or estimated, the value and the range."""
    name, value = NAMES[line.side][0].lower(), fixed(point.value, digits)
    ends = [fixed(end, digits) for end in (point.low, point.high) if end is not None]
    if point.since:
        what = "tests" if line.measured else "estimates"
        days = f"{day_words(point.since)} to {day_words(point.on)}"
        return f"{days}, {name}: {point.tests} {what} from {' to '.join(ends)}, the last {value}"
    if line.measured:
        return f"{day_words(point.on)}, {name} tested {value}"
    reach = f", likely {' to '.join(ends)}" if ends else ""
    return f"{day_words(point.on)}, {name} estimated {value}{reach}"


def _end_words(side: str, newest: Point | None, size: Size, digits: int) -> tuple[str, str]:
    return NAMES[side][1 if size.short else 0], fixed(newest.value, digits) if newest else ""


def _ends(frame: Frame, lines: Sequence[Line]) -> Iterator[End]:
    """Name and latest value of each leg beside its last point, pushed apart where they would collide."""
    latest = {line.side: line for line in sorted(lines, key=lambda line: line.measured) if line.points}
    found = [(line.side, line.points[-1], _newest(line, latest.values())) for line in latest.values()]
    places = [(frame.values.at((newest or last).value) + 4, side, newest) for side, last, newest in found]
    order = sorted(places, key=lambda place: place[0])
    free = _apart([y for y, _, _ in order], frame.values.top + 4, frame.values.bottom + 4)
    for (_, side, newest), y in zip(order, free, strict=True):
        name, value = _end_words(side, newest, frame.size, frame.digits)
        yield End(side, tenth(frame.right + 12), tenth(y), name, value)


def _newest(line: Line, lines: Iterable[Line]) -> Point | None:
    """With the settings of the newest test of any leg: what another device gave does not stand beside it."""
    points = [point for one in lines if one.measured == line.measured for point in one.points]
    last = max(points, key=lambda point: (point.on, str(point.settings)))
    return next((point for point in reversed(line.points) if point.settings == last.settings), None)


def _apart(wanted: list[float], top: float, bottom: float) -> list[float]:
    """The same places from above to below, at least a line of text apart and all between top and bottom."""
    places: list[float] = []
    for y in wanted:
        places.append(max(y, places[-1] + ENDS_APART) if places else y)
    # Half of what the last was pushed goes back up, so that both move.
    shift = (places[-1] - wanted[-1]) / 2 if places else 0
    overflow = max(places[-1] - shift - bottom, 0) if places else 0
    moved = [y - shift - overflow for y in places]
    short = max(top - moved[0], 0) if moved else 0
    return [y + short for y in moved]


def _assignments(frame: Frame, events: Sequence[Event]) -> Iterator[EventShape]:
    """A flag below the plot where a programme began; its name where nothing is in the way."""
    shown = sorted((event for event in events if _inside(frame, event.on)), key=lambda event: event.on)
    places = [frame.days.at(event.on) for event in shown]
    y = frame.values.bottom + PROGRAM_ROW - 8
    for event, x, free in zip(shown, places, [*places, frame.size.width][1:], strict=True):
        fits = x + 14 + len(event.label) * CHARACTER <= free
        label = Text(tenth(x + 10), tenth(y), event.label) if fits else None
        flag = f"M{tenth(x)} {tenth(y + 2)}v-12l7 3.5l-7 3.5"
        yield EventShape(flag, f"{event.label}, from {day_words(event.on)}", label)


def _breaks(frame: Frame, events: Sequence[Event]) -> Iterator[EventShape]:
    """A dashed line over the plot just before the first test of a new line."""
    for event in events:
        if _inside(frame, event.on):
            x = tenth(max(frame.days.at(event.on) - BREAK_BEFORE, frame.left))
            yield EventShape(
                f"M{x} {tenth(frame.values.top)}V{tenth(frame.values.bottom)}", event.label, None
            )


def _inside(frame: Frame, day: dt.date) -> bool:
    return frame.days.first <= day <= frame.days.last
