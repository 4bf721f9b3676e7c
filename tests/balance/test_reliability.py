import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.balance.formulas import error_of_ratio
from trainer.balance.protocols import protocol, ratio_kind
from trainer.balance.reliability import (
    LIKELY_REAL,
    NO_VERDICT,
    PROBABLE_TREND,
    WITHIN,
    asymmetry_change,
    change,
    hamstring_fall,
    mdc95,
    ratio_change,
    standard_error,
    typical_error,
)

ISOKINETIC = {"protocol": "isokinetic_concentric", "muscle_group": "hamstrings", "side": "right"}
NORDIC = {"protocol": "nordic", "muscle_group": "hamstrings", "side": "left"}

torques = st.floats(min_value=10, max_value=300)


def test_the_smallest_detectable_change_of_a_standard_error():
    assert mdc95(10) == pytest.approx(27.7, abs=0.05)
    assert mdc95(4.2) == pytest.approx(11.6, abs=0.05)


# Standard error, typical error or CV as published, and the smallest detectable change printed beside it.
PUBLISHED = {
    "isokinetic peak torque, another device, low end [27]": (2.54, 7.0, 0.05),
    "isokinetic peak torque, another device, high end [27]": (6.93, 19.2, 0.05),
    "NordBord, N, low end [10]": (21.7, 60.1, 0.1),
    "NordBord, N, high end [10]": (27.5, 76.2, 0.1),
    "Nordic, one leg, low end, about [114]": (10, 28, 0.5),
    "Nordic, one leg, high end, about [114]": (11, 30, 0.5),
    "force plate at 90 degrees, stronger leg [29]": (4.3, 11.9, 0.05),
    "force plate at 90 degrees, other leg [29]": (5.4, 15.0, 0.05),
    "force plate at 30 degrees, stronger leg [29]": (6.3, 17.5, 0.05),
    "force plate at 30 degrees, other leg [29]": (4.8, 13.3, 0.05),
    "one-repetition maximum [33]": (4.2, 11.6, 0.05),
    "active knee extension, whole degrees, low end [47]": (2.6, 7, 0.5),
    "active knee extension, whole degrees, high end [47]": (2.9, 8, 0.5),
    "active knee extension after injury, whole degrees [48]": (5.3, 15, 0.5),
    "passive knee extension after injury, whole degrees [48]": (7.6, 21, 0.5),
    "straight-leg raise, whole degrees, low end [47]": (2.2, 6, 0.5),
    "straight-leg raise, whole degrees, high end [47]": (2.6, 7, 0.5),
    "fast straight-leg raise, about, low end [59]": (1.5, 4, 0.5),
    "fast straight-leg raise, about, high end [59]": (4.5, 13, 0.6),
}
# The printed ranges of these two are rounded differently: no factor of 2.772 gives both ends.
ROUNDED_DIFFERENTLY = {
    "isokinetic peak torque [26]": ((5, 10), (12, 25)),
    "extension of women [117]": ((3.1, 7.4), (8.6, 19.9)),
}


@pytest.mark.parametrize("test", PUBLISHED)
def test_published_errors_come_out_of_the_formula(test):
    error, smallest, rounding = PUBLISHED[test]
    assert mdc95(error) == pytest.approx(smallest, abs=rounding)


@pytest.mark.parametrize("test", ROUNDED_DIFFERENTLY)
def test_two_published_ranges_are_rounded_differently_at_their_upper_end(test):
    (_, error), (_, printed) = ROUNDED_DIFFERENTLY[test]
    assert printed < mdc95(error) < printed * 1.11


def test_the_error_of_a_curl_to_extension_ratio_is_that_of_both_maxima():
    """16 %: the square root of two times 11.6."""
    assert error_of_ratio(mdc95(4.2), mdc95(4.2)) == pytest.approx(
        ratio_kind("curl_extension").error.percent, abs=0.5
    )


def test_the_errors_of_a_retest():
    assert standard_error(20, 0.91) == pytest.approx(6.0)
    assert typical_error([1, -1, 1, -1]) == pytest.approx(0.8165, abs=1e-4)


def test_a_fall_beyond_the_error_is_likely_real_and_says_so():
    fallen = change(117, 82, **ISOKINETIC)
    assert (fallen.verdict, fallen.difference, fallen.error) == (LIKELY_REAL, -35, 29.25)
    assert fallen.percent == pytest.approx(-29.9, abs=0.05)
    assert fallen.sentence == (
        "Right hamstrings fell from 117 to 82 Nm (−30%). "
        "Changes of 25% or more are likely real with this test."
    )


def test_a_change_below_the_error_is_day_to_day_variation():
    risen = change(104.4, 113, **ISOKINETIC)
    assert risen.verdict == WITHIN
    assert risen.sentence == (
        "Right hamstrings rose from 104.4 to 113 Nm (+8%). That is within day-to-day variation: "
        "with this test changes of 25% or more are likely real."
    )


def test_exactly_the_error_is_enough_and_rounding_never_hides_the_side_of_it():
    assert change(100, 125, **ISOKINETIC).verdict == LIKELY_REAL
    nearly = change(100, 75.3, **ISOKINETIC)
    assert nearly.verdict == WITHIN
    assert "(−24.7%)" in nearly.sentence


def test_two_changes_in_a_row_just_below_the_error_are_a_probable_trend():
    trend = change(120, 145, earlier=[90, 100], **ISOKINETIC)
    assert trend.verdict == PROBABLE_TREND
    assert "second such change in a row: a probable trend" in trend.sentence


@pytest.mark.parametrize("earlier", [[], [145], [110], [120]])
def test_without_a_first_step_in_the_same_direction_there_is_no_trend(earlier):
    assert change(120, 145, earlier=earlier, **ISOKINETIC).verdict == WITHIN


def test_an_unchanged_value_stayed():
    same = change(300, 300, **NORDIC)
    assert (same.verdict, same.percent) == (WITHIN, 0)
    assert same.sentence.startswith("Left hamstrings stayed at 300 N. That is within")


def test_nordic_forces_are_weighed_in_newtons():
    assert change(340, 265, **NORDIC).verdict == WITHIN
    fallen = change(340, 264, **NORDIC)
    assert fallen.verdict == LIKELY_REAL
    assert fallen.sentence == (
        "Left hamstrings fell from 340 to 264 N (−22%). "
        "Changes of 76 N or more are likely real with this test."
    )


@pytest.mark.parametrize(
    ("protocol", "muscle_group", "old", "real", "noise"),
    [
        ("isokinetic_eccentric", "quadriceps", 200, 150, 151),
        ("isometric", "hamstrings", 300, 240, 241),
        ("isometric", "quadriceps", 500, 330, 331),
        ("one_rm", "hamstrings", 50, 44, 44.1),
        ("estimated_one_rm", "quadriceps", 100, 85, 86),
        ("single_leg_bridge", "hamstrings", 25, 20, 21),
        ("active_knee_extension", "hamstrings", 20, 28, 27),
        ("straight_leg_raise", "hamstrings", 70, 77, 76),
    ],
)
def test_each_test_has_its_own_error(protocol, muscle_group, old, real, noise):
    assert change(old, real, protocol=protocol, muscle_group=muscle_group).verdict == LIKELY_REAL
    assert change(old, noise, protocol=protocol, muscle_group=muscle_group).verdict == WITHIN


def test_a_test_whose_error_is_not_known_gets_no_verdict():
    reached = change(20, 34, protocol="sit_and_reach", muscle_group="hamstrings", side="both")
    assert (reached.verdict, reached.error) == (NO_VERDICT, None)
    assert reached.sentence == (
        "Sit and reach rose from 20 to 34 cm. "
        "The day-to-day variation is not known here, so there is no verdict."
    )


def test_a_percentage_of_nothing_is_no_error():
    assert change(0, 50, **ISOKINETIC).verdict == NO_VERDICT


def test_a_bridge_may_start_from_nothing():
    assert change(0, 6, protocol="single_leg_bridge", muscle_group="hamstrings").verdict == LIKELY_REAL


def test_angles_are_told_without_a_percentage():
    turned = change(30, 21, protocol="active_knee_extension", muscle_group="hamstrings", side="left")
    assert turned.sentence == (
        "Left active knee extension fell from 30 to 21°. "
        "Changes of 8° or more are likely real with this test."
    )


def test_ratios_have_a_wider_error_than_their_parts():
    assert ratio_change(0.68, 0.50, kind="conventional", side="left").verdict == WITHIN
    assert ratio_change(0.70, 0.48, kind="conventional").verdict == LIKELY_REAL
    assert ratio_change(0.50, 0.40, kind="curl_extension").verdict == LIKELY_REAL


def test_an_isometric_ratio_gets_no_verdict():
    weighed = ratio_change(0.6, 0.3, kind="isometric", side="left")
    assert weighed.verdict == NO_VERDICT
    assert weighed.sentence.startswith("Left ratio fell from 0.60 to 0.30 (−50%).")


def test_the_alert_names_the_hamstrings_and_tells_the_ratio_beside():
    fall = hamstring_fall(
        protocol="isokinetic_concentric", side="left", hamstrings=(117, 82), quadriceps=(172, 165)
    )
    assert fall.sentence == (
        "Left hamstrings fell from 117 to 82 Nm (−30%). "
        "Changes of 25% or more are likely real with this test. "
        "The ratio went from 0.68 to 0.50; the quadriceps went from 172 to 165 Nm (−4%), "
        "within day-to-day variation."
    )
    assert (round(fall.ratio_before, 2), round(fall.ratio_after, 2)) == (0.68, 0.5)


def test_a_ratio_that_fell_because_the_quadriceps_grew_is_no_alert():
    grown = {"protocol": "isokinetic_concentric", "side": "left", "quadriceps": (150, 220)}
    assert hamstring_fall(hamstrings=(117, 115), **grown) is None


def test_hamstrings_that_grew_are_no_alert():
    assert hamstring_fall(protocol="nordic", side="left", hamstrings=(250, 340)) is None


def test_where_lower_is_better_a_rise_is_the_alert_and_a_fall_is_none():
    knee = {"protocol": protocol("active_knee_extension"), "side": "left"}
    worse = hamstring_fall(hamstrings=(12, 21), **knee)
    assert worse.sentence.startswith("Left active knee extension rose from 12 to 21°.")
    assert hamstring_fall(hamstrings=(21, 12), **knee) is None


def test_a_nordic_fall_has_no_ratio():
    fall = hamstring_fall(protocol="nordic", side="right", hamstrings=(340, 250))
    assert (fall.ratio_before, fall.ratio_after) == (None, None)
    assert fall.sentence == fall.change.sentence


@given(torques, torques)
def test_a_verdict_depends_only_on_the_size_of_the_change(old, new):
    weighed = change(old, new, **ISOKINETIC)
    assert weighed.verdict == (LIKELY_REAL if abs(new - old) >= old * 25 / 100 and new != old else WITHIN)


@given(torques, torques, st.sampled_from(["left", "right"]))
def test_a_sentence_names_the_leg_and_both_values(old, new, side):
    told = change(old, new, protocol="isokinetic_concentric", muscle_group="quadriceps", side=side).sentence
    assert told.startswith(f"{side.capitalize()} quadriceps ")
    assert "-" not in told.replace("day-to-day", "")


def test_a_nordic_imbalance_moves_beyond_ten_points_or_not_at_all():
    moved = asymmetry_change(-3.2, -24.2, protocol="nordic")
    assert moved.verdict == LIKELY_REAL
    assert moved.moved == "Side to side went from 3.2% (right behind) to 24.2% (right behind)."
    assert asymmetry_change(-3.2, -12, protocol="nordic").verdict == WITHIN


def test_a_change_of_the_stronger_side_adds_up():
    moved = asymmetry_change(-6, 6, protocol="nordic")
    assert (moved.verdict, moved.difference) == (LIKELY_REAL, 12)


def test_other_tests_have_no_error_for_their_imbalance():
    assert asymmetry_change(0, 40, protocol="isokinetic_concentric") is None


@pytest.mark.parametrize(
    ("test", "values", "title"),
    [
        ("nordic", (340, 250), "Hamstring strength down"),
        ("isokinetic_concentric", (117, 82), "Hamstring strength down"),
        ("one_rm", (40, 30), "Hamstring strength down"),
        ("single_leg_bridge", (27, 20), "Hamstrings tested worse"),
        ("straight_leg_raise", (80, 70), "Hamstrings tested worse"),
    ],
)
def test_only_force_torque_and_load_are_called_strength(test, values, title):
    fall = hamstring_fall(protocol=test, side="left", hamstrings=values)
    assert fall.title == title


def test_no_change_is_told_that_the_shown_digits_deny():
    moved = ratio_change(0.554, 0.546, kind="conventional", side="left").moved
    assert moved == "Left ratio stayed at 0.55."
