"""What giving a programme to a client would mean, before anything is written."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby
from math import ceil

from clients.models import Client
from clients.screening import Found
from clients.screens import doctor_first
from trainer.accounts.models import User
from trainer.programs.findings import ClientFindings, for_program, rows_of, situations, sorted_out
from trainer.programs.guard import assignment_block
from trainer.programs.models import Assignment, Program
from trainer.programs.plan import RULE_WORDS
from trainer.programs.profiles import Library
from trainer.programs.schedule import Placed, gap_note, lay_out

HOURS_PER_DAY = 24


@dataclass(frozen=True)
class PreviewWeek:
    number: int
    dates: list[dt.date]


@dataclass(frozen=True)
class Dates:
    """The programme laid on the calendar; `note` where workouts are nearer than it advises."""

    weeks: list[PreviewWeek]
    note: str

    @property
    def last(self) -> dt.date | None:
        return max((day for week in self.weeks for day in week.dates), default=None)


@dataclass(frozen=True)
class ClientPreview:
    """What stands in the way for one client: `block` forbids it, `found` is to be settled afterwards.

    `doctor` is what a doctor is asked before the start; it holds nothing back.
    """

    client: Client
    found: ClientFindings
    block: str
    running: list[Assignment]
    exercises: int
    fitting: list[Program]
    doctor: Found | None

    @property
    def held(self) -> int:
        """How many of its exercises would wait."""
        return len({strip.finding.exercise_slug for strip in self.found.strips})

    @property
    def open_injuries(self) -> list[str]:
        """What she has now, by name."""
        injuries = self.found.situation.injuries
        return [injury.label for injury in injuries if injury.resolved_on is None]

    @property
    def is_mostly_held(self) -> bool:
        return self.held * 2 > self.exercises

    @property
    def stages(self) -> list[str]:
        """What they wait for: "stage 2, early load"."""
        rules = dict.fromkeys(strip.finding.rule_id for strip in self.found.strips)
        titles = (RULE_WORDS.get(rule, "") for rule in rules)
        return [title[:1].lower() + title[1:] for title in titles if title]

    @property
    def injury_id(self) -> int | None:
        """The injury that holds the first of them."""
        held = (strip.finding.injury_id for strip in self.found.strips)
        return next((number for number in held if number), None)


def dates_of(program: Program, starts_on: dt.date, weekdays: Collection[int]) -> Dates | None:
    """None where the weekdays do not hold the programme; the form says why."""
    days = [(day.week, day.number) for day in program.days.all()]
    try:
        placed = lay_out(days, starts_on, weekdays)
    except ValueError:
        return None
    apart = ceil(program.min_hours_between / HOURS_PER_DAY)
    return Dates(by_week(placed), gap_note((one.on for one in placed), apart) or "")


def by_week(placed: list[Placed]) -> list[PreviewWeek]:
    return [
        PreviewWeek(number, [one.on for one in group])
        for number, group in groupby(placed, key=lambda one: one.week)
    ]


def for_this_client(program: Program, client: Client, by: User) -> ClientPreview:
    """Where most of it would wait, programmes open to the trainer that fit are looked for."""
    rows = rows_of(program)
    found = for_program(program, client, Library(rows))
    preview = ClientPreview(
        client,
        found,
        block=assignment_block(found.situation.injuries) or "",
        running=list(client.assignments.running()),
        exercises=len({row.exercise_id for row in rows}),
        fitting=[],
        doctor=doctor_first(client),
    )
    if preview.is_mostly_held and not preview.block:
        preview.fitting.extend(programs_that_fit(client, by))
    return preview


def programs_that_fit(client: Client, by: User) -> list[Program]:
    """Those of which the guard holds nothing back today."""
    programs = list(Program.objects.open_to(by).prefetch_related("days__exercises"))
    library = Library(row for program in programs for row in rows_of(program))
    situation = situations([client])[client.pk]
    fitting = (program for program in programs if rows_of(program))
    return [program for program in fitting if not sorted_out(situation, rows_of(program), library, ()).strips]
