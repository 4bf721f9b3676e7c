"""Which lines a client's tests make: one method each, never two methods in one line."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from trainer.balance import protocols
from trainer.balance.charts import Line, Point
from trainer.balance.numbers import UNIT_DIGITS, fixed, with_unit
from trainer.balance.protocols import BOTH, HAMSTRINGS, LEFT, RIGHT, Reference
from trainer.balance.ratios import Asymmetry, Ratio, ReadingFacts, Settings, asymmetries, ratios

SIDES = (LEFT, RIGHT, BOTH)
RATIO_DIGITS = 2


@dataclass(frozen=True)
class Method:
    """A ratio, or the hamstrings' own values where there is no ratio, at one speed and one angle."""

    code: str
    title: str
    protocol: str
    kind: str
    speed_deg_s: int | None
    angle_deg: int | None
    unit: str

    @property
    def is_ratio(self) -> bool:
        return self.kind != ""

    @property
    def digits(self) -> int:
        return RATIO_DIGITS if self.is_ratio else UNIT_DIGITS.get(self.unit, 1)

    @property
    def measured(self) -> bool:
        return not protocols.protocol(self.protocol).estimated

    def shown(self, value: float) -> str:
        return fixed(value) if self.is_ratio else with_unit(value, self.unit)

    def band(self) -> Reference | None:
        """The published range that may stand behind this line."""
        if not self.is_ratio:
            return None
        return protocols.published_band(self.protocol, self.kind, speed_deg_s=self.speed_deg_s)


@dataclass
class TestDay:
    """What one method gave on one day with one setting, by side; a ratio held back is missing in `values`."""

    on: dt.date
    settings: Settings
    values: dict[str, float] = field(default_factory=dict)
    hamstrings: dict[str, float] = field(default_factory=dict)
    quadriceps: dict[str, float] = field(default_factory=dict)
    gap: Asymmetry | None = None
    held_back: list[str] = field(default_factory=list)
    tests: list[int] = field(default_factory=list)


def methods_of(readings: Sequence[ReadingFacts]) -> list[Method]:
    """Every line these readings can make, the one tested last first; of one day the slowest speed first."""
    last: dict[Method, dt.date] = {}
    for made in ratios(readings):
        method = _of_ratio(made)
        last[method] = max(made.tested_on, last.get(method, made.tested_on))
    covered = {(method.protocol, method.speed_deg_s, method.angle_deg) for method in last}
    for reading in readings:
        place = (reading.protocol, reading.speed_deg_s, reading.angle_deg)
        if reading.muscle_group == HAMSTRINGS and not reading.held_back and place not in covered:
            method = _of_reading(reading)
            last[method] = max(reading.tested_on, last.get(method, reading.tested_on))
    return sorted(last, key=lambda method: (-last[method].toordinal(), method.speed_deg_s or 0, method.code))


def days_of(readings: Sequence[ReadingFacts], method: Method) -> list[TestDay]:
    """The test days of one method in the order of time; another device on the same day has its own."""
    days: dict[tuple[dt.date, Settings], TestDay] = {}

    def day(on: dt.date, settings: Settings) -> TestDay:
        return days.setdefault((on, settings), TestDay(on, settings))

    for reading in readings:
        if _belongs(reading, method) and not reading.held_back:
            found = day(reading.tested_on, reading.settings)
            found.tests.append(reading.test_id)
            values = getattr(found, reading.muscle_group)
            values[reading.side] = max(reading.value, values.get(reading.side, reading.value))
    for made in ratios(readings):
        if _of_ratio(made) == method:
            found = day(made.tested_on, made.settings)
            found.quadriceps[made.side] = made.quadriceps
            if made.held_back:
                found.held_back.append(made.held_back)
            else:
                found.values[made.side] = made.value
    gaps = {
        (gap.tested_on, gap.settings): gap
        for gap in asymmetries(readings)
        if (gap.protocol, gap.unit, gap.muscle_group) == (method.protocol, method.unit, HAMSTRINGS)
    }
    for key, found in days.items():
        found.gap = gaps.get(key)
        if not method.is_ratio:
            found.values.update(found.hamstrings)
    return [days[key] for key in sorted(days, key=lambda key: (key[0], str(key[1])))]


def lines_of(days: Iterable[TestDay], method: Method) -> tuple[Line, ...]:
    """One line for each side that was tested; estimates carry their error as a range."""
    days = list(days)
    lines = []
    for side in SIDES:
        points = tuple(_point(day, day.values[side], method) for day in days if side in day.values)
        if points:
            lines.append(Line(side, points, measured=method.measured))
    return tuple(lines)


def _point(day: TestDay, value: float, method: Method) -> Point:
    if method.measured:
        return Point(day.on, value, day.settings)
    kind = protocols.ratio_kind(method.kind) if method.is_ratio else None
    error = kind.error if kind else protocols.protocol(method.protocol).error(HAMSTRINGS)
    reach = error.of(value) if error else 0
    return Point(day.on, value, day.settings, low=value - reach, high=value + reach)


def _belongs(reading: ReadingFacts, method: Method) -> bool:
    return (reading.protocol, reading.speed_deg_s, reading.angle_deg, reading.unit) == (
        method.protocol,
        method.speed_deg_s,
        method.angle_deg,
        method.unit,
    )


def _of_ratio(made: Ratio) -> Method:
    kind = protocols.ratio_kind(made.kind)
    usual = made.protocol == kind.pairs[0][0]
    title = kind.title if usual else f"{kind.title}, estimated"
    name = made.kind if usual else f"{made.kind}-{made.protocol}"
    return _method(name, title, made.protocol, made.kind, made.settings, made.unit)


def _of_reading(reading: ReadingFacts) -> Method:
    title = protocols.protocol(reading.protocol).title
    return _method(reading.protocol, title, reading.protocol, "", reading.settings, reading.unit)


def _method(name: str, title: str, protocol: str, kind: str, settings: Settings, unit: str) -> Method:
    code, words = [name], [title]
    if settings.speed_deg_s is not None:
        code.append(str(settings.speed_deg_s))
        words.append(f"{settings.speed_deg_s}°/s")
    if settings.angle_deg is not None:
        code.append(f"at{settings.angle_deg}")
        words.append(f"knee at {settings.angle_deg}°")
    if unit != protocols.protocol(protocol).unit:
        code.append(unit.lower())
        words.append(f"in {unit}")
    return Method(
        "-".join(code), ", ".join(words), protocol, kind, settings.speed_deg_s, settings.angle_deg, unit
    )
