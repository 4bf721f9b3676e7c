import tomllib
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.management import CommandError, call_command
from django.test import Client as Browser

from exercises import figures
from exercises.actions import load_library
from exercises.entries import CatalogueError
from exercises.figures import framing, reading
from exercises.figures.equipment import HELD, KINDS
from exercises.figures.geometry import distance
from exercises.figures.library import Fault
from exercises.figures.limits import beyond
from exercises.models import Cue, Exercise
from exercises.pictures import figure_url

FAULTS = [
    (slug, pose) for slug, figure in sorted(reading.figures().items()) for pose in sorted(figure.faults)
]
GIVEN = [
    (slug, given)
    for path in reading.FOLDER.glob("*.toml")
    for slug, table in tomllib.loads(path.read_text(encoding="utf-8")).items()
    for given in table.get("faults", [])
]
IN_THE_AIR = {"tempo-run", "flying-sprint", "acceleration-sprint"}
RDL = "romanian-deadlift"
ROUNDED = "fault-back-rounds"


def fault(slug: str, pose: str) -> Fault:
    return reading.figures()[slug].faults[pose]


def table(slug: str, file: str = "hinge.toml") -> dict[str, Any]:
    exercise: dict[str, Any] = tomllib.loads((reading.FOLDER / file).read_text(encoding="utf-8"))[slug]
    return exercise


def mistakes(exercise: Any, slug: str = RDL) -> list[str]:
    """What reading an entry complains about."""
    faults: list[str] = []
    figure = reading.read_figure("hinge.toml", slug, exercise, faults)
    assert (figure is None) == bool(faults)
    return faults


@pytest.fixture
def rdl() -> dict[str, Any]:
    """The entry of an exercise, which a test may spoil."""
    return table(RDL)


@pytest.mark.parametrize(("slug", "pose"), FAULTS)
def test_a_fault_is_wrong_but_human(slug: str, pose: str) -> None:
    assert not beyond(fault(slug, pose).position.body.angles)


@pytest.mark.parametrize(("slug", "given"), GIVEN)
def test_a_fault_looks_different_from_the_position_it_starts_from(slug: str, given: dict[str, Any]) -> None:
    figure = reading.figures()[slug]
    wrong = figure.faults[reading.pose_of(given["name"])].position
    right = figure.poses[given.get("from", "end")]
    outlines = zip(framing.outline(wrong.body), framing.outline(right.body), strict=True)
    assert max(distance(*corners) for corners in outlines) > 8 or wrong.gear != right.gear


@pytest.mark.parametrize(("slug", "pose"), FAULTS)
def test_nobody_sinks_through_the_floor_in_a_fault(slug: str, pose: str) -> None:
    assert max(y for _, y in framing.outline(fault(slug, pose).position.body)) <= 5


@pytest.mark.parametrize(("slug", "pose"), [row for row in FAULTS if row[0] not in IN_THE_AIR])
def test_body_or_equipment_stands_on_the_floor_in_a_fault(slug: str, pose: str) -> None:
    assert max(y for _, y in framing.with_gear(fault(slug, pose).position, KINDS)) >= -4


@pytest.mark.parametrize(("slug", "pose"), FAULTS)
def test_a_hand_keeps_what_it_holds_in_a_fault(slug: str, pose: str) -> None:
    position = fault(slug, pose).position
    for gear in position.gear:
        if gear.kind in HELD:
            assert distance(position.body.landmark("grip_near"), position.body.spot(gear.spots[0])) <= 3


@pytest.mark.parametrize(("slug", "pose"), FAULTS)
def test_body_and_rings_are_within_the_frame(slug: str, pose: str) -> None:
    root = ElementTree.fromstring(figures.svg(slug, pose))  # noqa: S314 our own drawing
    left, top, width, height = (float(value) for value in root.attrib["viewBox"].split())
    assert width == pytest.approx(height)
    for x, y in framing.outline(fault(slug, pose).position.body):
        assert left <= x <= left + width
        assert top <= y <= top + height
    rings = [node.attrib for node in root.iter() if node.get("class") == "ring"]
    assert len(rings) == len(fault(slug, pose).rings) > 0
    for ring in rings:
        x, y, radius = (float(ring[name]) for name in ("cx", "cy", "r"))
        assert left <= x - radius <= x + radius <= left + width
        assert top <= y - radius <= y + radius <= top + height


def test_the_faults_of_an_exercise_share_one_frame() -> None:
    views = {figures.svg(RDL, pose).partition("<title")[0] for slug, pose in FAULTS if slug == RDL}
    assert len([row for row in FAULTS if row[0] == RDL]) > 1
    assert len(views) == 1


def test_alternative_text_says_the_fault() -> None:
    text = figures.alt(RDL, ROUNDED)
    assert text.startswith("Romanian deadlift, fault: ")
    assert "rounded" in text


def test_the_ring_has_a_colour_of_its_own_in_the_dark() -> None:
    light, dark = (figures.svg(RDL, ROUNDED, theme=theme) for theme in ("light", "dark"))
    assert "--stop:#9B1C17" in light
    assert "--stop:#FFA599" in dark
    assert ".ring{fill:none;stroke:var(--stop)" in light


def test_a_fault_has_no_small_drawing() -> None:
    with pytest.raises(ValueError, match="No drawing"):
        figures.svg(RDL, ROUNDED, thumb=True)


def test_the_content_hash_changes_with_a_fault(rdl: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    right = reading.read_figure("hinge.toml", RDL, rdl, [])
    rdl["faults"][0]["says"] = "something else"
    wrong = reading.read_figure("hinge.toml", RDL, rdl, [])
    assert right
    assert wrong
    hashes = {figures.draw.fingerprint(figure, None) for figure in (right, wrong)}
    assert len(hashes) == 2
    assert figures.content_hash(RDL) in hashes


def test_a_fault_keeps_its_address_when_another_comes_before_it(rdl: dict[str, Any]) -> None:
    rdl["faults"].reverse()
    figure = reading.read_figure("hinge.toml", RDL, rdl, [])
    assert figure
    assert set(figure.faults) == set(reading.figures()[RDL].faults)


def test_a_fault_starts_from_its_position_and_overrules_it(rdl: dict[str, Any]) -> None:
    rdl["faults"] = [{"name": "Looks up", "says": "x", "ring": ["head"], "from": "start", "neck": -40}]
    figure = reading.read_figure("hinge.toml", RDL, rdl, [])
    assert figure
    angles = figure.faults["fault-looks-up"].position.body.angles
    assert angles["neck"] == -40
    assert angles["hip_near"] == figure.poses["start"].body.angles["hip_near"]


def test_a_fault_may_do_without_what_places_the_hand(rdl: dict[str, Any]) -> None:
    wrong = {"name": "Arms forward", "says": "x", "ring": ["grip_near"], "arm": -60, "without": ["hang_x"]}
    rdl["faults"] = [wrong]
    figure = reading.read_figure("hinge.toml", RDL, rdl, [])
    assert figure
    assert figure.faults["fault-arms-forward"].position.body.segments["upper_arm_near"].turn == -60


def test_equipment_of_a_fault_stands_in_place_of_the_positions(rdl: dict[str, Any]) -> None:
    rdl["faults"][0]["gear"] = []
    figure = reading.read_figure("hinge.toml", RDL, rdl, [])
    assert figure
    assert figure.faults[ROUNDED].position.gear == ()
    assert figure.poses["end"].gear


WRONG_VALUES: list[tuple[str, str, Any, str]] = [
    ("end", "knee", 170, "end, knee: is at 170°, outside 0 to 150°"),
    ("end", "kneee", 3, "end, kneee: is not a key we know"),
    ("end", "knee", "far", "end, knee: 'far' is not a number"),
    ("end", "knee", True, "end, knee: True is not a number"),
    ("end", "knee", float("nan"), "end, knee: nan is not a number"),
    ("end", "says", "", "end, says: is empty"),
    ("end", "says", 3, "end, says: 3 is not str"),
    ("end", "forearm_seen", 0, "end, forearm_seen: 0 is not a share between 0 and 1"),
    ("end", "bend", 3, "end, bend: 3 is neither −1 nor 1"),
    ("end", "reach", {"grip": [400, -50]}, "end, reach grip: stays"),
    ("end", "reach", {"grip": [400]}, "end, reach, grip: [400] is neither [x, y] nor [segment, x, y]"),
    ("end", "reach", {"grip": ["tail", 1, 2]}, "end, reach, grip: 'tail' is no segment of the body"),
    ("end", "reach", {"nose": [1, 2]}, "end, reach, nose: is not a key we know"),
    ("end", "reach", 3, "end, reach: 3 is not dict"),
    ("both", "anchor", ["tail", 0, 0], "both, anchor: 'tail' is no landmark of the body"),
    ("both", "anchor", [["hip"], 0, 0], "both, anchor: ['hip'] is no landmark of the body"),
    ("both", "anchor", ["hip"], "both, anchor: ['hip'] is not [landmark, x, y]"),
    ("both", "foot", "flat", "both, foot: 'flat' is not a number"),
    ("both", "gear", [{"kind": "trampoline", "at": [0, 0]}], "both, gear 1, kind: 'trampoline' is none of"),
    ("both", "gear", [{"kind": "ball"}], "both, gear 1, points: is missing"),
    ("both", "gear", [{"kind": "box", "points": [[0, 0]]}], "both, gear 1, points: no box is drawn from 1"),
    ("both", "gear", [{"kind": "ball", "at": 3}], "both, gear 1, at: 3 is neither [x, y] nor [segment"),
    (
        "both",
        "gear",
        [{"kind": "ball", "at": [0, 0], "size": "big"}],
        "both, gear 1, size: 'big' is not a nu",
    ),
    ("both", "gear", ["ball"], "both, gear 1: is not a table"),
    ("both", "gear", "ball", "both, gear: 'ball' is not list"),
]


@pytest.mark.parametrize(("pose", "key", "value", "words"), WRONG_VALUES)
def test_a_wrong_value_is_told_by_file_entry_and_key(
    rdl: dict[str, Any], pose: str, key: str, value: Any, words: str
) -> None:
    rdl.pop("faults")
    rdl[pose][key] = value
    assert mistakes(rdl)[0].startswith(f"hinge.toml, romanian-deadlift, {words}")


@pytest.mark.parametrize(
    ("pose", "key", "words"),
    [
        ("", "name", "name: is missing"),
        ("", "start", "start: is missing"),
        ("start", "says", "start, says: is missing"),
        ("both", "anchor", "start, anchor: is missing"),
    ],
)
def test_a_missing_key_is_told(rdl: dict[str, Any], pose: str, key: str, words: str) -> None:
    rdl.pop("faults")
    (rdl[pose] if pose else rdl).pop(key)
    assert mistakes(rdl)[0] == f"hinge.toml, romanian-deadlift, {words}"


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("name", None, "faults 1, name: is missing"),
        ("says", None, "faults 1, says: is missing"),
        ("ring", None, "faults 1, ring: is missing"),
        ("ring", [], "faults 1, ring: is empty"),
        ("ring", "lumbar", "faults 1, ring: 'lumbar' is not list"),
        ("ring", ["tail"], "faults 1, ring: 'tail' is no landmark of the body"),
        ("ring", [3], "faults 1, ring: 3 is no landmark of the body"),
        ("ring", [[]], "faults 1, ring: None is not a radius from 8 to 90"),
        ("ring", [["lumbar", 400]], "faults 1, ring: 400 is not a radius from 8 to 90"),
        ("ring", [["tail", 1, 2, 30]], "faults 1, ring: 'tail' is no segment of the body"),
        ("ring", [["lumbar", 30], {}], "faults 1, ring: {} is no landmark of the body"),
        ("from", "middle", "faults 1, from: 'middle' is none of start, end"),
        ("from", 3, "faults 1, from: 3 is not str"),
        ("without", ["arm"], "faults 1, without: the position has no 'arm'"),
        ("lumbar", 90, "faults 1, lumbar: is at 90°, outside -25 to 45°"),
        ("hipp", 90, "faults 1, hipp: is not a key we know"),
    ],
)
def test_a_mistake_in_a_fault_is_told_by_its_number_and_key(
    rdl: dict[str, Any], key: str, value: Any, words: str
) -> None:
    rdl["faults"][0].pop(key, None)
    if value is not None:
        rdl["faults"][0][key] = value
    assert mistakes(rdl)[0] == f"hinge.toml, romanian-deadlift, {words}"


def test_two_faults_of_one_name_are_refused(rdl: dict[str, Any]) -> None:
    rdl["faults"].append(rdl["faults"][0])
    assert mistakes(rdl) == ["hinge.toml, romanian-deadlift, faults: has the same name twice"]


def test_an_unknown_table_is_refused(rdl: dict[str, Any]) -> None:
    rdl["finish"] = {}
    assert mistakes(rdl) == ["hinge.toml, romanian-deadlift, finish: is not a key we know"]


@pytest.mark.parametrize("exercise", [3, "deadlift", []])
def test_an_entry_that_is_no_table_is_refused(exercise: Any) -> None:
    assert mistakes(exercise)[0] == "hinge.toml, romanian-deadlift: is not a table"


def test_a_joint_that_a_reach_bends_too_far_is_named_by_its_side() -> None:
    exercise = table("glider")
    exercise["start"]["reach"]["ball_far"] = [-20, -160]
    assert mistakes(exercise, "glider")[0].startswith("hinge.toml, glider, start, ")


def test_every_mistake_of_every_file_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('[lift]\nname = "Lift"\n', encoding="utf-8")
    (tmp_path / "b.toml").write_text("[lift\n", encoding="utf-8")
    (tmp_path / "c.toml").write_text("lift = 3\n", encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        reading.read(tmp_path)
    assert caught.value.faults[0] == "a.toml, lift, start: is missing"
    assert any(line.startswith("b.toml: ") for line in caught.value.faults)
    assert "c.toml, lift: is not a table" in caught.value.faults


def test_an_exercise_in_two_files_is_refused(tmp_path: Path) -> None:
    text = (reading.FOLDER / "hinge.toml").read_text(encoding="utf-8")
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"b\.toml, deadlift: is in two files"):
        reading.read(tmp_path)


@pytest.fixture
def spoilt_poses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Pose files of which one bends a knee too far."""
    text = (reading.FOLDER / "hinge.toml").read_text(encoding="utf-8")
    (tmp_path / "hinge.toml").write_text(text.replace("knee = 22", "knee = 170", 1), encoding="utf-8")
    monkeypatch.setattr(reading, "FOLDER", tmp_path)
    reading.figures.cache_clear()
    yield
    monkeypatch.undo()
    reading.figures.cache_clear()


@pytest.mark.parametrize("options", [[], ["--check"]])
def test_a_mistake_in_a_pose_file_loads_nothing(db: None, spoilt_poses: None, options: list[str]) -> None:
    told = "hinge.toml, romanian-deadlift, end, knee: is at 170°, outside 0 to 150°"
    with pytest.raises(CommandError, match=f"Nothing was loaded.\n{told}"):
        call_command("load_library", *options)
    with pytest.raises(CatalogueError, match=told):
        load_library()
    with pytest.raises(CommandError, match=told):
        call_command("check_library")
    assert not Exercise.objects.exists()


def test_a_fault_is_kept_for_good_under_its_own_address(client: Browser, library: None) -> None:
    address = figure_url(Exercise.objects.get(slug=RDL), ROUNDED)
    picture = client.get(address)
    assert picture["Cache-Control"] == "public, max-age=31536000, immutable"
    assert 'class="ring"' in picture.text
    assert client.get(address, headers={"if-none-match": picture["ETag"]}).status_code == 304


@pytest.mark.parametrize("query", [{"pose": "fault-moons"}, {"pose": ROUNDED, "thumb": "1"}])
def test_a_fault_that_nobody_drew_is_not_found(client: Browser, library: None, query: dict[str, str]) -> None:
    assert client.get(f"/exercises/{RDL}/figure.svg", query).status_code == 404


def test_the_page_shows_drawn_faults_and_says_the_others(client: Browser, library: None) -> None:
    exercise = Exercise.objects.get(slug=RDL)
    Cue.objects.create(exercise=exercise, kind="fault", headline="Holds the breath", detail="x", position=99)
    page = unescape(client.get(f"/exercises/{RDL}/").text)
    card = page.partition("<h2>Common faults</h2>")[2].partition("</section>")[0]
    assert card.count("<img") == len(figures.faults(RDL))
    assert f'alt="{figures.alt(RDL, ROUNDED)}"' in card
    assert card.count("<li") == exercise.cues.filter(kind="fault").count()
    assert "<li><div><b>Holds the breath</b>" in card
