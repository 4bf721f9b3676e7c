"""Simple equipment in the same hand as the figure, each piece drawn from one to a few points."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from exercises.figures.geometry import Point, add, distance, line, number, rotate, subtract
from exercises.figures.solve import Body, Spot

PLATE = 50.0  # radius of a full-size plate: 45 cm beside a person drawn 400 units tall
LAYERS = ("behind", "between", "front")  # behind the body, between body and near arm, before all


@dataclass(frozen=True)
class Gear:
    """One piece as a pose file gives it; `size` is a radius, a thickness or a height, as the piece needs."""

    kind: str
    spots: tuple[Spot, ...]
    size: float = 0.0
    turn: float = 0.0
    layer: str = ""
    opacity: float | None = None  # given while a piece that only one position has comes or goes


@dataclass(frozen=True)
class Drawn:
    """A piece as SVG, and the corners of the room it takes."""

    svg: str
    extent: tuple[Point, ...]
    layer: str


def _around(centre: Point, radius: float) -> tuple[Point, ...]:
    return ((centre[0] - radius, centre[1] - radius), (centre[0] + radius, centre[1] + radius))


def _circle(name: str, centre: Point, radius: float) -> str:
    x, y = centre
    return f'<circle class="{name}" cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"/>'


def _stroke(name: str, points: list[Point], width: float = 0.0) -> str:
    thick = f' stroke-width="{number(width)}"' if width else ""
    return f'<path class="{name}" d="{line(points)}"{thick}/>'


def _at(centre: Point, turn: float, content: str) -> str:
    place = f"translate({number(centre[0])} {number(centre[1])}) rotate({number(turn)})"
    return f'<g transform="{place}">{content}</g>'


def _turn_of(body: Body, gear: Gear) -> float:
    """Things in a hand turn with the hand; things on the floor stand as they are told."""
    segment = gear.spots[0].segment
    return gear.turn + (body.segments[segment].turn if segment else 0.0)


def _barbell(gear: Gear, points: list[Point], body: Body) -> Drawn:
    centre = points[0]
    radius = gear.size or PLATE
    rings = [("e-plate", radius), ("e-ring", radius * 0.62), ("e-hub", 8.0), ("e-bar", 3.6)]
    return Drawn(
        "".join(_circle(name, centre, size) for name, size in rings), _around(centre, radius), "front"
    )


def _trap_bar(gear: Gear, points: list[Point], body: Body) -> Drawn:
    """The side of a six-cornered bar: the plates, and the frame that reaches before and behind the person."""
    plate = _barbell(gear, points, body)
    return Drawn(plate.svg + _at(points[0], 0, '<path class="e-grip" d="M-62 0H62"/>'), plate.extent, "front")


def _disc(gear: Gear, points: list[Point], body: Body) -> Drawn:
    """A plate on a machine: like a barbell's, but nobody holds it."""
    plate = _barbell(gear, points, body)
    return Drawn(plate.svg, plate.extent, "behind")


def _dumbbell(gear: Gear, points: list[Point], body: Body) -> Drawn:
    heads = "".join(
        f'<rect class="e-solid" x="{x}" y="-12" width="15" height="24" rx="4"/>' for x in (-27, 12)
    )
    handle = '<path class="e-grip" d="M-13 0H13"/>'
    return Drawn(_at(points[0], _turn_of(body, gear), handle + heads), _around(points[0], 27), "front")


def _kettlebell(gear: Gear, points: list[Point], body: Body) -> Drawn:
    bell = '<path class="e-grip" d="M-9 7C-12-8 12-8 9 7"/><circle class="e-solid" cy="22" r="17.5"/>'
    turn = _turn_of(body, gear)
    centre = add(points[0], rotate((0, 20), turn))
    return Drawn(_at(points[0], turn, bell), _around(centre, 21), "front")


def _ball(gear: Gear, points: list[Point], body: Body) -> Drawn:
    radius = gear.size
    r = number(radius)
    flat = number(radius * 0.42)
    seams = f'<path class="e-seam" d="M-{r} 0A{r} {flat} 0 0 0 {r} 0M0-{r}A{flat} {r} 0 0 1 0 {r}"/>'
    content = f'<circle class="e-ball" r="{r}"/>{seams}'
    return Drawn(_at(points[0], gear.turn, content), _around(points[0], radius), "behind")


def _pad(gear: Gear, points: list[Point], body: Body) -> Drawn:
    """A cushion with round ends; the points are the middle of its thickness."""
    extent = tuple(corner for point in points for corner in _around(point, gear.size / 2))
    return Drawn(_stroke("e-pad", points, gear.size), extent, "behind")


def _stroked(name: str, layer: str) -> Callable[[Gear, list[Point], Body], Drawn]:
    def draw(gear: Gear, points: list[Point], body: Body) -> Drawn:
        return Drawn(_stroke(name, points, gear.size), tuple(points), layer)

    return draw


def _roller(gear: Gear, points: list[Point], body: Body) -> Drawn:
    radius = gear.size or 12.0
    content = _circle("e-solid", points[0], radius) + _circle("e-bar", points[0], 3.5)
    return Drawn(content, _around(points[0], radius), "between")


def _pulley(gear: Gear, points: list[Point], body: Body) -> Drawn:
    content = _circle("e-wheel", points[0], 8) + _circle("e-hub", points[0], 2.5)
    return Drawn(content, _around(points[0], 8), "behind")


def _box(gear: Gear, points: list[Point], body: Body) -> Drawn:
    """A block between its upper left and lower right corners."""
    (left, top), (right, bottom) = points
    shape = (
        f'<rect class="e-box" x="{number(left)}" y="{number(top)}" width="{number(right - left)}" '
        f'height="{number(bottom - top)}" rx="{number(gear.size)}"/>'
    )
    return Drawn(shape, tuple(points), "behind")


def _slope(gear: Gear, points: list[Point], body: Body) -> Drawn:
    """Ground that rises, as a filled wedge."""
    return Drawn(f'<path class="e-box" d="{line(points)}Z"/>', tuple(points), "behind")


def _stack(gear: Gear, points: list[Point], body: Body) -> Drawn:
    """A column of weights between its upper left and lower right corners."""
    (left, top), (right, bottom) = points
    count = int((bottom - top) // 13)
    seams = "".join(
        f"M{number(left)} {number(top + 13 * index)}H{number(right)}" for index in range(1, count)
    )
    block = _box(Gear("box", gear.spots, 3.0), points, body)
    return Drawn(f'{block.svg}<path class="e-seams" d="{seams}"/>', block.extent, "behind")


def _arrow(gear: Gear, points: list[Point], body: Body) -> Drawn:
    """Which way a force goes where nothing moves."""
    start, tip = points[0], points[-1]
    length = distance(start, tip)
    along = ((tip[0] - start[0]) / length, (tip[1] - start[1]) / length)
    neck = subtract(tip, (along[0] * 11, along[1] * 11))
    side = (-along[1] * 6.5, along[0] * 6.5)
    head = f'<path class="e-head" d="{line([add(neck, side), tip, subtract(neck, side)])}Z"/>'
    return Drawn(_stroke("e-way", [start, neck]) + head, (start, tip), "front")


def _dowel(gear: Gear, points: list[Point], body: Body) -> Drawn:
    """A stick through two points, reaching `size` units past both."""
    low, high = points
    length = math.dist(low, high)
    reach = ((high[0] - low[0]) / length * gear.size, (high[1] - low[1]) / length * gear.size)
    ends = [subtract(low, reach), add(high, reach)]
    return Drawn(_stroke("e-stick", ends), tuple(ends), "between")


KINDS: dict[str, Callable[[Gear, list[Point], Body], Drawn]] = {
    "arrow": _arrow,
    "ball": _ball,
    "band": _stroked("e-band", "between"),
    "barbell": _barbell,
    "box": _box,
    "cable": _stroked("e-cable", "behind"),
    "disc": _disc,
    "dowel": _dowel,
    "dumbbell": _dumbbell,
    "frame": _stroked("e-frame", "behind"),
    "kettlebell": _kettlebell,
    "line": _stroked("e-line", "front"),
    "pad": _pad,
    "pulley": _pulley,
    "roller": _roller,
    "slope": _slope,
    "stack": _stack,
    "strap": _stroked("e-strap", "between"),
    "trap_bar": _trap_bar,
}
ONE_POINT = frozenset({"ball", "barbell", "disc", "dumbbell", "kettlebell", "pulley", "roller", "trap_bar"})
TWO_POINTS = frozenset({"box", "dowel", "stack"})
HELD = frozenset({"barbell", "dumbbell", "kettlebell", "trap_bar"})
SHOWN_SMALL = HELD | {"ball", "dowel"}  # what tells an exercise even in a thumbnail
SHOWN_CLOSE = SHOWN_SMALL | {"box", "disc", "pad"}  # and what a body lies on, stands on or pushes


def points_fit(kind: str, count: int) -> bool:
    """Whether a piece can be drawn from so many points: a stroke needs two or more."""
    if kind in ONE_POINT:
        return count == 1
    return count == 2 if kind in TWO_POINTS else count >= 2


def draw(gear: Gear, body: Body) -> Drawn:
    """Draw one piece where a solved pose puts its points."""
    drawn = KINDS[gear.kind](gear, [body.spot(spot) for spot in gear.spots], body)
    svg = drawn.svg if gear.opacity is None else f'<g opacity="{gear.opacity:.2f}">{drawn.svg}</g>'
    return Drawn(svg, drawn.extent, gear.layer or drawn.layer)
