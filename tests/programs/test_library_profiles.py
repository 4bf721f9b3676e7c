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
    assert loaded.keys() == LIBRARY.keys()
    for slug, profile in loaded.items():
        for name in READ_BY_THE_GUARD:
            assert getattr(profile, name) == getattr(LIBRARY[slug], name), f"{slug} {name}"


def test_the_library_counts_sets_as_the_guard_was_tested_with(loaded: dict[str, ExerciseProfile]) -> None:
    for slug, profile in loaded.items():
        counted = {muscle: share for muscle, share in LIBRARY[slug].shares.items() if share}
        assert dict(profile.shares) == counted, slug
        assert set(profile.measure) == set(LIBRARY[slug].measure), slug
