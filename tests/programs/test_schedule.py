from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.programs.schedule import gap_note, lay_out

MON, TUE, WED, THU, FRI, SAT, SUN = range(7)
MONDAY = date(2026, 11, 23)
# 7.1: one session in week 1, two in week 2, three from week 3 on
NORDIC = [(1, 1), (2, 1), (2, 2), *[(week, day) for week in range(3, 11) for day in (1, 2, 3)]]


def dates(days, start, weekdays) -> list[str]:
    return [f"{one.week}.{one.day} {one.on:%a %d %b}" for one in lay_out(days, start, weekdays)]


def test_the_nordic_grows_from_one_to_three_workouts_a_week():
    assert dates(NORDIC, MONDAY, [FRI, MON, WED])[:6] == [
        "1.1 Mon 23 Nov",
        "2.1 Mon 30 Nov",
        "2.2 Fri 04 Dec",
        "3.1 Mon 07 Dec",
        "3.2 Wed 09 Dec",
        "3.3 Fri 11 Dec",
    ]
    assert len(lay_out(NORDIC, MONDAY, [MON, WED, FRI])) == 27


@pytest.mark.parametrize(
    ("weekdays", "count", "picked"),
    [
        ([MON, WED, FRI], 1, [MON]),
        ([MON, WED, FRI], 2, [MON, FRI]),
        ([TUE, THU], 2, [TUE, THU]),
        ([MON, TUE, WED, THU, FRI], 3, [MON, WED, FRI]),
        ([MON, TUE, THU, SUN], 3, [MON, THU, SUN]),
        ([SAT], 1, [SAT]),
    ],
)
def test_fewer_workouts_than_weekdays_are_spread_over_the_week(weekdays, count, picked):
    placed = lay_out([(1, day) for day in range(1, count + 1)], MONDAY, weekdays)
    assert [one.on.weekday() for one in placed] == picked


def test_a_start_in_mid_week_uses_the_weekdays_that_are_left():
    start = MONDAY + timedelta(days=WED)
    assert dates([(1, 1), (1, 2), (2, 1), (2, 2)], start, [MON, WED, FRI]) == [
        "1.1 Wed 25 Nov",
        "1.2 Fri 27 Nov",
        "2.1 Mon 30 Nov",
        "2.2 Fri 04 Dec",
    ]


def test_a_start_with_too_few_weekdays_left_waits_for_monday():
    start = MONDAY + timedelta(days=THU)
    assert dates([(1, 1), (1, 2)], start, [MON, THU]) == ["1.1 Mon 30 Nov", "1.2 Thu 03 Dec"]
    assert dates([(1, 1)], MONDAY + timedelta(days=SUN), [MON]) == ["1.1 Mon 30 Nov"]


def test_the_start_day_itself_counts_when_it_is_chosen():
    assert dates([(1, 1)], MONDAY + timedelta(days=THU), [MON, THU]) == ["1.1 Thu 26 Nov"]


def test_a_week_without_workouts_stays_empty():
    assert dates([(1, 1), (3, 1)], MONDAY, [TUE]) == ["1.1 Tue 24 Nov", "3.1 Tue 08 Dec"]


def test_days_may_come_in_any_order():
    assert dates([(2, 1), (1, 2), (1, 1)], MONDAY, [MON, FRI]) == dates(
        [(1, 1), (1, 2), (2, 1)], MONDAY, [FRI, MON]
    )


@pytest.mark.parametrize(
    ("days", "weekdays", "words"),
    [
        (NORDIC, [MON, FRI], "Week 3 has 3 workouts and 2 weekdays are chosen: choose at least 3."),
        (NORDIC, [MON, MON, FRI], "Week 3 has 3 workouts and 2 weekdays are chosen: choose at least 3."),
        ([(1, 1), (1, 2)], [MON], "Week 1 has 2 workouts and 1 weekday is chosen: choose at least 2."),
        ([(1, 1)], [], "Week 1 has 1 workout and no weekdays are chosen: choose at least 1."),
        ([(1, 1)], [7], "Weekdays run from 0 (Monday) to 6 (Sunday), not 7."),
        ([(1, 1), (1, 1)], [MON, TUE], "Day 1 of week 1 is there twice."),
    ],
)
def test_what_cannot_be_laid_out_is_refused_with_the_reason(days, weekdays, words):
    with pytest.raises(ValueError, match=r".") as refusal:
        lay_out(days, MONDAY, weekdays)
    assert str(refusal.value) == words


def test_a_programme_without_days_has_no_dates():
    assert lay_out([], MONDAY, [MON]) == []


@st.composite
def plans(draw: st.DrawFn):
    weekdays = draw(st.sets(st.sampled_from(range(7)), min_size=1))
    counts = draw(st.lists(st.integers(0, len(weekdays)), min_size=1, max_size=12))
    days = [(week, day) for week, count in enumerate(counts, 1) for day in range(1, count + 1)]
    start = draw(st.dates(date(2024, 1, 1), date(2030, 12, 31)))
    return days, start, sorted(weekdays)


@given(plans())
def test_every_day_falls_on_a_chosen_weekday_once_in_order_and_not_before_the_start(plan):
    days, start, weekdays = plan
    placed = lay_out(days, start, weekdays)
    assert [(one.week, one.day) for one in placed] == days
    on = [one.on for one in placed]
    assert on == sorted(set(on))
    assert all(day >= start for day in on)
    assert all(day.weekday() in weekdays for day in on)


@given(plans())
def test_a_programme_week_is_a_calendar_week_and_begins_at_most_one_week_late(plan):
    days, start, weekdays = plan
    mondays: dict[int, set[date]] = {}
    for one in lay_out(days, start, weekdays):
        mondays.setdefault(one.week, set()).add(one.on - timedelta(days=one.on.weekday()))
    assert all(len(found) == 1 for found in mondays.values())
    if mondays:
        first = min(mondays)
        begins = {week: found.pop() for week, found in mondays.items()}
        assert all((begins[week] - begins[first]).days == 7 * (week - first) for week in begins)
        assert 0 <= (begins[first] - (start - timedelta(days=start.weekday()))).days <= 7


# Too near to each other


def test_neighbouring_days_are_noted_where_the_programme_advises_48_hours():
    placed = lay_out([(1, 1), (1, 2)], MONDAY, [MON, TUE])
    note = gap_note((one.on for one in placed), 2)
    assert note == (
        "Two workouts on neighbouring days (Monday and Tuesday); 48 h apart is advised for this programme."
    )


def test_sunday_and_the_monday_after_are_neighbours_too():
    placed = lay_out([(1, 1), (1, 2), (2, 1), (2, 2)], MONDAY, [MON, SUN])
    assert "(Sunday and Monday)" in (gap_note([one.on for one in placed], 2) or "")


def test_days_far_enough_apart_are_not_noted():
    assert gap_note([MONDAY, MONDAY + timedelta(days=2)], 2) is None
    assert gap_note([MONDAY], 2) is None
    assert gap_note([MONDAY, MONDAY + timedelta(days=1)], 0) is None


def test_the_nearest_two_are_named():
    note = gap_note([MONDAY, MONDAY + timedelta(days=2), MONDAY + timedelta(days=3)], 3)
    near = "Two workouts on neighbouring days (Wednesday and Thursday)"
    assert note == f"{near}; 72 h apart is advised for this programme."
    assert (gap_note([MONDAY, MONDAY], 2) or "").startswith("Two workouts on the same day; 48 h apart")
    assert gap_note([MONDAY, MONDAY + timedelta(days=2)], 3) == (
        "Two workouts 2 days apart; 72 h apart is advised for this programme."
    )
