"""The time axis that all charts share: months, and the year below its first one."""

from collections.abc import Iterator

from trainer.balance.charts.layout import CHARACTER
from trainer.balance.charts.scales import DayScale
from trainer.balance.charts.shapes import Text, Tick, tenth


def month_ticks(days: DayScale, bottom: float, width: int) -> Iterator[Tick]:
    for day in days.months():
        x = tenth(days.at(day))
        if x + 4 + 3 * CHARACTER <= width:
            yield Tick(f"M{x} {bottom}v5", Text(tenth(x + 4), tenth(bottom + 18), f"{day:%b}"))


def years(days: DayScale, bottom: float) -> Iterator[Text]:
    """The year below its first month shown."""
    seen: set[int] = set()
    for day in days.months():
        if day.year not in seen:
            seen.add(day.year)
            yield Text(tenth(days.at(day) + 4), tenth(bottom + 33), str(day.year))
