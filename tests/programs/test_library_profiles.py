import pytest

from exercises.models import Exercise
from tests.programs.profiles import LIBRARY
from trainer.programs.guard import ExerciseProfile
from trainer.programs.profiles import profile_of, with_shares

READ_BY_THE_GUARD = ("pattern", "modes", "lengths", "hip_flexion", "demand", "level", "one_leg", "tags")


@pytest.fixture
def loaded(library: None) -> dict[str, ExerciseProfile]:
    return {exercise.slug: profile_of(exercise) for exercise in with_shares(Exercise.objects.all())}


def test_the_library_has_the_numbers_the_guard_was_tested_with(loaded: dict[str, ExerciseProfile]) -> None:
    assert LIBRARY.keys() <= loaded.keys()
    for slug, tested in LIBRARY.items():
        for name in READ_BY_THE_GUARD:
            assert getattr(loaded[slug], name) == getattr(tested, name), f"{slug} {name}"


def test_the_library_counts_sets_as_the_guard_was_tested_with(loaded: dict[str, ExerciseProfile]) -> None:
    for slug, tested in LIBRARY.items():
        counted = {muscle: share for muscle, share in tested.shares.items() if share}
        assert dict(loaded[slug].shares) == counted, slug
        assert set(loaded[slug].measure) == set(tested.measure), slug


def test_an_exercise_the_guard_was_not_tested_with_still_has_every_number_it_reads(
    loaded: dict[str, ExerciseProfile],
) -> None:
    others = [profile for slug, profile in loaded.items() if slug not in LIBRARY]
    assert len(others) == 30
    for profile in others:
        assert profile.modes, profile.slug
        assert None not in (profile.hip_flexion, profile.demand, profile.effort), profile.slug
        assert profile.lengths or not profile.shares.get("hamstrings"), profile.slug
