"""From joint angles to places: walks the chain of segments, then lets hands and feet reach their targets."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from exercises.figures.body import LANDMARKS, LENGTHS, NECK_BASE, NECK_LEAN, SHOULDER
from exercises.figures.geometry import Point, add, distance, rotate, subtract
from exercises.figures.limits import ImpossiblePose

SIDES = ("near", "far")
LIMBS = ("thigh", "shank", "foot", "upper_arm", "forearm", "hand")
SEGMENTS = frozenset(
    {"pelvis", "thorax", "neck", "head", *(f"{limb}_{side}" for limb in LIMBS for side in SIDES)}
)
ROUND = 0.05  # how far, in units, a reaching hand or foot may stay from its target


@dataclass(frozen=True)
class Placement:
    """Where a segment's joint lies and how far the segment is turned, in degrees clockwise."""

    x: float
    y: float
    turn: float
    seen: float = 1.0  # the share of the length that shows; less where the limb points away from us

    def point(self, local: Point) -> Point:
        """Carry a point from the segment's own frame to the floor's frame."""
        return add((self.x, self.y), rotate((local[0], local[1] * self.seen), self.turn))


@dataclass(frozen=True)
class Spot:
    """A point on the floor's plane, or on a segment of the body when `segment` names one."""

    x: float
    y: float
    segment: str = ""


@dataclass(frozen=True)
class Pose:
    """What a pose file says of one position; `angles` may leave joints out that are at rest."""

    says: str
    anchor: str
    anchor_at: Point
    angles: Mapping[str, float]
    reach: Mapping[str, Spot] = field(default_factory=dict)
    hang_x: float | None = None


@dataclass(frozen=True)
class Body:
    """A solved pose: every segment in its place, and the angle of every joint."""

    segments: Mapping[str, Placement]
    angles: Mapping[str, float]

    def landmark(self, name: str) -> Point:
        segment, local = LANDMARKS[name]
        return self.segments[segment].point(local)

    def spot(self, spot: Spot) -> Point:
        if not spot.segment:
            return (spot.x, spot.y)
        return self.segments[spot.segment].point((spot.x, spot.y))


def two_links(start: Point, end: Point, first: float, second: float, bend: int) -> tuple[float, float]:
    """Turn of the first link and bend between both so that the chain ends at `end`, or as near as it gets.

    `bend` is 1 where the second link turns clockwise (a knee), -1 where it turns the other way (an elbow).
    """
    across, down = subtract(end, start)
    reach = min(max(math.hypot(across, down), abs(first - second) + 0.01), first + second - 0.01)
    straight = math.degrees(math.atan2(-across, down))
    at_start = math.degrees(math.acos((first**2 + reach**2 - second**2) / (2 * first * reach)))
    at_joint = math.degrees(math.acos((first**2 + second**2 - reach**2) / (2 * first * second)))
    return straight - bend * at_start, 180 - at_joint


def _turned(angle: float) -> float:
    """The same direction within -120 to 240 degrees, where a shoulder's whole range lies."""
    return (angle + 120) % 360 - 120


def _trunk(angles: Mapping[str, float], hip: Point) -> dict[str, Placement]:
    pelvis = Placement(*hip, angles["pelvis"])
    thorax = Placement(*pelvis.point((0, -LENGTHS["pelvis"])), pelvis.turn + angles["lumbar"])
    neck = Placement(*thorax.point(NECK_BASE), thorax.turn + NECK_LEAN + angles["neck"])
    head = Placement(*neck.point((1, -LENGTHS["neck"])), thorax.turn + angles["neck"] + angles["head"])
    return {"pelvis": pelvis, "thorax": thorax, "neck": neck, "head": head}


def _leg(
    angles: Mapping[str, float], side: str, pelvis: Placement, options: Mapping[str, float]
) -> dict[str, Placement]:
    seen = options.get(f"leg_seen_{side}", 1.0)
    thigh = Placement(pelvis.x, pelvis.y, pelvis.turn - angles[f"hip_{side}"], seen)
    shank = Placement(*thigh.point((0, LENGTHS["thigh"])), thigh.turn + angles[f"knee_{side}"], seen)
    foot = Placement(*shank.point((0, LENGTHS["shank"])), shank.turn - angles[f"ankle_{side}"])
    return {f"thigh_{side}": thigh, f"shank_{side}": shank, f"foot_{side}": foot}


def _arm(
    angles: Mapping[str, float], side: str, thorax: Placement, options: Mapping[str, float]
) -> dict[str, Placement]:
    bend = options.get(f"bend_{side}", -1)
    upper_seen = options.get(f"upper_arm_seen_{side}", 1.0)
    fore_seen = options.get(f"forearm_seen_{side}", 1.0)
    upper = Placement(*thorax.point(SHOULDER), thorax.turn - angles[f"shoulder_{side}"], upper_seen)
    elbow = upper.point((0, LENGTHS["upper_arm"]))
    forearm = Placement(*elbow, upper.turn + bend * angles[f"elbow_{side}"], fore_seen)
    wrist = forearm.point((0, LENGTHS["forearm"]))
    hand = Placement(*wrist, forearm.turn + angles[f"wrist_{side}"])
    return {f"upper_arm_{side}": upper, f"forearm_{side}": forearm, f"hand_{side}": hand}


def _walk(angles: Mapping[str, float], pose: Pose, hip: Point = (0, 0)) -> dict[str, Placement]:
    segments = _trunk(angles, hip)
    for side in SIDES:
        segments |= _leg(angles, side, segments["pelvis"], pose.angles)
        segments |= _arm(angles, side, segments["thorax"], pose.angles)
    return segments


def _anchored(angles: Mapping[str, float], pose: Pose) -> Body:
    """Walk the chain and shift all of it so that the anchor lands where the pose wants it."""
    loose = Body(_walk(angles, pose), angles)
    hip = subtract(pose.anchor_at, loose.landmark(pose.anchor))
    return Body(_walk(angles, pose, hip), angles)


def _at_rest(given: Mapping[str, float]) -> dict[str, float]:
    """Complete the angles of a pose; `foot_…` and `arm_…` give a turn on the page and become joint angles."""
    angles = {name: given.get(name, 0.0) for name in ("pelvis", "lumbar", "neck", "head")}
    trunk_turn = angles["pelvis"] + angles["lumbar"]
    for side in SIDES:
        for joint in ("hip", "knee", "toes", "shoulder", "elbow", "wrist"):
            angles[f"{joint}_{side}"] = given.get(f"{joint}_{side}", 0.0)
        shank_turn = angles["pelvis"] - angles[f"hip_{side}"] + angles[f"knee_{side}"]
        foot_turn = given.get(f"foot_{side}", shank_turn)
        angles[f"ankle_{side}"] = given.get(f"ankle_{side}", shank_turn - foot_turn)
        if f"arm_{side}" in given:
            angles[f"shoulder_{side}"] = _turned(trunk_turn - given[f"arm_{side}"])
    return angles


def _leg_reaching(body: Body, pose: Pose, part: str, side: str, target: Point) -> dict[str, float]:
    """Angles that bring ankle, heel or ball of one foot to a target; the foot keeps its turn on the page."""
    pelvis = body.segments["pelvis"]
    foot_turn = pose.angles.get(f"foot_{side}", 0.0)
    _, local = LANDMARKS[f"{part}_{side}"]
    ankle = subtract(target, rotate(local, foot_turn))
    thigh_turn, knee = two_links((pelvis.x, pelvis.y), ankle, LENGTHS["thigh"], LENGTHS["shank"], 1)
    shank_turn = thigh_turn + knee
    return {
        f"hip_{side}": (pelvis.turn - thigh_turn + 180) % 360 - 180,
        f"knee_{side}": knee,
        f"ankle_{side}": (shank_turn - foot_turn + 180) % 360 - 180,
    }


def _arm_links(pose: Pose, side: str) -> tuple[float, float]:
    upper = LENGTHS["upper_arm"] * pose.angles.get(f"upper_arm_seen_{side}", 1.0)
    forearm = LENGTHS["forearm"] * pose.angles.get(f"forearm_seen_{side}", 1.0)
    return upper, forearm + LENGTHS["grip"]


def _arm_reaching(body: Body, pose: Pose, side: str, target: Point) -> dict[str, float]:
    """Angles that bring one grip to a target; the wrist is straight unless `hand_…` gives a turn."""
    bend = int(pose.angles.get(f"bend_{side}", -1))
    upper, forearm = _arm_links(pose, side)
    hand_turn = pose.angles.get(f"hand_{side}")
    if hand_turn is not None:
        forearm -= LENGTHS["grip"]
        target = subtract(target, rotate((0, LENGTHS["grip"]), hand_turn))
    arm_turn, elbow = two_links(body.landmark("shoulder"), target, upper, forearm, bend)
    shoulder = _turned(body.segments["thorax"].turn - arm_turn)
    forearm_turn = arm_turn + bend * elbow
    wrist = 0.0 if hand_turn is None else (hand_turn - forearm_turn + 180) % 360 - 180
    return {f"shoulder_{side}": shoulder, f"elbow_{side}": elbow, f"wrist_{side}": wrist}


def _below(body: Body, pose: Pose, side: str, x: float) -> Point:
    """Where a hanging hand comes to rest when it is drawn to a vertical line, elbow as the pose says."""
    upper, forearm = _arm_links(pose, side)
    elbow = math.radians(pose.angles.get(f"elbow_{side}", 0.0))
    length = math.sqrt(upper**2 + forearm**2 + 2 * upper * forearm * math.cos(elbow))
    shoulder = body.landmark("shoulder")
    across = max(-length, min(length, x - shoulder[0]))
    return (x, shoulder[1] + math.sqrt(length**2 - across**2))


def solve(pose: Pose) -> Body:
    """Place every segment of a pose: legs before arms, because hands may hold on to a leg."""
    body = _anchored(_at_rest(pose.angles), pose)
    targets = sorted(pose.reach.items(), key=lambda item: item[0].startswith("grip"))
    for name, spot in targets:
        part, side = name.split("_")
        target = body.spot(spot)
        if part == "grip":
            found = _arm_reaching(body, pose, side, target)
        else:
            found = _leg_reaching(body, pose, part, side, target)
        body = _anchored({**body.angles, **found}, pose)
        missed = distance(body.landmark(name), target)
        if missed > ROUND:
            raise ImpossiblePose(name, f"stays {missed:.1f} units from where it should be")
    if pose.hang_x is None:
        return body
    for side in SIDES:
        hanging = _arm_reaching(body, pose, side, _below(body, pose, side, pose.hang_x))
        body = _anchored({**body.angles, **hanging}, pose)
    return body
