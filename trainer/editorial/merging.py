"""Two people's changes to the same published cues put together: what one left alone, the other decides."""

from dataclasses import dataclass, replace

from trainer.editorial.lines import Line, Lines, after_neighbour, by_cue, ordered


@dataclass(frozen=True)
class Conflict:
    """A cue that both changed, each in another way; None is one that was taken out, or was not there."""

    cue: int
    base: Line | None
    theirs: Line | None
    mine: Line | None


@dataclass(frozen=True)
class Merged:
    """The cues with both sides' changes; where they conflict, mine stand until somebody settles it."""

    lines: Lines
    conflicts: tuple[Conflict, ...]


def merge(base: Lines, theirs: Lines, mine: Lines) -> Merged:
    mine = _named_alike(base, theirs, mine)
    was, their, my = by_cue(base), by_cue(theirs), by_cue(mine)
    kept: dict[int, Line] = {}
    conflicts = []
    for cue in [*their, *(cue for cue in {**my, **was} if cue not in their)]:
        old, other, own = was.get(cue), their.get(cue), my.get(cue)
        chosen = other if own in (old, other) else own
        if own != other and old not in (own, other):
            conflicts.append(Conflict(cue, old, other, own))
            chosen = own or other
        if chosen:
            kept[cue] = chosen
    return Merged(_in_order(kept, base, theirs, mine), tuple(conflicts))


def _named_alike(base: Lines, theirs: Lines, mine: Lines) -> Lines:
    """A new cue that both wrote in the same words is one cue, and takes the number it was published under."""
    known = by_cue(base).keys() | by_cue(mine).keys()
    fresh = {line.words: line.cue for line in theirs if line.cue not in known}
    found = []
    for line in mine:
        number = fresh.pop(line.words, line.cue) if line.cue < 0 else line.cue
        found.append(replace(line, cue=number))
    return tuple(found)


def _in_order(kept: dict[int, Line], base: Lines, theirs: Lines, mine: Lines) -> Lines:
    """My order if I moved something, else theirs; what only the other has goes behind its neighbour there."""
    shared = by_cue(base).keys() & by_cue(mine).keys()
    moved = [line.cue for line in base if line.cue in shared] != [
        line.cue for line in mine if line.cue in shared
    ]
    first, second = (mine, theirs) if moved else (theirs, mine)
    found = [line for line in first if line.cue in kept]
    for line in second:
        if line.cue in kept and line.cue not in by_cue(tuple(found)):
            found = after_neighbour(found, second, line)
    return ordered(kept[line.cue] for line in found)
