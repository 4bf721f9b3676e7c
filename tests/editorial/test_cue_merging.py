"""Two people's changes to one list put together; nothing that either wrote is lost unseen."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.editorial.test_cue_lines import WHOLE, lists
from trainer.editorial.lines import KINDS, Line, Lines, by_cue, moved, ordered, put, without
from trainer.editorial.merging import Conflict, merge

WORDS = st.text("abc", min_size=1, max_size=2)


@st.composite
def published(draw: st.DrawFn) -> Lines:
    return tuple(line for line in draw(lists()) if line.cue > 0)


@st.composite
def edited(draw: st.DrawFn, base: Lines, *, new: int) -> Lines:
    """What somebody made of a list: some cues changed, out, moved, and one new."""
    lines = base
    for line in base:
        act = draw(st.sampled_from(["keep", "keep", "words", "kind", "out", "up"]))
        if act == "words":
            lines = put(lines, replace(line, headline=draw(WORDS)))
        elif act == "kind":
            lines = put(lines, replace(line, kind=draw(st.sampled_from(KINDS))))
        elif act == "out":
            lines = without(lines, line.cue)
        elif act == "up":
            lines = moved(lines, line.cue, -1)
    if draw(st.booleans()):
        lines = put(lines, Line(new, draw(st.sampled_from(KINDS)), draw(WORDS)))
    return lines


@st.composite
def three(draw: st.DrawFn) -> tuple[Lines, Lines, Lines]:
    base = draw(published())
    return base, draw(edited(base, new=50)), draw(edited(base, new=-1))


@given(published(), st.data())
def test_what_i_left_alone_takes_theirs(base: Lines, data: st.DataObject) -> None:
    theirs = data.draw(edited(base, new=50))
    merged = merge(base, theirs, base)
    assert merged.lines == theirs
    assert not merged.conflicts


@given(published(), st.data())
def test_what_they_left_alone_keeps_mine(base: Lines, data: st.DataObject) -> None:
    mine = data.draw(edited(base, new=-1))
    merged = merge(base, base, mine)
    assert merged.lines == mine
    assert not merged.conflicts


@given(published(), st.data())
def test_the_same_change_on_both_sides_is_no_conflict(base: Lines, data: st.DataObject) -> None:
    both = data.draw(edited(base, new=50))
    merged = merge(base, both, both)
    assert merged.lines == both
    assert not merged.conflicts


@given(three())
def test_a_conflict_is_a_cue_that_both_changed_in_different_ways(sides: tuple[Lines, Lines, Lines]) -> None:
    base, theirs, mine = sides
    merged = merge(base, theirs, mine)
    found = {conflict.cue for conflict in merged.conflicts}
    was, their, my = by_cue(base), by_cue(theirs), by_cue(mine)
    wanted = {cue for cue in was if len({was.get(cue), their.get(cue), my.get(cue)}) == 3}
    assert found == wanted


@given(three())
def test_every_text_of_either_side_is_in_the_list_or_in_a_conflict(
    sides: tuple[Lines, Lines, Lines],
) -> None:
    base, theirs, mine = sides
    merged = merge(base, theirs, mine)
    shown = {line.words for line in merged.lines}
    for conflict in merged.conflicts:
        shown |= {line.words for line in (conflict.theirs, conflict.mine) if line}
    for one, other in ((theirs, mine), (mine, theirs)):
        for line in one:
            changed = line not in base
            kept_by_other = by_cue(other).get(line.cue) == line or line.cue not in by_cue(base)
            if changed or kept_by_other:
                assert line.words in shown


@given(three())
def test_a_cue_stands_once_and_kinds_stay_together(sides: tuple[Lines, Lines, Lines]) -> None:
    merged = merge(*sides)
    numbers = [line.cue for line in merged.lines]
    assert len(numbers) == len(set(numbers))
    assert ordered(merged.lines) == merged.lines


@given(three())
def test_once_settled_nothing_conflicts_any_more(sides: tuple[Lines, Lines, Lines]) -> None:
    base, theirs, mine = sides
    merged = merge(base, theirs, mine)
    again = merge(theirs, theirs, merged.lines)
    assert again.lines == merged.lines
    assert not again.conflicts


def test_both_texts_of_a_conflict_are_kept() -> None:
    theirs = put(WHOLE, replace(WHOLE[2], headline="Push your hips straight back"))
    mine = put(WHOLE, replace(WHOLE[2], headline="Reach back with your hips"))
    merged = merge(WHOLE, theirs, mine)
    assert merged.conflicts == (Conflict(3, WHOLE[2], theirs[2], mine[2]),)
    assert merged.lines == mine


def test_a_change_against_a_removal_is_a_conflict() -> None:
    theirs, mine = without(WHOLE, 3), put(WHOLE, replace(WHOLE[2], headline="Reach back"))
    [conflict] = merge(WHOLE, theirs, mine).conflicts
    assert (conflict.theirs, conflict.mine) == (None, mine[2])
    [conflict] = merge(WHOLE, mine, theirs).conflicts
    assert (conflict.theirs, conflict.mine) == (mine[2], None)


def test_my_new_cue_stays_behind_its_neighbour() -> None:
    theirs = put(WHOLE, replace(WHOLE[0], headline="Stand very tall"))
    mine = moved(put(WHOLE, Line(-1, "do", "Breathe in")), -1, -1)
    merged = merge(WHOLE, theirs, mine)
    assert [line.cue for line in merged.lines] == [1, 2, -1, 3, 4, 5, 6]
    assert merged.lines[0].headline == "Stand very tall"


def test_the_same_new_cue_of_both_is_one_cue() -> None:
    theirs = put(WHOLE, Line(50, "do", "Breathe in"))
    mine = put(WHOLE, Line(-1, "do", "Breathe in"))
    assert merge(WHOLE, theirs, mine).lines == theirs


def test_my_order_stands_where_i_moved_something_and_theirs_where_i_did_not() -> None:
    theirs = put(WHOLE, Line(50, "do", "Drive your hips forward"))
    mine = moved(WHOLE, 3, -1)
    assert [line.cue for line in merge(WHOLE, theirs, mine).lines] == [1, 3, 50, 2, 4, 5, 6]
    assert [line.cue for line in merge(WHOLE, moved(WHOLE, 3, -1), WHOLE).lines] == [1, 3, 2, 4, 5, 6]
