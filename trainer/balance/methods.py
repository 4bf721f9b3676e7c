"""Which lines a client's tests make: one method each, never two methods in one line."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from trainer.balance import estimates, protocols
from trainer.balance.charts import Line, Point
from trainer.balance.numbers import UNIT_DIGITS, day_words, fixed, with_unit
from trainer.balance.protocols import BOTH, HAMSTRINGS, LEFT, RIGHT, Protocol, Reference
from trainer.balance.ratios import (
    Asymmetry,
    Ratio,
    ReadingFacts,
    Settings,
    asymmetries,
    ratios,
    with_one_set_up,
)
from trainer.balance.reliability import UNITS_OF_STRENGTH

SIDES = (LEFT, RIGHT, BOTH)
RATIO_DIGITS = 2
# How the main method is chosen, Plumb's own rule: a day's stretch test must not hide a ratio of last month.
RANKS = ("ratio", "strength", "rest")
RECENT = dt.timedelta(days=365)


class Place(NamedTuple):
    """What one line keeps to: never two protocols, speeds, angles, ways to use the legs, or units in one."""

    protocol: str
    speed_deg_s: int | None
    angle_deg: int | None
    quadriceps_angle_deg: int | None
    both_legs_in_one_rep: bool
    unit: str


@dataclass(frozen=True)
class Method:
    """A ratio, or the leading muscle's own values where there is no ratio, in one place.

    `protocol` is the code of `how`; of an own test it is "own-" and a number.
    """

    code: str
    title: str
    kind: str
    place: Place
    how: Protocol = field(compare=False, repr=False)

    @property
    def protocol(self) -> str:
        return self.place.protocol

    @property
    def speed_deg_s(self) -> int | None:
        return self.place.speed_deg_s

    @property
    def angle_deg(self) -> int | None:
        return self.place.angle_deg

    @property
    def unit(self) -> str:
        return self.place.unit

    @property
    def is_ratio(self) -> bool:
        return self.kind != ""

    @property
    def muscle_group(self) -> str:
        """Whose values and whose side to side the days tell: the hamstrings', unless a test reads none."""
        return HAMSTRINGS if self.is_ratio else self.how.leading

    @property
    def digits(self) -> int:
        return RATIO_DIGITS if self.is_ratio else UNIT_DIGITS.get(self.unit, 1)

    @property
    def takes_estimates(self) -> bool:
        """Only beside tested maxima of the same kind may estimates from logged sets be shown."""
        return self.code == "curl_extension"

    @property
    def measured(self) -> bool:
        return not self.how.estimated

    @property
    def better_words(self) -> str:
        """Said wherever the values of such a method stand; more is better everywhere else."""
        return "less is better" if self.how.better == "lower" and not self.is_ratio else ""

    def shown(self, value: float) -> str:
        return fixed(value) if self.is_ratio else with_unit(value, self.unit)

    def band(self, sex: str = "") -> Reference | None:
        """The published range that may stand behind this line, of people of the client's sex."""
        if not self.is_ratio:
            return None
        return protocols.published_band(self.protocol, self.kind, speed_deg_s=self.speed_deg_s, sex=sex)


@dataclass
class TestDay:
    """What one method gave on one day with one setting, by side; a ratio held back is missing in `values`.

    `held_back` is why, by side; the two readings it is made of stay in `hamstrings` and `quadriceps`.
    """

    on: dt.date
    settings: Settings
    values: dict[str, float] = field(default_factory=dict)
    hamstrings: dict[str, float] = field(default_factory=dict)
    quadriceps: dict[str, float] = field(default_factory=dict)
    gap: Asymmetry | None = None
    held_back: dict[str, str] = field(default_factory=dict)
    tests: list[int] = field(default_factory=list)

    def sound(self, muscle_group: str) -> dict[str, float]:
        """The values a change or a gap may be told from: nothing of a leg whose ratio is held back."""
        values: dict[str, float] = getattr(self, muscle_group)
        return {side: value for side, value in values.items() if side not in self.held_back}


def methods_of(readings: Sequence[ReadingFacts], *, estimated: bool = False) -> list[Method]:
    """Every line these readings can make, the main method first.

    Of those tested in the 12 months up to the last test ratios come first, then strength, then the rest;
    within these, and of what is older, the one tested last, and of one day the slowest speed.
    Where there are estimates from logged sets, the method that takes them is there too, if need be as last.
    """
    last: dict[Method, dt.date] = {}
    for made in ratios(readings):
        method = _of_ratio(made)
        last[method] = max(made.tested_on, last.get(method, made.tested_on))
    covered = {method.place for method in last}
    for reading in readings:
        leads = reading.muscle_group == reading.how.leading
        if leads and not reading.held_back and _place(reading) not in covered:
            method = _of_reading(reading)
            last[method] = max(reading.tested_on, last.get(method, reading.tested_on))
    newest = max(last.values(), default=dt.date.min)

    def order(method: Method) -> tuple[int, int, int, str]:
        is_recent = newest - last[method] <= RECENT
        rank = _rank(method) if is_recent else len(RANKS)
        return rank, -last[method].toordinal(), method.speed_deg_s or 0, method.code

    found = sorted(last, key=order)
    if estimated and not any(method.takes_estimates for method in found):
        found.append(_curl_to_extension())
    return found


def days_of(readings: Sequence[ReadingFacts], method: Method) -> list[TestDay]:
    """The test days of one method in the order of time; another device on the same day has its own."""
    readings = with_one_set_up(readings)
    days: dict[tuple[dt.date, Settings], TestDay] = {}

    def day(on: dt.date, settings: Settings) -> TestDay:
        return days.setdefault((on, settings), TestDay(on, settings))

    for reading in readings:
        if _place(reading) == method.place and not reading.held_back:
            found = day(reading.tested_on, reading.settings)
            found.tests.append(reading.test_id)
            values = getattr(found, reading.muscle_group)
            values[reading.side] = reading.better(values.get(reading.side, reading.value))
    for made in ratios(readings):
        if _of_ratio(made) == method:
            found = day(made.tested_on, made.settings)
            found.quadriceps[made.side] = made.quadriceps
            if made.held_back:
                found.held_back[made.side] = made.held_back
            else:
                found.values[made.side] = made.value
    gaps = {
        (gap.tested_on, gap.settings): gap
        for gap in asymmetries(readings)
        if (gap.protocol, gap.unit, gap.muscle_group) == (method.protocol, method.unit, method.muscle_group)
    }
    for key, found in days.items():
        found.gap = None if found.held_back else gaps.get(key)
        if not method.is_ratio:
            found.values.update(getattr(found, method.how.leading))
    return [days[key] for key in sorted(days, key=lambda key: (key[0], str(key[1])))]


def _rank(method: Method) -> int:
    kind = "ratio" if method.is_ratio else "strength" if method.unit in UNITS_OF_STRENGTH else "rest"
    return RANKS.index(kind)


@dataclass(frozen=True)
class Break:
    """The first day of a new line: from here on nothing is joined or compared with what was before.

    `changed` names what differs from the test before; `sentence` says it in full, with the day.
    """

    on: dt.date
    changed: tuple[str, ...]
    sentence: str


# What may change within one method, and how it is told; `device` first, as it weighs most, `tester` last.
BREAKING = {
    "device": "another device",
    "machine_set_up": "another setting of the device",
    "position": "another position",
    "lever_arm_m": "another lever arm",
    "gravity_corrected": "another gravity setting",
    "tester": "another tester",
}


def changed_between(before: Settings, after: Settings) -> list[str]:
    """What keeps two days of one method apart; another device is set otherwise anyway."""
    changed = [name for name in BREAKING if getattr(before, name) != getattr(after, name)]
    if "device" in changed and "machine_set_up" in changed:
        changed.remove("machine_set_up")
    words = [BREAKING[name] for name in changed]
    if "tester" in changed and not (before.tester and after.tester):
        words[-1] = "the tester not known on both days"
    return words


def breaks_of(days: Sequence[TestDay]) -> list[Break]:
    """Where the line of a method starts anew, in the order of time; `days` as `days_of` gives them."""
    found = []
    for before, day in pairwise(days):
        changed = tuple(changed_between(before.settings, day.settings))
        if changed:
            told = " and ".join(filter(None, [", ".join(changed[:-1]), changed[-1]]))
            found.append(Break(day.on, changed, f"From {day_words(day.on)} with {told}: a new line."))
    return found


def lines_of(days: Iterable[TestDay], method: Method) -> tuple[Line, ...]:
    """One line for each side that was tested; estimated maxima carry the range they may be out by."""
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
    reach = estimates.reach(value, of_ratio=method.is_ratio)
    return Point(day.on, value, day.settings, low=value - reach, high=value + reach)


def _place(found: ReadingFacts | Ratio) -> Place:
    settings = found.settings
    return Place(
        found.protocol,
        found.speed_deg_s,
        settings.angle_deg,
        settings.quadriceps_angle_deg,
        settings.both_legs_in_one_rep,
        found.unit,
    )


def _of_ratio(made: Ratio) -> Method:
    kind = protocols.ratio_kind(made.kind)
    usual = made.protocol == kind.pairs[0][0]
    title = kind.title if usual else f"{kind.title}, estimated"
    name = made.kind if usual else f"{made.kind}-{made.protocol}"
    return _method(name, title, made.kind, _place(made), protocols.protocol(made.protocol))


def _of_reading(reading: ReadingFacts) -> Method:
    return _method(reading.protocol, reading.how.title, "", _place(reading), reading.how)


def _curl_to_extension() -> Method:
    kind = protocols.ratio_kind("curl_extension")
    how = protocols.protocol(kind.pairs[0][0])
    return _method(kind.code, kind.title, kind.code, Place(how.code, None, None, None, False, how.unit), how)


def _method(name: str, title: str, kind: str, place: Place, how: Protocol) -> Method:
    code, words = [name], [title]
    if place.speed_deg_s is not None:
        code.append(str(place.speed_deg_s))
        words.append(f"{place.speed_deg_s}°/s")
    code += [f"at{angle}" for angle in (place.angle_deg, place.quadriceps_angle_deg) if angle is not None]
    words += _angle_words(place)
    if place.both_legs_in_one_rep:
        code.append("both")
        words.append("both legs in one repetition")
    if place.unit != how.unit:
        code.append(place.unit.lower())
        words.append(f"in {place.unit}")
    return Method("-".join(code), ", ".join(words), kind, place, how)


def _angle_words(place: Place) -> list[str]:
    if place.quadriceps_angle_deg is None:
        return [] if place.angle_deg is None else [f"knee at {place.angle_deg}°"]
    hamstrings = "not noted" if place.angle_deg is None else f"{place.angle_deg}°"
    return [f"knee at {hamstrings} for the hamstrings and {place.quadriceps_angle_deg}° for the quads"]
