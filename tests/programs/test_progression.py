from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.programs.profiles import line
from trainer.programs.progression import SetDone, Suggestion, next_load, suggest


def done(*reps: int, kg: str | None = "60", rpe: float | None = None, **more) -> list[SetDone]:
    load = None if kg is None else Decimal(kg)
    return [
        SetDone(number, load_kg=load, reps=count, rpe=rpe, **more) for number, count in enumerate(reps, 1)
    ]


def after(
    last: list[SetDone], pain: str = "go_on", slug: str = "romanian-deadlift", unit: str = "kg", **planned
) -> Suggestion:
    plan = {"sets": 3, "reps": (8, 8, 8), "rpe": 7, **planned}
    return suggest(line(slug, **plan), last, pain, unit)


def loads(suggestion: Suggestion) -> list[Decimal | None]:
    return [one.load_kg for one in suggestion.sets]


# What stands in the boxes


def test_the_first_time_starts_from_the_plan():
    suggestion = after([], load_kg=Decimal(40))
    assert suggestion.change == "start"
    assert [(one.number, one.side, one.load_kg, one.reps) for one in suggestion.sets] == [
        (1, "both", Decimal(40), 8),
        (2, "both", Decimal(40), 8),
        (3, "both", Decimal(40), 8),
    ]
    assert loads(after([])) == [None, None, None]


def test_last_times_load_is_filled_in_set_by_set_where_the_plan_gives_none():
    last = [SetDone(1, load_kg=Decimal(40), reps=8), SetDone(2, load_kg=Decimal("42.5"), reps=8)]
    assert loads(after(last)) == [Decimal(40), Decimal("42.5"), Decimal("42.5")]


def test_the_plans_load_comes_before_last_times():
    assert loads(after(done(8, 8, 8, kg="60"), load_kg=Decimal(50))) == [Decimal(50)] * 3


def test_each_set_has_its_own_target():
    # 7.1: weeks 5 to 10 of the Nordic are 12, 10, 8
    suggestion = after([], slug="nordic-hamstring", reps=(12, 10, 8))
    assert [one.reps for one in suggestion.sets] == [12, 10, 8]


def test_in_a_range_last_times_repetitions_are_kept_within_it():
    suggestion = after(done(7, 5, 11), reps=(6, 6, 6), reps_top=8)
    assert [one.reps for one in suggestion.sets] == [7, 6, 8]


def test_each_leg_starts_from_its_own_last_time():
    last = [
        SetDone(1, "left", Decimal(10), 8),
        SetDone(1, "right", Decimal(12), 8),
    ]
    suggestion = after(last, slug="split-squat", sets=1, reps=(8,), side="each")
    assert [(one.side, one.load_kg) for one in suggestion.sets] == [("left", 10), ("right", 12)]


def test_a_hold_is_filled_in_with_its_seconds():
    last = [SetDone(1, "both", seconds=25), SetDone(2, "both", seconds=20)]
    suggestion = after(last, slug="long-lever-bridge", sets=2, reps=(), seconds=30)
    assert [(one.seconds, one.reps) for one in suggestion.sets] == [(30, None), (30, None)]


# Going up: "raise load 2 to 10 % when 1 to 2 repetitions over target in all sets" (ACSM 2009)


def test_one_repetition_over_in_every_set_raises_the_load_and_says_by_how_much():
    suggestion = after(done(9, 9, 10))
    assert (suggestion.change, suggestion.load_kg, suggestion.percent) == (
        "raise",
        Decimal("62.5"),
        Decimal("4.2"),
    )
    assert suggestion.sentence == "Every set was over its target: try 62.5 kg, 4.2% more than 60 kg."
    assert loads(suggestion) == [Decimal(60)] * 3


@pytest.mark.parametrize("reps", [(8, 9, 9), (9, 9), (8, 8, 8), (9, 9, 7)])
def test_one_set_at_its_target_or_missing_holds_the_load(reps: tuple[int, ...]):
    assert after(done(*reps)).change == "hold"


@pytest.mark.parametrize(
    ("reps", "rpe", "change"),
    [
        ((8, 8, 8), 7, "raise"),
        ((8, 8, 8), 7.5, "hold"),
        ((8, 8, 8), None, "hold"),
        ((9, 9, 9), None, "raise"),
        ((8, 8, 7), 7, "hold"),
    ],
)
def test_the_top_of_a_range_within_the_effort_raises_the_load(reps, rpe, change):
    assert after(done(*reps, rpe=rpe), reps=(6, 6, 6), reps_top=8).change == change


def test_both_legs_have_to_be_over():
    left = [SetDone(number, "left", Decimal(20), 10) for number in (1, 2, 3)]
    right = [SetDone(number, "right", Decimal(20), 10) for number in (1, 2, 3)]
    assert after(left + right, slug="split-squat", side="each").change == "raise"
    assert after(left, slug="split-squat", side="each").change == "hold"


@pytest.mark.parametrize(
    ("load", "following"),
    [
        ("100", "102.5"),
        ("60", "62.5"),
        ("37.5", "40"),
        ("25", "27.5"),
        ("20", "21"),
        ("12", "12.5"),
        ("13", "14"),
        ("10", "11"),
    ],
)
def test_the_step_is_two_and_a_half_kilograms_or_one_where_that_is_too_much(load: str, following: str):
    assert next_load(Decimal(load)) == Decimal(following)


def test_below_ten_kilograms_repetitions_come_first_when_the_step_is_too_large():
    suggestion = after(done(10, 10, 10, kg="8"))
    assert (suggestion.change, suggestion.load_kg) == ("hold", None)
    assert "The next step, 9 kg, is 12.5% more" in suggestion.sentence
    assert "add repetitions first" in suggestion.sentence


@given(st.decimals(min_value=Decimal("0.5"), max_value=400, places=2))
def test_a_raise_is_always_two_to_ten_per_cent_on_a_whole_step(load: Decimal):
    following = next_load(load)
    if following is not None:
        assert load * Decimal("1.02") <= following <= load * Decimal("1.10")
        assert following % Decimal("2.5") == 0 or following % 1 == 0


def test_a_plan_that_goes_up_by_itself_is_not_topped():
    suggestion = after(done(10, 10, 10, kg="60"), load_kg=Decimal(70))
    assert (suggestion.change, suggestion.load_kg) == ("hold", None)
    assert suggestion.sentence == "The plan goes up today, from 60 kg to 70 kg."


# Without a load


def test_the_nordic_gets_slower_before_it_gets_heavier():
    slower = after(done(9, 9, 9, kg=None), slug="nordic-hamstring")
    assert (slower.change, slower.load_kg) == ("raise", None)
    assert "lower more slowly" in slower.sentence
    full = after(done(13, 12, 12, kg="5"), slug="nordic-hamstring", reps=(11, 11, 11))
    assert "add speed or a light push on the shoulders" in full.sentence


def test_body_weight_and_holds_are_made_harder_without_kilograms():
    assert "add a repetition" in after(done(9, 9, 9, kg=None), slug="slider-curl").sentence
    last = [SetDone(1, seconds=40), SetDone(2, seconds=35)]
    held = after(last, slug="long-lever-bridge", sets=2, reps=(), seconds=30)
    assert "make the position harder" in held.sentence
    same = [SetDone(1, seconds=30), SetDone(2, seconds=30)]
    assert after(same, slug="long-lever-bridge", sets=2, reps=(), seconds=30).change == "hold"


def test_help_is_taken_away_and_never_added_as_progress():
    suggestion = after(done(10, 10, 10, kg="20", assisted=True), slug="slider-curl")
    assert (suggestion.sentence, suggestion.load_kg) == (
        "Every set was over its target: take a little less help.",
        None,
    )


# Pain speaks before progress


def test_pain_that_asked_for_less_lowers_the_load_by_a_step():
    suggestion = after(done(10, 10, 10), "adjust")
    assert (suggestion.change, suggestion.load_kg, suggestion.percent) == (
        "lower",
        Decimal("57.5"),
        Decimal("-4.2"),
    )
    assert loads(suggestion) == [Decimal("57.5")] * 3
    assert "try 57.5 kg, 4.2% less than 60 kg" in suggestion.sentence


def test_pain_without_a_load_asks_for_slower_or_fewer():
    suggestion = after(done(6, 6, 5, kg=None), "adjust", slug="nordic-hamstring")
    assert suggestion.change == "lower"
    assert [one.reps for one in suggestion.sets] == [6, 6, 5]


def test_more_help_after_pain_is_left_to_the_person():
    suggestion = after(
        done(8, 8, 8, kg="20", assisted=True), "adjust", slug="slider-curl", load_kg=Decimal(25)
    )
    assert (suggestion.change, loads(suggestion)) == ("lower", [Decimal(25)] * 3)


def test_pain_that_stopped_the_exercise_holds_it():
    suggestion = after(done(10, 10, 10), "stop", load_kg=Decimal(80))
    assert (suggestion.change, suggestion.load_kg) == ("hold", None)
    assert loads(suggestion) == [Decimal(60)] * 3
    assert "ask your trainer before you start" in suggestion.sentence


@given(
    st.lists(st.integers(0, 20), min_size=3, max_size=3),
    st.decimals(min_value=1, max_value=200, places=1),
    st.none() | st.decimals(min_value=1, max_value=200, places=1),
    st.sampled_from(["adjust", "stop"]),
)
def test_after_pain_nothing_is_ever_higher_than_last_time(reps, load, planned, pain):
    suggestion = after(done(*reps, kg=str(load)), pain, load_kg=planned)
    assert all(one.load_kg is not None and one.load_kg <= load for one in suggestion.sets)
    assert all(
        one.reps is not None and one.reps <= before for one, before in zip(suggestion.sets, reps, strict=True)
    )
    assert suggestion.load_kg is None or suggestion.load_kg < load


@pytest.mark.parametrize(
    ("kg", "pain", "sentence"),
    [
        ("45.359", "go_on", "try 105 lb, 5.0% more than 100 lb"),
        ("45.359", "adjust", "try 95 lb, 5.0% less than 100 lb"),
        ("6.804", "go_on", "The next step, 17.5 lb, is 16.7% more"),
    ],
)
def test_who_reads_pounds_is_told_pounds_and_steps_of_her_own_plates(kg: str, pain: str, sentence: str):
    suggestion = after(done(9, 9, 9, kg=kg), pain, unit="lb")
    assert sentence in suggestion.sentence
    assert "kg" not in suggestion.sentence


def test_the_load_to_try_is_in_kilograms_whatever_is_read():
    assert after(done(9, 9, 9, kg="45.359"), unit="lb").load_kg == Decimal("47.627")


@given(st.decimals(1, 300, places=1), st.sampled_from(["kg", "lb"]))
def test_a_step_up_is_never_more_than_a_tenth_in_either_unit(load: Decimal, unit: str):
    following = next_load(load, unit)
    assert following is None or load < following <= load * Decimal("1.1")
