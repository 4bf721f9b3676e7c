"""What differs between two texts, word by word, and between two lists of cues, cue by cue."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from trainer.editorial.lines import Line, Lines, after_neighbour, by_cue

SAME, CHANGED, MOVED, NEW, OUT = "same", "changed", "moved", "new", "out"
STATE_WORDS = {SAME: "Same", CHANGED: "Changed", MOVED: "Moved", NEW: "New", OUT: "Taken out"}
TOKENS = re.compile(r"\w+(?:[’'-]\w+)*|\s+|[^\w\s]")


@dataclass(frozen=True)
class Piece:
    """Some words of a text; `differs` where the other text has others."""

    text: str
    differs: bool


type Marked = tuple[Piece, ...]


@dataclass(frozen=True)
class Side:
    """One of the two texts of a row, its differences marked."""

    line: Line
    kind: Marked
    headline: Marked
    details: tuple[Marked, ...]


@dataclass(frozen=True)
class Row:
    """A cue before and after; `number` is its place in the list after, 0 where it is taken out."""

    cue: int
    state: str
    number: int
    before: Side | None
    after: Side | None
    first: bool = False
    last: bool = False

    @property
    def words(self) -> str:
        return STATE_WORDS[self.state]

    @property
    def edit_id(self) -> str:
        """The control that gets the focus back when its form is done with."""
        return f"edit-{self.cue}"

    @property
    def line(self) -> Line:
        """Its words now, or as they were where it is taken out."""
        side = self.after or self.before
        assert side  # noqa: S101  a row has at least one of the two
        return side.line


def compare(before: str, after: str) -> tuple[Marked, Marked]:
    """Both texts in pieces: what is the same in both, and what is not."""
    old, new = TOKENS.findall(before), TOKENS.findall(after)
    left: list[Piece] = []
    right: list[Piece] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, from_old, to_old, from_new, to_new in matcher.get_opcodes():
        _add(left, "".join(old[from_old:to_old]), tag != "equal")
        _add(right, "".join(new[from_new:to_new]), tag != "equal")
    return _joined(left), _joined(right)


def _add(pieces: list[Piece], text: str, differs: bool) -> None:
    if text:
        pieces.append(Piece(text, differs))


def _joined(pieces: list[Piece]) -> Marked:
    """A bare space between two changes belongs to them: one mark reads better than two."""
    found: list[Piece] = []
    for place, piece in enumerate(pieces):
        between = 0 < place < len(pieces) - 1 and piece.text.isspace()
        differs = piece.differs or (between and pieces[place - 1].differs and pieces[place + 1].differs)
        if found and found[-1].differs == differs:
            found[-1] = Piece(found[-1].text + piece.text, differs)
        else:
            found.append(Piece(piece.text, differs))
    return tuple(found)


def rows(published: Lines, draft: Lines) -> list[Row]:
    """One row for each cue of either list, in the draft's order; what is out stays where it was."""
    was, now = by_cue(published), by_cue(draft)
    still = _still([line.cue for line in published if line.cue in now], [line.cue for line in draft])
    numbers = {line.cue: number for number, line in enumerate(draft, 1)}
    every = list(draft)
    for line in published:
        if line.cue not in now:
            every = after_neighbour(every, published, line)
    return [
        _row(was.get(one.cue), now.get(one.cue), numbers.get(one.cue, 0), one.cue not in still, draft)
        for one in every
    ]


def _still(before: list[int], after: list[int]) -> set[int]:
    """The cues of the longest run that kept its order: the fewest others were moved."""
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    return {cue for block in blocks for cue in before[block.a : block.a + block.size]}


def _row(before: Line | None, after: Line | None, number: int, has_moved: bool, draft: Lines) -> Row:
    left, right = sides(before, after)
    line = after or before
    if before is None or after is None:
        state = NEW if after else OUT
    elif before.words != after.words:
        state = CHANGED
    else:
        state = MOVED if has_moved else SAME
    alike = [one.cue for one in draft if line and one.kind == line.kind]
    ends = {"first": alike[:1] == [line.cue], "last": alike[-1:] == [line.cue]} if line else {}
    return Row(line.cue if line else 0, state, number, left, right, **ends)


def sides(before: Line | None, after: Line | None) -> tuple[Side | None, Side | None]:
    """Both texts of a cue, marked against each other; a text that stands alone is marked as a whole."""
    old, new = _texts(before), _texts(after)
    count = max(len(old), len(new))
    pairs = [compare(*pair) for pair in zip(_filled(old, count), _filled(new, count), strict=True)]
    left = _side(before, [pair[0] for pair in pairs][: len(old)])
    right = _side(after, [pair[1] for pair in pairs][: len(new)])
    return left, right


def _texts(line: Line | None) -> list[str]:
    return [line.kind_words, line.headline, *line.detail.splitlines()] if line else []


def _filled(texts: Iterable[str], count: int) -> list[str]:
    found = list(texts)
    return found + [""] * (count - len(found))


def _side(line: Line | None, marked: list[Marked]) -> Side | None:
    return Side(line, marked[0], marked[1], tuple(marked[2:])) if line else None


def summary(found: Iterable[Row]) -> str:
    """Two cues changed, one new, three the same."""
    states = [row.state for row in found]
    words = {CHANGED: "changed", MOVED: "moved", NEW: "new", OUT: "taken out", SAME: "the same"}
    return ", ".join(f"{states.count(state)} {word}" for state, word in words.items() if state in states)
