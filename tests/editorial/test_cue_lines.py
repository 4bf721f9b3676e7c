"""A list of cues as it is edited."""

from hypothesis import given
from hypothesis import strategies as st

from trainer.editorial.lines import (
    KINDS,
    Line,
    Lines,
    back,
    from_json,
    moved,
    next_new,
    ordered,
    problems,
    put,
    to_json,
    without,
)

WHOLE = (
    Line(1, "set_up", "Stand tall"),
    Line(2, "do", "Soften your knees"),
    Line(3, "do", "Push your hips back"),
    Line(4, "feel", "A firm pull"),
    Line(5, "stop_if", "Sudden pain"),
    Line(6, "fault", "Back rounds", "The curve goes.\nGo less deep."),
)


@st.composite
def lists(draw: st.DrawFn) -> Lines:
    numbers = draw(st.lists(st.integers(-3, 9).filter(bool), unique=True, max_size=7))
    words = st.text("ab", min_size=1, max_size=2)
    return ordered(Line(cue, draw(st.sampled_from(KINDS)), draw(words), draw(words)) for cue in numbers)


@given(lists())
def test_a_list_survives_its_row(lines: Lines) -> None:
    assert from_json(to_json(lines)) == lines


@given(lists(), st.integers(-3, 9), st.sampled_from([-1, 1]))
def test_moving_there_and_back_changes_nothing(lines: Lines, cue: int, by: int) -> None:
    once = moved(lines, cue, by)
    assert sorted(once, key=lambda line: line.cue) == sorted(lines, key=lambda line: line.cue)
    assert [line.kind for line in once] == [line.kind for line in lines]
    if once != lines:
        assert moved(once, cue, -by) == lines


@given(lists(), lists())
def test_what_is_put_back_has_its_published_words(lines: Lines, published: Lines) -> None:
    for line in published:
        again = back(lines, published, line.cue)
        assert [one for one in again if one.cue == line.cue] == [line]
        assert without(again, line.cue) == without(lines, line.cue)


@given(lists())
def test_taking_out_and_putting_back_is_the_same_list(lines: Lines) -> None:
    for line in lines:
        assert back(without(lines, line.cue), lines, line.cue) == lines


def test_a_new_cue_goes_to_the_end_of_its_kind() -> None:
    lines = put(WHOLE, Line(next_new(WHOLE), "do", "Drive your hips forward"))
    assert [line.cue for line in lines] == [1, 2, 3, -1, 4, 5, 6]
    assert next_new(lines) == -2


def test_a_cue_of_another_kind_moves_to_that_kind() -> None:
    lines = put(WHOLE, Line(2, "feel", "Soft knees"))
    assert [line.cue for line in lines] == [1, 3, 4, 2, 5, 6]


def test_a_cue_does_not_move_among_another_kind() -> None:
    assert moved(WHOLE, 3, 1) == WHOLE
    assert [line.cue for line in moved(WHOLE, 3, -1)] == [1, 3, 2, 4, 5, 6]


def test_every_kind_and_four_cues_are_asked_for() -> None:
    assert problems(WHOLE) == []
    [missing] = problems(without(WHOLE, 4))
    assert "Missing: Feel." in missing
    few, missing = problems((WHOLE[0], WHOLE[1], WHOLE[5]))
    assert "There are 2." in few
    assert "Missing: Feel, Stop if." in missing
