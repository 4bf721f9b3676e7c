"""What a slip of the hand looks like; every share is Plumb's own working value."""

import pytest

from trainer.balance.protocols import protocol
from trainer.balance.recording.slips import legs_swapped, mass_is_far, meant, other_unit, why_held_back

H, Q = "hamstrings", "quadriceps"


@pytest.mark.parametrize(
    ("value", "last", "words"),
    [
        (503, 497, ""),
        (300, 497, ""),
        (1190, 497, ""),
        (4960, 497, "4,960 N is outside the plausible 10 to 1,200 N"),
        (497, 49.7, "497 N is about ten times last time's 49.7 N."),
        (49, 497, "49 N is about a tenth of last time's 497 N."),
        (49, None, ""),
    ],
)
def test_a_value_is_held_back_outside_its_range_or_with_the_point_moved(value, last, words):
    last = last and float(last)
    reason = why_held_back("isometric", Q, value, "N", last=last)
    assert reason.startswith(words.replace("49.7 N", "50 N")) if words else reason == ""


@pytest.mark.parametrize(
    ("value", "last", "offered"),
    [(4960, 497, 496), (49, 497, 490), (4960, None, 496), (2000, 497, None), (0, 497, None)],
)
def test_the_number_that_was_meant_is_offered_where_it_fits(value, last, offered):
    assert meant(protocol("isometric"), Q, value, "N", last=last) == offered


def both(left, right, muscle_group=H):
    return {(muscle_group, "left"): left, (muscle_group, "right"): right}


@pytest.mark.parametrize(
    ("now", "last", "asked"),
    [
        (both(270, 330), both(328, 267), True),
        (both(335, 290), both(328, 267), False),  # the weaker leg caught up
        (both(300, 299), both(301, 302), False),  # legs alike: either way round fits
        (both(267, 328) | both(492, 497, Q), both(328, 267) | both(497, 492, Q), True),
        (both(267, 328), {}, False),
        ({(H, "left"): 267}, both(328, 267), False),
        (both(0, 30), both(30, 0), False),
    ],
)
def test_swapped_legs_are_asked_about_only_when_each_is_far_nearer_to_the_other(now, last, asked):
    assert legs_swapped(now, last) is asked


@pytest.mark.parametrize(
    ("pairs", "unit", "last_unit", "lever", "found"),
    [
        ([(33.4, 328), (27.2, 267)], "N", "N", None, "kgf"),
        ([(73.7, 328), (60, 267)], "N", "N", None, "lbf"),
        ([(118, 328), (96, 267)], "N", "N", 0.36, "Nm"),
        ([(118, 328), (96, 267)], "N", "N", None, None),
        ([(335, 328), (290, 267)], "N", "N", 0.36, None),
        ([(200, 328), (150, 267)], "N", "N", 0.36, None),  # weaker by half is no unit
        ([(33.4, 328)], "N", "N", None, None),  # one number alone says too little
        ([(88, 40), (110, 50)], "kg", "kg", None, "lb"),
        ([(42, 40), (50, 50)], "kg", "kg", None, None),
        ([(20, 18), (22, 21)], "reps", "reps", None, None),
    ],
)
def test_another_unit_is_asked_about_when_all_numbers_fit_it(pairs, unit, last_unit, lever, found):
    assert other_unit(pairs, unit, last_unit, lever) == found


@pytest.mark.parametrize(
    ("typed", "newest", "far"), [(58, 58, False), (63, 58, False), (85, 58, True), (48, 58, True)]
)
def test_a_body_mass_a_tenth_away_from_the_newest_is_far(typed, newest, far):
    assert mass_is_far(typed, newest) is far
