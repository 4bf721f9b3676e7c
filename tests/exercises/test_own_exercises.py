import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from exercises import own
from exercises.actions import load_library
from exercises.catalogue import CatalogueError, CueEntry, read
from exercises.models import Cue, CueVersion, Exercise, OwnVideo
from trainer.accounts.models import User

NEW = "/exercises/own/new/"
GROUPS = ("hamstrings", "quadriceps", "glutes", "adductors", "erectors")
NEEDED = {"name": "Hill walk", "pattern": "sprint_drill", "level": "B", "measures": ["seconds"]}
FULL = {
    **NEEDED,
    "aliases": "Incline walk\nUphill walk",
    "summary": "Brisk walking uphill.",
    "equipment": ["hill", "space"],
    "demand": "2",
    "modes": ["C", "E"],
    "lengths": ["M"],
    "hip_flexion": "60",
    "effort": "3",
    "tags": ["HSI_ACUTE"],
    "tags_known": "on",
    "film": "https://films.example/hill",
    **{f"share_{group}": "0" for group in GROUPS},
    "share_hamstrings": "0.5",
}


def cues(*rows: tuple[str, str, str]) -> dict[str, Any]:
    """The rows of the form as a browser posts them."""
    fields: dict[str, Any] = {"cues-TOTAL_FORMS": len(rows), "cues-INITIAL_FORMS": 0}
    for number, (kind, headline, detail) in enumerate(rows):
        values = {"kind": kind, "headline": headline, "detail": detail}
        fields |= {f"cues-{number}-{key}": value for key, value in values.items()}
    return fields


def posted(browser: Browser, address: str = NEW, **changes: Any) -> Any:
    return browser.post(address, {**NEEDED, **cues(), **changes})


def make(owner: User, name: str = "Hill walk", **fields: Any) -> Exercise:
    given = {"pattern": "sprint_drill", "level": "B", "measures": ["seconds"], "tags_known": False}
    exercise = Exercise(name=name, **(given | fields))
    return own.save_own(exercise=exercise, shares={}, cues=[], film="", by=owner)


def pages_of(exercise: Exercise) -> list[str]:
    page = exercise.get_absolute_url()
    verbs = ("edit", "archive", "restore")
    return [page, f"{page}figure.svg", f"{page}film/"] + [
        f"/exercises/own/{exercise.slug}/{verb}/" for verb in verbs
    ]


def test_name_pattern_level_and_measure_are_enough(as_ana: Browser, ana: User, library: None) -> None:
    response = posted(as_ana)
    exercise = Exercise.objects.get(owner=ana)
    assert response.headers["Location"] == exercise.get_absolute_url()
    assert re.fullmatch(r"own-[a-z0-9]{10}", exercise.slug)
    assert (exercise.name, exercise.measures) == ("Hill walk", ["seconds"])
    assert (exercise.demand, exercise.hip_flexion, exercise.modes) == (None, None, [])
    assert not exercise.tags_known
    assert not exercise.shares.exists()
    assert not CueVersion.objects.filter(exercise=exercise).exists()


@pytest.mark.parametrize("field", NEEDED)
def test_what_is_asked_for_cannot_be_left_out(as_ana: Browser, ana: User, library: None, field: str) -> None:
    response = posted(as_ana, **{field: ""})
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {field}
    assert not Exercise.objects.filter(owner=ana).exists()


def test_everything_that_is_filled_in_is_kept(as_ana: Browser, ana: User, library: None) -> None:
    said = cues(("set_up", "Lean in", "From the ankles."), ("do", "", ""), ("stop_if", "It pulls", ""))
    as_ana.post(NEW, {**FULL, **said})
    exercise = Exercise.objects.get(owner=ana)
    assert exercise.aliases == ["Incline walk", "Uphill walk"]
    assert (exercise.demand, exercise.effort, exercise.hip_flexion) == (2, 3, 60)
    assert (exercise.modes, exercise.lengths) == (["C", "E"], ["M"])
    assert (exercise.equipment, exercise.tags, exercise.tags_known) == (
        ["hill", "space"],
        ["HSI_ACUTE"],
        True,
    )
    shares = {share.muscle.slug: share.share for share in exercise.shares.all()}
    assert shares == dict.fromkeys(GROUPS, Decimal(0)) | {"hamstrings": Decimal("0.5")}
    assert [(cue.kind, cue.headline) for cue in exercise.cues.all()] == [
        ("set_up", "Lean in"),
        ("stop_if", "It pulls"),
    ]
    assert OwnVideo.objects.get(exercise=exercise, trainer=ana).url == "https://films.example/hill"
    page = as_ana.get(exercise.get_absolute_url()).text
    assert "Not everything is filled in" not in page
    assert "Yours" in page


def test_the_form_shows_again_what_is_on_file(as_ana: Browser, ana: User, library: None) -> None:
    as_ana.post(NEW, {**FULL, **cues(("do", "Long steps", "Heel first."))})
    exercise = Exercise.objects.get(owner=ana)
    edit = reverse("exercises:own_edit", args=[exercise.slug])
    form, rows = (as_ana.get(edit).context[name] for name in ("form", "cues"))
    assert form["share_hamstrings"].value() == "0.5"
    assert form["film"].value() == "https://films.example/hill"
    assert rows[0]["headline"].value() == "Long steps"
    changed = {
        **FULL,
        **cues(("do", "Short steps", "")),
        "name": "Hill march",
        "film": "",
        "share_glutes": "",
    }
    as_ana.post(edit, changed)
    exercise.refresh_from_db()
    assert exercise.name == "Hill march"
    assert set(exercise.shares.values_list("muscle__slug", flat=True)) == set(GROUPS) - {"glutes"}
    assert not exercise.videos.exists()
    assert [cue.headline for cue in exercise.cues.all()] == ["Short steps"]


def test_every_change_of_the_cues_is_a_version_and_saving_the_same_is_none(ana: User, library: None) -> None:
    first, second = ([CueEntry("do", words, "")] for words in ("Long steps", "Short steps"))
    exercise = make(ana)
    for written in (first, first, second):
        own.save_own(exercise=exercise, shares={}, cues=written, film="", by=ana)
    versions = list(exercise.cue_versions.order_by("number"))
    assert [version.number for version in versions] == [1, 2]
    said = [
        [cue.headline for cue in Cue.history.as_of(version.published_at).filter(exercise=exercise)]
        for version in versions
    ]
    assert said == [["Long steps"], ["Short steps"]]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", "romanian  Deadlift", "in the library"),
        ("name", "rdl", "already leads to Romanian deadlift"),
        ("name", "x" * 121, "at most 120"),
        ("aliases", "Uphill walk\nNordic-curl", "already leads to Nordic hamstring exercise"),
        ("hip_flexion", "131", "between 0 and 130"),
        ("hip_flexion", "-1", "between 0 and 130"),
        ("share_glutes", "0.7", "whole, half or for nothing"),
        ("equipment", ["anvil"], "anvil is not one of the available choices"),
        ("demand", "6", "not one of the available choices"),
        ("modes", ["Z"], "not one of the available choices"),
        ("tags", ["NONSENSE"], "not one of the available choices"),
        ("measures", ["miles"], "not one of the available choices"),
        ("film", "http://films.example/hill", "begin with https"),
        ("film", "https://bank.example@films.example/", "name or a password"),
        ("film", "javascript:alert(1)", "valid URL"),
    ],
)
def test_bad_input_is_refused_at_its_field_and_stays_as_typed(
    as_ana: Browser, ana: User, library: None, field: str, value: Any, words: str
) -> None:
    said = cues(("feel", "Back of the thigh", ""))
    response = as_ana.post(NEW, {**FULL, **said, "summary": "Kept words.", field: value})
    assert response.status_code == 422
    form = response.context["form"]
    assert set(form.errors) == {field}
    assert words in " ".join(form.errors[field])
    assert form["summary"].value() == "Kept words."
    assert form[field].value() == value
    assert "Back of the thigh" in response.text
    assert not Exercise.objects.filter(owner=ana).exists()


def test_a_cue_needs_words_above_its_detail(as_ana: Browser, ana: User, library: None) -> None:
    response = as_ana.post(NEW, {**NEEDED, **cues(("do", "", "Only below."))})
    assert response.status_code == 422
    assert "Say it in a few words too" in response.text
    assert "Only below." in response.text
    assert not Exercise.objects.filter(owner=ana).exists()


def test_a_form_without_its_cue_rows_is_refused_and_not_a_fault(as_ana: Browser, library: None) -> None:
    assert as_ana.post(NEW, NEEDED).status_code == 422


def test_a_name_of_ones_own_is_taken_and_a_strangers_is_free(
    as_ana: Browser, as_bob: Browser, ana: User, library: None
) -> None:
    make(ana, "Secret march", aliases=["SM"])
    for name in ("secret-march", "sm"):
        refused = posted(as_ana, name=name)
        assert refused.status_code == 422
        assert "one of your own" in refused.context["form"].errors["name"][0]
    for name in ("Secret march", "SM"):
        answer = posted(as_bob, name=name)
        assert answer.status_code == 302


def test_an_edit_may_keep_its_own_name(as_ana: Browser, ana: User, library: None) -> None:
    exercise = make(ana, "Hill walk", aliases=["Uphill"])
    edit = reverse("exercises:own_edit", args=[exercise.slug])
    assert posted(as_ana, edit, name="hill walk", aliases="Uphill\nHill-walk").status_code == 302
    exercise.refresh_from_db()
    assert (exercise.name, exercise.aliases) == ("hill walk", ["Uphill"])


def test_it_starts_from_an_exercise_of_the_library(as_ana: Browser, library: None) -> None:
    page = as_ana.get(NEW, {"from": "kettlebell-swing"})
    form, rows = page.context["form"], page.context["cues"]
    swing = Exercise.objects.get(slug="kettlebell-swing")
    assert "Filled in from Kettlebell swing" in page.text
    assert not form["name"].value()
    assert not form["tags_known"].value()
    assert (form["demand"].value(), form["hip_flexion"].value()) == (swing.demand, swing.hip_flexion)
    assert set(form["tags"].value()) == set(swing.tags)
    assert form["share_glutes"].value() == "1"
    said = [row["headline"].value() for row in rows if row["headline"].value()]
    assert said == [cue.headline for cue in swing.cues.exclude(kind="fault")]
    assert as_ana.get(NEW, {"from": "no-such-thing"}).status_code == 404


def test_a_stranger_gets_the_page_that_does_not_exist(
    client: Browser, as_bob: Browser, as_zoe: Browser, as_admin: Browser, ana: User, library: None
) -> None:
    exercise = make(ana)
    before = Exercise.objects.filter(pk=exercise.pk).values().get()
    for browser in (as_bob, as_zoe, as_admin):
        for page in pages_of(exercise):
            answers = {browser.get(page).status_code, browser.post(page).status_code}
            assert answers <= {404, 405}, page
        assert browser.get(NEW, {"from": exercise.slug}).status_code == 404
        assert "Hill walk" not in browser.get("/exercises/", {"q": "hill walk"}).text
    assert client.get(exercise.get_absolute_url()).status_code == 404
    assert "Hill walk" not in client.get("/exercises/").text
    assert Exercise.objects.filter(pk=exercise.pk).values().get() == before


def test_the_owner_finds_hers_among_the_library(as_ana: Browser, ana: User, library: None) -> None:
    make(ana, aliases=["Uphill"])
    everything = as_ana.get("/exercises/")
    assert "69 exercises" in everything.text
    assert "Yours" in everything.text
    assert "Hill walk" in as_ana.get("/exercises/", {"q": "uphill"}).text
    mine = as_ana.get("/exercises/", {"whose": "mine"}).text
    assert re.findall(r'class="row-link" href="/exercises/[^"]+">([^<]+)<', mine) == ["Hill walk"]


def test_nobody_but_a_trainer_is_asked_whose_exercises_to_show(
    client: Browser, as_zoe: Browser, library: None
) -> None:
    for browser in (client, as_zoe):
        page = browser.get("/exercises/", {"whose": "mine"})
        assert "68 exercises" in page.text
        assert "Only mine" not in page.text
        assert NEW not in page.text


def test_the_page_says_what_is_not_filled_in_and_what_that_means(
    as_ana: Browser, ana: User, library: None
) -> None:
    page = as_ana.get(make(ana).get_absolute_url()).text
    assert "Not everything is filled in" in page
    for what in ("Hamstring demand", "How the muscle works", "Hip bend", "What it can clash with"):
        assert f"<b>{what}.</b>" in page
    assert "No clash with an injury" not in page
    assert "Nobody has gone through what it can clash with" in page
    assert "figure.svg" not in page.replace("thumb", "")


def test_an_archived_one_leaves_the_list_and_can_be_brought_back(
    as_ana: Browser, ana: User, library: None
) -> None:
    exercise = make(ana)
    archived = as_ana.post(reverse("exercises:own_archive", args=[exercise.slug]), follow=True)
    assert "Hill walk is archived" in archived.text
    assert "Hill walk" not in as_ana.get("/exercises/", {"whose": "mine"}).text
    assert "Hill walk" in as_ana.get(reverse("exercises:own_archived")).text
    assert "Bring it back" in as_ana.get(exercise.get_absolute_url()).text
    as_ana.post(reverse("exercises:own_restore", args=[exercise.slug]))
    assert "Hill walk" in as_ana.get("/exercises/", {"whose": "mine"}).text
    assert "Nothing is archived" in as_ana.get(reverse("exercises:own_archived")).text


def test_the_archive_lists_only_ones_own(as_bob: Browser, ana: User, library: None) -> None:
    own.archive(make(ana))
    assert "Hill walk" not in as_bob.get(reverse("exercises:own_archived")).text


def test_a_film_is_added_changed_and_removed(as_ana: Browser, ana: User, library: None) -> None:
    film, page = "/exercises/deadlift/film/", "/exercises/deadlift/"
    as_ana.post(film, {"url": "https://films.example/one"})
    as_ana.post(film, {"url": "https://films.example/two"})
    assert [video.url for video in OwnVideo.objects.filter(trainer=ana)] == ["https://films.example/two"]
    shown = as_ana.get(page).text
    assert 'href="https://films.example/two" target="_blank" rel="noreferrer noopener"' in shown
    assert "Open on films.example" in shown
    assert not re.search(r"<(iframe|video|embed|object)", shown)
    as_ana.post(film, {"remove": "1", "url": "not an address"})
    assert not OwnVideo.objects.exists()


@pytest.mark.parametrize("url", ["", "http://films.example/", "ftp://films.example/", "javascript:alert(1)"])
def test_a_film_that_cannot_be_linked_is_refused_beside_the_exercise(
    as_ana: Browser, library: None, url: str
) -> None:
    response = as_ana.post("/exercises/deadlift/film/", {"url": url})
    assert response.status_code == 422
    assert response.context["film"].errors
    assert response.context["film"]["url"].value() == url
    assert "<h1>Deadlift</h1>" in response.text
    assert not OwnVideo.objects.exists()


def test_a_film_is_the_trainers_own(as_ana: Browser, as_bob: Browser, client: Browser, library: None) -> None:
    as_ana.post("/exercises/deadlift/film/", {"url": "https://films.example/one"})
    for browser in (as_bob, client):
        assert "films.example" not in browser.get("/exercises/deadlift/").text
    as_bob.post("/exercises/deadlift/film/", {"remove": "1"})
    assert OwnVideo.objects.count() == 1


def test_queries_do_not_grow_with_own_exercises(
    as_ana: Browser, ana: User, library: None, queries: Callable[[Callable[[], Any]], int]
) -> None:
    def pages() -> list[int]:
        addresses = [
            "/exercises/",
            "/exercises/?whose=mine",
            "/exercises/?q=hill",
            "/exercises/own/archived/",
        ]
        addresses += [pages_of(first)[0], pages_of(first)[3]]
        return [queries(lambda address=address: as_ana.get(address)) for address in addresses]

    first = make(ana, "Hill walk 0")
    own.archive(make(ana, "Hill walk archived"))
    few = pages()
    for number in range(1, 13):
        exercise = make(ana, f"Hill walk {number}")
        if number % 2:
            own.archive(exercise)
    assert pages() == few
    assert max(few) <= 13


def test_the_catalogue_loads_over_an_own_exercise_of_the_same_name(ana: User, db: None) -> None:
    exercise = make(ana, "Romanian deadlift", aliases=["RDL"], summary="Mine.")
    before = Exercise.objects.filter(pk=exercise.pk).values().get()
    load_library()
    assert Exercise.objects.filter(name="Romanian deadlift").count() == 2
    assert Exercise.objects.filter(pk=exercise.pk).values().get() == before
    assert not load_library().lines
    assert not exercise.cues.exists()


def test_the_catalogue_leaves_the_slugs_of_own_exercises_alone(tmp_path: Any) -> None:
    (tmp_path / "curl.toml").write_text("[own-curl]\nname = 'Curl'\n")
    for name in ("sources", "muscles"):
        (tmp_path / f"{name}.toml").write_text("")
    with pytest.raises(CatalogueError, match=r"curl\.toml, own-curl, slug: begins with 'own-'"):
        read(tmp_path)
