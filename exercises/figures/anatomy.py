"""The thigh from behind and from the front, as SVG to stand in a page; colours come from its style sheet.

Seen from behind, left is on the left; seen from the front, the right leg is on the left.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal
from xml.sax.saxutils import escape

from exercises.figures import thigh_shapes as shapes
from exercises.figures.bones import BONES_BEHIND, BONES_FRONT, GLUTEUS, KNEECAP
from exercises.figures.geometry import Point, number

Leg = Literal["left", "right"]
_SKIN = f'<path class="anatomy__skin" d="{shapes.OUTLINE}"/>'
_EDGE = f'<path class="anatomy__edge" d="{shapes.OUTLINE}"/>'
MOST = 3  # the strongest level of emphasis


@dataclass(frozen=True)
class Head:
    """A muscle one can point at: its number in the drawing, its names and where its label sits."""

    code: str
    number: int
    name: str
    part: str
    pin: Point
    label: Point
    outer: bool


@dataclass(frozen=True)
class Place:
    """A label that names a place and not a muscle."""

    name: str
    part: str
    pin: Point
    label: Point
    outer: bool


HAMSTRINGS = (
    Head("bflh", 1, "Biceps femoris", "long head, outer", (221, 286), (352, 262), True),
    Head("sm", 2, "Semimembranosus", "inner, beneath", (146, 372), (58, 362), False),
    Head("st", 3, "Semitendinosus", "inner, on top", (165, 238), (58, 222), False),
    Head("bfsh", 4, "Biceps femoris", "short head", (257, 388), (352, 376), True),
)
QUADRICEPS = (
    Head("rf", 1, "Rectus femoris", "crosses the hip", (217, 186), (352, 128), True),
    Head("vl", 2, "Vastus lateralis", "outer", (268, 262), (352, 262), True),
    Head("vm", 3, "Vastus medialis", "inner, above the knee", (152, 360), (58, 340), False),
    Head("vi", 4, "Vastus intermedius", "beneath rectus femoris", (226, 366), (352, 386), True),
)
PLACES_BEHIND = (
    Place("Sit bone", "shared origin", (163, 126), (58, 116), False),
    Place("Head of fibula", "biceps femoris ends", (241, 526), (352, 540), True),
    Place("Inner shin", "below the knee", (164, 556), (58, 548), False),
)
PLACES_FRONT = (
    Place("Kneecap", "in the quadriceps tendon", (200, 442), (58, 456), False),
    Place("Top of the shin", "all four end here", (198, 530), (352, 540), True),
)
# Where an injury shows from behind, on a right leg; what cannot be seen from there is not marked.
INJURY_PLACES: Mapping[str, Point] = {
    "hamstring": (214, 268),
    "hamstring_sit_bone": (165, 122),
    "groin": (126, 150),
    "calf": (200, 566),
    "knee": (200, 492),
    "knee_acl": (200, 492),
}


def emphasis(shares: Mapping[str, float], pattern: str) -> dict[str, int]:
    """Levels 0 to 3 for each head from an exercise's muscle shares (1, 0.5, 0).

    The short head of biceps femoris does not cross the hip, so an exercise that moves only the hip leaves it
    out. Rectus femoris flexes the hip: where the glutes extend it at the same time, as in squats, it did not
    grow (Kubo 2019), so it is left out there and stays in for leg extensions.
    """
    back = _level(shares.get("hamstrings", 0))
    front = _level(shares.get("quadriceps", 0))
    levels = {
        "bflh": back,
        "sm": back,
        "st": back,
        "bfsh": back,
        "rf": front,
        "vl": front,
        "vm": front,
        "vi": front,
    }
    if pattern == "hip":
        levels["bfsh"] = 0
    if shares.get("glutes", 0) > 0:
        levels["rf"] = 0
    return levels


def _level(share: float) -> int:
    if share <= 0:
        return 0
    return MOST if share >= 1 else MOST - 1


def _muscle(rows: shapes.Rows, look: str, fibres: int, top: float = 0, bottom: float = 999) -> str:
    paths = shapes.fibres(rows, fibres, top, bottom)
    lines = "".join(f'<path class="anatomy__fibre" d="{path}"/>' for path in paths)
    belly = f'<path class="anatomy__muscle {look}" d="{shapes.outline(rows)}"/>'
    return f'<g class="anatomy__group">{belly}{lines}</g>'


def _tendon(rows: shapes.Rows, look: str = "anatomy__tendon") -> str:
    return f'<path class="{look}" d="{shapes.outline(rows)}"/>'


@cache
def _neighbours(front: bool) -> str:
    group = shapes.NEIGHBOURS_FRONT if front else shapes.NEIGHBOURS_BEHIND
    muscles = "".join(_muscle(rows, "anatomy__neighbour", count) for rows, count in group)
    return f'<g class="anatomy__context">{muscles}</g>'


@cache
def _hamstrings(sm: str, bfsh: str, bflh: str, st: str) -> str:
    """Paint the hamstrings from the deepest to the nearest, each head with its own class."""
    return (
        _tendon(shapes.SEMIMEMBRANOSUS_ORIGIN, "anatomy__tendon")
        + _muscle(shapes.SEMIMEMBRANOSUS, sm, 9, 236, 490)
        + _tendon(shapes.SEMIMEMBRANOSUS_END)
        + _muscle(shapes.SHORT_HEAD, bfsh, 5, 306, 470)
        + _tendon(shapes.LONG_HEAD_ORIGIN)
        + _muscle(shapes.LONG_HEAD, bflh, 7, 138, 446)
        + _tendon(shapes.BICEPS_END)
        + _muscle(shapes.SEMITENDINOSUS, st, 6, 128, 350)
        + _tendon(shapes.SEMITENDINOSUS_END)
    )


@cache
def _quadriceps(vi: str, vl: str, vm: str, rf: str) -> str:
    return (
        _muscle(shapes.MIDDLE_VASTUS, vi, 7, 200, 400)
        + _muscle(shapes.OUTER_VASTUS, vl, 7, 120, 404)
        + _muscle(shapes.INNER_VASTUS, vm, 6, 250, 424)
        + _tendon(shapes.RECTUS_ORIGIN)
        + _muscle(shapes.RECTUS, rf, 7, 70, 350)
        + _tendon(shapes.RECTUS_END)
        + _muscle(shapes.SARTORIUS, "anatomy__neighbour", 3)
    )


def _defs(uid: str, frame: tuple[int, int, int, int], fade: float) -> str:
    """The clip to the leg's outline, and a mask that lets hip and shin fade out; ids begin with `uid`."""
    x, y, width, height = frame
    stops = (
        '<stop offset="0" stop-color="#fff" stop-opacity="0"/>'
        f'<stop offset="{fade:g}" stop-color="#fff"/><stop offset="{1 - fade:g}" stop-color="#fff"/>'
        '<stop offset="1" stop-color="#fff" stop-opacity="0"/>'
    )
    box = f'x="{x}" y="{y}" width="{width}" height="{height}"'
    return (
        f'<defs><clipPath id="{uid}-clip"><path d="{shapes.OUTLINE}"/></clipPath>'
        f'<linearGradient id="{uid}-fade" x1="0" y1="0" x2="0" y2="1">{stops}</linearGradient>'
        f'<mask id="{uid}-mask" maskUnits="userSpaceOnUse" {box}>'
        f'<rect {box} fill="url(#{uid}-fade)"/></mask></defs>'
    )


def _mirrored(content: str, mirrored: bool) -> str:
    if not mirrored:
        return content
    return f'<g transform="matrix(-1 0 0 1 {number(2 * shapes.MIDDLE)} 0)">{content}</g>'


def _x(x: float, mirrored: bool) -> str:
    return number(2 * shapes.MIDDLE - x if mirrored else x)


def _pin(head: Head, radius: float, mirrored: bool) -> str:
    x = _x(head.pin[0], mirrored)
    y = head.pin[1]
    circle = f'cx="{x}" cy="{number(y)}" r="{number(radius)}"'
    return (
        f'<g class="anatomy__pins"><circle class="anatomy__pin muscle-{head.code}" {circle}/>'
        f'<text x="{x}" y="{number(y + radius * 0.42)}" text-anchor="middle" '
        f'font-size="{number(radius * 1.28)}">{head.number}</text></g>'
    )


def _label(item: Head | Place, mirrored: bool) -> str:
    """Two lines of words, a leader to the place, and a numbered pin or a dot at its end."""
    x, y = item.label
    towards = -1 if item.outer else 1
    ends = f"M{_x(x + 8 * towards, mirrored)} {number(y - 5)}H{_x(x + 34 * towards, mirrored)}"
    leader = f"{ends}L{_x(item.pin[0], mirrored)} {number(item.pin[1])}"
    dot = (
        f'<circle class="anatomy__point" cx="{_x(item.pin[0], mirrored)}" cy="{number(item.pin[1])}" r="4"/>'
    )
    mark = _pin(item, 10, mirrored) if isinstance(item, Head) else dot
    anchor = "start" if item.outer != mirrored else "end"
    place = f'x="{_x(x, mirrored)}" text-anchor="{anchor}"'
    return (
        f'<g class="anatomy__label"><path class="anatomy__leader" d="{leader}"/>{mark}'
        f'<text class="anatomy__name" y="{number(y)}" {place}>{item.name}</text>'
        f'<text class="anatomy__detail" y="{number(y + 18)}" {place}>{item.part}</text></g>'
    )


def _sides(mirrored: bool) -> str:
    names = (
        (96, "Inside", "end" if not mirrored else "start"),
        (300, "Outside", "start" if not mirrored else "end"),
    )
    return "".join(
        f'<text class="anatomy__side" x="{_x(x, mirrored)}" y="636" text-anchor="{anchor}">{name}</text>'
        for x, name, anchor in names
    )


def _picture(kind: str, frame: tuple[float, ...], name: str, content: str) -> str:
    """One drawing with its name for those who do not see it; `kind` is what the style sheet calls it."""
    view = " ".join(number(value) for value in frame)
    label = escape(name, {'"': "&quot;"})
    start = f'<svg class="anatomy anatomy--{kind}" viewBox="{view}" role="img" aria-label="{label}">'
    return f"{start}{content}</svg>"


def _thigh(
    body: str, heads: tuple[Head, ...], places: tuple[Place, ...], title: str, labels: bool, mirrored: bool
) -> str:
    said = ", ".join(f"{head.number} {head.name} ({head.part})" for head in heads)
    name = f"{title}. {said}."
    if labels:
        items: tuple[Head | Place, ...] = (*heads, *places)
        words = "".join(_label(item, mirrored) for item in items) + _sides(mirrored)
        return _picture("labels", (-120 if mirrored else -130, -6, 660, 656), name, body + words)
    pins = "".join(_pin(head, 15, mirrored) for head in heads)
    return _picture("pins", (66 if mirrored else 64, -6, 280, 652), name, body + pins)


def _looks(heads: tuple[Head, ...], levels: Mapping[str, int] | None) -> dict[str, str]:
    """Classes of each head: its colour and how strongly it shows; without levels all show fully."""
    looks: dict[str, str] = {}
    for head in heads:
        level = MOST if levels is None else levels.get(head.code, 0)
        looks[head.code] = f"muscle-{head.code} anatomy__muscle--level-{level}"
    return looks


def thigh_from_behind(
    *,
    emphasis: Mapping[str, int] | None = None,
    labels: bool = True,
    leg: Leg = "right",
    uid: str = "thigh-behind",
) -> str:
    """The hamstrings with words, or only numbers where `labels` is off; no two drawings share a `uid`."""
    mirrored = leg == "left"
    body = (
        f'{_SKIN}<g clip-path="url(#{uid}-clip)">{_neighbours(False)}</g>'
        f"{BONES_BEHIND}{_hamstrings(**_looks(HAMSTRINGS, emphasis))}"
        f'<g clip-path="url(#{uid}-clip)">{GLUTEUS}</g>{_EDGE}'
    )
    faded = (
        f'{_defs(uid, (60, -10, 300, 660), 0.1)}<g mask="url(#{uid}-mask)">{_mirrored(body, mirrored)}</g>'
    )
    return _thigh(faded, HAMSTRINGS, PLACES_BEHIND, f"{leg.title()} thigh from behind", labels, mirrored)


def thigh_from_front(
    *,
    emphasis: Mapping[str, int] | None = None,
    labels: bool = True,
    leg: Leg = "right",
    uid: str = "thigh-front",
) -> str:
    """The four heads of the quadriceps; the same arguments as from behind."""
    mirrored = leg == "right"
    body = (
        f"{_SKIN}{BONES_FRONT}"
        f'<g clip-path="url(#{uid}-clip)">{_neighbours(True)}</g>'
        f"{_quadriceps(**_looks(QUADRICEPS, emphasis))}{KNEECAP}{_tendon(shapes.PATELLAR_TENDON)}"
        f"{_EDGE}"
    )
    faded = (
        f'{_defs(uid, (60, -10, 300, 660), 0.1)}<g mask="url(#{uid}-mask)">{_mirrored(body, mirrored)}</g>'
    )
    return _thigh(faded, QUADRICEPS, PLACES_FRONT, f"{leg.title()} thigh from the front", labels, mirrored)


def _injury(side: str, structure: str) -> str:
    if structure not in INJURY_PLACES:
        return ""
    marks: list[str] = []
    for leg in ("left", "right") if side == "both" else (side,):
        x, y = INJURY_PLACES[structure]
        place = f'cx="{number(x if leg == "right" else 190 - x)}" cy="{number(y)}"'
        point = f'<circle class="anatomy__hurt-point" {place} r="5"/>'
        marks.append(f'<g class="anatomy__hurt"><circle {place} r="17"/>{point}</g>')
    return "".join(marks)


def pair(left: str, right: str, *, hurt: Iterable[tuple[str, str]] = (), uid: str = "pair") -> str:
    """Both legs from behind in the colours of left and right, each described by the words given for it.

    `hurt` lists injuries as (side, structure); those that do not show from behind are left unmarked.
    """

    muscles = _hamstrings(
        sm="anatomy__leg--third",
        bfsh="anatomy__leg--third",
        bflh="anatomy__leg--first",
        st="anatomy__leg--second",
    )
    leg = (
        f'{_SKIN}<g clip-path="url(#{uid}-clip)">{_neighbours(False)}</g>'
        f'{muscles}<g clip-path="url(#{uid}-clip)">{GLUTEUS}</g>{_EDGE}'
    )
    marks = "".join(_injury(side, structure) for side, structure in hurt)
    content = (
        f'{_defs(uid, (-140, 30, 480, 568), 0.16)}<defs><g id="{uid}-leg">{leg}</g></defs>'
        f'<g mask="url(#{uid}-mask)">'
        f'<use class="anatomy__leg--left" href="#{uid}-leg" transform="matrix(-1 0 0 1 190 0)"/>'
        f'<use class="anatomy__leg--right" href="#{uid}-leg"/>{marks}</g>'
    )
    name = f"Both thighs from behind. Left: {left}. Right: {right}."
    return _picture("pair", (-126, 34, 442, 560), name, content)
