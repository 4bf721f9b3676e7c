from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser

from exercises.models import CueVersion, Exercise
from tests.conftest import PASSWORD, signed_in
from trainer.accounts.models import User
from trainer.editorial import actions
from trainer.editorial.lines import Line, Lines, by_cue
from trainer.editorial.reading import desk_of, own_draft, published_lines, seen_now

URL = "/exercises/romanian-deadlift/cues/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def tomas(db: None) -> User:
    """A second admin."""
    return User.objects.create_user("tomas@example.com", PASSWORD, name="Tomas Berg", is_staff=True)


@pytest.fixture
def as_tomas(tomas: User) -> Browser:
    return signed_in(tomas)


@pytest.fixture
def deadlift(library: None) -> Exercise:
    return Exercise.objects.get(slug="romanian-deadlift")


@pytest.fixture
def cues(deadlift: Exercise) -> Lines:
    """The published cues: one to set up, four to do, one to feel, one to stop at, four faults."""
    return published_lines(deadlift)


def typed(exercise: Exercise, by: User, line: Line | None = None, **words: Any) -> dict[str, Any]:
    """What a form of the editor posts that was opened just now."""
    values: dict[str, Any] = vars(seen_now(exercise, by))
    if line:
        look, _, say = line.detail.partition("\n")
        values |= {"cue": line.cue, "kind": line.kind, "headline": line.headline}
        values |= {"look": look, "say": say} if line.kind == "fault" else {"detail": line.detail}
    return {**values, **words}


def draft_line(exercise: Exercise, by: User, line: Line) -> actions.CueDraft:
    return actions.save_line(exercise=exercise, by=by, seen=seen_now(exercise, by), line=line)


def publish(exercise: Exercise, by: User, line: Line, reason: str = "Shorter.") -> CueVersion:
    """One cue changed and published by its author alone."""
    draft_line(exercise, by, line)
    return actions.publish(
        exercise=exercise, by=by, seen=seen_now(exercise, by), reason=reason, source=None, note="Alone today."
    )


def headlines(exercise: Exercise) -> list[str]:
    return [line.headline for line in published_lines(exercise)]


def draft_of(exercise: Exercise, by: User) -> dict[int, Line]:
    return by_cue(desk_of(exercise, own_draft(exercise, by)).lines)


type Count = Callable[[Callable[[], Any]], int]
