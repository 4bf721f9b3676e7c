from __future__ import annotations

import datetime as dt
from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from typing import Any

from django.db import transaction
from django.db.models import F, Max, Model
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from exercises import figures
from exercises.catalogue import Catalogue, CueEntry, ExerciseEntry, shipped
from exercises.entries import CatalogueError, digest
from exercises.models import Cue, CueVersion, Exercise, Muscle, MuscleShare, Source, Step

SOURCE_FIELDS = ("citation", "doi", "url", "note")
MUSCLE_FIELDS = ("name", "plain", "does", "origin", "insertion", "nerve", "position")
LISTS = ("shares", "sources", "cues", "steps")
EXERCISE_FIELDS = [row.name for row in fields(ExerciseEntry) if row.name not in ("slug", *LISTS)]
REASON = "loaded from the library"
FIRST_VERSION = "First text, loaded from the catalogue."
NEXT_VERSION = "The catalogue's words changed."


@dataclass
class Report:
    """What a load did, or would do: one line a difference, and the rows it left as edited here."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)

    @property
    def lines(self) -> list[str]:
        return (
            [f"+ {name}" for name in self.added]
            + [f"~ {name}" for name in self.changed]
            + [f"= {name}: edited here, kept" for name in self.kept]
        )

    @property
    def counts(self) -> str:
        return f"{len(self.added)} added, {len(self.changed)} changed, {len(self.kept)} kept as edited here"

    def weigh(self, name: str, loaded: str, present: str, wanted: str) -> bool:
        """Whether a row should be written: not when it is as wanted, nor when somebody edited it since."""
        if present == wanted and loaded == wanted:
            return False
        if present not in (loaded, wanted):
            self.kept.append(name)
            return False
        self.changed.append(name)
        return True


@transaction.atomic
def load_library(catalogue: Catalogue | None = None, *, check: bool = False) -> Report:
    """Bring the library's rows to the catalogue, all or none; a check does the same and takes it back."""
    catalogue = catalogue or shipped()
    figures.slugs()  # a mistake in a pose file stops the load before any row is written
    report = Report()
    sources = _load_sources(catalogue, report)
    muscles = _load_muscles(catalogue, report)
    rows = _load_exercises(catalogue, sources, muscles, report)
    for slug, row in rows.items():
        _refresh_cues(row, catalogue.exercises[slug].cues, report)
        _refresh_steps(row, catalogue.exercises[slug], rows, report)
    if check:
        transaction.set_rollback(True)
    return report


def content(item: Any, names: Iterable[str]) -> dict[str, Any]:
    """The loaded fields of a row or of an entry, which share their names."""
    return {name: getattr(item, name) for name in names}


def _load_sources(catalogue: Catalogue, report: Report) -> dict[str, Source]:
    rows = {row.key: row for row in Source.objects.filter(key__in=catalogue.sources)}
    for key, entry in catalogue.sources.items():
        wanted = content(entry, SOURCE_FIELDS)
        if key not in rows:
            rows[key] = Source.objects.create(key=key, loaded_hash=digest(wanted), **wanted)
            report.added.append(f"source {key}")
        elif report.weigh(
            f"source {key}",
            rows[key].loaded_hash,
            digest(content(rows[key], SOURCE_FIELDS)),
            digest(wanted),
        ):
            _write(rows[key], wanted, digest(wanted))
    return rows


def _load_muscles(catalogue: Catalogue, report: Report) -> dict[str, Muscle]:
    """Groups stand before their heads, so that a head finds its group."""
    found = Muscle.objects.select_related("group").filter(slug__in=catalogue.muscles)
    rows = {row.slug: row for row in found}
    for slug, entry in sorted(catalogue.muscles.items(), key=lambda item: item[1].group != ""):
        values = content(entry, MUSCLE_FIELDS)
        wanted = digest(values | {"group": entry.group})
        group = rows.get(entry.group)
        if slug not in rows:
            rows[slug] = Muscle.objects.create(slug=slug, group=group, loaded_hash=wanted, **values)
            report.added.append(f"muscle {slug}")
            continue
        row = rows[slug]
        present = content(row, MUSCLE_FIELDS) | {"group": row.group.slug if row.group else ""}
        if report.weigh(f"muscle {slug}", row.loaded_hash, digest(present), wanted):
            _write(row, values | {"group": group}, wanted)
    return rows


def _write(row: Model, values: dict[str, Any], loaded_hash: str) -> None:
    for name, value in {**values, "loaded_hash": loaded_hash}.items():
        setattr(row, name, value)
    row.save()


def _load_exercises(
    catalogue: Catalogue, sources: dict[str, Source], muscles: dict[str, Muscle], report: Report
) -> dict[str, Exercise]:
    """The rows of the catalogue's exercises by slug, with their lists still as they were."""
    rows = {row.slug: row for row in _with_lists(catalogue.exercises)}
    new = [entry for slug, entry in catalogue.exercises.items() if slug not in rows]
    _refuse_taken_names(catalogue.exercises)
    for slug, row in rows.items():
        entry = catalogue.exercises[slug]
        present, wanted = digest(_present(row)), digest(_wanted(entry))
        if report.weigh(f"exercise {slug}", row.loaded_hash, present, wanted):
            _write(row, content(entry, EXERCISE_FIELDS), wanted)
            row.shares.all().delete()
            MuscleShare.objects.bulk_create(_shares(row, entry, muscles))
            row.sources.set([sources[key] for key in entry.sources])
    _create(new, sources, muscles)
    report.added += [f"exercise {entry.slug}" for entry in new]
    return {row.slug: row for row in _with_lists(catalogue.exercises)}


def _with_lists(slugs: Iterable[str]) -> list[Exercise]:
    rows = Exercise.objects.filter(slug__in=slugs)
    return list(rows.prefetch_related("shares__muscle", "sources", "cues", "steps__to"))


def _refuse_taken_names(entries: dict[str, ExerciseEntry]) -> None:
    names = {entry.name: entry for entry in entries.values()}
    taken = Exercise.objects.of_everyone().filter(name__in=names).exclude(slug__in=entries)
    faults = [f"{names[row.name].slug}, name: {row.name!r} is already {row.slug} here" for row in taken]
    if faults:
        raise CatalogueError(faults)


def _present(row: Exercise) -> dict[str, Any]:
    shares = sorted([share.muscle.slug, str(share.share), share.weak] for share in row.shares.all())
    return content(row, EXERCISE_FIELDS) | {
        "shares": shares,
        "sources": sorted(source.key for source in row.sources.all()),
    }


def _wanted(entry: ExerciseEntry) -> dict[str, Any]:
    shares = sorted([slug, f"{share:.1f}", weak] for slug, (share, weak) in entry.shares.items())
    return content(entry, EXERCISE_FIELDS) | {"shares": shares, "sources": entry.sources}


def _shares(row: Exercise, entry: ExerciseEntry, muscles: dict[str, Muscle]) -> list[MuscleShare]:
    return [
        MuscleShare(exercise=row, muscle=muscles[slug], share=share, weak=weak)
        for slug, (share, weak) in entry.shares.items()
    ]


def _create(entries: list[ExerciseEntry], sources: dict[str, Source], muscles: dict[str, Muscle]) -> None:
    """Write new exercises with everything of theirs in a handful of statements."""
    Exercise.objects.bulk_create(
        Exercise(slug=entry.slug, loaded_hash=digest(_wanted(entry)), **content(entry, EXERCISE_FIELDS))
        for entry in entries
    )
    # All of them, because a step of a new exercise may lead to an old one.
    rows = {row.slug: row for row in Exercise.objects.all()}
    shares, links, cues, steps = [], [], [], []
    link = Exercise.sources.through
    for entry in entries:
        row = rows[entry.slug]
        shares += _shares(row, entry, muscles)
        links += [link(exercise_id=row.pk, source_id=sources[key].pk) for key in entry.sources]
        cues += _new_cues(row, entry.cues)
        steps += _new_steps(row, entry, rows)
    MuscleShare.objects.bulk_create(shares)
    link.objects.bulk_create(links)
    now = timezone.now()
    bulk_create_with_history(cues, Cue, default_change_reason=REASON, default_date=now)
    CueVersion.objects.bulk_create(
        CueVersion(exercise=rows[entry.slug], number=1, published_at=now, reason=FIRST_VERSION)
        for entry in entries
    )
    Step.objects.bulk_create(steps)


def _new_cues(row: Exercise, entries: list[CueEntry]) -> list[Cue]:
    wanted = _digest_of_cues(entries)
    return [
        Cue(
            exercise=row,
            kind=entry.kind,
            position=position,
            headline=entry.headline,
            detail=entry.detail,
            loaded_hash=wanted,
        )
        for position, entry in enumerate(entries, 1)
    ]


def _digest_of_cues(cues: Iterable[Any]) -> str:
    """One hash for an exercise's whole list: a cue added, removed or moved is an edit too."""
    return digest([[cue.kind, cue.headline, cue.detail] for cue in cues])


def _refresh_cues(row: Exercise, entries: list[CueEntry], report: Report) -> None:
    cues = list(row.cues.all())
    loaded = cues[0].loaded_hash if cues else "all removed"
    wanted = _digest_of_cues(entries)
    if not report.weigh(f"cues of {row.slug}", loaded, _digest_of_cues(cues), wanted):
        return
    # Out of the way first: two cues of one kind may not stand at the same place.
    row.cues.update(position=F("position") + 1000)
    spare: dict[str, deque[Cue]] = defaultdict(deque)
    for cue in cues:
        spare[cue.kind].append(cue)
    now = timezone.now()
    for fresh in _new_cues(row, entries):
        cue = spare[fresh.kind].popleft() if spare[fresh.kind] else fresh
        dated(cue, now, REASON)
        _write(cue, content(fresh, ("position", "headline", "detail")), wanted)
    for cue in [cue for left in spare.values() for cue in left]:
        dated(cue, now, REASON).delete()
    add_version(row, now, reason=NEXT_VERSION)


def dated(cue: Cue, moment: dt.datetime, reason: str, user: Any = None) -> Cue:
    """The cue, ready to be written so that its history names this moment, reason and person."""
    cue._history_date = moment  # type: ignore[attr-defined]
    cue._change_reason = reason  # type: ignore[attr-defined]
    cue._history_user = user  # type: ignore[attr-defined]
    return cue


def add_version(exercise: Exercise, moment: dt.datetime, *, reason: str, **values: Any) -> CueVersion:
    """The next number; the cues were written with the same moment."""
    last = exercise.cue_versions.aggregate(last=Max("number"))["last"] or 0
    return exercise.cue_versions.create(number=last + 1, published_at=moment, reason=reason, **values)


def _new_steps(row: Exercise, entry: ExerciseEntry, rows: dict[str, Exercise]) -> list[Step]:
    wanted = _digest_of_steps((step.direction, step.words, step.to) for step in entry.steps)
    return [
        Step(
            exercise=row,
            direction=step.direction,
            position=position,
            words=step.words,
            to=rows[step.to] if step.to else None,
            loaded_hash=wanted,
        )
        for position, step in enumerate(entry.steps, 1)
    ]


def _digest_of_steps(steps: Iterable[tuple[str, str, str]]) -> str:
    return digest(sorted(list(step) for step in steps))


def _refresh_steps(row: Exercise, entry: ExerciseEntry, rows: dict[str, Exercise], report: Report) -> None:
    steps = list(row.steps.all())
    loaded = steps[0].loaded_hash if steps else "all removed"
    present = [(step.direction, step.words, step.to.slug if step.to else "") for step in steps]
    fresh = _new_steps(row, entry, rows)
    if report.weigh(f"steps of {row.slug}", loaded, _digest_of_steps(present), fresh[0].loaded_hash):
        row.steps.all().delete()
        Step.objects.bulk_create(fresh)
