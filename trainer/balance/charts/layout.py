"""Where the parts of one drawing lie."""

import datetime as dt
from dataclasses import dataclass

from trainer.balance.charts.scales import DayScale, ValueScale

CHARACTER = 6.8  # width of a letter of a 12 px label, on the safe side
BOLD_CHARACTER = 7.4  # the same of a 13 px label at the end of a line
SHORTEST_DAYS = 28


@dataclass(frozen=True)
class Size:
    """A drawing for one kind of screen: text keeps its size, so a narrow screen gets its own drawing.

    A line has at most about `marks` marks, as many as can be told apart and touched.
    """

    name: str
    width: int
    left: int
    right: int
    plot: int
    sets: int
    short: bool
    marks: int


WIDE = Size("wide", width=748, left=40, right=86, plot=260, sets=62, short=False, marks=20)
COMPACT = Size("compact", width=360, left=30, right=52, plot=204, sets=52, short=True, marks=12)


@dataclass(frozen=True)
class Frame:
    """The scales of one drawing, and the bottom of all its panels."""

    size: Size
    days: DayScale
    values: ValueScale
    digits: int
    bottom: float

    @property
    def left(self) -> float:
        return self.days.left

    @property
    def right(self) -> float:
        return self.days.right


def day_scale(
    first: dt.date, last: dt.date, size: Size, *, left_letters: int, right_letters: int
) -> DayScale:
    """Margins grow with what has to be written in them; a span is never shorter than four weeks."""
    left = max(size.left, 10 + left_letters * CHARACTER)
    right = max(size.right, 14 + right_letters * BOLD_CHARACTER)
    first = min(first, last - dt.timedelta(days=SHORTEST_DAYS))
    return DayScale(first, last, left, size.width - right)
