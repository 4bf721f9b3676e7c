"""Draws positions of an exercise as SVG documents that stand alone."""

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from exercises.figures import equipment, framing
from exercises.figures.body import FOOT, PATHS, SOLE_STRIP, with_toes
from exercises.figures.equipment import Drawn
from exercises.figures.framing import Frame
from exercises.figures.geometry import line, number, smooth
from exercises.figures.library import Figure, Position
from exercises.figures.muscles import GROUPS, TENDONS, strength
from exercises.figures.palette import style
from exercises.figures.solve import Placement

# Painter's order: each row is a segment, and the class and outline of every shape on it.
Rows = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
FAR_SIDE: Rows = (
    ("upper_arm_far", (("far", "upper_arm"), ("top-far", "sleeve"))),
    ("forearm_far", (("far", "forearm"),)),
    ("hand_far", (("far", "hand"),)),
    ("shank_far", (("far", "shank"),)),
    ("foot_far", (("shoe-far", "foot"),)),
    ("thigh_far", (("far", "thigh"), ("short-far", "shorts"))),
)
NEAR_SIDE: Rows = (
    ("neck", (("skin", "neck"),)),
    ("head", (("skin", "head"), ("hair", "hair"), ("ear", "ear"))),
    ("thorax", (("top", "thorax"),)),
    ("shank_near", (("skin", "shank"),)),
    ("foot_near", (("shoe", "foot"), ("sole", "sole"))),
    ("thigh_near", (("skin", "thigh"),)),
    ("pelvis", (("short", "pelvis"),)),
    ("thigh_near", (("short", "shorts"),)),
)
NEAR_ARM: Rows = (
    ("upper_arm_near", (("skin", "upper_arm"), ("top", "sleeve"))),
    ("forearm_near", (("skin", "forearm"),)),
    ("hand_near", (("skin", "hand"),)),
)

DEPTH = (6.0, -2.5)  # the far side stands a little ahead and higher, as things farther away do


def _place(placement: Placement) -> str:
    text = f"translate({number(placement.x)} {number(placement.y)}) rotate({number(placement.turn)})"
    return f"{text} scale(1 {placement.seen:g})" if placement.seen != 1 else text


def _path_of(segment: str, shape: str, figure: Figure, position: Position) -> str:
    if shape in ("foot", "sole"):
        toes = position.body.angles["toes_" + segment.rpartition("_")[2]]
        return smooth(with_toes(FOOT if shape == "foot" else SOLE_STRIP, toes))
    if shape == "hand":
        return PATHS["palm" if figure.open_hand else "fist"]
    return PATHS[shape]


def _segments(rows: Rows, figure: Figure, position: Position) -> str:
    pieces: list[str] = []
    for segment, shapes in rows:
        content = "".join(
            f'<path class="f-{look}" d="{_path_of(segment, shape, figure, position)}"/>'
            for look, shape in shapes
        )
        pieces.append(f'<g transform="{_place(position.body.segments[segment])}">{content}</g>')
    return "".join(pieces)


def _muscle(group: str, share: float, position: Position) -> str:
    """Paint one muscle group on the near side; nothing where it takes no share."""
    paint = strength(share)
    if not paint:
        return ""
    pieces: list[str] = []
    if group in TENDONS:
        cord = line([position.body.spot(spot) for spot in TENDONS[group]])
        pieces.append(f'<path class="f-tendon {group} {paint}" d="{cord}"/>')
    for shape in GROUPS[group]:
        place = _place(position.body.segments[shape.segment])
        pieces.append(f'<path class="f-{shape.look} {paint}" transform="{place}" d="{shape.path}"/>')
    return "".join(pieces)


def _muscles(shares: Mapping[str, float] | None, position: Position) -> str:
    return "".join(_muscle(group, (shares or {}).get(group, 0), position) for group in GROUPS)


def _layer(pieces: Iterable[Drawn], layer: str) -> str:
    return "".join(piece.svg for piece in pieces if piece.layer == layer)


def layers(figure: Figure, position: Position, shares: Mapping[str, float] | None, frame: Frame) -> str:
    """Draw a position from the farthest thing to the nearest, on a floor as wide as the frame."""
    pieces = [equipment.draw(gear, position.body) for gear in position.gear]
    left, _, width, _ = frame
    depth = f"translate({number(DEPTH[0])} {number(DEPTH[1])})"
    return "".join((
        f'<path class="e-floor" d="M{number(left)} 0.8H{number(left + width)}"/>',
        _layer(pieces, "behind"),
        f'<g transform="{depth}">{_segments(FAR_SIDE, figure, position)}</g>',
        _segments(NEAR_SIDE, figure, position),
        _muscles(shares, position),
        _layer(pieces, "between"),
        _segments(NEAR_ARM, figure, position),
        _layer(pieces, "front"),
    ))  # fmt: skip


def document(frame: Frame, title: str, css: str, content: str) -> str:
    """Put a drawing into an SVG document with its name and its style."""
    view = " ".join(number(value) for value in frame)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title" viewBox="{view}">'
        f'<title id="title">{escape(title)}</title><style>{css}</style>{content}</svg>'
    )


def svg(figure: Figure, pose: str, shares: Mapping[str, float] | None, thumb: bool, theme: str) -> str:
    """Draw one position that stands still."""
    if pose in figure.faults:
        frame = framing.narrow(figure)
    else:
        frame = framing.square(figure, pose) if thumb else framing.wide(figure)
    content = layers(figure, figure.position(pose), shares, frame) + _rings(figure, pose)
    return document(frame, figure.alt(pose), style(theme), content)


def _rings(figure: Figure, pose: str) -> str:
    """Rings round what is wrong; an edge sets each off from dark clothes and light skin alike."""
    if pose not in figure.faults:
        return ""
    fault = figure.faults[pose]
    pieces: list[str] = []
    for ring in fault.rings:
        x, y = fault.position.body.spot(ring.spot)
        place = f'cx="{number(x)}" cy="{number(y)}" r="{number(ring.radius)}"'
        pieces += [f'<circle class="ring-edge" {place}/>', f'<circle class="ring" {place}/>']
    return "".join(pieces)


def fingerprint(figure: Figure, shares: Mapping[str, float] | None) -> str:
    """Twelve characters that change when any drawing of the exercise does, moving or still."""
    parts = (_sources(), repr(figure), repr(sorted((shares or {}).items())))
    return hashlib.sha256("".join(parts).encode()).hexdigest()[:12]


@cache
def _sources() -> str:
    """What draws: with it and the solved positions every drawing is given, so none has to be drawn."""
    return "".join(path.read_text(encoding="utf-8") for path in sorted(Path(__file__).parent.glob("*.py")))
