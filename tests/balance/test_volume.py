import datetime as dt

import pytest

from trainer.balance.volume import (
    NotCounted,
    SetFacts,
    balance_band,
    monday_of,
    not_counted,
    volume_balance,
    weekly,
)

MONDAY = dt.date(2026, 11, 16)

RDL = {"hamstrings": 1}
CURL = {"hamstrings": 1}
HIP_THRUST = {"hamstrings": 0.5, "quadriceps": 0.5}
BALL_CURL = {"hamstrings": 1}
SQUAT = {"quadriceps": 1}


def sets(count, shares, rpe=None, side="both", on=MONDAY, warm_up=False):
    legs = ("left", "right") if side == "each" else (side,)
    return [SetFacts(on, leg, rpe, warm_up, shares) for _ in range(count) for leg in legs]


def the_week(done):
    (week,) = weekly(done)
    return week


# The beginner's programme: sets of each exercise in weeks 1–2, 3–4, 5–6 and 7–8.
BEGINNER = [
    (RDL, (2, 3, 3, 3), (5, 6, 7, 8)),
    (CURL, (2, 3, 3, 3), (None, None, None, None)),
    (SQUAT, (2, 2, 3, 3), (None, None, None, None)),
    (HIP_THRUST, (2, 3, 3, 3), (None, None, None, None)),
    (BALL_CURL, (2, 3, 3, 3), (None, None, None, None)),
    (SQUAT, (2, 3, 3, 3), (None, None, None, None)),
]


@pytest.mark.parametrize(
    ("block", "hamstrings", "quadriceps"), [(0, 5, 5), (1, 10.5, 6.5), (2, 10.5, 7.5), (3, 10.5, 7.5)]
)
def test_the_beginners_programme_counts_as_its_check_sum_says(block, hamstrings, quadriceps):
    done = [
        one for shares, counts, efforts in BEGINNER for one in sets(counts[block], shares, efforts[block])
    ]
    week = the_week(done)
    assert (week.sets("hamstrings"), week.sets("quadriceps")) == (hamstrings, quadriceps)


def test_without_the_effort_the_first_weeks_count_seven():
    done = [one for shares, counts, _ in BEGINNER for one in sets(counts[0], shares)]
    assert the_week(done).sets("hamstrings") == 7


def test_the_hypertrophy_programme_counts_as_its_check_sum_says():
    one_leg = "each"
    done = [
        *sets(3, RDL),
        *sets(3, CURL),
        *sets(3, HIP_THRUST),
        *sets(2, {"quadriceps": 1}),
        *sets(4, SQUAT),
        *sets(3, {"hamstrings": 1}),
        *sets(2, {"hamstrings": 0.5, "quadriceps": 1}, side=one_leg),
        *sets(2, {"hamstrings": 1}, side=one_leg),
        *sets(3, {"hamstrings": 1}),
        *sets(2, {"hamstrings": 1}),
        *sets(2, {"quadriceps": 1}, side=one_leg),
    ]
    week = the_week(done)
    assert (week.sets("hamstrings"), week.sets("quadriceps")) == (18.5, 11.5)


def test_a_two_leg_set_counts_one_for_each_leg():
    week = the_week(sets(3, RDL))
    assert (week.left["hamstrings"], week.right["hamstrings"], week.sets("hamstrings")) == (3, 3, 3)


def test_left_and_right_of_one_set_never_count_twice():
    assert the_week(sets(3, RDL, side="each")).sets("hamstrings") == 3


def test_one_leg_alone_counts_half_in_the_mean():
    week = the_week(sets(3, RDL, side="left"))
    assert (week.left["hamstrings"], week.right.get("hamstrings", 0), week.sets("hamstrings")) == (3, 0, 1.5)


@pytest.mark.parametrize(("rpe", "counted"), [(None, 1), (5.5, 0), (6, 1), (10, 1)])
def test_hard_begins_at_effort_six_or_when_nobody_wrote_it_down(rpe, counted):
    assert the_week(sets(1, RDL, rpe)).sets("hamstrings") == counted


def test_warm_ups_do_not_count_however_hard():
    assert the_week(sets(1, RDL, 9, warm_up=True)).sets("hamstrings") == 0


def test_weeks_start_on_monday():
    sunday = MONDAY - dt.timedelta(days=1)
    weeks = weekly([*sets(1, RDL), *sets(2, RDL, on=sunday)])
    assert [(week.starts_on, week.sets("hamstrings")) for week in weeks] == [
        (MONDAY - dt.timedelta(days=7), 2),
        (MONDAY, 1),
    ]
    assert monday_of(sunday) == MONDAY - dt.timedelta(days=7)


def test_a_week_without_a_log_is_not_a_zero():
    weeks = weekly([*sets(1, RDL), *sets(1, RDL, on=MONDAY - dt.timedelta(days=21))])
    assert len(weeks) == 2
    assert weekly([]) == []


def test_muscles_without_a_share_have_no_sets():
    assert the_week(sets(2, RDL)).sets("quadriceps") == 0


def test_the_balance_is_of_the_last_four_weeks():
    weeks = weekly(
        [
            one
            for number in range(6)
            for one in [
                *sets(6 if number else 60, RDL, on=MONDAY + dt.timedelta(weeks=number)),
                *sets(4, SQUAT, on=MONDAY + dt.timedelta(weeks=number)),
            ]
        ]
    )
    assert volume_balance(weeks) == 1.5
    assert volume_balance([]) is None
    assert volume_balance(weekly(sets(2, RDL))) is None


@pytest.mark.parametrize(
    ("balance", "band"),
    [(0.66, "front-heavy"), (0.67, "balanced"), (1.5, "balanced"), (1.51, "back-heavy")],
)
def test_the_bands_of_the_volume_balance(balance, band):
    assert balance_band(balance) == band


def unknown(count, *muscles, rpe=8, shares=None):
    return [
        SetFacts(
            MONDAY, "both", rpe, warm_up=False, shares=shares or {}, exercise="Hill walk", unknown=muscles
        )
        for _ in range(count)
    ]


def test_a_set_whose_share_is_not_known_is_named_and_is_no_zero():
    done = sets(4, RDL, 7) + unknown(3, "hamstrings", "quadriceps")
    week = the_week(done)
    assert week.sets("hamstrings") == 4
    assert week.unknown == {"hamstrings": 3, "quadriceps": 3}
    assert not_counted(done) == [NotCounted("Hill walk", ("hamstrings", "quadriceps"), 3)]


def test_a_set_known_for_one_muscle_counts_for_that_one():
    week = the_week(unknown(2, "quadriceps", shares={"hamstrings": 1}))
    assert (week.sets("hamstrings"), week.unknown) == (2, {"quadriceps": 2})


def test_easy_sets_of_an_unknown_exercise_are_missed_by_nobody():
    assert not_counted(unknown(3, "hamstrings", rpe=4)) == []
    assert the_week(unknown(3, "hamstrings", rpe=4)).unknown == {}


def test_there_is_no_balance_over_weeks_with_sets_not_counted():
    known = sets(4, RDL, 7) + sets(4, SQUAT, 7)
    assert volume_balance(weekly(known)) == 1
    assert volume_balance(weekly(known + unknown(1, "quadriceps"))) is None
