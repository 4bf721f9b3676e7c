import math
import re
import tomllib
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from exercises import figures
from exercises.figures import framing, motion, reading
from exercises.figures.draw import fingerprint, layers
from exercises.figures.geometry import distance
from exercises.figures.library import POSES, Figure
from exercises.figures.limits import beyond
from exercises.figures.samples import STEPS, samples
from exercises.figures.solve import SIDES

LIBRARY = sorted(figures.slugs())
SVG = "{http://www.w3.org/2000/svg}"


def figure(slug: str) -> Figure:
    return reading.figures()[slug]


def moving(slug: str) -> ElementTree.Element:
    return ElementTree.fromstring(figures.svg(slug, "move", muscles={"hamstrings": 1}))  # noqa: S314 our own drawing


@pytest.mark.parametrize("slug", LIBRARY)
def test_a_motion_begins_at_the_start_and_ends_at_the_end(slug: str):
    shown = samples(figure(slug))
    assert len(shown) == STEPS + 1
    assert shown[0].body == figure(slug).poses["start"].body
    assert shown[-1].body == figure(slug).poses["end"].body


@pytest.mark.parametrize("slug", LIBRARY)
def test_what_is_planted_stays_through_the_motion(slug: str):
    shown = samples(figure(slug))
    for landmark in figure(slug).planted:
        for sample in shown:
            assert distance(sample.body.landmark(landmark), shown[0].body.landmark(landmark)) < 0.5, landmark


@pytest.mark.parametrize("slug", LIBRARY)
def test_joints_stay_within_human_range_through_the_motion(slug: str):
    for step, sample in enumerate(samples(figure(slug))):
        assert not beyond(sample.body.angles), step


@pytest.mark.parametrize("slug", LIBRARY)
def test_joints_stay_closed_through_the_motion(slug: str):
    for sample in samples(figure(slug)):
        segments = sample.body.segments
        for side in SIDES:
            for name, length, following in (
                (f"thigh_{side}", 98, f"shank_{side}"),
                (f"shank_{side}", 97, f"foot_{side}"),
                (f"upper_arm_{side}", 72, f"forearm_{side}"),
                (f"forearm_{side}", 60, f"hand_{side}"),
            ):
                assert distance(segments[name].point((0, length)), segments[following].point((0, 0))) < 0.5


@pytest.mark.parametrize("slug", LIBRARY)
def test_joints_seem_closed_while_a_browser_draws_between_two_samples(slug: str):
    """A browser moves and turns each segment for itself: halfway a limb's end leaves its joint a little."""
    shown = samples(figure(slug))
    for first, second in pairwise(shown):
        for side in SIDES:
            for name, length in ((f"thigh_{side}", 98.0), (f"upper_arm_{side}", 72.0)):
                ends = [sample.body.segments[name] for sample in (first, second)]
                turned = abs(ends[1].turn - ends[0].turn)
                assert length * (1 - math.cos(math.radians(turned / 2))) < 2, name


@pytest.mark.parametrize("slug", LIBRARY)
def test_nobody_sinks_through_the_floor_while_moving(slug: str):
    for sample in samples(figure(slug)):
        assert max(y for _, y in framing.outline(sample.body)) <= 5


@pytest.mark.parametrize("slug", LIBRARY)
def test_the_whole_motion_stays_within_the_picture(slug: str):
    left, top, width, height = framing.wide(figure(slug))
    for sample in samples(figure(slug)):
        for x, y in framing.outline(sample.body):
            assert left <= x <= left + width
            assert top <= y <= top + height


@pytest.mark.parametrize("slug", LIBRARY)
def test_a_moving_drawing_is_a_whole_svg_document_that_shows_the_end(slug: str):
    root = moving(slug)
    assert root.findtext(f"{SVG}title") == figures.alt(slug, "move")
    assert not [node for node in root.iter() if "href" in node.attrib or "style" in node.attrib]
    still = layers(figure(slug), samples(figure(slug))[-1], {"hamstrings": 1}, framing.wide(figure(slug)))
    drawn = ElementTree.fromstring(f'<svg xmlns="http://www.w3.org/2000/svg">{still}</svg>')  # noqa: S314 our own
    shapes = [node for node in root.iter() if node.tag not in (f"{SVG}title", f"{SVG}style")]
    for ours, theirs in zip(shapes[1:], list(drawn.iter())[1:], strict=True):
        assert {key: value for key, value in ours.attrib.items() if key != "class"} == {
            key: value for key, value in theirs.attrib.items() if key != "class"
        }


@pytest.mark.parametrize("slug", LIBRARY)
def test_everything_that_moves_has_its_keyframes(slug: str):
    css = moving(slug).findtext(f"{SVG}style")
    classes = {
        name
        for node in moving(slug).iter()
        for name in node.attrib.get("class", "").split()
        if re.fullmatch(r"m\d+", name)
    }
    assert classes
    for name in classes:
        assert f"@keyframes {name}{{0%,10%{{" in css
        assert f".{name}{{animation-name:{name}}}" in css


def test_nothing_moves_where_less_motion_is_wanted():
    css = moving("deadlift").findtext(f"{SVG}style")
    before, _, inside = css.partition("@media(prefers-reduced-motion:no-preference){")
    assert "animation" in inside
    assert "animation" not in before


def test_a_piece_that_only_the_end_has_comes_with_it():
    arrows = [
        [gear for gear in sample.gear if gear.kind == "arrow"] for sample in samples(figure("heel-dig"))
    ]
    assert [arrow.opacity for (arrow,) in arrows] == pytest.approx(
        [step / STEPS for step in range(STEPS + 1)]
    )


def test_the_ball_rolls_with_the_heels():
    balls = [gear for sample in samples(figure("stability-ball-curl")) for gear in sample.gear]
    assert [gear.kind for gear in balls] == ["ball"] * (STEPS + 1)
    places = [ball.spots[0].x for ball in balls]
    assert places == sorted(places, reverse=True)
    assert len(set(places)) == STEPS + 1


def test_a_sprint_passes_through_its_middle():
    middle = samples(figure("flying-sprint"))[STEPS // 2]
    assert middle.body == figure("flying-sprint").middle.body


@pytest.mark.parametrize("slug", ["acceleration-sprint", "flying-sprint"])
def test_a_sprinting_foot_stays_on_the_ground_from_strike_to_push_off(slug: str):
    heights = [sample.body.landmark("ball_far")[1] for sample in samples(figure(slug))[STEPS // 2 :]]
    assert heights == pytest.approx([-3] * len(heights), abs=0.1)


def test_drawings_that_differ_in_more_than_attributes_cannot_move():
    with pytest.raises(motion.Unmovable):
        motion.animated(['<path d="M0 0"/>', '<circle r="2"/>'])


def test_keyframes_write_attributes_as_css():
    content, css = motion.animated(
        [
            '<g class="a" transform="translate(1 2) rotate(3) scale(1 0.5)"><circle cx="1"/></g>',
            '<g class="a" transform="translate(4 5) rotate(6) scale(1 0.7)"><circle cx="2"/></g>',
        ]
    )
    assert content == (
        '<g class="m m0 a" transform="translate(4 5) rotate(6) scale(1 0.7)">'
        '<circle cx="2" class="m m1"/></g>'
    )
    assert "transform:translate(1px,2px) rotate(3deg) scale(1,0.5)" in css
    assert "90%,100%{cx:2px}" in css


def test_the_movement_is_said_in_words():
    assert figures.alt("wall-sit", "move") == (
        "Wall sit, move: from leaning with the back against a wall, feet a long step in front of it; "
        "to slid down the wall and held, hips and knees at right angles, shins upright; and back."
    )


def test_there_is_no_small_drawing_that_moves():
    with pytest.raises(ValueError, match="No drawing"):
        figures.svg("deadlift", "move", thumb=True)


def test_the_content_hash_changes_with_the_middle_of_a_motion():
    path = reading.FOLDER / "sprint.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))["flying-sprint"]
    table["middle"]["neck"] = 9
    changed = reading.read_figure(path.name, "flying-sprint", table, [])
    assert changed
    assert fingerprint(changed, None) != figures.content_hash("flying-sprint")


@pytest.mark.parametrize("slug", LIBRARY)
def test_a_moving_drawing_stays_small(slug: str):
    assert (
        len(figures.svg(slug, "move", muscles={"hamstrings": 1, "quadriceps": 0.5, "glutes": 0.5})) < 70_000
    )


def test_an_address_may_ask_for_the_poses_the_movement_and_the_faults():
    assert figures.drawings("wall-sit")[:3] == (*POSES, "move")
    assert "fault-back-rounds" in figures.drawings("romanian-deadlift")
    assert figures.drawings("romanian-deadlift", thumb=True) == POSES
    assert figures.drawings("moon-lift") == ()
