import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.programs.profiles import HEALTHY, LIBRARY, TODAY, UNDER, line
from trainer.programs.dose import dose_for, eased, hard_sets, offers
from trainer.programs.guard import Swap, check, held

# The posterior-chain week of the fact sheet, 7.9, with the split squat in place of its Bulgarian form.
HYPERTROPHY = [
    line("romanian-deadlift", sets=3, rpe=8),
    line("seated-leg-curl", sets=3, rpe=8),
    line("hip-thrust", sets=3, rpe=8),
    line("leg-extension", sets=2, rpe=8),
    line("leg-press", sets=4, rpe=8),
    line("nordic-hamstring", sets=3, rpe=8),
    line("step-up", sets=2, rpe=8),
    line("single-leg-romanian-deadlift", sets=2, rpe=8),
    line("forty-five-degree-extension", sets=3, rpe=8),
    line("slider-curl", sets=2, rpe=8),
    line("split-squat", sets=2, rpe=8),
]


@pytest.mark.parametrize(("muscle", "sets"), [("hamstrings", 18.5), ("quadriceps", 11.5)])
def test_the_hypertrophy_week_has_the_hard_sets_of_the_fact_sheet(muscle: str, sets: float) -> None:
    assert hard_sets(HYPERTROPHY, muscle) == sets


@pytest.mark.parametrize(("effort", "sets"), [(5.5, 0), (6, 3), (None, 3)])
def test_a_set_counts_from_effort_6_or_without_one(effort: float | None, sets: float) -> None:
    assert hard_sets([line("lying-leg-curl", sets=3, rpe=effort)], "hamstrings") == sets


@pytest.mark.parametrize(("side", "sets"), [("both", 3), ("each", 3), ("left", 1.5), ("right", 1.5)])
def test_left_and_right_of_one_set_never_count_twice(side: str, sets: float) -> None:
    assert hard_sets([line("standing-leg-curl", sets=3, rpe=7, side=side)], "hamstrings") == sets


def in_place(slug: str, **planned: object) -> Swap:
    return Swap(exercise=LIBRARY[slug], why="", side="each", rpe=6, **planned)


def test_repetitions_stay_where_the_other_exercise_has_them_too() -> None:
    planned = line("nordic-hamstring", sets=3, reps=(6, 6, 6), reps_top=8, load_kg=5)
    dosed = dose_for(in_place("slider-curl"), planned)
    assert (dosed.sets, dosed.reps, dosed.reps_top, dosed.seconds) == (3, (6, 6, 6), 8, None)
    assert (dosed.rpe, dosed.load_kg) == (6, None)


@pytest.mark.parametrize(("reps", "seconds"), [((2, 2), 10), ((5, 5), 20), ((8, 8), 30), ((12, 10, 8), 45)])
def test_a_hold_is_about_as_long_as_the_longest_set(reps: tuple[int, ...], seconds: int) -> None:
    planned = line("nordic-hamstring", sets=len(reps), reps=reps, reps_top=14)
    dosed = dose_for(in_place("isometric-curl-hold"), planned)
    assert (dosed.reps, dosed.reps_top, dosed.seconds) == ((), None, seconds)


@pytest.mark.parametrize(("seconds", "count"), [(10, 5), (30, 7), (120, 15)])
def test_repetitions_in_place_of_a_hold_fit_its_time(seconds: int, count: int) -> None:
    planned = line("long-lever-bridge", sets=3, seconds=seconds)
    dosed = dose_for(in_place("lying-leg-curl"), planned)
    assert (dosed.reps, dosed.seconds) == ((count,) * 3, None)


def test_a_run_has_no_number_to_start_from() -> None:
    planned = line("tempo-run", sets=4, metres=40, reps=(), percent_speed=60)
    dosed = dose_for(in_place("lying-leg-curl"), planned)
    assert (dosed.reps, dosed.metres, dosed.percent_speed) == ((10,) * 4, None, None)


@given(
    slug=st.sampled_from(sorted(LIBRARY)),
    rule=st.sampled_from(sorted(UNDER)),
    rpe=st.sampled_from([None, 4, 6, 8, 10]),
    sets=st.integers(1, 6),
    seconds=st.sampled_from([None, 20, 90]),
)
def test_nothing_offered_would_be_held_back(
    slug: str, rule: str, rpe: float | None, sets: int, seconds: int | None
) -> None:
    planned = line(slug, rpe=rpe, sets=sets, **({"seconds": seconds, "reps": ()} if seconds else {}))
    known = [UNDER[rule]], HEALTHY, TODAY
    fitting = offers(planned, LIBRARY.values(), *known, limit=40)
    lowered = eased(planned, *known)
    for offer in [*fitting, *([lowered] if lowered else [])]:
        assert not held(check([offer.prescription], *known), set())


def test_only_effort_and_speed_are_eased() -> None:
    known = [UNDER["R12"]], HEALTHY, TODAY
    lowered = eased(line("lying-leg-curl", rpe=9), *known)
    assert lowered
    assert lowered.prescription == line("lying-leg-curl", rpe=7)
    run = eased(line("tempo-run", percent_speed=95, rpe=None), *known)
    assert run
    assert run.prescription.percent_speed == 80
    assert eased(line("nordic-hamstring", rpe=9), *known) is None
    assert eased(line("lying-leg-curl", rpe=7), *known) is None
