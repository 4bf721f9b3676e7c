import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser

from exercises.models import Exercise, Muscle
from exercises.search import matching

HTMX = {"HX-Request": "true"}
# What somebody types, whom it has to find first, and whom it may not find.
QUERIES: list[tuple[str, list[str], list[str]]] = [
    # by name, in any case, hyphens or not, as far as it is typed
    ("Nordic hamstring exercise", ["nordic-hamstring"], ["reverse-nordic"]),
    ("nordic CURL", ["nordic-hamstring", "reverse-nordic"], ["lying-leg-curl"]),
    ("trap bar", ["trap-bar-deadlift"], ["deadlift"]),
    ("hip thr", ["hip-thrust", "single-leg-hip-thrust"], ["hip-hinge"]),
    ("deadlifts", ["deadlift", "romanian-deadlift"], ["hip-thrust"]),
    # by alias
    ("RDL", ["romanian-deadlift", "dumbbell-romanian-deadlift", "kickstand-romanian-deadlift"], ["deadlift"]),
    ("SLDL", ["stiff-leg-deadlift"], ["deadlift"]),
    ("Swiss ball", ["stability-ball-curl"], ["slider-curl"]),
    ("ghr", ["glute-ham-raise"], ["glute-bridge"]),
    ("45°", ["forty-five-degree-extension"], ["back-extension"]),
    # by muscle, its parts and its plain words
    ("hamstrings", ["nordic-hamstring", "good-morning"], ["leg-extension"]),
    ("back of the thigh", ["nordic-hamstring", "romanian-deadlift"], ["back-squat", "leg-extension"]),
    ("glutes", ["hip-thrust", "hip-abduction"], ["leg-extension", "lying-leg-curl"]),
    ("buttock", ["hip-thrust"], ["leg-extension"]),
    ("biceps femoris", ["nordic-hamstring", "seated-leg-curl"], ["back-squat"]),
    ("semitendinosus", ["kettlebell-swing"], ["back-squat"]),
    ("rectus femoris", ["leg-extension", "reverse-nordic"], ["lying-leg-curl"]),
    ("inner thigh", ["copenhagen-adduction"], ["lying-leg-curl"]),
    ("gluteus medius", ["hip-abduction"], ["leg-extension"]),
    ("inner hamstring", ["nordic-hamstring"], ["back-squat", "copenhagen-adduction"]),
    ("side of the hip", ["hip-abduction"], ["leg-extension"]),
    # by equipment
    ("kettlebell", ["kettlebell-swing", "american-kettlebell-swing"], ["deadlift"]),
    ("towel", ["slider-curl"], ["stability-ball-curl"]),
    ("no equipment", ["glute-bridge", "long-lever-bridge"], ["hip-thrust"]),
    # by pattern, level, effort, one leg
    ("hip-dominant", ["romanian-deadlift"], ["lying-leg-curl"]),
    ("hip", ["hip-thrust", "deadlift"], ["back-squat", "leg-press"]),
    ("stretch", ["strap-hamstring-stretch", "downward-dog"], ["deadlift"]),
    ("beginner", ["glute-bridge"], ["nordic-hamstring"]),
    ("effort 5", ["flying-sprint", "nordic-hamstring"], ["glute-bridge"]),
    ("single leg", ["single-leg-bridge", "diver"], ["deadlift"]),
    # several of these at once
    ("curl machine", ["lying-leg-curl", "seated-leg-curl"], ["slider-curl", "leg-press"]),
    ("kettlebell intermediate", ["kettlebell-swing"], ["american-kettlebell-swing"]),
    ("hamstring no equipment beginner", ["heel-dig"], ["nordic-hamstring", "romanian-deadlift"]),
]


@pytest.fixture
def found(library: None) -> Callable[..., list[str]]:
    exercises = list(Exercise.objects.prefetch_related("shares__muscle"))
    return lambda **wanted: [exercise.slug for exercise in matching(exercises, wanted)]


def test_words_lead_to_the_exercises_that_they_mean(found: Callable[..., list[str]]) -> None:
    for words, wanted, unwanted in QUERIES:
        slugs = found(q=words)
        assert set(wanted) <= set(slugs), words
        assert not set(unwanted) & set(slugs), words


@pytest.mark.parametrize("words", ["", "   ", "-", "…"])
def test_a_question_without_words_leaves_all(found: Callable[..., list[str]], words: str) -> None:
    assert len(found(q=words)) == 68


def test_what_is_so_named_comes_before_what_only_works_or_needs_it(found: Callable[..., list[str]]) -> None:
    hinged = found(q="hip")
    assert hinged.index("hip-thrust") < hinged.index("deadlift")
    assert hinged.index("hip-hinge") < hinged.index("back-extension")


def test_a_muscle_of_the_list_puts_whole_sets_before_halves(found: Callable[..., list[str]]) -> None:
    slugs = found(muscle="hamstrings")
    assert slugs.index("romanian-deadlift") < slugs.index("deadlift")
    assert "leg-extension" not in slugs
    assert found(muscle="quadriceps", q="beginner", equipment="wall") == ["wall-sit"]


def test_a_share_of_nothing_is_not_found_by_its_muscle(library: None) -> None:
    exercise = Exercise.objects.get(slug="leg-extension")
    exercise.shares.create(muscle=Muscle.objects.get(slug="hamstrings"), share=0)
    assert matching([exercise], {"q": "hamstrings"}) == []
    assert matching([exercise], {"muscle": "hamstrings"}) == []


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("kettelbell", "kettlebell"),
        ("romainan deadlfit", "romanian deadlift"),
        ("hamstirng", "hamstring"),
        ("Nordik", "nordic"),
        ("semitendonosus", "semitendinosus"),
    ],
)
def test_a_slip_is_answered_with_what_was_meant(
    client: Browser, library: None, typed: str, offered: str
) -> None:
    page = client.get("/exercises/", {"q": typed}).text
    assert "No exercise fits all of that" in page
    (address,) = re.findall(rf'<a href="([^"]+)">Did you mean “{offered}”\?</a>', page)
    assert 'class="row-link"' in client.get(address).text


def test_nonsense_is_not_taken_for_a_slip(client: Browser, library: None) -> None:
    page = client.get("/exercises/", {"q": "xyzzy"}).text
    assert "Did you mean" not in page
    assert "Try a shorter word, a muscle such as hamstrings" in page


def test_words_that_only_the_lists_leave_empty_are_offered_for_the_whole_library(
    client: Browser, library: None
) -> None:
    page = client.get("/exercises/", {"q": "nordic", "level": "B"}).text
    assert '<a href="/exercises/?q=nordic">“nordic” in the whole library</a>' in page


def test_the_muscle_of_the_list_stands_in_the_address(client: Browser, library: None) -> None:
    part = client.get("/exercises/", {"q": "curl", "muscle": "glutes"}, headers=HTMX)
    assert part["HX-Replace-Url"] == "/exercises/?q=curl&muscle=glutes"
    page = client.get("/exercises/", {"muscle": "glutes"}).text
    assert '<option value="glutes" selected>Glutes</option>' in page


def test_looking_for_words_asks_no_more_in_a_larger_library(
    client: Browser, library: None, queries: Callable[[Callable[[], Any]], int]
) -> None:
    def asked() -> list[int]:
        return [queries(lambda q=q: client.get("/exercises/", {"q": q})) for q in ("hip", "kettelbell")]

    many = asked()
    Exercise.objects.exclude(
        slug__in=["hip-thrust", "hip-hinge", "kettlebell-swing", "glute-bridge"]
    ).delete()
    assert asked() == many
