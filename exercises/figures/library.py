"""Reads the pose files: which exercises are drawn, both positions of each, and what stands around them."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from exercises.figures.body import LANDMARKS
from exercises.figures.equipment import KINDS, LAYERS, Gear
from exercises.figures.limits import ImpossiblePose, check_angles
from exercises.figures.solve import SIDES, Body, Pose, Spot, solve

FOLDER = Path(__file__).parent / "poses"
POSES = ("start", "end")
MOVE = "move"  # not a pose: the drawing that moves from the start to the end and back
TRUNK_KEYS = frozenset({"pelvis", "lumbar", "neck", "head"})
SIDED_KEYS = frozenset({
    "hip", "knee", "ankle", "foot", "toes", "shoulder", "arm", "elbow", "wrist", "hand",
    "bend", "upper_arm_seen", "forearm_seen", "leg_seen",
})  # fmt: skip
OTHER_KEYS = frozenset({"says", "anchor", "reach", "hang_x", "gear"})


@dataclass(frozen=True)
class Position:
    """One solved pose of an exercise with the pieces of equipment around it."""

    pose: Pose
    body: Body
    gear: tuple[Gear, ...]


@dataclass(frozen=True)
class Figure:
    """An exercise as drawn: `planted` names the landmarks that stay where they are between both positions.

    `middle` is a position the motion passes through where the straight way from start to end is not human.
    """

    slug: str
    name: str
    poses: Mapping[str, Position]
    middle: Position | None
    planted: tuple[str, ...]
    open_hand: bool

    def alt(self, pose: str) -> str:
        return f"{self.name}, {pose}: {self.says(pose)}."

    def says(self, pose: str) -> str:
        if pose == MOVE:
            start, end = (self.poses[name].pose.says for name in POSES)
            return f"from {start}; to {end}; and back"
        return self.poses[pose].pose.says


def _spot(given: list[Any]) -> Spot:
    """Read `[x, y]` on the page or `["thigh_near", x, y]` on a segment."""
    if isinstance(given[0], str):
        return Spot(float(given[1]), float(given[2]), given[0])
    return Spot(float(given[0]), float(given[1]))


def _gear(given: Mapping[str, Any]) -> Gear:
    points = given["points"] if "points" in given else [given["at"]]
    gear = Gear(
        kind=given["kind"],
        spots=tuple(_spot(point) for point in points),
        size=float(given.get("size", 0)),
        turn=float(given.get("turn", 0)),
        layer=given.get("layer", ""),
    )
    if gear.kind not in KINDS or (gear.layer and gear.layer not in LAYERS):
        raise ValueError(f"Nothing draws {gear}")
    return gear


def _both_sides(given: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Spell `knee` out as `knee_near` and `knee_far`; what a file says of one side wins."""
    shared: dict[str, Any] = {}
    single: dict[str, Any] = {}
    for key, value in given:
        if key in TRUNK_KEYS or key.rpartition("_")[2] in SIDES:
            single[key] = value
        else:
            shared |= {f"{key}_{side}": value for side in SIDES}
    return shared | single


def _known(slug: str, table: Mapping[str, Any]) -> None:
    for key in table:
        plain = key.removesuffix("_near").removesuffix("_far")
        if plain not in TRUNK_KEYS | SIDED_KEYS | OTHER_KEYS:
            raise ValueError(f"{slug}: no pose has a “{key}”")


def read_pose(slug: str, table: Mapping[str, Any]) -> Pose:
    """Turn one table of a pose file into a pose."""
    _known(slug, table)
    landmark, x, y = table["anchor"]
    reach = _both_sides(table.get("reach", {}).items())
    return Pose(
        says=table["says"],
        anchor=landmark,
        anchor_at=(float(x), float(y)),
        angles=_both_sides((key, float(table[key])) for key in table if key not in OTHER_KEYS),
        reach={name: _spot(spot) for name, spot in reach.items() if name in LANDMARKS},
        hang_x=table.get("hang_x"),
    )


def _position(slug: str, name: str, table: Mapping[str, Any]) -> Position:
    pose = read_pose(slug, table)
    try:
        body = solve(pose)
    except ImpossiblePose as error:
        raise ImpossiblePose(f"{slug}, {name}: {error}") from error
    check_angles(slug, name, body.angles)
    return Position(pose, body, tuple(_gear(piece) for piece in table.get("gear", [])))


def _merged(common: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """What both poses share, overruled by what one says; equipment and targets add up."""
    table = {**common, **own}
    table["gear"] = [*common.get("gear", []), *own.get("gear", [])]
    table["reach"] = {**common.get("reach", {}), **own.get("reach", {})}
    return table


def read_figure(slug: str, table: Mapping[str, Any]) -> Figure:
    """Solve and check the positions of one exercise."""
    common = table.get("both", {})
    solved = {
        name: _position(slug, name, _merged(common, table[name]))
        for name in (*POSES, "middle")
        if name in table or name in POSES
    }
    return Figure(
        slug=slug,
        name=table["name"],
        poses={name: solved[name] for name in POSES},
        middle=solved.get("middle"),
        planted=tuple(table.get("planted", ())),
        open_hand=table.get("open_hand", False),
    )


@cache
def figures() -> Mapping[str, Figure]:
    """Every drawn exercise by slug; a pose no person could take stops the program here."""
    found: dict[str, Figure] = {}
    for path in sorted(FOLDER.glob("*.toml")):
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        found |= {slug: read_figure(slug, table) for slug, table in tables.items()}
    return found
