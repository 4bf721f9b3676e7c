"""Two admins at one exercise, and one admin in two windows: nobody loses a word."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client as Browser

from exercises import catalogue
from exercises.actions import load_library
from exercises.models import Exercise
from tests.editorial.conftest import HTMX, URL, draft_line, draft_of, headlines, publish, typed
from trainer.accounts.models import User
from trainer.editorial import actions
from trainer.editorial.lines import Line, Lines
from trainer.editorial.models import CueDraft
from trainer.editorial.reading import seen_now

MINE, THEIRS = "Bend your knees a little", "Unlock both knees"
WHY = {"reason": "My own reason.", "note": "Alone today.", "act": "publish"}


@pytest.fixture
def conflict(deadlift: Exercise, cues: Lines, site_admin: User, tomas: User) -> Line:
    """Ada drafts other words for the second cue; Tomas publishes other ones for it, and for the third."""
    draft_line(deadlift, site_admin, replace(cues[1], headline=MINE))
    draft_line(deadlift, tomas, replace(cues[2], headline="Reach back"))
    publish(deadlift, tomas, replace(cues[1], headline=THEIRS), reason="Clients locked them.")
    return cues[1]


def choose(deadlift: Exercise, by: User, line: Line, answer: str, **words: Any) -> dict[str, Any]:
    return typed(deadlift, by, **{f"cue{line.cue}": answer}, **words)


def test_both_texts_are_shown_with_who_and_why(as_admin: Browser, conflict: Line) -> None:
    page = as_admin.get(URL).text
    assert "Tomas Berg published version 2 while you were writing" in page
    assert "Clients locked them." in page
    assert "1 cue was changed by both of you" in page
    fieldset = page.split('<fieldset class="versus"')[1].split("</fieldset>")[0]
    assert "<ins>Unlock both</ins>" in fieldset
    assert "<ins>Bend</ins>" in fieldset
    assert "Write a third text" in fieldset


def test_nothing_is_published_until_it_is_settled(
    as_admin: Browser, deadlift: Exercise, site_admin: User, conflict: Line
) -> None:
    answer = as_admin.post(f"{URL}publish/", typed(deadlift, site_admin, **WHY))
    assert answer.status_code == 409
    fieldset = answer.text.split('<fieldset class="versus"')[1].split("</fieldset>")[0]
    assert "Unlock both" in fieldset
    assert "your knees a little" in fieldset
    assert THEIRS in headlines(deadlift)
    assert draft_of(deadlift, site_admin)[conflict.cue].headline == MINE
    assert CueDraft.objects.get().reason == "My own reason."
    assert "Alone today." in answer.text


def test_nobody_is_asked_to_read_what_is_not_settled(
    as_admin: Browser, deadlift: Exercise, site_admin: User, conflict: Line
) -> None:
    answer = as_admin.post(f"{URL}publish/", typed(deadlift, site_admin, **{**WHY, "act": "ask"}))
    assert answer.status_code == 409
    draft = CueDraft.objects.get()
    assert (draft.review_asked_at, draft.reason) == (None, "My own reason.")


def test_a_new_cue_typed_on_a_stale_page_stays_in_the_form_though_something_is_to_settle(
    as_admin: Browser, deadlift: Exercise, site_admin: User, conflict: Line
) -> None:
    new = typed(deadlift, site_admin, kind="do", headline="What I had typed", version=9)
    answer = as_admin.post(f"{URL}line/", new)
    assert answer.status_code == 409
    assert 'value="What I had typed"' in answer.text


@pytest.mark.parametrize(("answer", "chosen"), [("theirs", THEIRS), ("mine", MINE), ("third", "Soft knees")])
def test_each_way_out_is_kept_and_the_other_changes_come_along(
    as_admin: Browser,
    deadlift: Exercise,
    site_admin: User,
    cues: Lines,
    conflict: Line,
    answer: str,
    chosen: str,
) -> None:
    third = {"kind": "do", "headline": "Soft knees", "detail": "The whole way."}
    words = {f"third{conflict.cue}-{name}": value for name, value in third.items()}
    press = choose(deadlift, site_admin, conflict, answer, **words)
    assert as_admin.post(f"{URL}settle/", press).status_code == 302
    found = draft_of(deadlift, site_admin)
    assert found[conflict.cue].headline == chosen
    assert found[cues[2].cue].headline == "Reach back"
    draft = CueDraft.objects.get()
    assert draft.based_on.number == 2
    assert "while you were writing" not in as_admin.get(URL).text
    if answer != "theirs":
        assert as_admin.post(f"{URL}publish/", typed(deadlift, site_admin, **WHY)).status_code == 302
        assert chosen in headlines(deadlift)
        assert deadlift.cue_versions.first().number == 3


def test_every_cue_that_both_changed_wants_an_answer(
    as_admin: Browser, deadlift: Exercise, site_admin: User, conflict: Line
) -> None:
    answer = as_admin.post(f"{URL}settle/", typed(deadlift, site_admin))
    assert answer.status_code == 422
    assert "Choose one of the three." in answer.text


def test_a_third_text_that_is_empty_is_refused_at_its_field(
    as_admin: Browser, deadlift: Exercise, site_admin: User, conflict: Line
) -> None:
    words = {f"third{conflict.cue}-kind": "do", f"third{conflict.cue}-detail": "What I had typed"}
    answer = as_admin.post(f"{URL}settle/", choose(deadlift, site_admin, conflict, "third", **words))
    assert answer.status_code == 422
    assert "Write what the client reads first." in answer.text
    assert "What I had typed" in answer.text


def test_taking_out_what_the_other_changed_is_asked_too(
    as_admin: Browser, deadlift: Exercise, cues: Lines, site_admin: User, tomas: User
) -> None:
    actions.step(
        exercise=deadlift, by=site_admin, seen=seen_now(deadlift, site_admin), cue=cues[1].cue, act="out"
    )
    publish(deadlift, tomas, replace(cues[1], headline=THEIRS))
    assert "<b>Taken out</b>" in as_admin.get(URL).text
    as_admin.post(f"{URL}settle/", choose(deadlift, site_admin, cues[1], "mine"))
    assert cues[1].cue not in draft_of(deadlift, site_admin)


def test_changes_to_different_cues_need_no_answer(
    as_admin: Browser, deadlift: Exercise, cues: Lines, site_admin: User, tomas: User
) -> None:
    draft_line(deadlift, site_admin, replace(cues[1], headline=MINE))
    publish(deadlift, tomas, replace(cues[2], headline="Reach back"))
    page = as_admin.get(URL).text
    assert "nothing of yours is lost" in page
    assert as_admin.post(f"{URL}publish/", typed(deadlift, site_admin, **WHY)).status_code == 302
    assert headlines(deadlift)[1:3] == [MINE, "Reach back"]


def test_publishing_from_a_page_that_is_older_than_the_newest_version_shows_it_first(
    as_admin: Browser, deadlift: Exercise, cues: Lines, site_admin: User, tomas: User
) -> None:
    draft_line(deadlift, site_admin, replace(cues[1], headline=MINE))
    opened = typed(deadlift, site_admin, **WHY)
    publish(deadlift, tomas, replace(cues[2], headline="Reach back"))
    answer = as_admin.post(f"{URL}publish/", opened)
    assert answer.status_code == 409
    assert "Tomas Berg published version 2" in answer.text
    assert "My own reason." in answer.text
    assert MINE not in headlines(deadlift)


def test_the_catalogue_can_be_the_other_one(
    as_admin: Browser, deadlift: Exercise, cues: Lines, site_admin: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft_line(deadlift, site_admin, replace(cues[1], headline=MINE))
    shipped = catalogue.shipped()
    entry = shipped.exercises[deadlift.slug]
    words = [replace(cue, headline=THEIRS) if cue.headline == cues[1].headline else cue for cue in entry.cues]
    newer = {**shipped.exercises, deadlift.slug: replace(entry, cues=words)}
    load_library(replace(shipped, exercises=newer))
    page = as_admin.get(URL).text
    assert "The catalogue brought version 2" in page
    assert '<fieldset class="versus"' in page


def test_a_line_saved_while_another_admin_publishes_is_kept_and_then_settled(
    as_admin: Browser, deadlift: Exercise, cues: Lines, site_admin: User, tomas: User
) -> None:
    opened = typed(deadlift, site_admin, replace(cues[1], headline=MINE))
    publish(deadlift, tomas, replace(cues[1], headline=THEIRS))
    assert as_admin.post(f"{URL}line/", opened).status_code == 302
    page = as_admin.get(URL).text
    assert "1 cue was changed by both of you" in page
    assert draft_of(deadlift, site_admin)[cues[1].cue].headline == MINE


def test_the_same_cue_saved_from_two_windows_gets_both_texts(
    as_admin: Browser, deadlift: Exercise, cues: Lines, site_admin: User
) -> None:
    first = typed(deadlift, site_admin, replace(cues[1], headline="From the first window"))
    second = typed(deadlift, site_admin, replace(cues[1], headline="From the second window"))
    assert as_admin.post(f"{URL}line/", first).status_code == 302
    for headers in ({}, HTMX):
        answer = as_admin.post(f"{URL}line/", second, headers=headers)
        assert answer.status_code == 409
        note, form = answer.text.split("What you typed is below")
        assert "From the first window" in note
        assert 'value="From the second window"' in form
    assert draft_of(deadlift, site_admin)[cues[1].cue].headline == "From the first window"
    again = {**second, **vars(seen_now(deadlift, site_admin))}
    assert as_admin.post(f"{URL}line/", again).status_code == 302
    assert draft_of(deadlift, site_admin)[cues[1].cue].headline == "From the second window"


def test_a_stale_page_of_a_draft_that_was_thrown_away_changes_no_later_draft(
    as_admin: Browser, deadlift: Exercise, cues: Lines, site_admin: User
) -> None:
    draft_line(deadlift, site_admin, replace(cues[1], headline=MINE))
    old = typed(deadlift, site_admin, cue=cues[1].cue, act="out")
    as_admin.post(f"{URL}discard/", typed(deadlift, site_admin))
    draft_line(deadlift, site_admin, replace(cues[2], headline="Reach back"))
    assert as_admin.post(f"{URL}step/", old).status_code == 409
    assert cues[1].cue in draft_of(deadlift, site_admin)


@pytest.mark.parametrize("address", ["step", "discard", "publish", "settle"])
def test_a_press_on_a_stale_page_does_nothing(
    as_admin: Browser, deadlift: Exercise, cues: Lines, site_admin: User, address: str
) -> None:
    draft_line(deadlift, site_admin, replace(cues[1], headline=MINE))
    stale = {**typed(deadlift, site_admin, cue=cues[1].cue), **WHY, "version": 7}
    stale["act"] = "out" if address == "step" else "publish"
    answer = as_admin.post(f"{URL}{address}/", stale)
    assert answer.status_code == 409
    assert "Something else was saved meanwhile" in answer.text
    assert draft_of(deadlift, site_admin)[cues[1].cue].headline == MINE
    assert deadlift.cue_versions.count() == 1


@pytest.mark.parametrize("address", ["line", "step", "discard", "publish", "settle"])
def test_a_press_that_says_nothing_is_refused(as_admin: Browser, deadlift: Exercise, address: str) -> None:
    assert as_admin.post(f"{URL}{address}/", {}).status_code == 422
    assert not CueDraft.objects.exists()
