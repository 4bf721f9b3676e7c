"""The way from the start of an exercise to its end: positions between both, each solved like a pose."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import zip_longest

from exercises.figures.equipment import Gear
from exercises.figures.geometry import Point
from exercises.figures.library import POSES, Figure, Position
from exercises.figures.solve import SIDES, Body, Pose, Spot, solve

STEPS = 12  # few enough to stay small, enough that joints seem closed while a browser draws between two
FEET = ("ankle", "heel", "ball")
OPTIONS = ("upper_arm_seen", "forearm_seen", "leg_seen")


def samples(figure: Figure) -> tuple[Position, ...]:
    """Positions at equal shares of the way; the first and the last body are those that stand still."""
    start, end = (figure.poses[name] for name in POSES)
    stops = (start, end) if figure.middle is None else (start, figure.middle, end)
    each = STEPS // (len(stops) - 1)
    found: list[Position] = []
    for step in range(STEPS + 1):
        leg = min(step // each, len(stops) - 2)
        pose, body = _between(figure, stops[leg], stops[leg + 1], (step - leg * each) / each)
        found.append(Position(pose, body, _gear_between(start, end, step / STEPS)))
    return tuple(found)


def _mix(first: float, second: float, share: float) -> float:
    return first + (second - first) * share


def _mix_point(first: Point, second: Point, share: float) -> Point:
    return (_mix(first[0], second[0], share), _mix(first[1], second[1], share))


def _between(figure: Figure, start: Position, end: Position, share: float) -> tuple[Pose, Body]:
    if share in (0, 1):
        stop = end if share else start
        return stop.pose, stop.body
    pose = _pose_between(figure, start, end, share)
    return pose, solve(pose)


def _pose_between(figure: Figure, start: Position, end: Position, share: float) -> Pose:
    """Mix every angle; what is planted or held in both positions is reached for again, so that it stays."""
    anchor = _anchor(figure, start, end)
    places = (start.body.landmark(anchor), end.body.landmark(anchor))
    hangs = (start.pose.hang_x, end.pose.hang_x)
    return Pose(
        says="",
        anchor=anchor,
        anchor_at=_mix_point(*places, share),
        angles=_angles_between(start, end, share),
        reach=_reach_between(figure, start, end, share, anchor),
        hang_x=None if hangs[0] is None or hangs[1] is None else _mix(hangs[0], hangs[1], share),
    )


def _anchor(figure: Figure, start: Position, end: Position) -> str:
    """What the body is placed by: the hips where it leaves the floor, else what stays where it is."""
    if not figure.planted:
        return "hip"
    return start.pose.anchor if start.pose.anchor == end.pose.anchor else figure.planted[0]


def _angles_between(start: Position, end: Position, share: float) -> dict[str, float]:
    angles = {joint: _mix(angle, end.body.angles[joint], share) for joint, angle in start.body.angles.items()}
    for side in SIDES:
        turns = [position.body.segments[f"foot_{side}"].turn for position in (start, end)]
        angles[f"foot_{side}"] = _mix(turns[0], turns[1], share)
        angles[f"bend_{side}"] = start.pose.angles.get(f"bend_{side}", -1)
        for option in OPTIONS:
            ends = [position.pose.angles.get(f"{option}_{side}", 1.0) for position in (start, end)]
            angles[f"{option}_{side}"] = _mix(ends[0], ends[1], share)
        if f"hand_{side}" in start.pose.angles and f"hand_{side}" in end.pose.angles:
            hands = [position.pose.angles[f"hand_{side}"] for position in (start, end)]
            angles[f"hand_{side}"] = _mix(hands[0], hands[1], share)
    return angles


def _reach_between(
    figure: Figure, start: Position, end: Position, share: float, anchor: str
) -> dict[str, Spot]:
    targets = _common(start.pose.reach, end.pose.reach, share)
    for name in figure.planted:
        if name.startswith(FEET) and not _knee_planted(figure, name):
            place = _mix_point(start.body.landmark(name), end.body.landmark(name), share)
            targets[name] = Spot(*place)
    if start.pose.anchor == end.pose.anchor:  # without a plant: the foot that both stand on
        treads = start.pose.anchor
        targets[treads] = Spot(*_mix_point(start.body.landmark(treads), end.body.landmark(treads), share))
    targets.pop(anchor, None)
    return targets


def _knee_planted(figure: Figure, foot: str) -> bool:
    """Where a shank lies still, its foot does too: there is nothing to reach for."""
    return "knee_" + foot.partition("_")[2] in figure.planted


def _common(first: Mapping[str, Spot], second: Mapping[str, Spot], share: float) -> dict[str, Spot]:
    return {
        name: _mix_spot(spot, second[name], share)
        for name, spot in first.items()
        if name in second and second[name].segment == spot.segment
    }


def _mix_spot(first: Spot, second: Spot, share: float) -> Spot:
    return Spot(*_mix_point((first.x, first.y), (second.x, second.y), share), first.segment)


def _gear_between(start: Position, end: Position, share: float) -> tuple[Gear, ...]:
    """Pieces of both positions move; a piece that only one of them has comes or goes."""
    pieces: list[Gear] = []
    for first, second in zip_longest(start.gear, end.gear):
        if first and second and _same(first, second):
            pieces.append(_mix_gear(first, second, share))
            continue
        pieces += [replace(first, opacity=1 - share)] if first else []
        pieces += [replace(second, opacity=share)] if second else []
    return tuple(pieces)


def _same(first: Gear, second: Gear) -> bool:
    segments = [[spot.segment for spot in gear.spots] for gear in (first, second)]
    return first.kind == second.kind and segments[0] == segments[1]


def _mix_gear(first: Gear, second: Gear, share: float) -> Gear:
    spots = tuple(_mix_spot(*pair, share) for pair in zip(first.spots, second.spots, strict=True))
    size, turn = _mix(first.size, second.size, share), _mix(first.turn, second.turn, share)
    return replace(first, spots=spots, size=size, turn=turn)
