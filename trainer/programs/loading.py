from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from django.db import transaction

from exercises.actions import Report, content
from exercises.entries import CatalogueError, digest
from exercises.models import Exercise, Source
from trainer.programs.catalogue import ProgramEntry, shipped
from trainer.programs.models import Program, ProgramDay, ProgramExercise

PROGRAM_FIELDS = ("name", "summary", "for_whom", "notes", "min_hours_between")
DAY_FIELDS = ("week", "number", "title", "note")
LINE_FIELDS = (
    "sets",
    "reps",
    "reps_top",
    "seconds",
    "metres",
    "rpe",
    "percent_speed",
    "tempo",
    "rest_seconds",
    "side",
    "note",
)


@transaction.atomic
def load_programs(entries: Iterable[ProgramEntry] | None = None, *, check: bool = False) -> Report:
    """Bring the catalogue's programmes to their files, all or none; what was assigned keeps its copy."""
    entries = list(shipped() if entries is None else entries)
    report = Report()
    exercises = _exercises(entries)
    rows = {row.slug: row for row in _with_days(entries)}
    for entry in entries:
        wanted = digest(_wanted(entry))
        row = rows.get(entry.slug)
        if row is None:
            _write(Program(slug=entry.slug), entry, exercises, wanted)
            report.added.append(f"programme {entry.slug}")
        elif row.owner_id is not None:
            report.kept.append(f"programme {entry.slug}")
        elif report.weigh(f"programme {entry.slug}", row.loaded_hash, digest(_present(row)), wanted):
            _write(row, entry, exercises, wanted)
    if check:
        transaction.set_rollback(True)
    return report


def _exercises(entries: list[ProgramEntry]) -> dict[str, Exercise]:
    wanted = {line.exercise for entry in entries for day in entry.days for line in day.exercises}
    rows = {row.slug: row for row in Exercise.objects.filter(slug__in=wanted)}
    if missing := sorted(wanted - rows.keys()):
        raise CatalogueError([f"{slug}: is not in the library; run load_library first" for slug in missing])
    return rows


def _with_days(entries: list[ProgramEntry]) -> list[Program]:
    rows = Program.objects.filter(slug__in=[entry.slug for entry in entries])
    return list(rows.prefetch_related("sources", "days__exercises__exercise"))


def _wanted(entry: ProgramEntry) -> dict[str, Any]:
    return asdict(entry) | {
        "days": [_day(day, [_line(line, line.exercise) for line in day.exercises]) for day in _ordered(entry)]
    }


def _ordered(entry: ProgramEntry) -> list[Any]:
    return sorted(entry.days, key=lambda day: (day.week, day.number))


def _day(day: Any, lines: list[dict[str, Any]]) -> dict[str, Any]:
    return content(day, DAY_FIELDS) | {"exercises": lines}


def _line(line: Any, slug: str) -> dict[str, Any]:
    """A prescription as compared; an effort of 5 and of 5.0 are the same."""
    return content(line, LINE_FIELDS) | {
        "exercise": slug,
        "rpe": None if line.rpe is None else float(line.rpe),
    }


def _present(row: Program) -> dict[str, Any]:
    days = [
        _day(day, [_line(line, line.exercise.slug) for line in day.exercises.all()]) for day in row.days.all()
    ]
    sources = sorted(source.key for source in row.sources.all())
    return content(row, PROGRAM_FIELDS) | {"slug": row.slug, "sources": sources, "days": days}


def _write(row: Program, entry: ProgramEntry, exercises: dict[str, Exercise], loaded_hash: str) -> None:
    for name, value in {**content(entry, PROGRAM_FIELDS), "loaded_hash": loaded_hash}.items():
        setattr(row, name, value)
    row.save()
    row.sources.set(Source.objects.filter(key__in=entry.sources))
    row.days.all().delete()
    days = ProgramDay.objects.bulk_create(
        ProgramDay(program=row, **content(day, DAY_FIELDS)) for day in entry.days
    )
    ProgramExercise.objects.bulk_create(
        ProgramExercise(
            day=day,
            position=position,
            exercise=exercises[line.exercise],
            **content(line, LINE_FIELDS),
        )
        for day, planned in zip(days, entry.days, strict=True)
        for position, line in enumerate(planned.exercises, 1)
    )
