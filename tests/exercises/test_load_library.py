from collections.abc import Callable
from dataclasses import replace
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from exercises.actions import load_library
from exercises.catalogue import Catalogue, CueEntry, shipped
from exercises.entries import CatalogueError
from exercises.models import Cue, Exercise, Muscle, MuscleShare, Source, Step

SLUG = "romanian-deadlift"


def with_exercise(slug: str, **changes: Any) -> Catalogue:
    """The shipped catalogue with one exercise changed."""
    entry = replace(shipped().exercises[slug], **changes)
    return replace(shipped(), exercises={**shipped().exercises, slug: entry})


def snapshot() -> list[Any]:
    models = (Source, Muscle, Exercise, MuscleShare, Cue, Step)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_everything_of_an_exercise_is_loaded(library: None) -> None:
    exercise = Exercise.objects.get(slug=SLUG)
    assert (exercise.name, exercise.demand, exercise.hip_flexion, exercise.level) == (
        "Romanian deadlift",
        4,
        90,
        "B",
    )
    assert {(share.muscle.slug, float(share.share)) for share in exercise.shares.all()} == {
        ("hamstrings", 1.0),
        ("glutes", 1.0),
        ("adductors", 0.5),
        ("erectors", 0.5),
    }
    assert [source.key for source in exercise.sources.order_by("key")] == ["mcallister-2014", "zebis-2013"]
    assert exercise.cues.first().headline == "Stand tall, bar against your thighs"
    assert exercise.cues.filter(kind="fault").count() == 4
    assert exercise.steps.get(to__slug="hip-hinge").direction == "easier"


def test_heads_of_a_muscle_know_their_group(library: None) -> None:
    assert Muscle.objects.get(slug="semitendinosus").group.slug == "hamstrings"


def test_a_second_load_changes_nothing(library: None) -> None:
    before = snapshot()
    report = load_library()
    assert report.lines == []
    assert snapshot() == before


def test_a_first_load_needs_few_queries(db: None, queries: Callable[[Callable[[], Any]], int]) -> None:
    assert queries(load_library) < 130


def test_a_check_tells_the_differences_and_writes_nothing(db: None) -> None:
    report = load_library(check=True)
    assert f"+ exercise {SLUG}" in report.lines
    assert not Exercise.objects.exists()


def test_a_new_text_in_the_file_arrives(library: None) -> None:
    report = load_library(with_exercise(SLUG, summary="New words.", shares={}, sources=["kubo-2019"]))
    exercise = Exercise.objects.get(slug=SLUG)
    assert report.changed == [f"exercise {SLUG}"]
    assert (exercise.summary, exercise.shares.count()) == ("New words.", 0)
    assert [source.key for source in exercise.sources.all()] == ["kubo-2019"]


def test_an_exercise_that_an_admin_edited_stays(library: None) -> None:
    Exercise.objects.filter(slug=SLUG).update(summary="The admin's words.")
    report = load_library(with_exercise(SLUG, summary="New words."))
    assert report.kept == [f"exercise {SLUG}"]
    assert Exercise.objects.get(slug=SLUG).summary == "The admin's words."


def test_a_share_that_an_admin_took_away_stays_away(library: None) -> None:
    MuscleShare.objects.get(exercise__slug=SLUG, muscle__slug="erectors").delete()
    assert load_library().kept == [f"exercise {SLUG}"]
    assert not MuscleShare.objects.filter(exercise__slug=SLUG, muscle__slug="erectors").exists()


def test_new_cues_take_the_place_of_old_ones_and_leave_a_history(library: None) -> None:
    cues = list(shipped().exercises[SLUG].cues)
    first = Cue.objects.get(exercise__slug=SLUG, headline=cues[0].headline)
    fresh = [CueEntry("set_up", "Stand tall", "New words."), CueEntry("set_up", "Breathe", ""), *cues[2:]]
    report = load_library(with_exercise(SLUG, cues=fresh))
    assert report.changed == [f"cues of {SLUG}"]
    first.refresh_from_db()
    assert (first.headline, first.detail, first.position) == ("Stand tall", "New words.", 1)
    assert first.history.first().history_change_reason == "loaded from the library"
    assert [cue.headline for cue in Cue.objects.filter(exercise__slug=SLUG)] == [
        cue.headline for cue in fresh
    ]


@pytest.mark.parametrize("edit", ["change", "delete", "add"])
def test_cues_that_an_admin_touched_stay_as_they_are(library: None, edit: str) -> None:
    exercise = Exercise.objects.get(slug=SLUG)
    cue = exercise.cues.first()
    if edit == "change":
        cue.headline = "The admin's words"
        cue.save()
    elif edit == "delete":
        cue.delete()
    else:
        exercise.cues.create(kind="do", position=90, headline="The admin's own cue")
    before = list(exercise.cues.values_list("headline", flat=True))
    report = load_library(with_exercise(SLUG, cues=shipped().exercises["good-morning"].cues))
    assert report.kept == [f"cues of {SLUG}"]
    assert list(exercise.cues.values_list("headline", flat=True)) == before


def test_cues_that_were_all_removed_do_not_come_back(library: None) -> None:
    Cue.objects.filter(exercise__slug=SLUG).delete()
    assert load_library().kept == [f"cues of {SLUG}"]
    assert not Cue.objects.filter(exercise__slug=SLUG).exists()


def test_steps_are_replaced_unless_somebody_touched_them(library: None) -> None:
    steps = shipped().exercises[SLUG].steps[:2]
    assert load_library(with_exercise(SLUG, steps=steps)).changed == [f"steps of {SLUG}"]
    assert Step.objects.filter(exercise__slug=SLUG).count() == 2
    Step.objects.filter(exercise__slug=SLUG).first().delete()
    assert load_library().kept == [f"steps of {SLUG}"]


def test_a_source_and_a_muscle_follow_the_same_rule(library: None) -> None:
    Source.objects.filter(key="kubo-2019").update(note="Read in full.")
    Muscle.objects.filter(slug="glutes").update(plain="the seat")
    assert load_library().kept == ["source kubo-2019", "muscle glutes"]
    sources = {**shipped().sources, "zebis-2013": replace(shipped().sources["zebis-2013"], note="New.")}
    muscles = {**shipped().muscles, "erectors": replace(shipped().muscles["erectors"], plain="the back")}
    report = load_library(replace(shipped(), sources=sources, muscles=muscles))
    assert report.changed == ["source zebis-2013", "muscle erectors"]
    assert Muscle.objects.get(slug="erectors").plain == "the back"


def test_an_exercise_of_the_sites_own_keeps_its_name(db: None) -> None:
    Exercise.objects.create(slug="rdl", name="Romanian deadlift", pattern="hip", level="B")
    with pytest.raises(
        CatalogueError, match="romanian-deadlift, name: 'Romanian deadlift' is already rdl here"
    ):
        load_library()
    assert Exercise.objects.count() == 1


def test_an_exercise_of_the_sites_own_under_the_same_address_stays(db: None) -> None:
    Exercise.objects.create(slug=SLUG, name="Our own RDL", pattern="hip", level="B")
    report = load_library()
    assert f"exercise {SLUG}" in report.kept
    assert Exercise.objects.get(slug=SLUG).name == "Our own RDL"


def test_the_command_ends_with_one_line_of_sums(db: None) -> None:
    out = StringIO()
    call_command("load_library", stdout=out)
    assert out.getvalue().startswith("Library: 68 exercises, ")
    assert out.getvalue().count("\n") == 1
    Exercise.objects.filter(slug=SLUG).update(summary="The admin's words.")
    out = StringIO()
    call_command("load_library", "--check", stdout=out)
    assert f"= exercise {SLUG}: edited here, kept\n" in out.getvalue()


def test_a_faulty_catalogue_loads_nothing(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty() -> Catalogue:
        raise CatalogueError(["hinge.toml, romanian-deadlift, demand: is missing"])

    monkeypatch.setattr("exercises.management.commands.load_library.shipped", faulty)
    with pytest.raises(CommandError, match="Nothing was loaded"):
        call_command("load_library")
    assert not Exercise.objects.exists()
