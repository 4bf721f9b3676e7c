import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from trainer.balance import charts
from trainer.balance.charts.episode import Limit, Pain, Stay, Story
from trainer.balance.charts.facts import Event
from trainer.balance.charts.lanes import Case

TODAY = dt.date(2026, 11, 22)
SIZES = (charts.WIDE, charts.COMPACT)
days = st.dates(dt.date(2024, 1, 1), TODAY)


def ago(number: int) -> dt.date:
    return TODAY - dt.timedelta(days=number)


def story(**changes) -> Story:
    plain = {
        "began_on": ago(50),
        "today": TODAY,
        "over_on": None,
        "stays": (Stay("Stage 1, first days", ago(50), ago(40)), Stay("Stage 2, early load", ago(40), None)),
        "pains": (Pain(ago(30), 1), Pain(ago(2), 5)),
        "limit": Limit(2, ago(40), "set by R. Halloran"),
        "gates": (Event(ago(41), "Walks without pain"),),
    }
    return Story(**plain | changes)


def test_the_chart_of_one_injury_shows_stages_pain_limit_gates_and_today():
    drawn = charts.episode(story())
    assert [stay.now for stay in drawn.stays] == [False, True]
    assert drawn.stays[1].label.text == "Stage 2, early load"
    assert [dot.over for dot in drawn.dots] == [False, True]
    assert drawn.limit.label.text == "dashed: limit 2, set by R. Halloran"
    assert drawn.gates[0].title == "Walks without pain, 12 Oct 2026"
    assert drawn.today.label.text == "today"


def test_stages_follow_one_another_and_the_last_ends_today():
    drawn = charts.episode(story())
    first, last = drawn.stays
    assert abs(first.area.x + first.area.width - last.area.x) < 0.2
    assert abs(last.area.x + last.area.width - drawn.today.label.x) < 0.2


def test_more_pain_stands_higher():
    low, high = charts.episode(story()).dots
    assert high.y < low.y


def test_without_pain_there_is_no_panel_for_it_and_the_drawing_is_lower():
    drawn = charts.episode(story(pains=()))
    assert (drawn.ticks, drawn.dots, drawn.limit, drawn.pain_heading) == ((), (), None, None)
    assert drawn.height < charts.episode(story()).height


def test_an_injury_that_is_over_has_no_today():
    drawn = charts.episode(story(over_on=ago(5), stays=(Stay("Stage 1", ago(50), ago(5)),), limit=None))
    assert drawn.today is None


@given(st.lists(st.tuples(days, st.integers(0, 10)), max_size=30), st.sampled_from(SIZES))
def test_nothing_of_an_episode_leaves_the_drawing(pains, size):
    began = min([day for day, _ in pains], default=ago(10))
    told = tuple(Pain(day, value) for day, value in pains)
    stays = (Stay("Stage 1, first days", began, None),)
    drawn = charts.episode(story(began_on=began, stays=stays, pains=told), size)
    assert all(0 <= dot.x <= drawn.width and 0 <= dot.y <= drawn.height for dot in drawn.dots)
    assert all(
        stay.area.x >= 0 and stay.area.x + stay.area.width <= drawn.width + 0.1 for stay in drawn.stays
    )


def case(key: int, side: str, start: int, end: int | None, **changes) -> Case:
    return Case(key, side, f"{side} strain", ago(start), None if end is None else ago(end), **changes)


def test_left_stands_above_right_and_a_lane_without_a_side_only_where_needed():
    drawn = charts.lanes([case(1, "right", 100, 50)], TODAY)
    assert [lane.side for lane in drawn.lanes] == ["left", "right"]
    assert drawn.lanes[0].heading.y < drawn.lanes[1].heading.y
    assert len(charts.lanes([case(1, "both", 100, 50)], TODAY).lanes) == 3


def test_an_open_injury_reaches_today_and_has_one_edge():
    over, still = charts.lanes([case(1, "left", 300, 200), case(2, "right", 100, None)], TODAY).cases
    assert over.edges.count("M") == 2
    assert still.edges.count("M") == 1
    assert still.title.endswith("not over")


def test_one_that_came_back_is_linked_from_end_to_beginning():
    rows = [case(1, "left", 300, 200), case(2, "left", 100, None, again_of=1)]
    drawn = charts.lanes(rows, TODAY)
    first, second = (shape.area for shape in drawn.cases)
    assert drawn.links[0].startswith(f"M{round(first.x + first.width, 1)} ")
    assert f"H{second.x}V" in drawn.links[0]


def test_a_link_to_one_that_is_not_shown_is_left_out():
    assert charts.lanes([case(2, "left", 100, None, again_of=99)], TODAY).links == ()


spans = st.tuples(st.sampled_from(["left", "right", "both"]), days, days)


@given(st.lists(spans, min_size=1, max_size=15), st.sampled_from(SIZES))
def test_no_two_bars_of_a_drawing_overlap_and_all_stay_inside(rows, size):
    cases = [
        Case(key, side, "Suspected left hamstring strain", min(a, b), max(a, b))
        for key, (side, a, b) in enumerate(rows)
    ]
    drawn = charts.lanes(cases, TODAY, size)
    areas = [shape.area for shape in drawn.cases]
    for number, area in enumerate(areas):
        assert area.x >= 0
        assert area.y + area.height <= drawn.height
        for other in areas[number + 1 :]:
            assert area.y != other.y or area.x + area.width <= other.x or other.x + other.width <= area.x
