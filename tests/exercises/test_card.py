import pytest
from django.test import Client as Browser

from exercises.models import Cue, Exercise, Step
from trainer.accounts.models import User

CARD = "/exercises/romanian-deadlift/card/"


def test_the_card_has_what_is_needed_beside_the_bar(client: Browser, library: None) -> None:
    page = client.get(CARD).text
    for words in (
        "Hip-dominant · Beginner · Barbell",
        "Push your hips straight back",
        "The bar slides down your thighs and stays close.",
        "Sudden pain in the thigh, or your back hurts",
        "Bar drifts away",
        "Brush your legs with the bar, down and up.",
        "Hip hinge with a dowel · Dumbbell Romanian deadlift",
        "Deficit Romanian deadlift · Snatch-grip Romanian deadlift · Single-leg Romanian deadlift",
        "Evidence: moderate confidence.",
    ):
        assert words in page, words
    assert "pose=start" in page
    assert "pose=end" in page


def test_the_drawings_of_a_card_are_for_paper_whatever_the_theme(
    as_ana: Browser, ana: User, library: None
) -> None:
    ana.theme = "dark"
    ana.save()
    page = as_ana.get(CARD).text
    assert page.count("theme=light") == 2
    assert "theme=dark" not in page


def test_a_card_carries_nothing_of_the_page_around_it(as_ana: Browser, library: None) -> None:
    page = as_ana.get(CARD).text
    assert "<nav" not in page
    assert 'href="/exercises/romanian-deadlift/"' in page
    assert "data-print hidden" in page


def test_the_page_of_an_exercise_leads_to_its_card(client: Browser, library: None) -> None:
    assert f'href="{CARD}"' in client.get("/exercises/romanian-deadlift/").text


def test_an_archived_exercise_keeps_its_card(client: Browser, library: None) -> None:
    Exercise.objects.filter(slug="romanian-deadlift").update(archived_at="2026-01-01T00:00Z")
    assert client.get(CARD).status_code == 200


@pytest.fixture
def own(ana: User) -> Exercise:
    exercise = Exercise.objects.create(
        owner=ana, slug="anas-march", name="Ana's march", pattern="hip", level="B", measures=["reps"]
    )
    Cue.objects.create(exercise=exercise, kind="do", position=1, headline="March on the spot")
    Step.objects.create(exercise=exercise, direction="harder", position=1, words="Faster: twice as many.")
    return exercise


def test_a_trainer_prints_her_own_exercise_without_a_figure(as_ana: Browser, own: Exercise) -> None:
    page = as_ana.get(f"/exercises/{own.slug}/card/").text
    assert "Ana&#x27;s march" in page
    assert "March on the spot" in page
    assert "<dd>Faster</dd>" in page
    assert "<figure>" not in page
    assert "Evidence" not in page


def test_nobody_else_opens_the_card_of_an_own_exercise(
    as_bob: Browser, as_admin: Browser, client: Browser, own: Exercise
) -> None:
    for browser in (as_bob, as_admin, client):
        assert browser.get(f"/exercises/{own.slug}/card/").status_code == 404


def test_a_card_is_only_read(client: Browser, library: None) -> None:
    assert client.post(CARD).status_code == 405
    assert client.get("/exercises/unknown/card/").status_code == 404


def test_a_bare_exercise_has_a_card(client: Browser, db: None) -> None:
    Exercise.objects.create(slug="hill-walk", name="Hill walk", pattern="hip", level="B")
    page = client.get("/exercises/hill-walk/card/")
    assert page.status_code == 200
    assert "Evidence: not known." in page.text
    assert "Common faults" not in page.text
