import datetime as dt
import re
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.balance.charts import (
    COMPACT,
    WIDE,
    Band,
    Event,
    History,
    Line,
    Point,
    Sets,
    Span,
    bar_scale,
    leg_bars,
    sparkline,
    timeline,
)
from trainer.balance.charts.scales import nice_ticks

LAST = dt.date(2026, 11, 22)
FIRST = LAST - dt.timedelta(days=365)
LETTER = 6.8

sizes = pytest.mark.parametrize("size", [WIDE, COMPACT], ids=["wide", "compact"])


def day(ago):
    return LAST - dt.timedelta(days=ago)


def line(side, *values, **more):
    """Values of the last year, the first the oldest, the last of the last day."""
    step = 360 // max(len(values) - 1, 1)
    points = [Point(day((len(values) - 1 - number) * step), value) for number, value in enumerate(values)]
    return Line(side, tuple(points), **more)


def history(*lines, **more):
    return History(FIRST, LAST, lines, **more)


BOTH_LEGS = (line("left", 0.58, 0.60, 0.63, 0.66), line("right", 0.57, 0.60, 0.46, 0.54))
WEEKS = tuple(Sets(dt.date(2025, 11, 24) + dt.timedelta(weeks=n), n % 15, 12 - n % 9) for n in range(52))
FULL = history(
    *BOTH_LEGS,
    band=Band(0.53, 0.77, "Published range 0.53 to 0.77"),
    injuries=(
        Span(day(200), day(180), "Right hamstring soreness", "over"),
        Span(day(50), None, "Right strain"),
    ),
    assignments=(Event(day(300), "Beginner hamstring strength"),),
    weeks=WEEKS,
    hamstrings_note="10 last week",
    quadriceps_note="12 last week",
)


def numbers(path):
    return [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", path)]


def xs_of(path):
    return [float(x) for x in re.findall(r"[ML](-?[\d.]+) ", path)]


def boxes(texts):
    """The room each label takes, on the safe side."""
    for text in texts:
        width = len(text.text) * LETTER
        left = {"start": text.x, "end": text.x - width}[text.anchor]
        yield left, text.y - 10, left + width, text.y + 3


def overlap(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@sizes
def test_points_go_from_left_to_right_and_more_is_higher(size):
    drawn = timeline(FULL, size)
    for stroke in drawn.lines:
        assert all(one < other for one, other in pairwise(xs_of(stroke.d)))
    left = [mark for mark in drawn.marks if mark.side == "left"]
    assert all(one.y > other.y for one, other in pairwise(left))


@sizes
def test_everything_stays_inside_the_box(size):
    drawn = timeline(FULL, size)
    rects = (
        [bar.area for bar in drawn.sets.bars] + [shape.area for shape in drawn.injuries] + [drawn.band.area]
    )
    for rect in rects:
        assert rect.x >= 0
        assert rect.x + rect.width <= size.width
        assert rect.y >= 0
        assert rect.y + rect.height <= drawn.height
    for mark in drawn.marks:
        assert size.left <= mark.x <= size.width
        assert 0 <= mark.y <= drawn.height
    for left, top, right, bottom in boxes(
        [tick.label for tick in (*drawn.ticks, *drawn.months, *drawn.sets.ticks)]
    ):
        assert (left >= 0, top >= 0, bottom <= drawn.height) == (True, True, True)
        assert right <= size.width + LETTER


@sizes
def test_words_at_the_right_end_have_room(size):
    drawn = timeline(FULL, size)
    for end in drawn.ends:
        assert end.x + len(f"{end.name} {end.value}") * 7.4 <= size.width + 1
    for _, _, right, _ in boxes([*drawn.sets.names, *drawn.sets.notes]):
        assert right <= size.width


@sizes
@given(left=st.floats(min_value=0.2, max_value=1.7), right=st.floats(min_value=0.2, max_value=1.7))
def test_end_labels_never_collide_and_stay_beside_the_plot(size, left, right):
    drawn = timeline(history(line("left", 0.5, left), line("right", 0.6, right)), size)
    one, other = sorted(drawn.ends, key=lambda end: end.y)
    assert other.y - one.y >= 15.9
    ys = numbers(drawn.ticks[0].d)[1], numbers(drawn.ticks[-1].d)[1]
    assert min(ys) <= one.y
    assert other.y <= max(ys) + 5


def test_the_higher_value_has_the_higher_label():
    drawn = timeline(history(line("left", 0.5, 0.601), line("right", 0.5, 0.6)))
    assert [end.side for end in sorted(drawn.ends, key=lambda end: end.y)] == ["left", "right"]
    assert {(end.name, end.value) for end in drawn.ends} == {("Left", "0.60"), ("Right", "0.60")}


def test_a_narrow_screen_gets_short_names():
    assert {end.name for end in timeline(FULL, COMPACT).ends} == {"L", "R"}


def test_a_new_device_breaks_the_line():
    points = [
        Point(day(90), 0.6, "old"),
        Point(day(60), 0.6, "old"),
        Point(day(30), 0.6, "new"),
        Point(day(0), 0.6, "new"),
    ]
    drawn = timeline(history(Line("left", tuple(points))))
    assert [len(xs_of(stroke.d)) for stroke in drawn.lines] == [2, 2]
    alone = timeline(history(Line("left", (*points[:2], points[2]))))
    assert [len(xs_of(stroke.d)) for stroke in alone.lines] == [2]
    assert len(alone.marks) == 3


def test_points_are_drawn_in_the_order_of_time_whatever_the_order_of_entry():
    points = [Point(day(30), 0.6), Point(day(0), 0.7), Point(day(90), 0.5)]
    drawn = timeline(history(Line("left", tuple(points))))
    assert drawn == timeline(history(Line("left", tuple(reversed(points)))))
    assert drawn.ends[0].value == "0.70"


def test_estimates_are_hollow_have_their_range_and_are_never_joined():
    points = (Point(day(60), 40, low=34, high=46), Point(day(0), 44, low=37, high=51))
    drawn = timeline(history(Line("left", points, measured=False), digits=0))
    assert drawn.lines == ()
    assert [mark.measured for mark in drawn.marks] == [False, False]
    assert drawn.ranges[0].d.count("V") == 2
    ticks = [float(tick.label.text) for tick in drawn.ticks]
    assert ticks[0] <= 34
    assert ticks[-1] >= 51


def test_tests_lie_on_top_of_estimates_and_name_the_end():
    drawn = timeline(history(line("left", 40, 44), line("left", 39, 60, measured=False), digits=0))
    assert [mark.measured for mark in drawn.marks] == [False, False, True, True]
    assert [end.value for end in drawn.ends] == ["44"]


def test_left_is_a_circle_right_a_square_and_both_a_diamond():
    drawn = timeline(history(line("left", 3), line("right", 4), line("both", 5)))
    by_side = {mark.side: mark for mark in drawn.marks}
    square = by_side["right"]
    assert square.corner == (pytest.approx(square.x - 5.6), pytest.approx(square.y - 5.6))
    assert square.size == 11.2
    assert by_side["both"].diamond.endswith("Z")
    assert "left tested 3.00" in by_side["left"].title


def test_an_estimate_tells_its_range():
    drawn = timeline(history(Line("left", (Point(day(0), 0.52, low=0.45, high=0.59),), measured=False)))
    assert drawn.marks[0].title == "22 Nov 2026, left estimated 0.52, likely 0.45 to 0.59"


def test_a_week_with_sets_not_counted_is_at_least_so_high():
    weeks = (Sets(dt.date(2026, 11, 2), 9, 4, ("hamstrings",)),)
    up, down = timeline(history(weeks=weeks)).sets.bars
    assert (up.at_least, down.at_least) == (True, False)
    assert up.title == "Week from 2 Nov 2026, hamstrings: at least 9 hard sets"


@sizes
@pytest.mark.parametrize("days", [28, 92, 183, 365, 1100, 4000])
def test_month_names_never_touch(size, days):
    first = LAST - dt.timedelta(days=days)
    drawn = timeline(History(first, LAST, BOTH_LEGS), size)
    labels = [tick.label for tick in drawn.months]
    assert labels
    assert all(other.x - one.x >= 3.5 * LETTER for one, other in pairwise(labels))
    assert {text.text for text in drawn.years} <= {str(year) for year in range(first.year, LAST.year + 1)}


@sizes
def test_an_injury_is_hatched_from_its_first_day_to_its_last(size):
    over, running = timeline(FULL, size).injuries
    assert len(over.edges) == 2
    assert len(running.edges) == 1
    assert over.area.x < over.area.x + over.area.width < running.area.x
    assert [text.text for text in over.texts] == ["Right hamstring soreness", "over"]


def test_an_injury_from_before_the_span_has_no_edge_at_its_start():
    (shape,) = timeline(history(*BOTH_LEGS, injuries=(Span(day(500), day(100), "Old one"),))).injuries
    assert len(shape.edges) == 1
    assert shape.area.x == 40


def test_injuries_outside_the_span_are_not_drawn():
    old, future = Span(day(500), day(400), "Old one"), Span(LAST + dt.timedelta(days=3), None, "Not yet")
    assert timeline(history(*BOTH_LEGS, injuries=(old, future))).injuries == ()


@sizes
def test_names_of_injuries_never_overlap_however_many_there_are(size):
    injuries = tuple(
        Span(day(300 - 12 * n), day(295 - 12 * n), f"Right hamstring strain number {n}", "over")
        for n in range(12)
    )
    drawn = timeline(history(*BOTH_LEGS, injuries=injuries), size)
    texts = [text for shape in drawn.injuries for text in shape.texts]
    assert texts
    assert not any(overlap(one, other) for one, other in combinations(boxes(texts), 2))
    assert all(text.y < min(numbers(tick.d)[1] for tick in drawn.ticks) for text in texts)
    assert len(drawn.injuries) == 12


def test_a_name_too_long_for_the_plot_is_cut_short():
    injury = Span(day(40), None, "Right " + "very " * 30 + "long name")
    (shape,) = timeline(history(*BOTH_LEGS, injuries=(injury,)), COMPACT).injuries
    assert shape.texts[0].text.endswith("…")


def test_bars_stand_on_one_line_hamstrings_up_and_quadriceps_down():
    drawn = timeline(FULL).sets
    middle = numbers(drawn.axis)[1]
    for bar in drawn.bars:
        if bar.muscle_group == "hamstrings":
            assert bar.area.y + bar.area.height == pytest.approx(middle - 1, abs=0.11)
        else:
            assert bar.area.y == pytest.approx(middle + 1, abs=0.11)
    assert [bar.running for bar in drawn.bars][-2:] == [True, True]
    assert not any(bar.running for bar in drawn.bars[:-2])


def test_equal_sets_are_equally_high_on_both_sides():
    drawn = timeline(history(weeks=(Sets(dt.date(2026, 11, 2), 9, 9),))).sets
    up, down = drawn.bars
    assert up.area.height == down.area.height > 0


def test_a_week_without_a_log_leaves_a_gap():
    drawn = timeline(
        history(weeks=(Sets(dt.date(2026, 10, 5), 9, 9), Sets(dt.date(2026, 10, 26), 9, 9)))
    ).sets
    ups = [bar.area for bar in drawn.bars if bar.muscle_group == "hamstrings"]
    assert ups[1].x - ups[0].x > 2.9 * ups[0].width


def test_weeks_of_nothing_but_easy_sets_are_drawn_as_nothing():
    drawn = timeline(history(weeks=(Sets(dt.date(2026, 11, 2), 0, 0),))).sets
    assert {bar.area.height for bar in drawn.bars} == {0}


def test_a_programme_is_flagged_and_named_where_there_is_room():
    events = (
        Event(day(300), "Beginner hamstring strength"),
        Event(day(295), "Second thoughts"),
        Event(day(900), "Gone"),
    )
    first, second = timeline(history(*BOTH_LEGS, assignments=events)).assignments
    assert first.label is None
    assert first.title.startswith("Beginner hamstring strength, from ")
    assert second.label.text == "Second thoughts"


@pytest.mark.parametrize("size", [WIDE, COMPACT])
def test_without_a_test_the_chart_says_it_is_empty(size):
    drawn = timeline(history(weeks=WEEKS), size)
    assert drawn.empty
    assert (drawn.marks, drawn.lines, drawn.ends) == ((), (), ())
    assert drawn.sets.bars
    assert timeline(history(), size).sets is None


def test_a_single_test_is_one_mark_and_no_line():
    drawn = timeline(history(line("left", 312), digits=0))
    assert not drawn.empty
    assert (len(drawn.marks), drawn.lines) == (1, ())
    assert drawn.ends[0].value == "312"


def test_a_span_of_one_day_is_widened():
    drawn = timeline(History(LAST, LAST, (Line("left", (Point(LAST, 0.6),)),)))
    assert drawn.months
    assert drawn.marks[0].x == WIDE.width - WIDE.right


def test_the_axis_adapts_to_the_data_and_may_start_above_zero():
    drawn = timeline(history(line("left", 312, 345), digits=0))
    values = [float(tick.label.text) for tick in drawn.ticks]
    assert values[0] > 0
    assert values[0] <= 312
    assert values[-1] >= 345


def test_the_axis_holds_the_band_and_negative_values():
    drawn = timeline(history(line("left", 0.3), band=Band(0.53, 0.77, "Published range")))
    assert float(drawn.ticks[-1].label.text) >= 0.77
    assert timeline(history(line("both", -4, 3), digits=0)).ticks[0].label.text.startswith("−")


@given(st.floats(min_value=-1000, max_value=1000), st.floats(min_value=0, max_value=1000))
def test_ticks_are_few_round_and_enclose_both_ends(low, spread):
    ticks = nice_ticks(low, low + spread)
    assert 2 <= len(ticks) <= 12
    assert ticks[0] <= low + abs(low) * 1e-6 + 1e-6
    assert ticks[-1] >= low + spread - abs(low + spread) * 1e-6 - 1e-6
    steps = {round(other - one, 6) for one, other in pairwise(ticks)}
    assert max(steps) - min(steps) < 1e-5


def test_bars_of_a_row_start_at_zero_and_name_their_scale():
    bars = leg_bars(0.66, 0.54, high=0.9, band=Band(0.53, 0.77, ""))
    left, right = bars.bars
    assert (left.side, left.area.x, right.side, right.area.x) == ("left", 0, "right", 0)
    assert left.area.width == pytest.approx(0.66 / 0.9 * 128, abs=0.05)
    assert bars.scale == "0 to 0.9"
    assert bars.band.x + bars.band.width <= bars.width


def test_a_leg_that_was_not_tested_has_no_bar_and_none_leaves_the_box():
    (only,) = leg_bars(None, 2.0, high=0.9).bars
    assert (only.side, only.area.width) == ("right", 128)


def test_all_rows_share_a_round_scale():
    assert bar_scale([0.66, 0.54, 0.83]) == 1.0
    assert bar_scale([345.0, 280.0]) == 400
    assert bar_scale([]) > 0


def test_a_sparkline_keeps_to_its_box_and_to_the_scale_it_is_given():
    drawn = sparkline(
        [line("left", 0.5, 0.6, 0.7), line("right", 0.1, 3.0)], low=0.4, high=0.8, band=Band(0.5, 0.6, "")
    )
    for stroke in drawn.lines:
        pairs = numbers(stroke.d)
        assert all(0 <= x <= drawn.width for x in pairs[::2])
        assert all(0 <= y <= drawn.height for y in pairs[1::2])
    assert [mark.side for mark in drawn.marks] == ["left", "right"]
    assert drawn.band.height > 0


def test_a_sparkline_of_one_point_or_none():
    assert sparkline([line("left", 0.5)], low=0.4, high=0.8).lines == ()
    assert sparkline([Line("left", ())], low=0.4, high=0.8).marks == ()
