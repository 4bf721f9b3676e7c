"""Where marks would lie upon each other, and where a line begins anew."""

import datetime as dt
import re
from itertools import pairwise

import pytest

from trainer.balance.charts import COMPACT, WIDE, Event, History, Line, Point, Sets, timeline

LAST = dt.date(2026, 11, 22)
FIRST = LAST - dt.timedelta(days=365)

sizes = pytest.mark.parametrize("size", [WIDE, COMPACT], ids=["wide", "compact"])


def day(ago):
    return LAST - dt.timedelta(days=ago)


def history(*lines, **more):
    return History(FIRST, LAST, lines, **more)


def xs_of(path):
    return [float(x) for x in re.findall(r"[ML](-?[\d.]+) ", path)]


@sizes
def test_of_three_hundred_tests_each_mark_stands_for_a_stretch_of_days_with_its_range(size):
    points = tuple(Point(day(365 - number), 200 + number % 7) for number in range(300))
    drawn = timeline(history(Line("left", points), digits=0), size)
    assert len(drawn.marks) <= size.marks
    # Of the last stretch some days may still be to come.
    assert all(other.x - one.x >= 2 * 5.6 for one, other in pairwise(drawn.marks[:-1]))
    assert drawn.ranges[0].d.count("V") == len(drawn.marks)
    told = [re.search(r"left: (\d+) tests from 200 to 206, the last", mark.title) for mark in drawn.marks]
    assert sum(int(found[1]) for found in told if found) >= 280
    assert drawn.ends[0].value == str(points[-1].value)


@sizes
def test_the_few_tests_of_a_line_are_drawn_one_by_one(size):
    points = tuple(Point(day(11 - number), 200 + number) for number in range(12))
    drawn = timeline(history(Line("left", points), digits=0), size)
    assert [mark.title for mark in drawn.marks][:1] == ["11 Nov 2026, left tested 200"]
    assert len(drawn.marks) == 12
    assert drawn.ranges == ()


def test_one_mark_never_stands_for_tests_with_different_devices():
    points = tuple(Point(day(300 - number), 200, "old" if number < 150 else "new") for number in range(300))
    drawn = timeline(history(Line("left", points), digits=0))
    assert len(drawn.lines) == 2
    before = max(xs_of(drawn.lines[0].d))
    assert before < min(xs_of(drawn.lines[1].d))


def test_a_new_line_is_marked_before_its_first_test_and_says_why():
    points = (Point(day(60), 0.6, "old"), Point(day(30), 0.6, "new"))
    why = "From 23 Oct 2026 with another device: a new line."
    drawn = timeline(history(Line("left", points), breaks=(Event(day(30), why), Event(day(900), "Gone"))))
    (shape,) = drawn.breaks
    assert shape.title == why
    x = xs_of(shape.d)[0]
    assert drawn.marks[0].x < x < drawn.marks[1].x


def test_the_end_of_a_line_never_tells_a_value_of_an_older_device():
    old = [Point(day(40), value, "Old") for value in (0.61, 0.58)]
    new = Point(LAST, 0.66, "New")
    lines = (Line("left", (old[0], new)), Line("right", (old[1],)))
    ends = timeline(history(*lines)).ends
    assert {end.side: end.value for end in ends} == {"left": "0.66", "right": ""}
    back = Line("right", (old[1], Point(day(9), 0.5, "Other")))
    ends = timeline(history(Line("left", (old[0],)), back)).ends
    assert {end.side: end.value for end in ends} == {"left": "", "right": "0.50"}


def test_on_a_monday_the_sets_of_the_day_have_their_bar():
    monday = dt.date(2026, 11, 23)
    drawn = timeline(History(monday - dt.timedelta(days=365), monday, (), weeks=(Sets(monday, 6, 4),)))
    assert [bar.running for bar in drawn.sets.bars] == [True, True]
    assert min(bar.area.width for bar in drawn.sets.bars) > 0
