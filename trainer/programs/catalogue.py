"""The programmes' TOML files, read and checked against what their sources say comes out; no database."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from exercises import catalogue as library
from exercises.catalogue import Catalogue
from exercises.entries import CatalogueError, Entry, read_toml

FOLDER = Path(__file__).parent / "catalogue"
SIDES = ("both", "each", "left", "right")
HARD_FROM = 6  # a set at this effort, or without one, counts


@dataclass(frozen=True)
class LineEntry:
    """A prescription under the names of its model's fields."""

    exercise: str
    sets: int
    reps: list[int]
    reps_top: int | None
    seconds: int | None
    metres: int | None
    rpe: Decimal | None
    percent_speed: int | None
    tempo: str
    rest_seconds: int | None
    side: str
    note: str


@dataclass(frozen=True)
class DayEntry:
    week: int
    number: int
    title: str
    note: str
    exercises: list[LineEntry]


@dataclass(frozen=True)
class ProgramEntry:
    slug: str
    name: str
    summary: str
    for_whom: str
    notes: str
    min_hours_between: int
    sources: list[str]
    days: list[DayEntry]

    @property
    def repetitions(self) -> tuple[int, int]:
        """Least and most repetitions of the whole programme."""
        lines = [line for day in self.days for line in day.exercises]
        least = sum(sum(line.reps) for line in lines)
        most = sum(line.reps_top * line.sets if line.reps_top else sum(line.reps) for line in lines)
        return least, most

    def hard_sets(self, week: int, muscle: str, exercises: Catalogue) -> Decimal:
        """Hard sets of a week for one muscle group, of one leg."""
        return sum(
            (
                exercises.exercises[line.exercise].shares.get(muscle, (Decimal(0), False))[0] * line.sets
                for day in self.days
                if day.week == week
                for line in day.exercises
                if line.rpe is None or line.rpe >= HARD_FROM
            ),
            Decimal(0),
        )


def read(folder: Path = FOLDER, exercises: Catalogue | None = None) -> list[ProgramEntry]:
    """Every programme of a folder; CatalogueError names every fault and then nothing is returned."""
    exercises = exercises or library.shipped()
    faults: list[str] = []
    programs = []
    for path in sorted(folder.glob("*.toml")):
        entry = Entry(path.name, read_toml(path, faults), faults)
        # A file with faults is not added up: the sums would only repeat them.
        before = len(faults)
        program, weeks, checks = _program(path.stem, entry, exercises)
        entry.close()
        if len(faults) == before:
            _check_weeks(program, weeks, entry)
            _check_sums(program, checks, exercises)
        programs.append(program)
    if faults:
        raise CatalogueError(faults)
    return programs


@cache
def shipped() -> tuple[ProgramEntry, ...]:
    """The programmes that come with this code, read once."""
    return tuple(read())


def _program(slug: str, entry: Entry, exercises: Catalogue) -> tuple[ProgramEntry, int, Entry]:
    program = ProgramEntry(
        slug=slug,
        name=entry.text("name", 120),
        summary=entry.text("summary"),
        for_whom=entry.text("for_whom", 300),
        notes=entry.text("notes").strip(),
        min_hours_between=entry.number("min_hours_between", 0, 168),
        sources=sorted(entry.texts("sources", exercises.sources)),
        days=[day for table in entry.tables("days", required=True) for day in _days(table, exercises)],
    )
    checks = Entry(f"{entry.place}, checks", entry.take("checks", dict, None), entry.faults)
    return program, entry.number("weeks", 1, 52), checks


def _days(table: Entry, exercises: Catalogue) -> Iterable[DayEntry]:
    lines = [_line(line, exercises) for line in table.tables("exercises", required=True)]
    weeks, numbers = _whole_numbers(table, "weeks"), _whole_numbers(table, "numbers")
    title, note = table.text("title", 80), table.text("note", default="")
    table.close()
    for week in weeks:
        for number in numbers:
            yield DayEntry(week, number, title, note, lines)


def _whole_numbers(table: Entry, key: str) -> list[int]:
    numbers = table.take(key, list, None)
    if not all(type(number) is int and number > 0 for number in numbers):
        table.fault(key, "has something else than whole numbers above 0")
        return []
    return list(numbers)


def _line(line: Entry, exercises: Catalogue) -> LineEntry:
    sets = line.number("sets", 1, 20)
    effort = line.values.get("rpe")
    line.asked.add("rpe")
    if effort is not None and (not isinstance(effort, int | float) or not 1 <= effort <= 10):
        line.fault("rpe", f"{effort!r} is not between 1 and 10")
    entry = LineEntry(
        exercise=line.choice("exercise", exercises.exercises),
        sets=sets,
        reps=_reps(line, sets),
        reps_top=line.number("reps_top", 1, 100, default=0) or None,
        seconds=line.number("seconds", 1, 3600, default=0) or None,
        metres=line.number("metres", 1, 10000, default=0) or None,
        rpe=Decimal(str(effort)) if isinstance(effort, int | float) else None,
        percent_speed=line.number("percent_speed", 1, 100, default=0) or None,
        tempo=line.text("tempo", 20, default=""),
        rest_seconds=line.number("rest_seconds", 0, 600, default=0) or None,
        side=line.choice("side", SIDES, default="both"),
        note=_note(line, exercises),
    )
    if sum(1 for dose in (entry.reps, entry.seconds, entry.metres) if dose) != 1:
        line.fault("reps", "give one of reps, seconds and metres")
    line.close()
    return entry


def _reps(line: Entry, sets: int) -> list[int]:
    """One number a set, whether written once or one by one."""
    line.asked.add("reps")
    reps: Any = line.values.get("reps", [])
    if isinstance(reps, int):
        return [reps] * sets
    if not isinstance(reps, list) or not all(type(count) is int and count > 0 for count in reps):
        line.fault("reps", f"{reps!r} is neither a number nor one a set")
        return []
    if reps and len(reps) != sets:
        line.fault("reps", f"has {len(reps)} numbers for {sets} sets")
    return reps


def _note(line: Entry, exercises: Catalogue) -> str:
    note = line.text("note", 300, default="")
    others = line.texts("alternatives", exercises.exercises, default=[])
    names = " or ".join(exercises.exercises[slug].name for slug in others if slug in exercises.exercises)
    return " ".join(part for part in (note, f"Or: {names}." if names else "") if part)


def _check_weeks(program: ProgramEntry, weeks: int, entry: Entry) -> None:
    places = [(day.week, day.number) for day in program.days]
    if {week for week, _ in places} != set(range(1, weeks + 1)):
        entry.fault("weeks", f"days are given for other weeks than 1 to {weeks}")
    for place in sorted({place for place in places if places.count(place) > 1}):
        entry.fault("days", f"week {place[0]} has day {place[1]} twice")


def _check_sums(program: ProgramEntry, checks: Entry, exercises: Catalogue) -> None:
    checks.text("source")
    sessions = checks.number("sessions", 1, 1000)
    if sessions != len(program.days):
        checks.fault("sessions", f"the days come to {len(program.days)}, the source says {sessions}")
    repetitions = checks.take("reps", list, [])
    if repetitions and list(program.repetitions) != repetitions:
        checks.fault("reps", f"the days come to {list(program.repetitions)}, the source says {repetitions}")
    for row in checks.tables("hard_sets"):
        for week in _whole_numbers(row, "weeks"):
            for muscle in ("hamstrings", "quadriceps"):
                row.asked.add(muscle)
                claimed = row.values.get(muscle)
                counted = program.hard_sets(week, muscle, exercises).normalize()
                if counted != Decimal(str(claimed)):
                    row.fault(muscle, f"week {week} comes to {counted}, the source says {claimed}")
        row.close()
    checks.close()
