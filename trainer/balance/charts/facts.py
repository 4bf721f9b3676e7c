"""What the charts are made from."""

import datetime as dt
from collections.abc import Hashable
from dataclasses import dataclass


@dataclass(frozen=True)
class Point:
    """One value on one day; points are joined only while `settings` (device, angle, …) stay the same.

    `low` and `high` are the range of an estimate. A point may stand for several tests `since` a day: then
    they are the lowest and the highest of them, and `value` is the last.
    """

    on: dt.date
    value: float
    settings: Hashable = None
    low: float | None = None
    high: float | None = None
    tests: int = 1
    since: dt.date | None = None


@dataclass(frozen=True)
class Line:
    """The values of one leg; estimates are hollow, carry their range and are never joined."""

    side: str
    points: tuple[Point, ...]
    measured: bool = True


@dataclass(frozen=True)
class Span:
    """An injury: open ended while `ends_on` is None."""

    starts_on: dt.date
    ends_on: dt.date | None
    label: str
    detail: str = ""


@dataclass(frozen=True)
class Event:
    on: dt.date
    label: str


@dataclass(frozen=True)
class Sets:
    """Hard sets of the week from this Monday; `at_least` are the muscle groups with sets not counted."""

    starts_on: dt.date
    hamstrings: float
    quadriceps: float
    at_least: tuple[str, ...] = ()


@dataclass(frozen=True)
class Band:
    low: float
    high: float
    label: str


@dataclass(frozen=True)
class History:
    """All that one timeline shows, from the first to the last day, both included."""

    first: dt.date
    last: dt.date
    lines: tuple[Line, ...]
    digits: int = 2
    band: Band | None = None
    injuries: tuple[Span, ...] = ()
    assignments: tuple[Event, ...] = ()
    breaks: tuple[Event, ...] = ()
    weeks: tuple[Sets, ...] = ()
    hamstrings_note: str = ""
    quadriceps_note: str = ""
