"""An exercise's cues as a list that is edited: in the order a client reads them, kind by kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from exercises.catalogue import CUE_KINDS, FEWEST_CUES

FAULT = "fault"
KINDS = (*CUE_KINDS, FAULT)
KIND_WORDS = {
    "set_up": "Set up",
    "do": "Do",
    "feel": "Feel",
    "stop_if": "Stop if",
    FAULT: "Common fault",
}


@dataclass(frozen=True)
class Line:
    """One cue; `cue` is the number of the published one, or below zero for one that is new in a draft."""

    cue: int
    kind: str
    headline: str
    detail: str = ""

    @property
    def words(self) -> tuple[str, str, str]:
        return self.kind, self.headline, self.detail

    @property
    def kind_words(self) -> str:
        return KIND_WORDS[self.kind]


type Lines = tuple[Line, ...]


def ordered(lines: Iterable[Line]) -> Lines:
    return tuple(sorted(lines, key=lambda line: KINDS.index(line.kind)))


def from_json(rows: Iterable[Mapping[str, Any]]) -> Lines:
    return ordered(Line(row["cue"], row["kind"], row["headline"], row["detail"]) for row in rows)


def to_json(lines: Lines) -> list[dict[str, Any]]:
    return [vars(line) for line in lines]


def by_cue(lines: Lines) -> dict[int, Line]:
    return {line.cue: line for line in lines}


def next_new(lines: Lines) -> int:
    """A number for a cue that was not published yet."""
    return min([0, *by_cue(lines)]) - 1


def put(lines: Lines, line: Line) -> Lines:
    """In the place of the line of its number; at the end of its kind where it is new or changes kind."""
    old = by_cue(lines).get(line.cue)
    if old and old.kind == line.kind:
        return tuple(line if one.cue == line.cue else one for one in lines)
    return ordered([*without(lines, line.cue), line])


def without(lines: Lines, cue: int) -> Lines:
    return tuple(line for line in lines if line.cue != cue)


def moved(lines: Lines, cue: int, by: int) -> Lines:
    """One place up or down among the cues of its kind; at either end it stays."""
    found = list(lines)
    here = next((place for place, line in enumerate(found) if line.cue == cue), None)
    if here is None or not 0 <= here + by < len(found) or found[here].kind != found[here + by].kind:
        return lines
    found[here], found[here + by] = found[here + by], found[here]
    return tuple(found)


def back(lines: Lines, published: Lines, cue: int) -> Lines:
    """The published words of one cue again, in its published place where it had been taken out."""
    line = by_cue(published).get(cue)
    if line is None:
        return lines
    here = by_cue(lines).get(cue)
    if here and here.kind == line.kind:
        return put(lines, line)
    return ordered(after_neighbour(list(without(lines, cue)), published, line))


def after_neighbour(lines: list[Line], order: Lines, line: Line) -> list[Line]:
    """The lines with one more: behind the nearest of those that stand before it in `order`."""
    numbers = [one.cue for one in lines]
    before = [one.cue for one in order[: order.index(line)] if one.cue in numbers]
    place = numbers.index(before[-1]) + 1 if before else 0
    return [*lines[:place], line, *lines[place:]]


def problems(lines: Lines) -> list[str]:
    """What the library asks of every exercise and these cues lack."""
    cues = [line for line in lines if line.kind != FAULT]
    missing = [KIND_WORDS[kind] for kind in CUE_KINDS if kind not in {line.kind for line in cues}]
    found = []
    if len(cues) < FEWEST_CUES:
        found.append(f"At least {FEWEST_CUES} cues are needed beside the faults. There are {len(cues)}.")
    if missing:
        found.append(f"At least one cue of each kind is needed. Missing: {', '.join(missing)}.")
    return found
