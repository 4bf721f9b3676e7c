"""From values and days to lengths, and the ticks that name them."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, floor, log10

STEPS = (1, 2, 2.5, 5, 10)
MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60)
MONTH_LABEL = 34


def nice_ticks(low: float, high: float, about: int = 5) -> list[float]:
    """Round numbers that enclose both ends: four to eight of them for `about` five."""
    if high - low < 1e-4 * max(abs(low), abs(high), 1):
        pad = abs(low) * 0.1 or 1
        low, high = (max(low - pad, 0) if low >= 0 else low - pad), high + pad
    raw = (high - low) / about
    magnitude = 10.0 ** floor(log10(raw))
    step = next(factor * magnitude for factor in STEPS if factor * magnitude >= raw * 0.999)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return [round(number * step, 10) for number in range(first, last + 1)]


@dataclass(frozen=True)
class ValueScale:
    """Up is more: the lowest tick sits at `bottom`, the highest at `top`."""

    ticks: tuple[float, ...]
    top: float
    bottom: float

    def at(self, value: float) -> float:
        low, high = self.ticks[0], self.ticks[-1]
        return self.bottom - (value - low) / (high - low) * (self.bottom - self.top)

    def inside(self, value: float) -> float:
        return min(max(self.at(value), self.top), self.bottom)


@dataclass(frozen=True)
class DayScale:
    """The first day at `left`, the last at `right`."""

    first: dt.date
    last: dt.date
    left: float
    right: float

    @property
    def day(self) -> float:
        """The width of one day."""
        return (self.right - self.left) / max((self.last - self.first).days, 1)

    def at(self, day: dt.date) -> float:
        return self.left + (day - self.first).days * self.day

    def inside(self, day: dt.date) -> float:
        return min(max(self.at(day), self.left), self.right)

    def months(self) -> Iterator[dt.date]:
        """First days of months, as many as have room for their names."""
        room = int((self.right - self.left) // MONTH_LABEL)
        months = (self.last - self.first).days / 30.4
        step = next((step for step in MONTH_STEPS if months / step <= room), MONTH_STEPS[-1])
        number = self.first.year * 12 + self.first.month - (self.first.day == 1)
        number = ceil(number / step) * step
        while (day := dt.date(number // 12, number % 12 + 1, 1)) <= self.last:
            yield day
            number += step
