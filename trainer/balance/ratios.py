"""The formulas of balance, and which readings may meet in one ratio or one asymmetry.

Symbols as in the literature: H hamstrings (they bend the knee), Q quadriceps (they straighten it),
force in N, torque in Nm, mass in kg. Nothing is rounded here.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import cos, radians, sqrt
from typing import NamedTuple

from trainer.balance.numbers import fixed, plain, with_unit
from trainer.balance.protocols import (
    BOTH,
    HAMSTRINGS,
    LEFT,
    QUADRICEPS,
    RIGHT,
    RatioKind,
    catalogue,
    protocol,
    ratio_kind,
)

NEWTONS = {"N": 1.0, "kgf": 9.80665, "lbf": 4.44822}


class Settings(NamedTuple):
    """What must stay the same for two numbers to be comparable."""

    speed_deg_s: int | None
    angle_deg: int | None
    device: str
    gravity_corrected: str
    position: str


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

    @property
    def settings(self) -> Settings:
        device, position = self.device.strip().casefold(), self.position.strip().casefold()
        return Settings(self.speed_deg_s, self.angle_deg, device, self.gravity_corrected, position)


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


# --- one formula each ---------------------------------------------------------------------------


def ratio(hamstrings: float, quadriceps: float) -> float:
    """H / Q: conventional, functional, mixed, isometric and curl to extension differ in what may go in."""
    return hamstrings / quadriceps


def limb_symmetry(involved: float, uninvolved: float) -> float:
    """The injured leg in percent of the other; may exceed 100."""
    return involved / uninvolved * 100


def change_against_reference(involved: float, uninvolved: float) -> float:
    """Percent above or below the reference leg: limb symmetry less 100."""
    return (involved - uninvolved) / uninvolved * 100


def stronger_leg_asymmetry(left: float, right: float) -> float:
    """Percent by which the weaker leg is behind the stronger: two one-leg tests, and NordBord forces."""
    return abs(left - right) / max(left, right) * 100


def two_leg_asymmetry(left: float, right: float) -> float:
    """Percent of the sum, for both legs in the same repetition: about half of the stronger-leg figure."""
    return abs(left - right) / (left + right) * 100


def mean_asymmetry(left: float, right: float) -> float:
    """Percent of the mean of both legs: only to recognise what other software computed."""
    return abs(left - right) / ((left + right) / 2) * 100


def newtons(force: float, unit: str) -> float:
    return force * NEWTONS[unit]


def torque(force_n: float, lever_arm_m: float) -> float:
    """Nm from a force square to the shank and the distance from the knee joint line to the pad's centre.

    The same product makes Nordic torque, from the knee's centre to the ankle hook.
    """
    return force_n * lever_arm_m


def limb_torque(shank_weight_n: float, centre_of_mass_m: float, below_horizontal_deg: float) -> float:
    """What the weight of the lower leg adds to a seated test, in Nm."""
    return shank_weight_n * centre_of_mass_m * cos(radians(below_horizontal_deg))


def gravity_corrected(hamstrings: float, quadriceps: float, limb: float) -> tuple[float, float]:
    """Seated, gravity helps the hamstrings and hinders the quadriceps: uncorrected ratios are too high."""
    return hamstrings - limb, quadriceps + limb


def per_body_mass(value: float, body_mass_kg: float) -> float:
    """Nm/kg of a torque, or N/kg of a Nordic force."""
    return value / body_mass_kg


def force_scaled(force_n: float, body_mass_kg: float) -> float:
    """Force over body mass to the power 0.67, so that heavy and light people compare (Jaric 2002)."""
    return float(force_n / body_mass_kg**0.67)


def nordic_expected(body_mass_kg: float) -> float:
    """N expected of a male football player; typical error 22 % (Buchheit 2016). Never a pass mark."""
    return 4 * body_mass_kg + 26.1


def nordic_deviation(force_n: float, body_mass_kg: float) -> float:
    """Percent above or below the force expected for body mass."""
    expected = nordic_expected(body_mass_kg)
    return (force_n - expected) / expected * 100


def epley(load_kg: float, reps: float) -> float:
    """Estimated maximum (Epley 1985); repetitions in reserve count as done. One repetition is the maximum."""
    _at_least_one(reps)
    return load_kg if reps == 1 else load_kg * (1 + reps / 30)


def brzycki(load_kg: float, reps: float) -> float:
    """Estimated maximum (Brzycki 1993); refuses more than 12 repetitions, where estimates drift apart."""
    _at_least_one(reps)
    if reps > 12:
        raise ValueError("An estimate from more than 12 repetitions is refused.")
    return load_kg * 36 / (37 - reps)


def leg_extension_maximum(load_kg: float, reps: float) -> float:
    """Estimated leg-extension maximum for 4 to 10 repetitions to failure, from active men (Roberts 2024)."""
    if not 4 <= reps <= 10:
        raise ValueError("This estimate needs 4 to 10 repetitions.")
    return float(reps**0.1 * load_kg + 1.06)


def error_of_ratio(hamstrings_percent: float, quadriceps_percent: float, correlation: float = 0) -> float:
    """Percent error of a ratio from those of its parts; an unknown correlation is 0, the upper bound."""
    shared = 2 * correlation * hamstrings_percent * quadriceps_percent
    return sqrt(hamstrings_percent**2 + quadriceps_percent**2 - shared)


def _at_least_one(reps: float) -> None:
    if reps < 1:
        raise ValueError("An estimate needs at least one repetition.")


# --- what cannot be right -----------------------------------------------------------------------


def plausibility(code: str, muscle_group: str, value: float, unit: str, *, last: float | None = None) -> str:
    """Why a number is held back until somebody says it is right; "" when it is plausible."""
    limit = protocol(code).plausible_range(muscle_group, unit)
    if limit is None:
        units = " or ".join(protocol(code).units)
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
    both_legs_in_one_rep: bool
    muscle_group: str
    side: str


def ratios(readings: Iterable[ReadingFacts]) -> list[Ratio]:
    """Every ratio that two readings of one leg, day, method and setting allow, in the order of time."""
    best = _best_by_place(readings)
    found = [made for place, value in best.items() for made in _ratios_of(place, value, best)]
    return sorted(found, key=lambda made: (made.tested_on, made.kind, _order(made), made.side))


def _ratios_of(place: Place, value: float, best: dict[Place, float]) -> Iterator[Ratio]:
    """The ratios in which this place is the hamstrings'."""
    if place.muscle_group != HAMSTRINGS:
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
                yield _ratio(kind.code, place, value, best[other])


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
    best = _best_by_place(readings)
    found: list[Asymmetry] = []
    for place, left in best.items():
        right = best.get(place._replace(side=RIGHT))
        if (
            place.side == LEFT
            and right is not None
            and max(left, right) > 0
            and protocol(place.protocol).asymmetry
        ):
            found += _asymmetries_of(place, left, right, injured_side)
    return sorted(found, key=lambda made: (made.tested_on, _order(made), made.muscle_group, made.kind))


def _asymmetries_of(place: Place, left: float, right: float, injured_side: str | None) -> Iterator[Asymmetry]:
    both = place.both_legs_in_one_rep
    size = Asymmetry(
        kind="two_leg" if both else protocol(place.protocol).asymmetry,
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
    """The highest reading of each place; what is held back is not there."""
    best: dict[Place, float] = {}
    for reading in readings:
        if reading.held_back:
            continue
        place = Place(
            reading.protocol,
            reading.tested_on,
            reading.settings,
            reading.unit,
            reading.both_legs_in_one_rep,
            reading.muscle_group,
            reading.side,
        )
        best[place] = max(reading.value, best.get(place, reading.value))
    return best


def _order(made: Ratio | Asymmetry) -> tuple[str | int, ...]:
    """A place in a list that does not depend on the order of entry, nor break on an unknown speed."""
    speed, angle, device, gravity, position = made.settings
    return (made.protocol, speed or 0, angle or 0, device, gravity, position, made.unit)
