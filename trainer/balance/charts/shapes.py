"""What the charts come out as: a template only writes these down as SVG.

All lengths are units of the view box, x to the right and y down, rounded to a tenth.
"""

from dataclasses import dataclass


def tenth(length: float) -> float:
    return round(length, 1)


@dataclass(frozen=True)
class Text:
    x: float
    y: float
    text: str
    anchor: str = "start"


@dataclass(frozen=True)
class Rect:
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Tick:
    """A grid line `d` and its label."""

    d: str
    label: Text


@dataclass(frozen=True)
class Mark:
    """A test or an estimate: a circle for the left leg, a square for the right, a diamond for both."""

    side: str
    measured: bool
    x: float
    y: float
    radius: float
    title: str

    @property
    def look(self) -> str:
        kind = "chart__test" if self.measured else "chart__estimate"
        return f"{kind} {kind}--{self.side}"

    @property
    def corner(self) -> tuple[float, float]:
        return tenth(self.x - self.radius), tenth(self.y - self.radius)

    @property
    def size(self) -> float:
        return tenth(self.radius * 2)

    @property
    def diamond(self) -> str:
        reach = self.radius * 1.3
        return (
            f"M{tenth(self.x)} {tenth(self.y - reach)}L{tenth(self.x + reach)} {tenth(self.y)}"
            f"L{tenth(self.x)} {tenth(self.y + reach)}L{tenth(self.x - reach)} {tenth(self.y)}Z"
        )


@dataclass(frozen=True)
class Stroke:
    side: str
    d: str


@dataclass(frozen=True)
class End:
    """The name and latest value of a line, at its right end; "" where the newest test has none."""

    side: str
    x: float
    y: float
    name: str
    value: str


@dataclass(frozen=True)
class InjuryShape:
    area: Rect
    edges: tuple[str, ...]
    texts: tuple[Text, ...]
    title: str


@dataclass(frozen=True)
class BandShape:
    area: Rect
    edges: tuple[str, ...]
    label: Text


@dataclass(frozen=True)
class Bar:
    """One muscle of one week; `at_least` where some of its sets could not be counted."""

    muscle_group: str
    area: Rect
    running: bool
    at_least: bool
    title: str


@dataclass(frozen=True)
class EventShape:
    d: str
    title: str
    label: Text | None


@dataclass(frozen=True)
class SetsPanel:
    title: Text
    axis: str
    ticks: tuple[Tick, ...]
    bars: tuple[Bar, ...]
    names: tuple[Text, ...]
    notes: tuple[Text, ...]
    bottom: float


@dataclass(frozen=True)
class Timeline:
    name: str
    width: int
    height: float
    empty: bool
    ticks: tuple[Tick, ...]
    months: tuple[Tick, ...]
    years: tuple[Text, ...]
    injuries: tuple[InjuryShape, ...]
    band: BandShape | None
    ranges: tuple[Stroke, ...]
    lines: tuple[Stroke, ...]
    marks: tuple[Mark, ...]
    ends: tuple[End, ...]
    assignments: tuple[EventShape, ...]
    breaks: tuple[EventShape, ...]
    sets: SetsPanel | None
