"""Points, turns and smooth curves in a plane whose y axis points down, as in SVG."""

import math
from collections.abc import Sequence

Point = tuple[float, float]
WidthRow = tuple[float, float, float]  # x, y and the width across the centre line there


def rotate(point: Point, degrees: float) -> Point:
    """Turn a point about the origin; a positive turn is clockwise on the screen."""
    angle = math.radians(degrees)
    cosine = math.cos(angle)
    sine = math.sin(angle)
    return (point[0] * cosine - point[1] * sine, point[0] * sine + point[1] * cosine)


def add(first: Point, second: Point) -> Point:
    return (first[0] + second[0], first[1] + second[1])


def subtract(first: Point, second: Point) -> Point:
    return (first[0] - second[0], first[1] - second[1])


def distance(first: Point, second: Point) -> float:
    return math.hypot(second[0] - first[0], second[1] - first[1])


def number(value: float) -> str:
    """Write a coordinate in as few characters as a tenth of a unit needs."""
    text = f"{value:.1f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def pair(point: Point) -> str:
    return f"{number(point[0])} {number(point[1])}"


def line(points: Sequence[Point]) -> str:
    """Join points by straight strokes: the `d` of an open path."""
    return "M" + "L".join(pair(point) for point in points)


def _handles(before: Point, start: Point, end: Point, after: Point) -> tuple[Point, Point]:
    """Give both control points of one span of a centripetal Catmull-Rom curve."""
    first = math.sqrt(distance(before, start)) or 1e-3
    span = math.sqrt(distance(start, end)) or 1e-3
    last = math.sqrt(distance(end, after)) or 1e-3

    def towards_end(axis: int) -> float:
        weight = 2 * first * first + 3 * first * span + span * span
        total = first * first * end[axis] - span * span * before[axis] + weight * start[axis]
        return total / (3 * first * (first + span))

    def towards_start(axis: int) -> float:
        weight = 2 * last * last + 3 * last * span + span * span
        total = last * last * start[axis] - span * span * after[axis] + weight * end[axis]
        return total / (3 * last * (last + span))

    leaving = (towards_end(0), towards_end(1)) if before != start else start
    arriving = (towards_start(0), towards_start(1)) if after != end else end
    return leaving, arriving


def smooth(points: Sequence[Point], *, closed: bool = True) -> str:
    """Draw a curve through every point, without the loops a plain spline makes: the `d` of a path."""
    count = len(points)

    def at(index: int) -> Point:
        return points[index % count] if closed else points[max(0, min(count - 1, index))]

    pieces = [f"M{pair(points[0])}"]
    for index in range(count if closed else count - 1):
        leaving, arriving = _handles(at(index - 1), at(index), at(index + 1), at(index + 2))
        pieces.append(f"C{pair(leaving)} {pair(arriving)} {pair(at(index + 1))}")
    if closed:
        pieces.append("Z")
    return "".join(pieces)


def limb(rows: Sequence[tuple[float, float, float]]) -> list[Point]:
    """Outline a limb from rows of (distance down the limb, depth behind the bone, depth in front)."""
    front = [(ahead, down) for down, _, ahead in rows]
    back = [(-behind, down) for down, behind, _ in reversed(rows)]
    return front + back


def _uniform(before: float, start: float, end: float, after: float, part: float) -> float:
    """Evaluate one coordinate of a uniform Catmull-Rom span, `part` from 0 to 1."""
    return 0.5 * (
        2 * start
        + (end - before) * part
        + (2 * before - 5 * start + 4 * end - after) * part**2
        + (3 * start - before - 3 * end + after) * part**3
    )


def spline(rows: Sequence[WidthRow], steps: int = 12) -> list[WidthRow]:
    """Fill in `steps` rows between each two given rows of a centre line."""
    filled: list[WidthRow] = []
    last = len(rows) - 1
    for index in range(last):
        before = rows[max(0, index - 1)]
        start = rows[index]
        end = rows[index + 1]
        after = rows[min(last, index + 2)]
        for step in range(steps):
            part = step / steps
            x, y, width = (
                _uniform(before[axis], start[axis], end[axis], after[axis], part) for axis in range(3)
            )
            filled.append((x, y, width))
    filled.append(rows[-1])
    return filled


def alongside(centre: Sequence[WidthRow], share: float) -> list[Point]:
    """Follow a centre line at a share of its half width: 1 is one edge, -1 the other, 0 the middle."""
    edge: list[Point] = []
    last = len(centre) - 1
    for index, (x, y, width) in enumerate(centre):
        before = centre[max(0, index - 1)]
        after = centre[min(last, index + 1)]
        along = (after[0] - before[0], after[1] - before[1])
        length = math.hypot(*along) or 1.0
        offset = width / 2 * share
        edge.append((x - along[1] / length * offset, y + along[0] / length * offset))
    return edge


def thin(points: Sequence[Point], step: int = 4) -> list[Point]:
    """Keep every `step`-th point and the last one."""
    kept = list(points[::step])
    if (len(points) - 1) % step:
        kept.append(points[-1])
    return kept
