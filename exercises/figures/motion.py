"""Draws an exercise that moves: from the start to the end and back, by keyframes within the drawing's style.

Every sample is drawn like a position that stands still. The drawings have the same elements, so what differs
between them is an attribute here and there, and each such attribute becomes one set of keyframes.
"""

import math
import re
from collections.abc import Mapping, Sequence

from exercises.figures.draw import document, layers
from exercises.figures.framing import wide
from exercises.figures.library import MOVE, Figure
from exercises.figures.palette import style
from exercises.figures.samples import samples

SECONDS = 2.4  # one way, with the rests
REST = 10.0  # percent of it that start and end each stand still
TAG = re.compile(r"<\w[^>]*?(?=/?>)")
ATTRIBUTE = re.compile(r' ([\w-]+)="([^"]*)"')
TURN = re.compile(r"rotate\(([^)]*)\)")
SHIFT = re.compile(r"translate\((\S+) (\S+)\)")
SCALE = re.compile(r"scale\((\S+) (\S+)\)")
LENGTHS = frozenset({"cx", "cy", "x", "y", "width", "height", "r"})


class Unmovable(ValueError):
    """Two samples of a motion do not consist of the same elements."""


def svg(figure: Figure, shares: Mapping[str, float] | None, theme: str) -> str:
    """Draw the motion; where less motion is wanted the end stands still, as in the elements themselves."""
    frame = wide(figure)
    drawings = [layers(figure, position, shares, frame) for position in samples(figure)]
    content, keyframes = animated(drawings)
    return document(frame, figure.alt(MOVE), style(theme) + keyframes, content)


def animated(drawings: Sequence[str]) -> tuple[str, str]:
    """The last drawing with a class on all that moves, and the style that moves it."""
    rows = list(zip(*(TAG.findall(drawing) for drawing in drawings), strict=True))
    names: dict[str, str] = {}
    marked = iter([_marked(row, names) for row in rows])
    content = TAG.sub(lambda _: next(marked), drawings[-1])
    return content, _moving(names)


def _moving(names: Mapping[str, str]) -> str:
    frames = "".join(f"@keyframes {name}{{{body}}}" for body, name in names.items())
    uses = "".join(f".{name}{{animation-name:{name}}}" for name in names.values())
    timing = f".m{{animation:{SECONDS:g}s linear infinite alternate}}"
    return f"{frames}@media(prefers-reduced-motion:no-preference){{{timing}{uses}}}"


def _marked(row: Sequence[str], names: dict[str, str]) -> str:
    """One element as the last sample has it, with the class of its keyframes where it moves."""
    last = row[-1]
    if len(set(row)) == 1:
        return last
    values = [ATTRIBUTE.findall(tag) for tag in row]
    if len({tuple(name for name, _ in value) for value in values}) > 1:
        raise Unmovable(f"{row[0]} becomes {last}")
    moved = [index for index, column in enumerate(zip(*values, strict=True)) if len(set(column)) > 1]
    body = "".join(
        f"{at}{{{';'.join(_declared(*value[index]) for index in moved)}}}"
        for at, value in zip(_times(len(row)), values, strict=True)
    )
    name = names.setdefault(body, f"m{len(names)}")
    if ' class="' in last:
        return last.replace(' class="', f' class="m {name} ', 1)
    return f'{last} class="m {name}"'


def _times(count: int) -> list[str]:
    """When each sample is reached, in percent: slow at both ends, with a rest there."""
    moving = 100 - 2 * REST
    shares = [math.acos(1 - 2 * index / (count - 1)) / math.pi for index in range(count)]
    times = [f"{REST + moving * share:.4g}%" for share in shares]
    return [f"0%,{times[0]}", *times[1:-1], f"{times[-1]},100%"]


def _declared(name: str, value: str) -> str:
    """An attribute as a declaration of the style: there lengths and angles have units."""
    if name == "d":
        return f'd:path("{value}")'
    if name in LENGTHS:
        return f"{name}:{value}px"
    if name == "transform":
        value = SHIFT.sub(r"translate(\1px,\2px)", value)
        value = TURN.sub(r"rotate(\1deg)", value)
        value = SCALE.sub(r"scale(\1,\2)", value)
    return f"{name}:{value}"
