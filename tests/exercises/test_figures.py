import time
import tomllib
from pathlib import Path
from xml.etree import ElementTree

import pytest

from exercises import figures
from exercises.figures import framing, reading
from exercises.figures.body import OUTLINES
from exercises.figures.draw import fingerprint
from exercises.figures.equipment import HELD, KINDS
from exercises.figures.geometry import distance
from exercises.figures.library import POSES, Figure, Position
from exercises.figures.limits import RANGES
from exercises.figures.solve import SIDES

LIBRARY = [
    "romanian-deadlift", "dumbbell-romanian-deadlift", "hip-hinge", "kettlebell-swing", "glute-bridge",
    "held-glute-bridge", "single-leg-bridge", "long-lever-bridge", "stability-ball-curl", "good-morning",
    "nordic-hamstring", "band-nordic", "lying-leg-curl", "seated-leg-curl", "standing-leg-curl",
    "slider-curl", "single-leg-romanian-deadlift", "deadlift", "hip-thrust", "prone-hip-extension",
    "straight-leg-pull-down", "back-extension", "forty-five-degree-extension", "heel-dig",
    "isometric-curl-hold", "extender", "diver", "glider", "split-squat", "goblet-squat", "leg-press",
    "leg-extension", "step-up", "walking-lunge", "strap-hamstring-stretch", "a-skip", "tempo-run",
    "sprinter-curl", "american-kettlebell-swing", "downward-dog", "standing-forward-bend", "triangle-pose",
    "kickstand-romanian-deadlift", "trap-bar-deadlift", "stiff-leg-deadlift", "single-leg-hip-thrust",
    "single-leg-hamstring-bridge", "single-leg-slider-curl", "razor-curl", "glute-ham-raise",
    "single-leg-forty-five-degree-extension", "reverse-hyperextension", "cable-pull-through",
    "bulgarian-split-squat", "back-squat", "front-squat", "high-step-up", "spanish-squat", "wall-sit",
    "reverse-nordic", "copenhagen-adduction", "hip-abduction", "b-skip", "acceleration-sprint",
    "flying-sprint", "hill-sprint", "half-kneeling-quad-stretch", "band-good-morning",
]  # fmt: skip
EVERY = [(slug, pose) for slug in LIBRARY for pose in POSES]
SVG = "{http://www.w3.org/2000/svg}"
IN_THE_AIR = ("tempo-run", "end")


def figure(slug: str) -> Figure:
    return reading.figures()[slug]


def position(slug: str, pose: str) -> Position:
    return figure(slug).poses[pose]


def table(slug: str) -> dict:
    for path in reading.FOLDER.glob("*.toml"):
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        if slug in tables:
            return tables[slug]
    raise KeyError(slug)


def drawn(slug: str, exercise: dict) -> Figure:
    faults: list[str] = []
    found = reading.read_figure("a.toml", slug, exercise, faults)
    assert found, faults
    return found


def parsed(drawing: str) -> ElementTree.Element:
    return ElementTree.fromstring(drawing)  # noqa: S314 our own drawing


def frame(drawing: str) -> tuple[float, ...]:
    return tuple(float(value) for value in parsed(drawing).attrib["viewBox"].split())


def test_every_exercise_of_the_library_is_drawn():
    assert figures.slugs() == frozenset(LIBRARY)


@pytest.mark.parametrize(("slug", "pose"), EVERY)
def test_every_joint_stays_within_human_range(slug: str, pose: str):
    angles = position(slug, pose).body.angles
    checked = {joint: angle for joint, angle in angles.items() if joint != "pelvis"}
    assert len(checked) == 17
    for joint, angle in checked.items():
        low, high = RANGES[joint.split("_")[0]]
        assert low - 0.1 <= angle <= high + 0.1, joint


@pytest.mark.parametrize(("slug", "pose"), EVERY)
def test_segments_meet_at_their_joints(slug: str, pose: str):
    segments = position(slug, pose).body.segments
    ends = {"pelvis": ((0, -40), "thorax")}
    for side in SIDES:
        ends[f"thigh_{side}"] = ((0, 98), f"shank_{side}")
        ends[f"shank_{side}"] = ((0, 97), f"foot_{side}")
        ends[f"upper_arm_{side}"] = ((0, 72), f"forearm_{side}")
        ends[f"forearm_{side}"] = ((0, 60), f"hand_{side}")
        assert distance(segments["pelvis"].point((0, 0)), segments[f"thigh_{side}"].point((0, 0))) < 0.5
        shoulder = segments["thorax"].point((0, -56))
        assert distance(shoulder, segments[f"upper_arm_{side}"].point((0, 0))) < 0.5
    for name, (local, following) in ends.items():
        assert distance(segments[name].point(local), segments[following].point((0, 0))) < 0.5, name


@pytest.mark.parametrize("slug", LIBRARY)
def test_what_is_planted_stays_where_it_is(slug: str):
    for landmark in figure(slug).planted:
        start, end = (position(slug, pose).body.landmark(landmark) for pose in POSES)
        assert distance(start, end) < 0.5, landmark


def test_only_running_drills_plant_nothing():
    running = {"a-skip", "tempo-run", "acceleration-sprint", "flying-sprint", "hill-sprint"}
    assert {slug for slug in LIBRARY if not figure(slug).planted} == running


@pytest.mark.parametrize(("slug", "pose"), EVERY)
def test_hands_are_at_what_they_hold(slug: str, pose: str):
    body = position(slug, pose).body
    for gear in position(slug, pose).gear:
        if gear.kind in HELD:
            assert distance(body.landmark("grip_near"), body.spot(gear.spots[0])) <= 3


@pytest.mark.parametrize(
    ("slug", "loads"),
    [
        ("deadlift", 1),
        ("good-morning", 1),
        ("hip-thrust", 1),
        ("goblet-squat", 1),
        ("walking-lunge", 1),
        ("trap-bar-deadlift", 1),
        ("back-squat", 1),
        ("front-squat", 1),
        ("nordic-hamstring", 0),
    ],
)
def test_lifts_show_their_load(slug: str, loads: int):
    for pose in POSES:
        assert len([gear for gear in position(slug, pose).gear if gear.kind in HELD]) == loads


@pytest.mark.parametrize(("slug", "pose"), EVERY)
def test_nobody_sinks_through_the_floor(slug: str, pose: str):
    assert max(y for _, y in framing.outline(position(slug, pose).body)) <= 5


@pytest.mark.parametrize(("slug", "pose"), [row for row in EVERY if row != IN_THE_AIR])
def test_body_or_equipment_stands_on_the_floor(slug: str, pose: str):
    points = framing.with_gear(position(slug, pose), KINDS)
    assert max(y for _, y in points) >= -4


@pytest.mark.parametrize(("slug", "pose"), EVERY)
def test_planted_feet_stand_on_the_floor_or_a_step(slug: str, pose: str):
    body = position(slug, pose).body
    for side in SIDES:
        if f"ankle_{side}" in figure(slug).planted and abs(body.segments[f"foot_{side}"].turn) < 1:
            heel = body.landmark(f"heel_{side}")[1]
            tops = [0.0] + [gear.spots[0].y for gear in position(slug, pose).gear if gear.kind == "box"]
            assert min(abs(heel - top) for top in tops) < 0.5


def test_the_bar_rests_on_the_floor_before_a_deadlift():
    body = position("deadlift", "start").body
    assert body.landmark("grip_near")[1] == pytest.approx(-50, abs=0.1)


def test_a_heel_on_a_box_lies_on_it_at_sixty_centimetres():
    figure_height, person = 400, 180
    for pose in POSES:
        box = next(gear for gear in position("single-leg-hamstring-bridge", pose).gear if gear.kind == "box")
        heel = position("single-leg-hamstring-bridge", pose).body.landmark("heel_near")
        assert heel[1] == pytest.approx(box.spots[0].y, abs=2)
        assert box.spots[0].x < heel[0] < box.spots[1].x
        assert -box.spots[0].y * person / figure_height == pytest.approx(60, abs=1)


def test_a_back_stays_against_the_wall():
    for pose in POSES:
        wall = next(gear for gear in position("wall-sit", pose).gear if gear.kind == "box")
        body = position("wall-sit", pose).body
        back = min(body.segments["pelvis"].point(point)[0] for point in OUTLINES["pelvis"])
        assert back == pytest.approx(wall.spots[1].x, abs=1)


def test_a_leg_lifted_towards_the_viewer_looks_shorter():
    start, end = (position("hip-abduction", pose).body for pose in POSES)
    assert end.landmark("heel_near")[1] < start.landmark("heel_near")[1] - 25
    assert end.landmark("heel_far") == pytest.approx(start.landmark("heel_far"))


@pytest.mark.parametrize(
    ("slug", "landmark"), [("acceleration-sprint", "ball_near"), ("hill-sprint", "ball_near")]
)
def test_sprinters_push_off_the_ground(slug: str, landmark: str):
    x, y = position(slug, "start").body.landmark(landmark)
    slope = [gear for gear in position(slug, "start").gear if gear.kind == "slope"]
    ground = 0.0
    if slope:
        low, high = slope[0].spots[:2]
        ground = high.y * (x - low.x) / (high.x - low.x)
    assert y == pytest.approx(ground - 3, abs=1)


def test_a_body_on_a_bench_rests_on_it():
    body = position("lying-leg-curl", "start").body
    bench = next(gear for gear in position("lying-leg-curl", "start").gear if gear.kind == "pad")
    top = bench.spots[0].y - bench.size / 2
    lowest = max(y for _, y in (body.segments["pelvis"].point(p) for p in OUTLINES["pelvis"]))
    assert lowest == pytest.approx(top, abs=4)


@pytest.mark.parametrize("slug", LIBRARY)
def test_start_and_end_differ(slug: str):
    assert figures.svg(slug, "start") != figures.svg(slug, "end")
    assert figures.alt(slug, "start") != figures.alt(slug, "end")


@pytest.mark.parametrize(("slug", "pose"), EVERY)
def test_drawings_are_whole_svg_documents_with_a_title(slug: str, pose: str):
    root = parsed(figures.svg(slug, pose, muscles={"hamstrings": 1, "quadriceps": 0.5}))
    assert root.tag == f"{SVG}svg"
    assert root.findtext(f"{SVG}title") == figures.alt(slug, pose)
    assert root.find(f"{SVG}style") is not None
    assert not [node for node in root.iter() if "href" in node.attrib or "style" in node.attrib]


def test_alternative_text_says_the_position():
    assert figures.alt("romanian-deadlift", "end") == (
        "Romanian deadlift, end: hips pushed back, trunk leaning forward with a flat back, "
        "the bar just below the knees."
    )


@pytest.mark.parametrize("slug", LIBRARY)
def test_both_positions_share_one_frame_of_the_announced_proportions(slug: str):
    start, end = (frame(figures.svg(slug, pose)) for pose in POSES)
    assert start == end
    width, height = figures.size("end")
    assert start[2] / start[3] == pytest.approx(width / height, rel=0.01)


@pytest.mark.parametrize(("slug", "pose"), EVERY)
def test_thumbnails_are_square_and_hold_the_whole_body(slug: str, pose: str):
    left, top, width, height = frame(figures.svg(slug, pose, thumb=True))
    assert width == height
    for x, y in framing.outline(position(slug, pose).body):
        assert left <= x <= left + width
        assert top <= y <= top + height


def test_muscles_shine_by_their_share():
    drawing = figures.svg(
        "romanian-deadlift", "end", muscles={"hamstrings": 1, "glutes": 0.5, "quadriceps": 0}
    )
    assert 'class="f-ham full"' in drawing
    assert 'class="f-glute half"' in drawing
    assert 'class="f-quad' not in drawing


def test_without_muscles_none_is_painted():
    drawing = figures.svg("romanian-deadlift", "end")
    assert 'class="f-ham' not in drawing
    assert 'class="f-tendon' not in drawing


def test_the_theme_may_follow_the_reader_or_be_fixed():
    auto, light, dark = (figures.svg("deadlift", "end", theme=theme) for theme in ("auto", "light", "dark"))
    assert "prefers-color-scheme:dark" in auto
    assert "prefers-color-scheme" not in light + dark
    assert "--skin:#CEC7B9" in light
    assert "--skin:#A5A095" in dark


@pytest.mark.parametrize("wrong", [{"pose": "middle"}, {"pose": "end", "theme": "sepia"}])
def test_unknown_poses_and_themes_are_refused(wrong: dict[str, str]):
    with pytest.raises(ValueError, match="No drawing"):
        figures.svg("deadlift", **wrong)


def test_one_side_overrules_both():
    exercise = table("deadlift")
    exercise["end"] |= {"knee": 10, "knee_far": 40}
    angles = drawn("deadlift", exercise).poses["end"].body.angles
    assert (angles["knee_near"], angles["knee_far"]) == (10, 40)


def test_the_content_hash_changes_with_a_pose():
    exercise = table("deadlift")
    assert fingerprint(drawn("deadlift", exercise), None) == figures.content_hash("deadlift")
    exercise["end"]["neck"] = 5
    assert fingerprint(drawn("deadlift", exercise), None) != figures.content_hash("deadlift")


def test_the_content_hash_changes_with_equipment():
    exercise = table("deadlift")
    exercise["both"]["gear"] = []
    assert fingerprint(drawn("deadlift", exercise), None) != figures.content_hash("deadlift")


def test_the_content_hash_is_short_and_changes_with_the_muscles():
    plain = figures.content_hash("deadlift")
    assert plain == figures.content_hash("deadlift")
    assert len(plain) == 12
    assert figures.content_hash("deadlift", {"hamstrings": 0.5}) != plain


def test_one_drawing_takes_less_than_ten_milliseconds():
    figures.svg("leg-press", "start")
    taken: list[float] = []
    for _ in range(5):
        begun = time.perf_counter()
        figures.svg("leg-press", "start", muscles={"quadriceps": 1})
        taken.append(time.perf_counter() - begun)
    assert min(taken) < 0.010


def test_figures_know_nothing_of_the_web():
    folder = Path(figures.__file__).parent
    assert not [
        path.name for path in folder.glob("*.py") if "django" in path.read_text(encoding="utf-8").lower()
    ]
