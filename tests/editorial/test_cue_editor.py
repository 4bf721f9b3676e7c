"""The editor: a draft that only its author sees, beside what is published."""

from dataclasses import replace

import pytest
from django.test import Client as Browser

from clients.models import Client
from exercises.models import Cue, Exercise
from tests.editorial.conftest import HTMX, URL, Count, draft_line, draft_of, headlines, typed
from trainer.accounts.models import User
from trainer.editorial.lines import Lines
from trainer.editorial.models import CueDraft
from trainer.programs.actions import assign
from trainer.programs.models import Program


def test_an_admin_sees_the_published_words_and_where_they_are_on_show(
    as_admin: Browser, cues: Lines, zoe: Client, ana: User, programs: None
) -> None:
    program = Program.objects.get(slug="nordic-10-weeks")
    assign(program=program, client=zoe, starts_on=zoe.today(), weekdays=[0, 2, 4], by=ana)
    page = as_admin.get("/exercises/nordic-hamstring/cues/").text
    assert "open workouts of 1 trainer" in page
    assert program.name in page
    assert "Zoe" not in page
    assert cues[0].headline in as_admin.get(URL).text


def test_the_name_a_trainer_gave_her_programme_is_not_shown(
    as_admin: Browser, zoe: Client, ana: User, programs: None
) -> None:
    program = Program.objects.get(slug="nordic-10-weeks")
    program.name, program.owner = "Zoe’s way back", ana
    program.save()
    assign(program=program, client=zoe, starts_on=zoe.today(), weekdays=[0, 2, 4], by=ana)
    page = as_admin.get("/exercises/nordic-hamstring/cues/").text
    assert "Zoe" not in page
    assert "Trainers’ own programmes" in page


def test_opening_the_editor_writes_nothing(as_admin: Browser, deadlift: Exercise) -> None:
    as_admin.get(URL)
    as_admin.get(f"{URL}?edit=new")
    assert not CueDraft.objects.exists()


def test_a_cue_is_changed_in_the_draft_and_not_for_anybody_else(
    as_admin: Browser, as_ana: Browser, deadlift: Exercise, cues: Lines, site_admin: User
) -> None:
    line = replace(cues[3], headline="Turn round where your hips stop")
    answer = as_admin.post(f"{URL}line/", typed(deadlift, site_admin, line))
    assert answer.status_code == 302
    page = as_admin.get(URL).text
    assert "<ins>hips stop</ins>" in page
    assert "<del>back would start to round</del>" in page
    assert line.headline not in headlines(deadlift)
    assert line.headline not in as_ana.get("/exercises/romanian-deadlift/").text


def test_another_admin_does_not_see_a_draft_that_nobody_was_asked_about(
    as_tomas: Browser, deadlift: Exercise, cues: Lines, site_admin: User
) -> None:
    draft = draft_line(deadlift, site_admin, replace(cues[1], headline="Bend a little"))
    assert "Bend a little" not in as_tomas.get(URL).text
    assert as_tomas.get(f"{URL}drafts/{draft.pk}/").status_code == 404


def test_the_form_of_a_cue_opens_by_its_address(as_admin: Browser, cues: Lines) -> None:
    page = as_admin.get(f"{URL}?edit={cues[1].cue}").text
    assert f'value="{cues[1].headline}"' in page
    assert f"{len(cues[1].headline)}</span> of 80 characters" in page


def test_htmx_gets_the_editor_alone(as_admin: Browser, cues: Lines) -> None:
    answer = as_admin.get(f"{URL}?edit={cues[1].cue}", headers=HTMX)
    assert answer.text.strip().startswith('<div class="editor')
    assert answer.headers["HX-Replace-Url"] == f"{URL}?edit={cues[1].cue}"


def test_only_changes_are_shown_where_the_address_says_so(
    as_admin: Browser, deadlift: Exercise, cues: Lines, site_admin: User
) -> None:
    draft_line(deadlift, site_admin, replace(cues[1], headline="Bend a little"))
    rows = as_admin.get(f"{URL}?show=changes").text.split('class="diff__rows"')[1].split("</ol>")[0]
    assert rows.count("<li ") == 1
    answer = as_admin.post(f"{URL}line/?show=changes", typed(deadlift, site_admin, cues[1]))
    assert answer.headers["Location"] == f"{URL}?show=changes"


def test_a_cue_is_added_at_the_end_of_its_kind(
    as_admin: Browser, deadlift: Exercise, cues: Lines, site_admin: User
) -> None:
    new = {"kind": "do", "headline": "Breathe in down", "detail": "One breath."}
    as_admin.post(f"{URL}line/", typed(deadlift, site_admin, **new))
    lines = CueDraft.objects.get().lines
    assert [line["headline"] for line in lines if line["kind"] == "do"][-1] == "Breathe in down"
    assert "Not in this version" in as_admin.get(URL).text


def test_a_fault_has_what_to_look_for_and_what_to_say(
    as_admin: Browser, deadlift: Exercise, cues: Lines, site_admin: User
) -> None:
    fault = {
        "kind": "fault",
        "headline": "Head drops",
        "look": "The chin  falls.\nFar.",
        "say": "Eyes ahead.",
    }
    as_admin.post(f"{URL}line/", typed(deadlift, site_admin, **fault))
    assert CueDraft.objects.get().lines[-1]["detail"] == "The chin falls. Far.\nEyes ahead."


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"headline": " "}, "Write what the client reads first."),
        ({"headline": "x" * 81}, "at most 80 characters"),
        ({"kind": "do", "detail": "x" * 161}, "at most 160 characters"),
        ({"kind": "fault", "look": "The chin falls.", "say": ""}, "Write what to say."),
        ({"kind": "shout"}, "Select a valid choice"),
    ],
)
def test_bad_words_are_refused_at_their_field_and_kept(
    as_admin: Browser,
    deadlift: Exercise,
    cues: Lines,
    site_admin: User,
    words: dict[str, str],
    said: str,
) -> None:
    line = replace(cues[1], headline="What I had typed")
    answer = as_admin.post(f"{URL}line/", typed(deadlift, site_admin, line, **words))
    assert answer.status_code == 422
    assert said in answer.text
    assert "What I had typed" in answer.text or "headline" in words
    assert not CueDraft.objects.exists()


def test_every_shipped_cue_fits_the_editor(as_admin: Browser, library: None, site_admin: User) -> None:
    for cue in Cue.objects.filter(exercise__owner=None):
        assert len(cue.headline) <= 80, cue
        assert all(len(part) <= 160 for part in cue.detail.split("\n")), cue


def test_a_cue_moves_among_its_kind_and_back(
    as_admin: Browser, deadlift: Exercise, cues: Lines, site_admin: User
) -> None:
    for act, place in (("down", 2), ("up", 1)):
        press = typed(deadlift, site_admin, cue=cues[1].cue, act=act)
        assert as_admin.post(f"{URL}step/", press).status_code == 302
        assert list(draft_of(deadlift, site_admin))[place] == cues[1].cue


def test_a_cue_is_taken_out_and_put_back(
    as_admin: Browser, deadlift: Exercise, cues: Lines, site_admin: User
) -> None:
    as_admin.post(f"{URL}step/", typed(deadlift, site_admin, cue=cues[1].cue, act="out"))
    assert cues[1].cue not in draft_of(deadlift, site_admin)
    assert "Put back" in as_admin.get(URL).text
    as_admin.post(f"{URL}step/", typed(deadlift, site_admin, cue=cues[1].cue, act="back"))
    assert tuple(draft_of(deadlift, site_admin).values()) == cues


def test_the_published_words_of_one_cue_come_back_and_the_others_stay_changed(
    as_admin: Browser, deadlift: Exercise, cues: Lines, site_admin: User
) -> None:
    for line in cues[1:3]:
        draft_line(deadlift, site_admin, replace(line, headline="Other words"))
    as_admin.post(f"{URL}step/", typed(deadlift, site_admin, cue=cues[1].cue, act="back"))
    found = draft_of(deadlift, site_admin)
    assert found[cues[1].cue] == cues[1]
    assert found[cues[2].cue].headline == "Other words"


def test_the_preview_has_the_draft_in_the_order_of_a_workout(
    as_admin: Browser, deadlift: Exercise, cues: Lines, site_admin: User
) -> None:
    draft_line(deadlift, site_admin, replace(cues[1], headline="Bend a little"))
    preview = as_admin.get(URL).text.split('id="preview"')[1]
    order = [cues[0].headline, "Bend a little", "You feel", "Stop if", "Common faults", cues[-1].headline]
    places = [preview.index(words) for words in order]
    assert places == sorted(places)


def test_a_draft_can_be_thrown_away(
    as_admin: Browser, deadlift: Exercise, cues: Lines, site_admin: User
) -> None:
    draft_line(deadlift, site_admin, replace(cues[1], headline="Bend a little"))
    assert as_admin.post(f"{URL}discard/", typed(deadlift, site_admin)).status_code == 302
    assert not CueDraft.objects.exists()


def test_a_trainers_own_exercise_has_no_editor(as_admin: Browser, ana: User, deadlift: Exercise) -> None:
    deadlift.owner = ana
    deadlift.save()
    assert as_admin.get(URL).status_code == 404
    assert as_admin.post(f"{URL}line/", {}).status_code == 404


def test_an_exercise_without_cues_can_get_its_first(
    as_admin: Browser, site_admin: User, library: None
) -> None:
    bare = Exercise.objects.create(slug="bare", name="Bare", pattern="hip", level="B")
    assert "Add the first one" in as_admin.get("/exercises/bare/cues/").text
    new = typed(bare, site_admin, kind="do", headline="Begin")
    assert as_admin.post("/exercises/bare/cues/line/", new).status_code == 302
    assert "Begin" in as_admin.get("/exercises/bare/cues/").text


def test_the_editor_asks_no_more_for_more_cues(
    as_admin: Browser, deadlift: Exercise, cues: Lines, site_admin: User, queries: Count
) -> None:
    draft_line(deadlift, site_admin, replace(cues[1], headline="Bend a little"))
    before = queries(lambda: as_admin.get(URL))
    for number in range(20, 40):
        deadlift.cues.create(kind="do", position=number, headline=f"Cue {number}")
    assert queries(lambda: as_admin.get(URL)) == before
    assert before < 25
