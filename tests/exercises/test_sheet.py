import pytest

from exercises.catalogue import ExerciseEntry, shipped
from tests.exercises.sheet_rows import ROWS, SheetRow

# Explained in the catalogue's README: the guard weighs these as stretches, so they say no other mode.
STRETCHES = {"downward-dog": {"I", "stretch"}, "extender": {"E"}}
NUMBERS = ("lengths", "hip_flexion", "demand", "effort", "level", "one_leg", "shares")


def as_row(entry: ExerciseEntry) -> SheetRow:
    return SheetRow(
        entry.slug,
        entry.pattern,
        STRETCHES.get(entry.slug, set(entry.modes)),
        entry.lengths,
        entry.hip_flexion,
        entry.one_leg,
        entry.measures,
        entry.effort,
        entry.demand,
        entry.level,
        entry.shares,
        set(entry.tags),
    )


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.slug)
def test_the_numbers_are_those_of_the_fact_sheet(row: SheetRow) -> None:
    assert as_row(shipped().exercises[row.slug]) == row


def test_what_the_sheet_calls_a_stretch_is_only_a_stretch_to_the_guard() -> None:
    assert all(shipped().exercises[slug].modes == ["stretch"] for slug in STRETCHES)


def test_what_the_sheet_does_not_have_says_whose_numbers_it_took() -> None:
    beyond = set(shipped().exercises) - {row.slug for row in ROWS}
    assert len(ROWS) == 63
    assert beyond == {
        "dumbbell-romanian-deadlift",
        "band-good-morning",
        "held-glute-bridge",
        "band-nordic",
        "hip-hinge",
    }
    assert all(shipped().exercises[slug].basis.startswith("D, as ") for slug in beyond)


@pytest.mark.parametrize(
    ("variant", "whole"),
    [
        ("dumbbell-romanian-deadlift", "romanian-deadlift"),
        ("band-good-morning", "good-morning"),
        ("held-glute-bridge", "glute-bridge"),
        ("band-nordic", "nordic-hamstring"),
    ],
)
def test_a_variant_takes_every_number_from_its_whole_exercise(variant: str, whole: str) -> None:
    entries = shipped().exercises
    assert set(entries[variant].modes) <= set(entries[whole].modes)  # the held bridge only holds
    for number in NUMBERS:
        assert getattr(entries[variant], number) == getattr(entries[whole], number), number
