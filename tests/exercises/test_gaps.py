from collections.abc import Mapping
from dataclasses import replace
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from exercises import figures
from exercises.catalogue import Catalogue, ExerciseEntry, StepEntry, shipped
from exercises.entries import CatalogueError
from exercises.gaps import gaps

COMMAND = "exercises.management.commands.check_library"


@pytest.fixture
def whole() -> dict[str, ExerciseEntry]:
    """The shipped exercises, which a test may spoil."""
    return dict(shipped().exercises)


def found(exercises: Mapping[str, ExerciseEntry], drawn: set[str] | None = None) -> list[str]:
    """The gaps, with every exercise drawn unless said otherwise."""
    return gaps(exercises, exercises if drawn is None else drawn)


def change(exercises: dict[str, ExerciseEntry], slug: str, **changes: Any) -> None:
    exercises[slug] = replace(exercises[slug], **changes)


def lead(exercises: dict[str, ExerciseEntry], slug: str, direction: str, to: str) -> None:
    change(exercises, slug, steps=[*exercises[slug].steps, StepEntry(direction, "One more.", to)])


def test_the_shipped_library_has_no_gap() -> None:
    assert gaps(shipped().exercises, figures.slugs()) == []


def test_a_claim_without_source_is_a_gap_unless_it_says_not_known(whole: dict[str, ExerciseEntry]) -> None:
    change(whole, "deadlift", evidence="It makes everybody strong.")
    assert found(whole) == ["deadlift: names no source and does not say 'not known'"]
    change(whole, "deadlift", sources=["kubo-2019"])
    assert found(whole) == []


def test_fewer_than_four_cues_are_a_gap_and_faults_are_no_cues(whole: dict[str, ExerciseEntry]) -> None:
    cues = whole["deadlift"].cues
    faults = [cue for cue in cues if cue.kind == "fault"]
    change(whole, "deadlift", cues=[*cues[:3], *faults])
    assert found(whole) == ["deadlift: has 3 cues, fewer than 4"]
    change(whole, "deadlift", cues=cues[:4])
    assert found(whole) == []


def test_an_exercise_without_a_figure_is_a_gap(whole: dict[str, ExerciseEntry]) -> None:
    assert found(whole, set(whole) - {"deadlift"}) == ["deadlift: has no figure"]


def test_a_step_to_nowhere_is_a_gap(whole: dict[str, ExerciseEntry]) -> None:
    lead(whole, "deadlift", "harder", "moon-lift")
    assert found(whole) == ["deadlift: harder leads to 'moon-lift', which is no exercise"]


def test_a_drawn_fault_that_the_entry_does_not_name_is_a_gap(whole: dict[str, ExerciseEntry]) -> None:
    drawn = [("deadlift", "Back rounds"), ("deadlift", "Back round")]
    assert gaps(whole, whole, drawn) == [
        "deadlift: the fault 'Back round' is drawn, but its entry has none of that name"
    ]


def test_an_exercise_taken_out_leaves_the_steps_that_led_to_it(whole: dict[str, ExerciseEntry]) -> None:
    del whole["hip-hinge"]
    assert "romanian-deadlift: easier leads to 'hip-hinge', which is no exercise" in found(whole)


def test_a_circle_of_steps_is_told_once(whole: dict[str, ExerciseEntry]) -> None:
    lead(whole, "nordic-hamstring", "harder", "stability-ball-curl")
    assert found(whole) == [
        "band-nordic: its steps go in a circle, "
        "band-nordic → nordic-hamstring → stability-ball-curl → slider-curl → band-nordic"
    ]


def test_a_circle_is_found_whichever_way_its_steps_point(whole: dict[str, ExerciseEntry]) -> None:
    lead(whole, "heel-dig", "easier", "deadlift")
    lead(whole, "heel-dig", "harder", "deadlift")
    assert found(whole) == ["deadlift: its steps go in a circle, deadlift → heel-dig → deadlift"]


def test_two_circles_are_both_told(whole: dict[str, ExerciseEntry]) -> None:
    lead(whole, "deadlift", "harder", "deadlift")
    lead(whole, "a-skip", "easier", "b-skip")
    assert found(whole) == [
        "a-skip: its steps go in a circle, a-skip → b-skip → a-skip",
        "deadlift: its steps go in a circle, deadlift → deadlift",
    ]


def test_the_command_prints_what_there_is() -> None:
    out = StringIO()
    call_command("check_library", stdout=out)
    steps = sum(len(entry.steps) for entry in shipped().exercises.values())
    faults = sum(len(figures.faults(slug)) for slug in figures.slugs())
    assert out.getvalue().startswith("Library without gaps: 68 exercises, ")
    assert out.getvalue().endswith(f"68 figures, {faults} drawn faults, {steps} steps.\n")


def test_the_command_fails_with_every_gap(
    monkeypatch: pytest.MonkeyPatch, whole: dict[str, ExerciseEntry]
) -> None:
    change(whole, "deadlift", evidence="It makes everybody strong.")
    monkeypatch.setattr(f"{COMMAND}.shipped", lambda: replace(shipped(), exercises=whole))
    monkeypatch.setattr(figures, "slugs", lambda: frozenset(whole) - {"a-skip"})
    with pytest.raises(CommandError) as caught:
        call_command("check_library")
    assert caught.value.returncode == 1
    assert sorted(str(caught.value).splitlines()) == [
        "Gaps: 2.",
        "a-skip: has no figure",
        "deadlift: names no source and does not say 'not known'",
    ]


def test_the_command_says_why_the_files_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def unreadable() -> Catalogue:
        raise CatalogueError(["run.toml, a-skip, demand: is missing"])

    monkeypatch.setattr(f"{COMMAND}.shipped", unreadable)
    with pytest.raises(CommandError, match="a-skip"):
        call_command("check_library")
