"""What giving a programme to a client would mean, before anything is written."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby
from math import ceil

from clients.models import Client
from trainer.programs.findings import ClientFindings, for_program, rows_of
from trainer.programs.guard import assignment_block
from trainer.programs.models import Assignment, Program
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
    """What stands in the way for one client: `block` forbids it, `found` is to be settled afterwards."""

    client: Client
    found: ClientFindings
    block: str
    running: list[Assignment]


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


def for_this_client(program: Program, client: Client) -> ClientPreview:
    found = for_program(program, client, Library(rows_of(program)))
    return ClientPreview(
        client,
        found,
        block=assignment_block(found.situation.injuries) or "",
        running=list(client.assignments.running()),
    )
