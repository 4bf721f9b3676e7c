"""The admins' page of all cues."""

from dataclasses import replace

from django.test import Client as Browser

from exercises.models import Exercise
from tests.editorial.conftest import HTMX, Count, draft_line, publish
from trainer.accounts.models import User
from trainer.editorial import actions
from trainer.editorial.lines import Line, Lines
from trainer.editorial.reading import published_lines, seen_now


def test_with_nothing_to_do_the_page_says_how_to_begin(as_admin: Browser, library: None) -> None:
    page = as_admin.get("/cues/").text
    assert "Nobody waits for you." in page
    assert "the first change makes a draft that only you see" in page
    assert "All cues are the first ones from the catalogue." in page


def test_what_waits_ones_own_drafts_and_the_newest_changes_are_listed(
    as_admin: Browser, deadlift: Exercise, cues: Lines, site_admin: User, tomas: User
) -> None:
    bridge = Exercise.objects.get(slug="glute-bridge")
    nordic = Exercise.objects.get(slug="nordic-hamstring")
    draft_line(deadlift, site_admin, replace(cues[1], headline="Bend a little"))
    draft_line(bridge, tomas, Line(0, "do", "Breathe out"))
    actions.ask(exercise=bridge, by=tomas, seen=seen_now(bridge, tomas), reason="They held it.", source=None)
    publish(nordic, tomas, Line(0, "do", "Slow"), reason="They fell.")
    waiting, rest = as_admin.get("/cues/").text.split('id="own"')
    own, changed = rest.split('id="changed"')
    assert "They held it." in waiting
    assert "Romanian deadlift" in own.split("</section>")[0]
    assert "They fell." in changed


def test_an_exercise_is_found_by_a_word_of_it(as_admin: Browser, library: None) -> None:
    answer = as_admin.get("/cues/?q=nordic", headers=HTMX)
    assert answer.text.strip().startswith('<div id="cue-results"')
    assert "/exercises/nordic-hamstring/cues/" in answer.text
    assert "/exercises/glute-bridge/cues/" not in answer.text
    assert answer.headers["HX-Replace-Url"] == "/cues/?q=nordic"
    assert "No exercise is called that." in as_admin.get("/cues/?q=xyzzy").text


def test_exercises_stand_by_name_and_trainers_own_are_not_among_them(
    as_admin: Browser, library: None, ana: User
) -> None:
    Exercise.objects.filter(slug="glute-bridge").update(owner=ana)
    page = as_admin.get("/cues/").text
    assert "/exercises/glute-bridge/cues/" not in page
    assert page.index("Romanian deadlift</a>") < page.index("Wall sit</a>")


def test_the_page_asks_no_more_for_more_of_anything(
    as_admin: Browser, library: None, site_admin: User, tomas: User, queries: Count
) -> None:
    exercises = list(Exercise.objects.all()[:6])
    busy(exercises[0], site_admin, tomas)
    before = queries(lambda: as_admin.get("/cues/"))
    for exercise in exercises[1:]:
        busy(exercise, site_admin, tomas)
    assert queries(lambda: as_admin.get("/cues/")) == before


def busy(exercise: Exercise, one: User, other: User) -> None:
    """A published version, a draft of one's, and one of the other's that waits for a second look."""
    publish(exercise, one, Line(0, "do", "Slow"))
    line = published_lines(exercise)[0]
    draft_line(exercise, one, replace(line, headline="Mine"))
    draft_line(exercise, other, replace(line, headline="Theirs"))
    actions.ask(exercise=exercise, by=other, seen=seen_now(exercise, other), reason="Read it.", source=None)
