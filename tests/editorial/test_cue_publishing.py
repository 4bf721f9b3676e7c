"""From a draft to the words that everybody reads."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client as Browser

from clients.models import Client
from exercises.models import Cue, CueVersion, Exercise, Source
from tests.editorial.conftest import HTMX, URL, draft_line, draft_of, headlines, publish, typed
from tests.session_logs.conftest import plan, prescribe
from trainer.accounts.models import User
from trainer.editorial import actions
from trainer.editorial.lines import Line, Lines
from trainer.editorial.models import CueDraft
from trainer.editorial.reading import lines_at, published_lines, seen_now
from trainer.programs.models import Assignment
from trainer.session_logs.actions import begin

NEW_WORDS = "Bend your knees a little"


@pytest.fixture
def changed(deadlift: Exercise, cues: Lines, site_admin: User) -> Line:
    """A draft of Ada's: other words for the second cue."""
    line = replace(cues[1], headline=NEW_WORDS)
    draft_line(deadlift, site_admin, line)
    return line


def post(browser: Browser, deadlift: Exercise, by: User, act: str = "publish", **words: Any) -> Any:
    values = {"reason": "Shorter.", "note": "Alone today.", "act": act, **words}
    return browser.post(f"{URL}publish/", typed(deadlift, by, **values))


def test_a_draft_is_published_by_its_author_with_a_note(
    as_admin: Browser, deadlift: Exercise, site_admin: User, changed: Line
) -> None:
    source = Source.objects.all()[0]
    assert post(as_admin, deadlift, site_admin, source=source.pk).status_code == 302
    assert headlines(deadlift)[1] == NEW_WORDS
    assert not CueDraft.objects.exists()
    version = deadlift.cue_versions.get(number=2)
    assert (version.drafted_by, version.published_by) == (site_admin, site_admin)
    assert (version.reason, version.note, version.source) == ("Shorter.", "Alone today.", source)


def test_the_history_of_a_cue_names_the_person_the_reason_and_the_moment(
    deadlift: Exercise, cues: Lines, site_admin: User
) -> None:
    version = publish(deadlift, site_admin, replace(cues[1], headline=NEW_WORDS))
    row = Cue.objects.get(pk=cues[1].cue).history.first()
    assert (row.history_user, row.history_change_reason) == (site_admin, "Shorter.")
    assert row.history_date == version.published_at
    assert row.headline == NEW_WORDS


def test_every_version_can_be_read_again(deadlift: Exercise, cues: Lines, site_admin: User) -> None:
    first = deadlift.cue_versions.get(number=1)
    second = publish(deadlift, site_admin, replace(cues[1], headline=NEW_WORDS))
    actions.step(
        exercise=deadlift, by=site_admin, seen=seen_now(deadlift, site_admin), cue=cues[2].cue, act="out"
    )
    third = publish(deadlift, site_admin, Line(0, "do", "Breathe in down"))
    assert lines_at(first) == cues
    assert [line.headline for line in lines_at(second)][1:3] == [NEW_WORDS, cues[2].headline]
    assert lines_at(third) == published_lines(deadlift)
    assert cues[2].cue not in [line.cue for line in lines_at(third)]


def test_nobody_publishes_without_a_reason(
    as_admin: Browser, deadlift: Exercise, site_admin: User, changed: Line
) -> None:
    answer = post(as_admin, deadlift, site_admin, reason=" ")
    assert answer.status_code == 422
    assert "Write why the words change." in answer.text
    assert "Alone today." in answer.text
    assert headlines(deadlift)[1] != NEW_WORDS


def test_publishing_alone_needs_a_note(
    as_admin: Browser, deadlift: Exercise, site_admin: User, changed: Line
) -> None:
    answer = post(as_admin, deadlift, site_admin, note="")
    assert answer.status_code == 422
    assert "Write why nobody else read it first" in answer.text
    with pytest.raises(actions.ValidationError):
        actions.publish(
            exercise=deadlift,
            by=site_admin,
            seen=seen_now(deadlift, site_admin),
            reason="Shorter.",
            source=None,
        )


def test_the_same_words_are_not_published_again(
    as_admin: Browser, deadlift: Exercise, cues: Lines, site_admin: User
) -> None:
    draft_line(deadlift, site_admin, cues[1])
    answer = post(as_admin, deadlift, site_admin)
    assert answer.status_code == 422
    assert "Nothing changed" in answer.text
    assert deadlift.cue_versions.count() == 1


def test_a_kind_that_is_missing_stops_the_publishing(
    as_admin: Browser, deadlift: Exercise, cues: Lines, site_admin: User
) -> None:
    [feel] = [line for line in cues if line.kind == "feel"]
    as_admin.post(f"{URL}step/", typed(deadlift, site_admin, cue=feel.cue, act="out"))
    assert "Missing: Feel." in as_admin.get(URL).text
    answer = post(as_admin, deadlift, site_admin)
    assert answer.status_code == 422
    assert "Missing: Feel." in answer.text
    assert deadlift.cues.filter(kind="feel").exists()


def test_fewer_than_four_cues_are_not_published(
    as_admin: Browser, deadlift: Exercise, cues: Lines, site_admin: User
) -> None:
    for line in [line for line in cues if line.kind == "do"]:
        as_admin.post(f"{URL}step/", typed(deadlift, site_admin, cue=line.cue, act="out"))
    answer = post(as_admin, deadlift, site_admin)
    assert "At least 4 cues are needed" in answer.text
    assert deadlift.cue_versions.count() == 1


def test_a_second_admin_publishes_what_she_was_asked_to_read(
    as_admin: Browser,
    as_tomas: Browser,
    tomas: User,
    deadlift: Exercise,
    site_admin: User,
    changed: Line,
) -> None:
    assert post(as_admin, deadlift, site_admin, act="ask", note="").status_code == 302
    draft = CueDraft.objects.get()
    assert "asks for a second look" in as_tomas.get(URL).text
    review = f"{URL}drafts/{draft.pk}/"
    assert NEW_WORDS.split()[0] in as_tomas.get(review).text
    press = {"draft": draft.pk, "version": draft.version, "base": 1}
    assert as_tomas.post(review, press).status_code == 302
    version = deadlift.cue_versions.get(number=2)
    assert (version.drafted_by, version.published_by, version.note) == (site_admin, tomas, "")
    assert headlines(deadlift)[1] == NEW_WORDS


def test_a_second_look_needs_a_reason_and_can_be_taken_back(
    as_admin: Browser, as_tomas: Browser, deadlift: Exercise, site_admin: User, changed: Line
) -> None:
    assert post(as_admin, deadlift, site_admin, act="ask", reason="").status_code == 422
    post(as_admin, deadlift, site_admin, act="ask")
    draft = CueDraft.objects.get()
    post(as_admin, deadlift, site_admin, act="withdraw")
    review = f"{URL}drafts/{draft.pk}/"
    press = {"draft": draft.pk, "version": draft.version + 1, "base": 1}
    assert as_tomas.get(review).status_code == 404
    assert as_tomas.post(review, press).status_code == 404
    assert deadlift.cue_versions.count() == 1


def test_nobody_publishes_another_admins_draft_through_the_editor(
    as_admin: Browser, as_tomas: Browser, deadlift: Exercise, changed: Line
) -> None:
    draft = CueDraft.objects.get()
    press = {"draft": draft.pk, "version": draft.version, "base": 1, "reason": "Mine now", "note": "x"}
    assert as_tomas.post(f"{URL}publish/", press).status_code == 409
    assert as_tomas.post(f"{URL}discard/", press).status_code == 409
    assert CueDraft.objects.filter(pk=draft.pk, version=draft.version).exists()


def test_a_draft_changed_after_the_second_admin_opened_it_is_not_published_unread(
    as_admin: Browser,
    as_tomas: Browser,
    deadlift: Exercise,
    site_admin: User,
    cues: Lines,
    changed: Line,
) -> None:
    post(as_admin, deadlift, site_admin, act="ask")
    opened = CueDraft.objects.get()
    draft_line(deadlift, site_admin, replace(cues[2], headline="Something unread"))
    press = {"draft": opened.pk, "version": opened.version, "base": 1}
    answer = as_tomas.post(f"{URL}drafts/{opened.pk}/", press)
    assert answer.status_code == 409
    assert "Something unread" in answer.text
    assert deadlift.cue_versions.count() == 1


def test_the_reason_can_be_kept_with_the_draft(
    as_admin: Browser, deadlift: Exercise, site_admin: User, changed: Line
) -> None:
    post(as_admin, deadlift, site_admin, act="keep", reason="Half a reason", note="")
    assert "Half a reason" in as_admin.get(URL).text


def test_the_loader_leaves_published_words_alone_and_a_restored_text_counts_as_loaded(
    deadlift: Exercise, cues: Lines, site_admin: User
) -> None:
    from exercises.actions import load_library

    publish(deadlift, site_admin, Line(0, "set_up", "Before all else"))
    assert "cues of romanian-deadlift" in load_library().kept
    actions.restore(version=deadlift.cue_versions.get(number=1), by=site_admin)
    actions.publish(
        exercise=deadlift,
        by=site_admin,
        seen=seen_now(deadlift, site_admin),
        reason="Back.",
        source=None,
        note="x",
    )
    assert published_lines(deadlift) == cues
    assert not load_library().lines
    assert deadlift.cue_versions.count() == 3


def test_a_cue_that_was_out_comes_back_as_the_same_cue(
    deadlift: Exercise, cues: Lines, site_admin: User
) -> None:
    actions.step(
        exercise=deadlift, by=site_admin, seen=seen_now(deadlift, site_admin), cue=cues[1].cue, act="out"
    )
    publish(deadlift, site_admin, replace(cues[2], headline="Reach back"))
    assert not Cue.objects.filter(pk=cues[1].cue).exists()
    actions.restore(version=deadlift.cue_versions.get(number=1), by=site_admin)
    assert draft_of(deadlift, site_admin)[cues[1].cue] == cues[1]
    publish(deadlift, site_admin, replace(cues[0], headline="Stand"))
    assert Cue.objects.get(pk=cues[1].cue).headline == cues[1].headline


def test_htmx_gets_the_editor_with_what_was_done(
    as_admin: Browser, deadlift: Exercise, site_admin: User, changed: Line
) -> None:
    values = typed(deadlift, site_admin, reason="Shorter.", note="Alone.", act="publish")
    answer = as_admin.post(f"{URL}publish/", values, headers=HTMX)
    assert answer.status_code == 200
    assert "Version 2 is published." in answer.text


def test_an_open_workout_shows_the_new_words_and_a_begun_one_keeps_the_old_in_its_history(
    as_zoe: Browser,
    as_ana: Browser,
    zoe: Client,
    ana: User,
    deadlift: Exercise,
    cues: Lines,
    site_admin: User,
) -> None:
    assignment = Assignment.objects.create(client=zoe, starts_on=zoe.today(), weekdays=[0], by=ana)
    workout = plan(assignment, zoe.today())
    prescribe(workout, deadlift)
    session = begin(workout=workout, by=ana)
    publish(deadlift, site_admin, replace(cues[1], headline=NEW_WORDS))
    page = as_zoe.get(workout.get_absolute_url()).text
    assert NEW_WORDS in page
    assert cues[1].headline not in page
    kept = as_ana.get(f"/clients/{zoe.pk}/sessions/{session.pk}/").text
    assert cues[1].headline in kept
    assert NEW_WORDS not in kept


def test_the_library_says_why_its_words_changed_to_trainers_and_admins_alone(
    client: Browser,
    as_ana: Browser,
    as_zoe: Browser,
    as_admin: Browser,
    deadlift: Exercise,
    cues: Lines,
    site_admin: User,
) -> None:
    page = "/exercises/romanian-deadlift/"
    assert "Version 1" not in as_ana.get(page).text
    publish(deadlift, site_admin, replace(cues[1], headline=NEW_WORDS), reason="Shorter to say.")
    for browser, reads in ((client, False), (as_zoe, False), (as_ana, True), (as_admin, True)):
        assert ("Shorter to say." in browser.get(page).text) is reads
    assert f'href="{URL}"' in as_admin.get(page).text
    assert f'href="{URL}"' not in as_ana.get(page).text


def test_a_version_is_one_whole_or_nothing(
    deadlift: Exercise, changed: Line, site_admin: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(*args: Any, **values: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(actions, "add_version", break_off)
    with pytest.raises(RuntimeError):
        publish(deadlift, site_admin, changed)
    assert headlines(deadlift)[1] != NEW_WORDS
    assert CueVersion.objects.filter(exercise=deadlift).count() == 1
    assert CueDraft.objects.exists()
