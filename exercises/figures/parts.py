"""Tables of a pose file, read key by key; laid over each other they make a pose."""

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from exercises.entries import Entry
from exercises.figures.body import LANDMARKS
from exercises.figures.equipment import KINDS, LAYERS, Gear, points_fit
from exercises.figures.geometry import Point
from exercises.figures.solve import SEGMENTS, SIDES, Pose, Spot


def _with_sides(names: Iterable[str]) -> frozenset[str]:
    return frozenset(spelt for name in names for spelt in (name, *(f"{name}_{side}" for side in SIDES)))


TRUNK_KEYS = frozenset({"pelvis", "lumbar", "neck", "head"})
SEEN_KEYS = _with_sides(("upper_arm_seen", "forearm_seen", "leg_seen"))
BEND_KEYS = _with_sides(("bend",))
ANGLE_KEYS = _with_sides(
    ("hip", "knee", "ankle", "foot", "toes", "shoulder", "arm", "elbow", "wrist", "hand")
)
NUMBER_KEYS = TRUNK_KEYS | ANGLE_KEYS | SEEN_KEYS | BEND_KEYS
REACH_KEYS = _with_sides(("ankle", "heel", "ball", "grip"))


@dataclass(frozen=True)
class Part:
    """What one table says; what it does not say is left to the table beneath."""

    says: str
    anchor: tuple[str, Point] | None
    angles: Mapping[str, float]
    reach: Mapping[str, Spot]
    hang_x: float | None
    gear: tuple[Gear, ...]

    def pose(self) -> Pose:
        landmark, place = self.anchor or ("hip", (0.0, 0.0))
        return Pose(
            says=self.says,
            anchor=landmark,
            anchor_at=place,
            angles=_both_sides(self.angles),
            reach=_both_sides(self.reach),
            hang_x=self.hang_x,
        )

    def has(self, key: str) -> bool:
        return key in self.angles or key in self.reach or (key == "hang_x" and self.hang_x is not None)

    def written(self, joint: str) -> str:
        """The key that a file gives `knee_near` by: `knee` where it speaks of both sides at once."""
        plain = _plain(joint)
        for key in (joint, plain):
            if key in self.reach:
                return f"reach {key}"
        return plain if plain in self.angles and joint not in self.angles else joint


def laid(low: Part, high: Part) -> Part:
    """One part over another: equipment adds up, of all else `high` has the last word."""
    return Part(
        says=high.says,
        anchor=high.anchor or low.anchor,
        angles=_overruled(low.angles, high.angles),
        reach=_overruled(low.reach, high.reach),
        hang_x=low.hang_x if high.hang_x is None else high.hang_x,
        gear=low.gear + high.gear,
    )


def bared(part: Part, keys: Collection[str]) -> Part:
    """A part that no longer says what `keys` name."""
    return Part(
        says=part.says,
        anchor=part.anchor,
        angles={key: value for key, value in part.angles.items() if key not in keys},
        reach={key: value for key, value in part.reach.items() if key not in keys},
        hang_x=None if "hang_x" in keys else part.hang_x,
        gear=() if "gear" in keys else part.gear,
    )


def read_part(entry: Entry, *, whole: bool = True) -> Part:
    """Read one table to its last key; only a whole one has to say what it shows."""
    part = Part(
        says=entry.text("says", 300, default=None if whole else ""),
        anchor=_anchor(entry),
        angles={key: _angle(entry, key) for key in entry.values if key in NUMBER_KEYS},
        reach=_reach(entry),
        hang_x=number(entry, "hang_x") if "hang_x" in entry.values else None,
        gear=tuple(_gear(piece) for piece in entry.tables("gear")),
    )
    entry.close()
    return part


def number(entry: Entry, key: str, default: float = 0.0) -> float:
    value = entry.values.get(key, default)
    entry.asked.add(key)
    if is_number(value):
        return float(value)
    entry.fault(key, f"{value!r} is not a number")
    return default


def is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def read_spot(entry: Entry, key: str, given: Any) -> Spot:
    """Read `[x, y]` on the page or `["thigh_near", x, y]` on a segment."""
    segment, place = "", given
    if isinstance(given, list) and given and isinstance(given[0], str):
        segment, *place = given
    if not isinstance(place, list) or len(place) != 2 or not all(is_number(value) for value in place):
        entry.fault(key, f"{given!r} is neither [x, y] nor [segment, x, y]")
        return Spot(0, 0)
    if segment and segment not in SEGMENTS:
        entry.fault(key, f"{segment!r} is no segment of the body")
        return Spot(0, 0)
    return Spot(float(place[0]), float(place[1]), segment)


def _anchor(entry: Entry) -> tuple[str, Point] | None:
    given: list[Any] = entry.take("anchor", list, [])
    if not given:
        return None
    landmark, *place = given
    if len(place) != 2 or not all(is_number(value) for value in place):
        entry.fault("anchor", f"{given!r} is not [landmark, x, y]")
    elif not isinstance(landmark, str) or landmark not in LANDMARKS:
        entry.fault("anchor", f"{landmark!r} is no landmark of the body")
    else:
        return landmark, (float(place[0]), float(place[1]))
    return None


def _angle(entry: Entry, key: str) -> float:
    value = number(entry, key, 1.0)
    if key in SEEN_KEYS and not 0 < value <= 1:
        entry.fault(key, f"{value:g} is not a share between 0 and 1")
    if key in BEND_KEYS and value not in (-1, 1):
        entry.fault(key, f"{value:g} is neither −1 nor 1")
    return value


def _reach(entry: Entry) -> dict[str, Spot]:
    table = Entry(f"{entry.place}, reach", entry.take("reach", dict, {}), entry.faults)
    table.asked |= REACH_KEYS
    table.close()
    return {key: read_spot(table, key, given) for key, given in table.values.items() if key in REACH_KEYS}


def _gear(entry: Entry) -> Gear:
    kind = entry.choice("kind", KINDS)
    if "at" in entry.values:
        entry.asked.add("at")
        spots = [read_spot(entry, "at", entry.values["at"])]
    else:
        spots = [read_spot(entry, "points", point) for point in entry.take("points", list, None)]
        if kind in KINDS and spots and not points_fit(kind, len(spots)):
            entry.fault("points", f"no {kind} is drawn from {len(spots)}")
    gear = Gear(
        kind=kind,
        spots=tuple(spots),
        size=number(entry, "size"),
        turn=number(entry, "turn"),
        layer=entry.choice("layer", ("", *LAYERS), default=""),
    )
    entry.close()
    return gear


def _plain(key: str) -> str:
    return key.removesuffix("_near").removesuffix("_far")


def _overruled[T](low: Mapping[str, T], high: Mapping[str, T]) -> dict[str, T]:
    """A word on both sides overrules older words on one."""
    return {**{key: value for key, value in low.items() if _plain(key) not in high}, **high}


def _both_sides[T](given: Mapping[str, T]) -> dict[str, T]:
    """Spell `knee` out as `knee_near` and `knee_far`; what is said of one side wins."""
    shared: dict[str, T] = {}
    single: dict[str, T] = {}
    for key, value in given.items():
        if key in TRUNK_KEYS or key.rpartition("_")[2] in SIDES:
            single[key] = value
        else:
            shared |= {f"{key}_{side}": value for side in SIDES}
    return shared | single
