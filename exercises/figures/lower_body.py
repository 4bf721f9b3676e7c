"""The lower body from behind and from the front, with the places that an injury can have.

A region is the muscle itself, so what lights up is what hurts; its class is `body__region--<place>-<side>`.
Over each lies a label for the control `where-<place>-<side>` of the same page: a touch ticks that control.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Literal

from exercises.figures import lower_body_shapes as shapes
from exercises.figures.geometry import Point, smooth
from exercises.figures.thigh_shapes import Rows, fibres, outline

type View = Literal["behind", "front"]
type Leg = Literal["left", "right"]
type Muscles = tuple[tuple[Rows, int], ...]

# Where a finger finds each place, on the half with the outer side to the right: x, y, width, height.
TOUCH: Mapping[View, Mapping[str, tuple[int, int, int, int]]] = {
    "behind": {
        "low_back": (0, -180, 78, 166),
        "hamstring_sit_bone": (20, 78, 62, 56),
        "hamstring": (20, 136, 118, 282),
        "knee": (32, 420, 90, 66),
        "calf": (26, 488, 104, 164),
    },
    "front": {
        "groin": (0, 100, 54, 180),
        "quadriceps": (54, 20, 102, 380),
        "knee": (32, 402, 90, 94),
    },
}
VIEWS: tuple[View, ...] = ("behind", "front")
LEGS: tuple[Leg, ...] = ("left", "right")
FRONT_AT = 372
CAPTIONS = (
    '<text class="body__caption" x="0" y="-208" text-anchor="middle">From behind</text>'
    f'<text class="body__caption" x="{FRONT_AT}" y="-208" text-anchor="middle">From the front</text>'
)
# Letters over the legs: x and side, from left to right.
LETTERS: tuple[tuple[int, Leg], ...] = ((-150, "left"), (150, "right"), (222, "right"), (522, "left"))


def coarse(path: str) -> str:
    """Whole units are finer than a pixel here, and half as long."""
    return re.sub(r"-?\d+\.\d+", lambda found: str(round(float(found[0]))), path)


def bellies(muscles: Muscles) -> str:
    return coarse("".join(outline(rows) for rows, _ in muscles))


def each_belly(muscles: Muscles) -> str:
    """One path for each, where a later one lies over an earlier."""
    return "".join(f'<path d="{coarse(outline(rows))}"/>' for rows, _ in muscles)


def strands(*groups: Muscles) -> str:
    """All fibres of these muscles as one path."""
    lines = [
        line
        for muscles in groups
        for rows, count in muscles
        if count
        for line in fibres(rows, count, -190, 900)
    ]
    return coarse("".join(lines))


def silhouette(foot: tuple[Point, ...]) -> str:
    return coarse(smooth((*shapes.OUTER, *foot, *shapes.INNER), closed=False))


def region(place: str, leg: Leg, content: str, look: str = "") -> str:
    name = f"body__region body__region--{place}-{leg}"
    return f'<g class="{name}{f" {look}" if look else ""}">{content}</g>'


def use(part: str, look: str = "") -> str:
    return f'<use href="#body-{part}"{f' class="{look}"' if look else ""}/>'


def path(look: str, d: str) -> str:
    return f'<path class="{look}" d="{d}"/>'


def definitions() -> str:
    """What both halves of a view share."""
    parts = {
        "behind": silhouette(shapes.HEEL),
        "front": silhouette(shapes.TOES),
    }
    outlines = "".join(
        f'<path id="body-{view}" d="{d}"/><clipPath id="body-{view}-inside">'
        f'<path d="{d}L0 108L0 -190Z"/></clipPath>'
        for view, d in parts.items()
    )
    groups = {
        "quiet-behind": shapes.QUIET_BEHIND,
        "quiet-front": shapes.QUIET_FRONT,
        "hamstring": shapes.HAMSTRINGS,
        "calf": shapes.CALF,
        "groin": shapes.GROIN,
        "quadriceps": shapes.QUADRICEPS,
    }
    muscles = "".join(f'<g id="body-{name}">{each_belly(group)}</g>' for name, group in groups.items())
    fades = (
        '<linearGradient id="body-fade" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#fff" '
        'stop-opacity="0"/><stop offset=".07" stop-color="#fff"/></linearGradient>'
        '<mask id="body-waist" maskUnits="userSpaceOnUse" x="-180" y="-190" width="360" height="1130">'
        '<rect x="-180" y="-190" width="360" height="1130" fill="url(#body-fade)"/></mask>'
    )
    lines = {
        "strands-quiet-behind": strands(shapes.QUIET_BEHIND),
        "strands-behind": strands(shapes.HAMSTRINGS, shapes.CALF),
        "strands-quiet-front": strands(shapes.QUIET_FRONT),
        "strands-front": strands(shapes.GROIN, shapes.QUADRICEPS),
    }
    fine = "".join(f'<path id="body-{name}" d="{d}"/>' for name, d in lines.items())
    return f"<defs>{outlines}{muscles}{fine}{fades}</defs>"


def half_behind(leg: Leg) -> str:
    return (
        use("quiet-behind", "body__quiet")
        + region("low_back", leg, f'<path d="{shapes.LOW_BACK}"/>', "body__area")
        + use("strands-quiet-behind", "body__strands")
        + region("hamstring", leg, use("hamstring"))
        + path("body__tendon", coarse(outline(shapes.ACHILLES)))
        + region("calf", leg, use("calf"))
        + region("knee", leg, f'<path d="{shapes.KNEE_BEHIND}"/>', "body__area")
        + use("strands-behind", "body__strands")
        + path("body__glute", shapes.GLUTE + shapes.SIDE_OF_HIP)
        + path("body__fold", shapes.FOLD_BEHIND)
        + region("hamstring_sit_bone", leg, f'<path d="{shapes.SIT_BONE}"/>', "body__bony")
    )


def half_front(leg: Leg) -> str:
    return (
        use("quiet-front", "body__quiet")
        + use("strands-quiet-front", "body__strands")
        + region("groin", leg, use("groin"))
        + region("quadriceps", leg, use("quadriceps"))
        + path("body__quiet", coarse(outline(shapes.SARTORIUS)))
        + use("strands-front", "body__strands")
        + path("body__fold", shapes.FOLD_GROIN)
        + region("knee", leg, f'<path d="{shapes.KNEE_FRONT}"/>', "body__area")
        + path("body__bone", shapes.KNEECAP)
        + path("body__tendon", coarse(outline(shapes.PATELLAR_TENDON)))
        + region("knee_acl", leg, f'<path d="{shapes.CRUCIATE}"/>', "body__ligament")
        + path("body__fold", shapes.SHIN + shapes.TOE_LINES)
    )


def on_the_right(view: View, leg: Leg) -> bool:
    return (view == "behind") == (leg == "right")


def half(view: View, leg: Leg) -> str:
    content = half_behind(leg) if view == "behind" else half_front(leg)
    mirrored = "" if on_the_right(view, leg) else ' transform="scale(-1 1)"'
    return (
        f'<g class="body__half body__half--{leg}"{mirrored}>{use(view, "body__skin")}'
        f'<g clip-path="url(#body-{view}-inside)">{content}</g>{use(view, "body__edge")}</g>'
    )


def labels(view: View, leg: Leg) -> str:
    """A label over each place; hidden from screen readers, for whom the control has its own name."""
    pieces = []
    for place, (x, y, width, height) in TOUCH[view].items():
        left = x if on_the_right(view, leg) else -x - width
        pieces.append(
            f'<foreignObject x="{left}" y="{y}" width="{width}" height="{height}">'
            f'<label xmlns="http://www.w3.org/1999/xhtml" class="body__touch" '
            f'for="where-{place}-{leg}" aria-hidden="true"></label></foreignObject>'
        )
    return "".join(pieces)


def picture(view: View) -> str:
    midline = shapes.MIDLINE_BEHIND if view == "behind" else shapes.MIDLINE_FRONT
    halves = "".join(half(view, leg) for leg in LEGS)
    touch = "".join(labels(view, leg) for leg in LEGS)
    return f'<g mask="url(#body-waist)">{halves}{path("body__fold", midline)}</g>{touch}'


@cache
def drawing() -> str:
    """Both views side by side, as SVG to stand in the page; colours come from its style sheet."""
    letters = "".join(
        f'<text class="body__letter body__letter--{leg}" x="{x}" y="-164" text-anchor="middle">'
        f"{leg[0].upper()}</text>"
        for x, leg in LETTERS
    )
    return (
        '<svg class="body" viewBox="-184 -236 740 1168" role="img" '
        'aria-label="Hips and legs, from behind and from the front">'
        f"{definitions()}{CAPTIONS}{letters}{picture('behind')}"
        f'<g transform="translate({FRONT_AT} 0)">{picture("front")}</g></svg>'
    )
