import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.figures import body, geometry
from exercises.figures.geometry import add, distance, rotate
from exercises.figures.solve import Placement, two_links

ANGLES = st.floats(-180, 180)
PARTS = st.floats(0.05, 0.95)


@given(reach=PARTS, angle=ANGLES, bend=st.sampled_from([1, -1]))
def test_two_links_end_where_they_should(reach: float, angle: float, bend: int):
    first, second = 98.0, 97.0
    length = (first - second) + 1 + (2 * second - 2) * reach
    target = rotate((0, length), angle)
    turn, flexion = two_links((0, 0), target, first, second, bend)
    joint = rotate((0, first), turn)
    end = add(joint, rotate((0, second), turn + bend * flexion))
    assert distance(end, target) < 1e-6
    assert 0 <= flexion <= 180


def test_a_target_out_of_reach_is_pointed_at():
    turn, flexion = two_links((0, 0), (0, 500), 98, 97, 1)
    assert turn == pytest.approx(0, abs=1)
    assert flexion == pytest.approx(0, abs=2)


@given(turn=ANGLES, x=st.floats(-50, 50), y=st.floats(-50, 50))
def test_turning_keeps_distances(turn: float, x: float, y: float):
    placement = Placement(10, 20, turn)
    assert distance((10, 20), placement.point((x, y))) == pytest.approx(math.hypot(x, y), abs=1e-9)


def test_a_foreshortened_segment_is_shorter_along_itself_only():
    assert Placement(0, 0, 0, seen=0.5).point((4, 60)) == pytest.approx((4, 30))


def test_a_smooth_curve_passes_through_every_point():
    points = [(0.0, 0.0), (10.0, 5.0), (20.0, -5.0), (5.0, -12.0)]
    path = geometry.smooth(points)
    for point in points:
        assert geometry.pair(point) in path
    assert path.endswith("Z")
    assert not geometry.smooth(points, closed=False).endswith("Z")


def test_coordinates_are_written_short():
    assert [geometry.number(value) for value in (1.0, 1.25, -0.04, 10.06)] == ["1", "1.2", "0", "10.1"]


def test_the_edge_of_a_muscle_lies_half_its_width_away():
    edge = geometry.alongside([(0, 0, 10), (0, 50, 10), (0, 100, 10)], 1)
    assert edge == [(-5, 0), (-5, 50), (-5, 100)]


def test_bent_toes_point_up():
    tip = max(body.FOOT)
    assert body.with_toes([tip], 60)[0][1] < tip[1] - 10


def test_bent_toes_move_only_what_lies_before_the_ball():
    bent = body.with_toes(body.FOOT, 60)
    for before, after in zip(body.FOOT, bent, strict=True):
        if before[0] <= body.BALL[0]:
            assert before == after
        else:
            assert after != before
            assert distance(body.BALL, after) == pytest.approx(distance(body.BALL, before))
