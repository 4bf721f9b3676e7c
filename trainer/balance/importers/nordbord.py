"""NordBord forces: the dashboard's export and the dump of its interface, told apart by their headers."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from trainer.balance.importers.table import (
    Parsed,
    Record,
    Remark,
    WrongTableError,
    header_of,
    month_first,
    read,
    year_first,
)
from trainer.balance.numbers import with_unit
from trainer.balance.protocols import LEFT, RIGHT


@dataclass(frozen=True)
class ForceRow:
    """The highest force of one leg in one test; the date is that of UTC, as the device writes it."""

    line: int
    athlete: str
    tested_on: dt.date
    time_utc: str
    device: str
    side: str
    force_n: float
    average_force_n: float | None
    torque_nm: float | None
    repetitions: int | None
    vendor_asymmetry: float | None


@dataclass(frozen=True)
class Export:
    """Which column means what in one kind of export; a meaning may have several names."""

    athlete: tuple[str, ...]
    date: tuple[str, ...]
    read_date: Callable[[str], dt.date]
    device: str
    test: str
    force: Mapping[str, str]
    average: Mapping[str, str]
    torque: Mapping[str, str]
    repetitions: Mapping[str, str]
    asymmetry: str


DASHBOARD = Export(
    athlete=("Athlete", "Name"),
    date=("Date", "Date UTC"),
    read_date=month_first,
    device="Device",
    test="Test",
    force={LEFT: "L Max Force (N)", RIGHT: "R Max Force (N)"},
    average={LEFT: "L Avg Force (N)", RIGHT: "R Avg Force (N)"},
    torque={LEFT: "L Max Torque (Nm)", RIGHT: "R Max Torque (Nm)"},
    repetitions={LEFT: "L Reps", RIGHT: "R Reps"},
    asymmetry="Max Imbalance (%)",
)
DUMP = Export(
    athlete=("profileId",),
    date=("testDate",),
    read_date=year_first,
    device="device",
    test="testTypeName",
    force={LEFT: "leftMaxForce", RIGHT: "rightMaxForce"},
    average={LEFT: "leftAvgForce", RIGHT: "rightAvgForce"},
    torque={LEFT: "leftTorque", RIGHT: "rightTorque"},
    repetitions={LEFT: "leftRepetitions", RIGHT: "rightRepetitions"},
    asymmetry="",
)


def parse(text: str) -> Parsed[ForceRow]:
    """Two rows a line, one for each leg that was tested."""
    names = header_of(text)
    for export in (DASHBOARD, DUMP):
        athlete = next((name for name in export.athlete if name in names), "")
        date = next((name for name in export.date if name in names), "")
        if athlete and date and set(export.force.values()) <= set(names):
            return read(text, partial(_rows, export, athlete, date))
    raise WrongTableError(
        "This is not a NordBord export: it has no name, date, left and right maximal force."
    )


def _rows(export: Export, athlete: str, date: str, record: Record) -> tuple[list[ForceRow], list[Remark]]:
    test = record.text(export.test)
    if test and "nordic" not in test.casefold():
        raise ValueError(f"“{test}” is not a Nordic test.")
    tested_on = export.read_date(record.text(date))
    rows, remarks = [], []
    for side in (LEFT, RIGHT):
        force, repetitions = record.number(export.force[side]), record.whole(export.repetitions[side])
        if force is None or repetitions == 0:
            remarks.append(Remark(record.line, _why_not(side, force)))
            continue
        rows.append(
            ForceRow(
                line=record.line,
                athlete=record.text(athlete),
                tested_on=tested_on,
                time_utc=record.text("Time UTC"),
                device=record.text(export.device),
                side=side,
                force_n=force,
                average_force_n=record.number(export.average[side]),
                torque_nm=record.number(export.torque[side]),
                repetitions=repetitions,
                vendor_asymmetry=record.number(export.asymmetry),
            )
        )
    return rows, remarks


def _why_not(side: str, force: float | None) -> str:
    if force is None:
        return f"The {side} leg has no force: not tested."
    return f"The {side} leg has 0 repetitions, so its {with_unit(force, 'N')} are not a test."
