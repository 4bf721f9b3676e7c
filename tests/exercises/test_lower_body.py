import gzip
import re
from xml.etree import ElementTree

import pytest

from clients.forms.injuries import places
from exercises.figures import lower_body

DRAWING = lower_body.drawing()
CELLS = [cell for _, cells in places() for cell in cells if cell]
# The ligament lies inside the knee, and "somewhere else" is nowhere: both are chosen from the list.
IN_THE_LIST_ONLY = {"knee_acl", "other"}


def test_the_drawing_is_well_formed_named_and_carries_no_style():
    root = ElementTree.fromstring(DRAWING)  # noqa: S314 our own drawing
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-label"]
    assert "style" not in DRAWING


def test_the_drawing_is_small_enough_to_stand_in_the_page():
    assert len(gzip.compress(DRAWING.encode())) < 40_000


def test_everything_that_is_used_is_defined_once():
    defined = re.findall(r' id="([^"]+)"', DRAWING)
    assert len(defined) == len(set(defined))
    assert set(re.findall(r'(?:url\(|href=")#([\w-]+)', DRAWING)) <= set(defined)


def test_every_touch_ticks_a_choice_of_the_table():
    touched = set(re.findall(r'for="([^"]+)"', DRAWING))
    assert touched <= {cell.id for cell in CELLS}


def test_every_place_with_a_side_can_be_touched_on_both_legs():
    touched = set(re.findall(r'for="([^"]+)"', DRAWING))
    sided = {
        cell.id for cell in CELLS if cell.side != "both" and cell.value.split(":")[0] not in IN_THE_LIST_ONLY
    }
    assert sided == touched


@pytest.mark.parametrize("cell", [cell for cell in CELLS if cell.side != "both"], ids=lambda cell: cell.id)
def test_what_is_ticked_has_a_region_that_lights_up(cell):
    place, side = cell.value.split(":")
    assert (f"body__region--{place}-{side}" in DRAWING) is (place != "other")


@pytest.mark.parametrize(
    ("view", "place"),
    [
        ("behind", "hamstring"),
        ("behind", "hamstring_sit_bone"),
        ("behind", "calf"),
        ("behind", "low_back"),
        ("front", "quadriceps"),
        ("front", "groin"),
        ("front", "knee"),
        ("front", "knee_acl"),
    ],
)
def test_each_place_is_drawn_on_the_side_where_it_is_seen(view, place):
    assert f"body__region--{place}-" in lower_body.picture(view)


@pytest.mark.parametrize(("view", "leg", "left_half"), [
    ("behind", "left", True), ("behind", "right", False), ("front", "left", False), ("front", "right", True),
])  # fmt: skip
def test_from_behind_left_is_on_the_left_and_from_the_front_on_the_right(view, leg, left_half):
    xs = [int(x) for x in re.findall(r'foreignObject x="(-?\d+)"', lower_body.labels(view, leg))]
    assert all((x < 0) is left_half for x in xs)


def test_no_two_places_of_a_view_want_the_same_touch():
    for boxes in lower_body.TOUCH.values():
        areas = list(boxes.values())
        for number, (x, y, width, height) in enumerate(areas):
            for other_x, other_y, other_width, other_height in areas[number + 1 :]:
                apart = (
                    x + width <= other_x
                    or other_x + other_width <= x
                    or y + height <= other_y
                    or other_y + other_height <= y
                )
                assert apart
