import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from exercises import figures
from exercises.models import Exercise
from exercises.pictures import figure_url

ADDRESSES = [
    "/exercises/",
    "/exercises/romanian-deadlift/",
    "/exercises/romanian-deadlift/figure.svg",
    "/anatomy/",
]
HTMX = {"HX-Request": "true"}


def names_on(html: str) -> list[str]:
    return re.findall(r'class="row-link" href="/exercises/[^"]+">([^<]+)<', html)


def found(client: Browser, **query: str) -> list[str]:
    return names_on(client.get("/exercises/", query).text)


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_library_is_open_to_anybody(client: Browser, library: None, address: str) -> None:
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_library_is_only_read(client: Browser, library: None, address: str) -> None:
    assert client.post(address).status_code == 405


def test_the_list_has_every_exercise_with_its_drawing(client: Browser, library: None) -> None:
    page = client.get("/exercises/")
    assert len(names_on(page.text)) == 68
    assert "68 exercises" in page.text
    assert page.text.count("/figure.svg?pose=end&amp;v=") == 68


def test_an_archived_exercise_leaves_the_list_and_keeps_its_page(client: Browser, library: None) -> None:
    Exercise.objects.filter(slug="deadlift").update(archived_at=timezone.now())
    assert "Deadlift" not in found(client)
    assert "No longer in the library" in client.get("/exercises/deadlift/").text


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ({"q": "rdl"}, "Romanian deadlift"),
        ({"q": "NORDIC curl"}, "Nordic hamstring exercise"),
        ({"q": "swiss-ball"}, "Stability-ball curl"),
        ({"q": "front of the thigh"}, "Leg extension"),
        ({"pattern": "stretch"}, "Extender"),
        ({"q": "sldl"}, "Stiff-leg deadlift"),
        ({"level": "A"}, "Sprinter curl"),
        ({"effort": "5"}, "Flying sprint"),
        ({"equipment": "towel"}, "Slider curl"),
    ],
)
def test_an_exercise_is_found_by_what_it_is(
    client: Browser, library: None, query: dict[str, str], name: str
) -> None:
    names = found(client, **query)
    assert name in names
    assert len(names) < 68


def test_filters_narrow_each_other(client: Browser, library: None) -> None:
    assert found(client, q="curl", equipment="machine", level="B") == [
        "Isometric leg-curl hold",
        "Lying leg curl",
        "Seated leg curl",
        "Standing leg curl",
    ]


def test_the_level_of_effort_narrows_the_other_filters(client: Browser, library: None) -> None:
    assert found(client, level="B", pattern="quad", effort="2") == ["Goblet squat", "Step-up", "Wall sit"]
    assert found(client, level="A", effort="5") == [
        "Band-assisted Nordic",
        "Flying sprint",
        "Glute-ham raise",
        "Nordic hamstring exercise",
        "Single-leg slider curl",
    ]


def test_an_exercise_of_unknown_effort_is_not_shown_for_any(client: Browser, library: None) -> None:
    Exercise.objects.filter(slug="flying-sprint").update(effort=None)
    assert "Flying sprint" in found(client)
    assert all("Flying sprint" not in found(client, effort=str(effort)) for effort in range(1, 6))


def test_either_of_two_things_is_equipment_enough(client: Browser, library: None) -> None:
    assert {"Standing leg curl", "Good morning"} <= set(found(client, equipment="band"))


def test_a_choice_that_is_not_on_offer_is_as_good_as_none(client: Browser, library: None) -> None:
    assert len(found(client, pattern="nonsense", level="Z", effort="6")) == 68


def test_nothing_found_says_what_to_try(client: Browser, library: None) -> None:
    page = client.get("/exercises/", {"q": "xyzzy"}).text
    assert "No exercise fits all of that" in page
    assert "Try a shorter word" in page


def test_an_empty_library_says_how_it_is_filled(client: Browser, db: None) -> None:
    assert "load_library" in client.get("/exercises/").text


def test_typing_swaps_the_results_and_keeps_the_question_in_the_address(
    client: Browser, library: None
) -> None:
    part = client.get("/exercises/", {"q": "rdl", "pattern": "", "level": "B"}, headers=HTMX)
    assert part.text.strip().startswith('<section id="exercise-results"')
    assert "<form" not in part.text
    assert part["HX-Replace-Url"] == "/exercises/?q=rdl&level=B"
    assert client.get("/exercises/", {"q": ""}, headers=HTMX)["HX-Replace-Url"] == "/exercises/"


def test_the_form_remembers_the_question(client: Browser, library: None) -> None:
    page = client.get("/exercises/", {"q": "rdl", "equipment": "barbell", "effort": "4"}).text
    assert 'value="rdl"' in page
    assert '<option value="barbell" selected>Barbell</option>' in page
    assert '<option value="4" selected>Effort 4 of 5</option>' in page


def test_the_question_is_shown_as_text(client: Browser, library: None) -> None:
    assert "<script>alert" not in client.get("/exercises/", {"q": '"><script>alert(1)</script>'}).text


def test_the_page_of_an_exercise_tells_all_of_it(client: Browser, library: None) -> None:
    page = client.get("/exercises/romanian-deadlift/").text
    for words in (
        "Turn round where your back would start to round",
        "Go less deep. Chest long, eyes on the floor ahead.",
        "High, 4 of 5",
        "long: hip bent, knee nearly straight",
        "shortening and lowering",
        "up to 90°",
        "A hamstring strain not yet ready for long or hard lowering work",
        "Deficit Romanian deadlift",
        "half a set",
        "Moderate confidence",
        "not published numbers",
        "What this does not show",
    ):
        assert words in page, words
    assert 'href="/exercises/hip-hinge/"' in page
    assert 'href="https://doi.org/10.1136/bjsports-2011-090281"' in page


def test_an_exercise_nobody_measured_says_so(client: Browser, library: None) -> None:
    page = client.get("/exercises/standing-leg-curl/").text
    assert "Not known which part of the hamstrings works harder here." in page
    assert "confidence__dots" not in page


def test_a_share_on_weak_evidence_says_so(client: Browser, library: None) -> None:
    assert "(weak evidence)" in client.get("/exercises/hip-thrust/").text
    assert "(weak evidence)" not in client.get("/exercises/deadlift/").text


def test_a_variant_says_whose_numbers_it_has(client: Browser, library: None) -> None:
    words = "Taken over from Nordic hamstring: how much the band helps is not measured"
    assert words in client.get("/exercises/band-nordic/").text


def test_an_exercise_without_drawing_or_numbers_still_has_its_page(client: Browser, library: None) -> None:
    Exercise.objects.create(slug="hill-walk", name="Hill walk", pattern="sprint_drill", level="B")
    page = client.get("/exercises/hill-walk/")
    assert page.status_code == 200
    assert "<figure>" not in page.text
    assert "not known" in page.text.lower()


def test_an_unknown_exercise_is_not_found(client: Browser, library: None) -> None:
    assert client.get("/exercises/unknown/").status_code == 404
    assert client.get("/exercises/unknown/figure.svg").status_code == 404


def test_only_staff_is_led_to_the_editing(as_admin: Browser, as_ana: Browser, library: None) -> None:
    address = reverse("admin:exercises_exercise_change", args=[Exercise.objects.get(slug="deadlift").pk])
    assert address in as_admin.get("/exercises/deadlift/").text
    assert address not in as_ana.get("/exercises/deadlift/").text


def test_the_anatomy_page_tells_of_every_part_and_leads_to_it(client: Browser, library: None) -> None:
    page = client.get("/anatomy/").text
    for words in (
        "Biceps femoris, short head",
        "Find your own hamstrings",
        "Common fibular division",
        "Three muscles in four parts",
    ):
        assert words in page, words
    for slug in ("hamstrings", "semimembranosus", "adductor-magnus-hamstring-part", "erectors"):
        assert f'href="/anatomy/{slug}/"' in page


def test_a_drawing_is_kept_for_good_under_its_own_address(client: Browser, library: None) -> None:
    exercise = Exercise.objects.get(slug="romanian-deadlift")
    picture = client.get(figure_url(exercise, "start"))
    assert picture["Content-Type"] == "image/svg+xml"
    assert picture["Cache-Control"] == "public, max-age=31536000, immutable"
    assert picture.text.startswith("<svg")


def test_a_drawing_asked_for_without_its_version_is_asked_for_again(client: Browser, library: None) -> None:
    address = "/exercises/romanian-deadlift/figure.svg"
    assert client.get(address)["Cache-Control"] == "public, no-cache"
    assert client.get(address, {"v": "older"})["Cache-Control"] == "public, no-cache"


def test_a_drawing_that_has_not_changed_is_not_sent_again(client: Browser, library: None) -> None:
    address = "/exercises/romanian-deadlift/figure.svg?pose=start&thumb=1"
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get(address.replace("start", "end"), headers={"If-None-Match": first["ETag"]})
    assert other.status_code == 200


def test_a_drawing_changes_its_address_with_the_shares(library: None) -> None:
    exercise = Exercise.objects.get(slug="romanian-deadlift")
    before = figure_url(exercise)
    exercise.shares.filter(muscle__slug="hamstrings").update(share="0.5")
    assert figure_url(Exercise.objects.get(pk=exercise.pk)) != before


@pytest.mark.parametrize("query", ["pose=middle", "pose=", "theme=neon"])
def test_a_pose_or_theme_that_does_not_exist_is_not_found(client: Browser, library: None, query: str) -> None:
    assert client.get(f"/exercises/deadlift/figure.svg?{query}").status_code == 404


def test_a_drawing_may_carry_its_own_style_and_nothing_else(client: Browser, library: None) -> None:
    policy = client.get("/exercises/deadlift/figure.svg")["Content-Security-Policy"]
    assert {part.strip() for part in policy.split(";")} == {"default-src 'none'", "style-src 'unsafe-inline'"}


def test_the_drawing_follows_the_theme_somebody_chose(as_ana: Browser, ana: Any, library: None) -> None:
    ana.theme = "dark"
    ana.save()
    page = as_ana.get("/exercises/deadlift/").text
    assert "theme=dark" in page
    address = re.search(r'<img src="([^"]+theme=dark[^"]*)"', page)[1].replace("&amp;", "&")
    assert as_ana.get(address).text != as_ana.get(address.replace("dark", "light")).text


def test_the_first_picture_has_words_and_the_small_ones_are_silent(client: Browser, library: None) -> None:
    page = client.get("/exercises/deadlift/").text
    assert figures.alt("deadlift", "start") in page
    assert all('alt=""' in image for image in re.findall(r"<img[^>]+thumb=1[^>]+>", page))


def test_queries_do_not_grow_with_the_library(
    client: Browser, library: None, queries: Callable[[Callable[[], Any]], int]
) -> None:
    def all_pages() -> tuple[int, int, int]:
        return (
            queries(lambda: client.get("/exercises/")),
            queries(lambda: client.get("/exercises/romanian-deadlift/")),
            queries(lambda: client.get("/anatomy/")),
        )

    assert Exercise.objects.count() == 68
    many = all_pages()
    few = [
        "romanian-deadlift",
        "hip-hinge",
        "dumbbell-romanian-deadlift",
        "deadlift",
        "good-morning",
        "diver",
    ]
    Exercise.objects.exclude(slug__in=few).delete()
    assert all_pages() == many
    assert max(many) <= 8


@pytest.mark.parametrize("model", ["exercise", "cue", "step", "muscle", "source"])
def test_an_admin_finds_every_part_of_the_library(as_admin: Browser, library: None, model: str) -> None:
    address = reverse(f"admin:exercises_{model}_changelist")
    assert as_admin.get(address, {"q": "a"}).status_code == 200
    # Cues are written in the cue editor alone.
    adding = 403 if model == "cue" else 200
    assert as_admin.get(reverse(f"admin:exercises_{model}_add")).status_code == adding


def test_an_admin_sees_the_history_of_a_cue(as_admin: Browser, library: None) -> None:
    cue = Exercise.objects.get(slug="deadlift").cues.first()
    page = as_admin.get(reverse("admin:exercises_cue_history", args=[cue.pk]))
    assert "loaded from the library" in page.text


def test_a_trainer_is_no_admin(as_ana: Browser, library: None) -> None:
    assert as_ana.get(reverse("admin:exercises_exercise_changelist")).status_code == 302
