"""What an admin can do to an exercise's cues, one verb per function.

Whoever writes takes the lock of the exercise first: two admins, or one in two windows, take turns.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from exercises.actions import add_version, dated
from exercises.models import Cue, CueVersion, Exercise, Source
from trainer.accounts.models import User
from trainer.editorial import lines as listed
from trainer.editorial.lines import Line, Lines, from_json, ordered, problems, to_json
from trainer.editorial.merging import merge
from trainer.editorial.models import CueDraft
from trainer.editorial.reading import Desk, Seen, desk_of, drafts, lines_at, newest_of, own_draft

BEFORE_VERSIONS = "The text before versions were kept."
NOTHING_CHANGED = "Nothing changed: these are the published words."


class Stale(Exception):
    """Something else was saved since the page was opened; nothing was written."""


class Unsettled(Exception):
    """Somebody else published other words for a cue that this draft changes too."""


@transaction.atomic
def save_line(*, exercise: Exercise, by: User, seen: Seen, line: Line) -> CueDraft:
    """Keep the words of one cue in the draft; number 0 adds one."""
    draft, lines = _opened(exercise, by, seen)
    return _kept(draft, listed.put(lines, line if line.cue else replace(line, cue=listed.next_new(lines))))


@transaction.atomic
def step(*, exercise: Exercise, by: User, seen: Seen, cue: int, act: str) -> CueDraft:
    """Move a cue, take it out, or bring its published words back."""
    draft, lines = _opened(exercise, by, seen)
    if act == "back":
        return _kept(draft, listed.back(lines, lines_at(draft.based_on), cue))
    if act == "out":
        return _kept(draft, listed.without(lines, cue))
    return _kept(draft, listed.moved(lines, cue, -1 if act == "up" else 1))


@transaction.atomic
def settle(*, exercise: Exercise, by: User, seen: Seen, settled: Mapping[int, Line | None]) -> CueDraft:
    """Decide what both changed; the draft then stands on the newest version."""
    _lock(exercise)
    draft = _own(exercise, by, seen)
    desk = desk_of(exercise, draft)
    if draft is None or desk.newest is None or desk.number != seen.base:
        raise Stale
    if {conflict.cue for conflict in desk.conflicts} != set(settled):
        raise Stale
    draft.based_on = desk.newest
    lines = desk.lines
    for cue, line in settled.items():
        lines = listed.put(lines, line) if line else listed.without(lines, cue)
    return _kept(draft, lines)


@transaction.atomic
def keep_words(*, exercise: Exercise, by: User, seen: Seen, reason: str, source: Source | None) -> CueDraft:
    """Keep the reason and the source with the draft."""
    draft, lines = _opened(exercise, by, seen)
    draft.reason, draft.source = reason, source
    return _kept(draft, lines)


@transaction.atomic
def ask(*, exercise: Exercise, by: User, seen: Seen, reason: str, source: Source | None) -> CueDraft:
    """Ask for a second look; from now on the other admins see the draft and may publish it."""
    draft = keep_words(exercise=exercise, by=by, seen=seen, reason=reason, source=source)
    desk = desk_of(exercise, draft)
    if desk.conflicts:
        raise Unsettled
    _check(draft, desk)
    draft.review_asked_at = timezone.now()
    draft.save()
    return draft


@transaction.atomic
def withdraw(*, exercise: Exercise, by: User, seen: Seen) -> CueDraft:
    """Nobody else need look; nobody else sees the draft."""
    draft, lines = _opened(exercise, by, seen)
    draft.review_asked_at = None
    return _kept(draft, lines)


@transaction.atomic
def discard(*, exercise: Exercise, by: User, seen: Seen) -> None:
    _lock(exercise)
    if draft := _own(exercise, by, seen):
        draft.delete()


@transaction.atomic
def restore(*, version: CueVersion, by: User, replaces: Seen | None = None) -> CueDraft:
    """Bring an older version back as a draft; a draft of hers goes only if she saw that it would."""
    exercise = version.exercise
    _lock(exercise)
    newest = newest_of(exercise)
    own = own_draft(exercise, by)
    if newest is None or (own and (replaces is None or (own.pk, own.version) != _of_draft(replaces))):
        raise Stale
    if own:
        own.delete()
    draft = CueDraft(exercise=exercise, author=by, based_on=newest)
    draft.reason = f"Back to version {version.number}."
    return _kept(draft, lines_at(version))


@transaction.atomic
def publish(
    *, exercise: Exercise, by: User, seen: Seen, reason: str, source: Source | None, note: str = ""
) -> CueVersion:
    """Make a draft what everybody reads: its author with a note, or a second admin who was asked."""
    _lock(exercise)
    draft = drafts().filter(exercise=exercise, pk=seen.draft, version=seen.version).first()
    if draft is None or (draft.author != by and draft.review_asked_at is None):
        raise Stale
    desk = desk_of(exercise, draft)
    if desk.conflicts:
        raise Unsettled
    if desk.number != seen.base:
        raise Stale
    draft.reason, draft.source = reason, source
    _check(draft, desk, alone=draft.author == by, note=note)
    version = _published(desk, draft, by, note)
    draft.delete()
    return version


def _lock(exercise: Exercise) -> None:
    Exercise.objects.select_for_update().get(pk=exercise.pk)


def _of_draft(seen: Seen) -> tuple[int, int]:
    return seen.draft, seen.version


def _own(exercise: Exercise, by: User, seen: Seen) -> CueDraft | None:
    draft = own_draft(exercise, by)
    if (draft.pk, draft.version) != _of_draft(seen) if draft else seen.draft:
        raise Stale
    return draft


def _opened(exercise: Exercise, by: User, seen: Seen) -> tuple[CueDraft, Lines]:
    """Her draft and its cues, standing on the version she saw; what conflicts with it waits to be settled."""
    _lock(exercise)
    draft = _own(exercise, by, seen)
    base = _version(exercise, seen.base)
    if draft is None:
        return CueDraft(exercise=exercise, author=by, based_on=base), lines_at(base)
    lines = from_json(draft.lines)
    if draft.based_on_id != base.pk:
        merged = merge(lines_at(draft.based_on), lines_at(base), lines)
        if not merged.conflicts:
            draft.based_on, lines = base, merged.lines
    return draft, lines


def _version(exercise: Exercise, number: int) -> CueVersion:
    """The version of this number; an exercise that has none yet gets its first, with the words it has."""
    if number == 0 and not exercise.cue_versions.exists():
        return add_version(exercise, timezone.now(), reason=BEFORE_VERSIONS)
    version = exercise.cue_versions.filter(number=number).first()
    if version is None:
        raise Stale
    return version


def _kept(draft: CueDraft, lines: Lines) -> CueDraft:
    draft.lines = to_json(ordered(lines))
    draft.saved_at = timezone.now()
    if draft.pk:
        draft.version += 1
    draft.save()
    return draft


def _check(draft: CueDraft, desk: Desk, *, alone: bool = False, note: str = "") -> None:
    """Refuse what may not be published, each thing at its field."""
    if not desk.changes:
        raise ValidationError(NOTHING_CHANGED)
    faults: dict[str, Any] = {}
    if not draft.reason:
        faults["reason"] = "Write why the words change."
    if alone and not note:
        faults["note"] = "Write why nobody else read it first, or ask for a second look."
    if found := problems(desk.lines):
        faults[NON_FIELD_ERRORS] = found
    if faults:
        raise ValidationError(faults)


def _published(desk: Desk, draft: CueDraft, by: User, note: str) -> CueVersion:
    """Write the cues with their history under one moment, and the version that names it."""
    exercise, moment = desk.exercise, timezone.now()
    rows = {cue.pk: cue for cue in exercise.cues.all()}
    loaded = next((cue.loaded_hash for cue in rows.values()), "")
    # Out of the way first: two cues of one kind may not stand at the same place.
    exercise.cues.update(position=F("position") + 1000)
    for pk in rows.keys() - {line.cue for line in desk.lines}:
        dated(rows[pk], moment, draft.reason, by).delete()
    for position, line in enumerate(desk.lines, 1):
        new = Cue(pk=line.cue if line.cue > 0 else None, exercise=exercise, loaded_hash=loaded)
        cue = rows.get(line.cue, new)
        cue.kind, cue.headline, cue.detail, cue.position = *line.words, position
        dated(cue, moment, draft.reason, by).save()
    return add_version(
        exercise,
        moment,
        reason=draft.reason,
        source=draft.source,
        drafted_by=draft.author,
        published_by=by,
        note=note,
    )
