"""Which readings may meet in one ratio or one asymmetry; nothing is rounded here."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import isfinite
from typing import NamedTuple

from trainer.balance.formulas import limb_symmetry, ratio, stronger_leg_asymmetry, two_leg_asymmetry
from trainer.balance.numbers import fixed, plain, with_unit
from trainer.balance.protocols import (
    BOTH,
    HAMSTRINGS,
    LEFT,
    QUADRICEPS,
    RIGHT,
    Protocol,
    RatioKind,
    catalogue,
    protocol,
    ratio_kind,
)


class Settings(NamedTuple):
    """What must stay the same for two numbers to be comparable.

    `quadriceps_angle_deg` is set only where it differs from the hamstrings' angle, `tester` only where
    the day-to-day variation of the test is known for one and the same tester. `lever_arm_m` is set only
    for a force, to the centimetre: a torque holds it already.
    """

    speed_deg_s: int | None
    angle_deg: int | None
    device: str
    gravity_corrected: str
    position: str
    quadriceps_angle_deg: int | None = None
    both_legs_in_one_rep: bool = False
    tester: str = ""
    lever_arm_m: float | None = None
    machine_set_up: str = ""


@dataclass(frozen=True)
class ReadingFacts:
    """One number of one test, with all that decides what it may be compared with."""

    test_id: int
    tested_on: dt.date
    protocol: str
    speed_deg_s: int | None
    angle_deg: int | None
    device: str
    gravity_corrected: str
    side: str
    muscle_group: str
    value: float
    unit: str
    held_back: str = ""
    position: str = ""
    both_legs_in_one_rep: bool = False
    quadriceps_angle_deg: int | None = None
    tester: str = ""
    own: Protocol | None = None
    confirmed: bool = False
    lever_arm_m: float | None = None
    machine_set_up: str = ""
    archived: bool = False

    @property
    def how(self) -> Protocol:
        """The protocol: of the file, or a trainer's own."""
        return self.own or protocol(self.protocol)

    @property
    def settings(self) -> Settings:
        quadriceps = self.quadriceps_angle_deg
        lever = self.lever_arm_m if self.unit == "N" else None
        return Settings(
            self.speed_deg_s,
            self.angle_deg,
            _same_words(self.device),
            self.gravity_corrected,
            _same_words(self.position),
            None if quadriceps == self.angle_deg else quadriceps,
            self.both_legs_in_one_rep,
            _same_words(self.tester) if self.how.same_tester else "",
            None if lever is None else round(lever, 2),
            _same_words(self.machine_set_up),
        )

    def better(self, other: float) -> float:
        """The better of this value and another one of the same test."""
        return min(self.value, other) if self.how.better == "lower" else max(self.value, other)


def _same_words(typed: str) -> str:
    return " ".join(typed.split()).casefold()


@dataclass(frozen=True)
class Ratio:
    """Hamstrings divided by quadriceps of one leg on one day; held back when it cannot be right.

    The speed of a mixed ratio is the hamstrings' (30 deg/s); its quadriceps were tested at 240.
    """

    kind: str
    tested_on: dt.date
    protocol: str
    speed_deg_s: int | None
    side: str
    hamstrings: float
    quadriceps: float
    value: float
    unit: str
    settings: Settings
    held_back: str = ""


@dataclass(frozen=True)
class Asymmetry:
    """Left against right of one muscle group on one day, in percent.

    `limb_symmetry` is the injured leg as a percentage of the other and may exceed 100.
    """

    kind: str
    tested_on: dt.date
    protocol: str
    speed_deg_s: int | None
    muscle_group: str
    left: float
    right: float
    value: float
    stronger: str
    unit: str
    settings: Settings

    @property
    def signed(self) -> float:
        """Plus when the right leg is the stronger one."""
        return self.value if self.stronger == RIGHT else -self.value


# --- what cannot be right -----------------------------------------------------------------------


def plausibility(
    test: str | Protocol, muscle_group: str, value: float, unit: str, *, last: float | None = None
) -> str:
    """Why a number is held back until somebody says it is right; "" when it is plausible."""
    limit = protocol(test).plausible_range(muscle_group, unit)
    if limit is None:
        units = " or ".join(protocol(test).units)
        return f"This test reads {muscle_group} in {units}, not in {unit}."
    if limit.holds(value):
        return ""
    compared = f", and {_times(value, last)} last time's {with_unit(last, unit)}" if last else ""
    typed, low, high = with_unit(value, unit), plain(limit.low), with_unit(limit.high, unit)
    return f"{typed} is outside the plausible {low} to {high} for {muscle_group} in this test{compared}."


def _times(value: float, last: float) -> str:
    times = value / last
    if 8 <= times <= 12:
        return "about ten times"
    if 0.08 <= times <= 0.12:
        return "about a tenth of"
    return f"{plain(times)} times"


def _ratio_plausibility(kind: RatioKind, found: Ratio) -> str:
    limit = kind.plausible_range(found.speed_deg_s)
    if limit.holds(found.value):
        return ""
    speed = f" at {found.speed_deg_s}°/s" if found.speed_deg_s else ""
    side = "two-leg" if found.side == BOTH else found.side
    hamstrings, quadriceps = with_unit(found.hamstrings, found.unit), with_unit(found.quadriceps, found.unit)
    return (
        f"The {side} ratio{speed} is {fixed(found.value)}, outside the plausible "
        f"{fixed(limit.low)} to {fixed(limit.high)}: hamstrings {hamstrings}, quadriceps {quadriceps}. "
        "Check both numbers; until then the ratio counts nowhere."
    )


# --- which readings may meet --------------------------------------------------------------------


class Place(NamedTuple):
    """Readings with the same place are repeats of each other, and the best of them counts."""

    protocol: str
    tested_on: dt.date
    settings: Settings
    unit: str
    muscle_group: str
    side: str


def ratios(readings: Iterable[ReadingFacts]) -> list[Ratio]:
    """Every ratio that two readings of one leg, day, method and setting allow, in the order of time.

    A ratio that cannot be right is held back, unless somebody confirmed both of its numbers.
    """
    readings = with_one_set_up(readings)
    best = _best_by_place(readings)
    sure = {place for row in readings if row.confirmed and best.get(place := _place_of(row)) == row.value}
    found = [made for place, value in best.items() for made in _ratios_of(place, value, best, sure)]
    return sorted(found, key=lambda made: (made.tested_on, made.kind, _order(made), made.side))


def with_one_set_up(readings: Iterable[ReadingFacts]) -> list[ReadingFacts]:
    """Leg curl and leg extension are two machines: set-ups noted for each apart count together for both."""
    readings = list(readings)
    noted: dict[tuple[str, dt.date, Settings], dict[str, set[str]]] = {}
    machines = {code for pair in ratio_kind("curl_extension").pairs for code in pair}

    def key(row: ReadingFacts) -> tuple[str, dt.date, Settings]:
        return row.protocol, row.tested_on, row.settings._replace(machine_set_up="")

    for row in readings:
        if row.protocol in machines:
            by_muscle = noted.setdefault(key(row), {HAMSTRINGS: set(), QUADRICEPS: set()})
            by_muscle[row.muscle_group].add(row.settings.machine_set_up)
    joined = {
        place: "; ".join(filter(None, (*by_muscle[HAMSTRINGS], *by_muscle[QUADRICEPS])))
        for place, by_muscle in noted.items()
        if by_muscle[HAMSTRINGS] != by_muscle[QUADRICEPS] and all(len(one) == 1 for one in by_muscle.values())
    }
    if not joined:
        return readings
    return [
        replace(row, machine_set_up=joined.get(key(row), row.machine_set_up))
        if row.protocol in machines
        else row
        for row in readings
    ]


def _ratios_of(place: Place, value: float, best: dict[Place, float], sure: set[Place]) -> Iterator[Ratio]:
    """The ratios in which this place is the hamstrings'."""
    if place.muscle_group != HAMSTRINGS or value <= 0:
        return
    for kind in catalogue().ratios.values():
        for hamstrings, quadriceps in kind.pairs:
            if place.protocol != hamstrings or kind.hamstrings_speed_deg_s not in (
                None,
                place.settings.speed_deg_s,
            ):
                continue
            speed = kind.quadriceps_speed_deg_s or place.settings.speed_deg_s
            settings = place.settings._replace(speed_deg_s=speed)
            other = place._replace(protocol=quadriceps, muscle_group=QUADRICEPS, settings=settings)
            if best.get(other, 0) > 0:
                made = _ratio(kind.code, place, value, best[other])
                yield replace(made, held_back="") if {place, other} <= sure else made


def _ratio(code: str, place: Place, hamstrings: float, quadriceps: float) -> Ratio:
    made = Ratio(
        kind=code,
        tested_on=place.tested_on,
        protocol=place.protocol,
        speed_deg_s=place.settings.speed_deg_s,
        side=place.side,
        hamstrings=hamstrings,
        quadriceps=quadriceps,
        value=ratio(hamstrings, quadriceps),
        unit=place.unit,
        settings=place.settings,
    )
    return replace(made, held_back=_ratio_plausibility(ratio_kind(code), made))


def asymmetries(readings: Iterable[ReadingFacts], injured_side: str | None = None) -> list[Asymmetry]:
    """Left against right of every pair of readings; with an injured side also its limb symmetry."""
    readings = list(readings)
    best = _best_by_place(readings)
    kinds = {reading.protocol: reading.how.asymmetry for reading in readings}
    found: list[Asymmetry] = []
    for place, left in best.items():
        right = best.get(place._replace(side=RIGHT))
        kind = kinds[place.protocol]
        if place.side == LEFT and right is not None and min(left, right) >= 0 < max(left, right) and kind:
            kind = "two_leg" if place.settings.both_legs_in_one_rep else kind
            found += _asymmetries_of(kind, place, left, right, injured_side)
    return sorted(found, key=lambda made: (made.tested_on, _order(made), made.muscle_group, made.kind))


def _asymmetries_of(
    kind: str, place: Place, left: float, right: float, injured_side: str | None
) -> Iterator[Asymmetry]:
    both = kind == "two_leg"
    size = Asymmetry(
        kind=kind,
        tested_on=place.tested_on,
        protocol=place.protocol,
        speed_deg_s=place.settings.speed_deg_s,
        muscle_group=place.muscle_group,
        left=left,
        right=right,
        value=two_leg_asymmetry(left, right) if both else stronger_leg_asymmetry(left, right),
        stronger="" if left == right else LEFT if left > right else RIGHT,
        unit=place.unit,
        settings=place.settings,
    )
    yield size
    involved, uninvolved = (left, right) if injured_side == LEFT else (right, left)
    if injured_side in (LEFT, RIGHT) and uninvolved > 0 and not both:
        yield replace(size, kind="limb_symmetry", value=limb_symmetry(involved, uninvolved))


def _best_by_place(readings: Iterable[ReadingFacts]) -> dict[Place, float]:
    """The best reading of each place; what is held back or no number is not there."""
    best: dict[Place, float] = {}
    for reading in readings:
        if reading.held_back or not isfinite(reading.value):
            continue
        place = _place_of(reading)
        best[place] = reading.better(best.get(place, reading.value))
    return best


def _place_of(reading: ReadingFacts) -> Place:
    return Place(
        reading.protocol,
        reading.tested_on,
        reading.settings,
        reading.unit,
        reading.muscle_group,
        reading.side,
    )


def _order(made: Ratio | Asymmetry) -> tuple[str | float, ...]:
    """A place in a list that does not depend on the order of entry, nor break on an unknown speed."""
    known = (0 if setting is None else setting for setting in made.settings)
    return (made.protocol, *known, made.unit)
