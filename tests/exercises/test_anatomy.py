import re
from collections.abc import Callable
from xml.etree import ElementTree

import pytest

from exercises.figures import anatomy

DRAWINGS: dict[str, Callable[[str], str]] = {
    "behind": lambda uid: anatomy.thigh_from_behind(uid=uid),
    "left behind": lambda uid: anatomy.thigh_from_behind(uid=uid, leg="left"),
    "numbers behind": lambda uid: anatomy.thigh_from_behind(uid=uid, labels=False),
    "front": lambda uid: anatomy.thigh_from_front(uid=uid),
    "numbers front": lambda uid: anatomy.thigh_from_front(uid=uid, labels=False),
    "pair": lambda uid: anatomy.pair("0.66", "0.54", uid=uid),
}


def parsed(drawing: str) -> ElementTree.Element:
    return ElementTree.fromstring(drawing)  # noqa: S314 our own drawing


def ids(drawing: str) -> set[str]:
    return set(re.findall(r' id="([^"]+)"', drawing))


def level(drawing: str, code: str) -> int:
    found = re.search(rf"muscle-{code} anatomy__muscle--level-(\d)", drawing)
    assert found
    return int(found[1])


def marks(drawing: str) -> int:
    return drawing.count('class="anatomy__hurt"')


@pytest.mark.parametrize("drawing", DRAWINGS.values(), ids=DRAWINGS.keys())
def test_drawings_are_well_formed_and_carry_no_style(drawing: Callable[[str], str]):
    svg = drawing("one")
    root = parsed(svg)
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-label"]
    assert "style" not in svg


@pytest.mark.parametrize("drawing", DRAWINGS.values(), ids=DRAWINGS.keys())
def test_two_drawings_on_a_page_share_no_id(drawing: Callable[[str], str]):
    first, second = drawing("one"), drawing("two")
    assert ids(first)
    assert not ids(first) & ids(second)
    used = set(re.findall(r'(?:url\(|href=")#([\w-]+)', first))
    assert used <= ids(first)


@pytest.mark.parametrize(
    ("share", "expected"),
    [(1, 3), (0.5, 2), (0, 0)],
)
def test_levels_follow_the_share(share: float, expected: int):
    levels = anatomy.emphasis({"hamstrings": share, "quadriceps": share}, "knee")
    assert set(levels) == {"bflh", "sm", "st", "bfsh", "rf", "vl", "vm", "vi"}
    assert set(levels.values()) == {expected}


def test_the_short_head_rests_in_exercises_of_the_hip():
    levels = anatomy.emphasis({"hamstrings": 1, "glutes": 1}, "hip")
    assert levels["bfsh"] == 0
    assert levels["bflh"] == levels["sm"] == levels["st"] == 3


def test_the_short_head_works_in_exercises_of_the_knee():
    assert anatomy.emphasis({"hamstrings": 1}, "knee")["bfsh"] == 3


def test_rectus_femoris_works_in_leg_extensions_and_not_in_squats():
    assert anatomy.emphasis({"quadriceps": 1}, "quad")["rf"] == 3
    squat = anatomy.emphasis({"quadriceps": 1, "glutes": 1}, "quad")
    assert squat["rf"] == 0
    assert squat["vl"] == 3


def test_an_exercise_without_shares_lights_nothing():
    assert set(anatomy.emphasis({}, "sprint").values()) == {0}


def test_emphasis_reaches_the_drawing():
    levels = anatomy.emphasis({"hamstrings": 0.5, "glutes": 1}, "hip")
    drawing = anatomy.thigh_from_behind(emphasis=levels)
    assert level(drawing, "bflh") == 2
    assert level(drawing, "bfsh") == 0


def test_without_emphasis_every_head_shows_fully():
    assert {level(anatomy.thigh_from_front(), head.code) for head in anatomy.QUADRICEPS} == {3}


@pytest.mark.parametrize("view", [anatomy.thigh_from_behind, anatomy.thigh_from_front])
def test_labels_give_names_and_numbers_give_numbers(view: Callable[..., str]):
    heads = anatomy.HAMSTRINGS if view is anatomy.thigh_from_behind else anatomy.QUADRICEPS
    named, numbered = view(labels=True), view(labels=False)
    for head in heads:
        assert f">{head.name}</text>" in named
        assert f">{head.number}</text>" in named
        assert f">{head.name}</text>" not in numbered
        assert f">{head.number}</text>" in numbered
        assert head.name in parsed(numbered).attrib["aria-label"]


def test_the_left_leg_from_behind_has_its_outer_side_on_the_left():
    def outside(drawing: str) -> float:
        root = parsed(drawing)
        return next(float(node.attrib["x"]) for node in root.iter("text") if node.text == "Outside")

    assert (
        outside(anatomy.thigh_from_behind(leg="left")) < 205 < outside(anatomy.thigh_from_behind(leg="right"))
    )
    assert (
        outside(anatomy.thigh_from_front(leg="right")) < 205 < outside(anatomy.thigh_from_front(leg="left"))
    )


def test_the_pair_says_both_legs_in_words():
    root = parsed(anatomy.pair('0.66, "steady"', "0.54 & rising"))
    assert root.attrib["aria-label"] == (
        'Both thighs from behind. Left: 0.66, "steady". Right: 0.54 & rising.'
    )


def test_the_pair_colours_left_and_right():
    drawing = anatomy.pair("0.66", "0.54")
    assert drawing.count("anatomy__leg--left") == drawing.count("anatomy__leg--right") == 1


def test_injuries_are_marked_on_their_leg():
    def x(side: str) -> float:
        root = parsed(anatomy.pair("", "", hurt=[(side, "hamstring")]))
        return next(float(node.attrib["cx"]) for node in root.iter("circle"))

    assert x("left") < 95 < x("right")


def test_an_injury_of_both_legs_is_marked_twice():
    assert marks(anatomy.pair("", "", hurt=[("both", "hamstring")])) == 2


def test_what_does_not_show_from_behind_is_not_marked():
    assert marks(anatomy.pair("", "", hurt=[("left", "quadriceps"), ("left", "low_back")])) == 0
