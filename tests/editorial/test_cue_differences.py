"""Differences as an editor reads them."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.editorial.test_cue_lines import WHOLE, lists
from trainer.editorial.differences import Piece, compare, rows, summary
from trainer.editorial.lines import Line, Lines, moved, put, without

TEXTS = st.text("ab .,’-", max_size=12)


@given(TEXTS, TEXTS)
def test_the_pieces_of_a_text_are_the_text(before: str, after: str) -> None:
    left, right = compare(before, after)
    assert "".join(piece.text for piece in left) == before
    assert "".join(piece.text for piece in right) == after


@given(TEXTS, TEXTS)
def test_what_is_not_marked_is_the_same_on_both_sides(before: str, after: str) -> None:
    left, right = compare(before, after)
    unmarked = ["".join(piece.text for piece in side if not piece.differs).split() for side in (left, right)]
    assert "".join(unmarked[0]) == "".join(unmarked[1])


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert not any(piece.differs for side in compare(text, text) for piece in side)


@given(lists(), lists())
def test_every_cue_of_either_list_has_one_row(before: Lines, after: Lines) -> None:
    found = rows(before, after)
    assert sorted(row.cue for row in found) == sorted({line.cue for line in (*before, *after)})
    assert [row.cue for row in found if row.after] == [line.cue for line in after]
    assert [row.number for row in found if row.after] == list(range(1, len(after) + 1))


@given(lists())
def test_a_list_beside_itself_is_all_the_same(lines: Lines) -> None:
    assert {row.state for row in rows(lines, lines)} <= {"same"}


def test_one_word_is_marked_and_not_the_sentence() -> None:
    left, right = compare("Shins stay close to vertical.", "Shins stay close to upright.")
    assert left == (Piece("Shins stay close to ", False), Piece("vertical", True), Piece(".", False))
    assert right[1] == Piece("upright", True)


def test_two_words_side_by_side_are_one_mark() -> None:
    _, right = compare("Stop near", "Stop when hips stop")
    assert right == (Piece("Stop ", False), Piece("when hips stop", True))


def test_a_new_cue_is_marked_whole() -> None:
    [row] = rows((), (Line(-1, "do", "Breathe in"),))
    assert row.state == "new"
    assert row.after
    assert row.after.headline == (Piece("Breathe in", True),)


def test_every_kind_of_change_is_named() -> None:
    draft = put(WHOLE, replace(WHOLE[0], headline="Stand very tall"))
    draft = put(without(draft, 6), Line(-1, "fault", "Knees locked", "Straight legs.\nUnlock them."))
    draft = moved(draft, 3, -1)
    found = {row.cue: row.state for row in rows(WHOLE, draft)}
    assert found == {1: "changed", 2: "same", 3: "moved", 4: "same", 5: "same", 6: "out", -1: "new"} or (
        found == {1: "changed", 2: "moved", 3: "same", 4: "same", 5: "same", 6: "out", -1: "new"}
    )
    assert summary(rows(WHOLE, draft)) == "1 changed, 1 moved, 1 new, 1 taken out, 3 the same"


def test_a_cue_taken_out_stays_where_it_was() -> None:
    assert [row.cue for row in rows(WHOLE, without(WHOLE, 3))] == [1, 2, 3, 4, 5, 6]


def test_the_two_parts_of_a_fault_are_marked_apart() -> None:
    changed = replace(WHOLE[5], detail="The curve goes.\nGo half as deep.")
    [row] = [row for row in rows(WHOLE, put(WHOLE, changed)) if row.cue == 6]
    assert row.after
    look, say = row.after.details
    assert not any(piece.differs for piece in look)
    assert Piece("half as", True) in say
