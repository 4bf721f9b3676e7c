"""The history of an exercise's cues, and the way back to any of it."""

from dataclasses import replace

import pytest
from django.test import Client as Browser

from exercises.models import Exercise
from tests.editorial.conftest import URL, Count, draft_line, draft_of, publish
from trainer.accounts.models import User
from trainer.editorial.lines import Lines
from trainer.editorial.models import CueDraft

SECOND, THIRD = "Bend your knees a little", "Unlock both knees"


@pytest.fixture
def published(deadlift: Exercise, cues: Lines, site_admin: User, tomas: User) -> None:
    """Two versions after the first: Tomas', then Ada's."""
    publish(deadlift, tomas, replace(cues[1], headline=SECOND), reason="Said in fewer words.")
    publish(deadlift, site_admin, replace(cues[1], headline=THIRD), reason="Clients asked what bend meant.")


def test_the_history_tells_who_when_and_why(as_admin: Browser, published: None) -> None:
    history = as_admin.get(URL).text.split('id="history"')[1].split("</section>")[0]
    for words in ("You", "Tomas Berg", "Loaded from the catalogue", "Said in fewer words.", "Alone today."):
        assert words in history
    assert history.index("Clients asked") < history.index("Said in fewer")


def test_a_version_is_compared_with_the_one_before_it(as_admin: Browser, published: None) -> None:
    page = as_admin.get(f"{URL}versions/2/").text
    assert "<ins>Bend</ins>" in page
    assert "Unlock both" not in page
    assert "Said in fewer words." in page


def test_a_version_is_compared_with_what_is_published(as_admin: Browser, published: None) -> None:
    page = as_admin.get(f"{URL}versions/2/?with=published").text
    assert "<del>Bend your</del>" in page
    assert "<ins>Unlock both</ins>" in page


def test_the_first_version_stands_beside_today_or_by_itself(
    as_admin: Browser, published: None, cues: Lines
) -> None:
    assert "What changed since" in as_admin.get(f"{URL}versions/1/").text
    page = as_admin.get(f"{URL}versions/1/?with=before").text
    assert "The first words" in page
    assert cues[0].headline in page


def test_a_version_that_never_was_is_no_page(as_admin: Browser, published: None) -> None:
    assert as_admin.get(f"{URL}versions/9/").status_code == 404
    assert as_admin.post(f"{URL}versions/9/restore/").status_code == 404


def test_a_version_comes_back_as_a_draft_and_not_at_once(
    as_admin: Browser, deadlift: Exercise, site_admin: User, cues: Lines, published: None
) -> None:
    assert as_admin.post(f"{URL}versions/2/restore/").status_code == 302
    assert draft_of(deadlift, site_admin)[cues[1].cue].headline == SECOND
    assert deadlift.cues.get(pk=cues[1].cue).headline == THIRD
    assert CueDraft.objects.get().based_on.number == 3


def test_a_draft_is_replaced_only_after_it_was_said(
    as_admin: Browser, deadlift: Exercise, site_admin: User, cues: Lines, published: None
) -> None:
    draft = draft_line(deadlift, site_admin, replace(cues[2], headline="What I was writing"))
    answer = as_admin.post(f"{URL}versions/2/restore/")
    assert answer.status_code == 409
    assert "was writing" in answer.text
    assert "would be replaced" in answer.text
    assert CueDraft.objects.get() == draft
    yes = {"draft": draft.pk, "version": draft.version, "base": 3}
    assert as_admin.post(f"{URL}versions/2/restore/", yes).status_code == 302
    found = draft_of(deadlift, site_admin)
    assert (found[cues[1].cue].headline, found[cues[2].cue]) == (SECOND, cues[2])


def test_the_question_is_asked_again_where_the_draft_went_on(
    as_admin: Browser, deadlift: Exercise, site_admin: User, cues: Lines, published: None
) -> None:
    draft = draft_line(deadlift, site_admin, replace(cues[2], headline="What I was writing"))
    yes = {"draft": draft.pk, "version": draft.version, "base": 3}
    draft_line(deadlift, site_admin, replace(cues[2], headline="And more"))
    assert as_admin.post(f"{URL}versions/2/restore/", yes).status_code == 409
    assert draft_of(deadlift, site_admin)[cues[2].cue].headline == "And more"


def test_more_versions_ask_no_more(
    as_admin: Browser, deadlift: Exercise, site_admin: User, cues: Lines, published: None, queries: Count
) -> None:
    pages = (URL, f"{URL}versions/2/", f"{URL}versions/2/?with=published")
    before = [queries(lambda page=page: as_admin.get(page)) for page in pages]
    for number in range(6):
        publish(deadlift, site_admin, replace(cues[1], headline=f"Words {number}"))
    assert [queries(lambda page=page: as_admin.get(page)) for page in pages] == before
