"""How much of the floor and the air around a figure a picture shows."""

from collections.abc import Container

from exercises.figures import equipment
from exercises.figures.body import OUTLINES, SOLE_STRIP, with_toes
from exercises.figures.geometry import Point
from exercises.figures.library import Figure, Position
from exercises.figures.solve import SIDES, Body

Frame = tuple[float, float, float, float]  # left, top, width, height
WIDE = (600, 480)  # every whole picture has these proportions, so that cards line up
NARROW = (400, 400)  # of a fault: several stand side by side
AIR = 16.0  # room above and beside
GROUND = 22.0  # room below the floor
EDGE = 8.0  # room below what is lower still, as a ring round a foot is
BELOW = 0.35  # the share of spare height that goes below the floor, so that low poses do not sit on the edge
SHORTEST = 330.0  # a person who lies down is not drawn larger than one who stands
SMALLEST_SQUARE = 260.0
SIDED_OUTLINES = ("thigh", "shank", "upper_arm", "forearm")


def outline(body: Body) -> list[Point]:
    """Every corner of the drawn body, on the page."""
    points = [
        body.segments[name].point(local) for name in ("pelvis", "thorax", "neck") for local in OUTLINES[name]
    ]
    points += [body.segments["head"].point(local) for local in OUTLINES["head"] + OUTLINES["hair"]]
    for side in SIDES:
        for name in SIDED_OUTLINES:
            points += [body.segments[f"{name}_{side}"].point(local) for local in OUTLINES[name]]
        points += [body.segments[f"hand_{side}"].point(local) for local in OUTLINES["palm"]]
        sole = with_toes(SOLE_STRIP, body.angles[f"toes_{side}"])
        points += [body.segments[f"foot_{side}"].point(local) for local in sole]
    return points


def _bounds(points: list[Point]) -> Frame:
    left = min(x for x, _ in points)
    top = min(y for _, y in points)
    return left, top, max(x for x, _ in points) - left, max(y for _, y in points) - top


def with_gear(position: Position, kinds: Container[str]) -> list[Point]:
    pieces = (equipment.draw(gear, position.body) for gear in position.gear if gear.kind in kinds)
    return outline(position.body) + [corner for piece in pieces for corner in piece.extent]


def wide(figure: Figure) -> Frame:
    """One frame for both positions, so that nothing jumps when one follows the other."""
    points = [point for position in figure.poses.values() for point in with_gear(position, equipment.KINDS)]
    return _on_the_floor(points, WIDE[0] / WIDE[1])


def narrow(figure: Figure) -> Frame:
    """One square for all faults of an exercise, so that they can be compared."""
    points: list[Point] = []
    for fault in figure.faults.values():
        points += with_gear(fault.position, equipment.SHOWN_CLOSE)
        for ring in fault.rings:
            x, y = fault.position.body.spot(ring.spot)
            points += [(x - ring.radius, y - ring.radius), (x + ring.radius, y + ring.radius)]
    return _on_the_floor(points, NARROW[0] / NARROW[1])


def _on_the_floor(points: list[Point], proportion: float) -> Frame:
    """A frame so many times as wide as it is high, with every point in it and the floor below them."""
    left, top, width, drawn = _bounds(points)
    ground = max(GROUND, top + drawn + EDGE)
    needed = ground + AIR - top
    height = max(needed, SHORTEST, (width + 2 * AIR) / proportion)
    full_width = height * proportion
    floor = ground + (height - needed) * BELOW
    return left + width / 2 - full_width / 2, floor - height, full_width, height


def square(figure: Figure, pose: str) -> Frame:
    """The whole body in a square: cut at the neck or the knee, a figure no longer reads when it is small."""
    left, top, width, height = _bounds(with_gear(figure.poses[pose], equipment.SHOWN_SMALL))
    size = max(width + AIR, height + AIR, SMALLEST_SQUARE)
    return left + width / 2 - size / 2, top + height / 2 - size / 2, size, size
