"""A draft beside what is published, as one value."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet

from exercises.models import Cue, CueVersion, Exercise
from trainer.accounts.models import User
from trainer.editorial import differences
from trainer.editorial.lines import Line, Lines, from_json, ordered, problems
from trainer.editorial.merging import Conflict, Merged, merge
from trainer.editorial.models import CueDraft


@dataclass(frozen=True)
class Seen:
    """What an editor had before her eyes when she pressed the button; numbers are 0 where nothing was."""

    draft: int
    version: int
    base: int


@dataclass
class Desk:
    """An exercise's published cues and one draft of them, or none yet."""

    exercise: Exercise
    newest: CueVersion | None
    published: Lines
    draft: CueDraft | None
    merged: Merged
    since: list[CueVersion]

    @property
    def lines(self) -> Lines:
        return self.merged.lines

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        return self.merged.conflicts

    @property
    def number(self) -> int:
        return self.newest.number if self.newest else 0

    @property
    def next_number(self) -> int:
        return self.number + 1

    @property
    def published_label(self) -> str:
        return f"Published, version {self.number}" if self.number else "Published"

    @property
    def is_settled(self) -> bool:
        return not self.conflicts

    @property
    def seen(self) -> Seen:
        draft = self.draft
        return Seen(draft.pk if draft else 0, draft.version if draft else 0, self.number)

    @cached_property
    def rows(self) -> list[differences.Row]:
        return differences.rows(self.published, self.lines)

    @cached_property
    def changes(self) -> list[differences.Row]:
        return [row for row in self.rows if row.state != differences.SAME]

    @property
    def summary(self) -> str:
        return differences.summary(self.rows)

    @property
    def problems(self) -> list[str]:
        return problems(self.lines)

    @property
    def preview(self) -> dict[str, object]:
        return {"is_new": True, "cues": by_kind(self.lines)}


def by_kind(lines: Lines) -> dict[str, list[Line]]:
    """As the page of a workout wants them."""
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line.kind, []).append(line)
    return found


def desk_of(exercise: Exercise, draft: CueDraft | None) -> Desk:
    """The draft with everything published since it began already in it, as far as nothing conflicts."""
    newest = newest_of(exercise)
    published = published_lines(exercise)
    merged = Merged(from_json(draft.lines) if draft else published, ())
    since: list[CueVersion] = []
    if draft and newest and draft.based_on_id != newest.pk:
        merged = merge(lines_at(draft.based_on), published, merged.lines)
        newer = exercise.cue_versions.filter(number__gt=draft.based_on.number)
        since = list(newer.select_related("published_by"))
    return Desk(exercise, newest, published, draft, merged, since)


def seen_now(exercise: Exercise, author: User) -> Seen:
    """What her editor shows at this moment."""
    return desk_of(exercise, own_draft(exercise, author)).seen


def newest_of(exercise: Exercise) -> CueVersion | None:
    return exercise.cue_versions.select_related("published_by").first()


def own_draft(exercise: Exercise, author: User) -> CueDraft | None:
    return drafts().filter(exercise=exercise, author=author).first()


def drafts() -> QuerySet[CueDraft]:
    return CueDraft.objects.select_related("author", "based_on", "source", "exercise")


def asked_drafts(reader: User) -> QuerySet[CueDraft]:
    """What other admins ask her to look at, the longest waiting first."""
    asked = drafts().filter(review_asked_at__isnull=False, exercise__owner=None)
    return asked.exclude(author=reader).order_by("review_asked_at", "pk")


def published_lines(exercise: Exercise) -> Lines:
    return lines_of(exercise.cues.all())


def lines_at(version: CueVersion) -> Lines:
    """The words of a version, from the history of the cues."""
    return lines_as_of(version.exercise_id, version.published_at)


def lines_as_of(exercise_pk: int, moment: dt.datetime) -> Lines:
    found = Cue.history.as_of(moment).filter(exercise_id=exercise_pk)
    return lines_of(sorted(found, key=lambda cue: (cue.position, cue.pk)))


def lines_of(cues: Iterable[Cue]) -> Lines:
    return ordered(Line(cue.pk, cue.kind, cue.headline, cue.detail) for cue in cues)
