import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.balance.estimates import LoggedSet, exercises, lines_of, maxima_of, ratios_of, words
from trainer.balance.methods import methods_of
from trainer.balance.protocols import catalogue
from trainer.balance.ratios import ReadingFacts

MONDAY = dt.date(2026, 11, 16)


def done(exercise="seated-leg-curl", load=40.0, reps=8, rpe=10.0, day=0, side="left", **more):
    return LoggedSet(MONDAY + dt.timedelta(days=day), side, load, reps, rpe, exercise, **more)


def both(curl=30.0, extension=60.0, **more):
    return [done(load=curl, **more), done("leg-extension", extension, **more)]


def test_a_maximum_is_by_epley_with_the_repetitions_in_reserve():
    """60 kg for 8: 76 kg; two more in reserve make it 10: 80 kg (worked examples of the formulas)."""
    (to_failure,) = maxima_of([done(load=60)])
    (in_reserve,) = maxima_of([done(load=60, rpe=8)])
    assert (to_failure.value, in_reserve.value) == (pytest.approx(76), pytest.approx(80))
    assert (to_failure.low, to_failure.high) == (pytest.approx(68.4), pytest.approx(83.6))


def test_one_repetition_to_failure_is_the_maximum_itself():
    assert maxima_of([done(load=60, reps=1)])[0].value == 60


@pytest.mark.parametrize(
    "left_out",
    [
        done(warm_up=True),
        done(side="both"),
        done(rpe=None),
        done(rpe=7.5),
        done(rpe=11),
        done(reps=11),
        done(reps=9, rpe=8),
        done(reps=0),
        done("romanian-deadlift"),
        done(load=0),
        done(load=-40),
        done(load=float("nan")),
        done(load=float("inf")),
        done(load=900),
    ],
)
def test_what_says_nothing_of_a_maximum_is_left_out(left_out):
    assert maxima_of([left_out]) == []


def test_the_best_of_a_week_and_leg_counts():
    sets = [
        done(load=40),
        done(load=44, day=6),
        done(load=42, day=3),
        done(load=30, day=7),
        done(load=50, side="right"),
    ]
    assert [(found.side, found.on.day) for found in maxima_of(sets)] == [
        ("right", 16),
        ("left", 22),
        ("left", 23),
    ]


def test_curl_and_extension_of_one_leg_and_week_make_a_ratio_with_the_range_of_both():
    """Each part 10 % out: the ratio is 14.1 % out, where the correlation is not known."""
    (found,) = ratios_of(both())
    assert (found.value, found.side) == (pytest.approx(0.5), "left")
    assert (found.low, found.high) == (pytest.approx(0.5 * (1 - 0.141421), abs=1e-5), pytest.approx(0.570711))


@pytest.mark.parametrize(
    "other",
    [done("leg-extension", 60, side="right"), done("leg-extension", 60, day=7), done("lying-leg-curl", 60)],
)
def test_another_leg_another_week_or_the_same_muscle_makes_none(other):
    assert ratios_of([done(), other]) == []


def test_a_line_keeps_to_the_machine_that_was_used_most():
    sets = [*both(), *both(day=7), *both(day=14)]
    sets += [done("lying-leg-curl", 50, day=7), done("lying-leg-curl", 50, day=14)]
    found = ratios_of(sets)
    assert {estimate.hamstrings.exercise for estimate in found} == {"seated-leg-curl"}
    assert len(found) == 3


def test_an_impossible_ratio_is_no_estimate():
    assert ratios_of(both(curl=300, extension=10)) == []


def test_lines_are_hollow_and_carry_their_range():
    left, right = lines_of(ratios_of([*both(), *both(side="right")]))
    assert (left.side, right.side) == ("left", "right")
    assert not left.measured
    assert left.points[0].low < left.points[0].value < left.points[0].high
    assert lines_of([]) == ()


def test_a_sentence_says_from_what_and_how_far_out():
    assert words(ratios_of(both())) == (
        "Hollow marks are estimates from logged sets of one leg: seated leg curl over leg extension, "
        "the best of each week, from sets of 10 repetitions or fewer near failure. "
        "They may be out by 14%, and are never compared with a test."
    )
    assert words([]) == ""


def test_without_a_tested_maximum_the_method_is_there_from_estimates_alone():
    (method,) = methods_of([], estimated=True)
    assert (method.code, method.title, method.takes_estimates) == (
        "curl_extension",
        "Leg curl to leg extension",
        True,
    )
    assert methods_of([]) == []


def test_estimates_never_come_before_a_test_nor_into_another_method():
    tested = ReadingFacts(1, MONDAY, "nordic", None, None, "", "unknown", "left", "hamstrings", 300, "N")
    methods = methods_of([tested], estimated=True)
    assert [(method.code, method.takes_estimates) for method in methods] == [
        ("nordic", False),
        ("curl_extension", True),
    ]


def test_every_number_of_an_estimate_names_its_source():
    known = catalogue().estimates
    for source in (known.exercises, known.least_effort.source, known.most_reps.source, known.error.source):
        assert source.citation
        assert source.basis in ("published", "design")


def test_the_exercises_that_count_are_in_the_library(library):
    from exercises.models import Exercise

    assert Exercise.objects.filter(slug__in=exercises()).count() == len(exercises()) == 3


@given(
    st.lists(
        st.builds(
            done,
            st.sampled_from([*exercises(), "back-squat"]),
            st.floats(allow_nan=True, allow_infinity=True),
            st.integers(min_value=-3, max_value=30),
            st.one_of(st.none(), st.floats(min_value=0, max_value=10)),
            st.integers(min_value=0, max_value=20),
            st.sampled_from(["left", "right", "both"]),
        )
    ),
    st.randoms(),
)
def test_estimates_are_finite_and_do_not_depend_on_the_order_of_entry(sets, random):
    found = ratios_of(sets)
    assert all(0.1 <= estimate.value <= 3 for estimate in found)
    shuffled = list(sets)
    random.shuffle(shuffled)
    assert [estimate.value for estimate in ratios_of(shuffled)] == [estimate.value for estimate in found]
