"""Plumb's own table: one reading a line, the format that is also written."""

import datetime as dt
from dataclasses import dataclass

from trainer.balance import protocols
from trainer.balance.importers.table import Parsed, Record, Remark, read, year_first
from trainer.balance.protocols import BOTH, HAMSTRINGS, LEFT, QUADRICEPS, RIGHT

COLUMNS = (
    "client",
    "tested_on",
    "protocol",
    "side",
    "muscle_group",
    "value",
    "unit",
    "body_mass_kg",
    "device",
    "angle_deg",
    "speed_deg_s",
    "gravity_corrected",
    "pain",
    "notes",
)
NEEDED = ("client", "tested_on", "protocol", "side", "muscle_group", "value", "unit")
SIDES = {word: word for word in (LEFT, RIGHT, BOTH)}
MUSCLE_GROUPS = {word: word for word in (HAMSTRINGS, QUADRICEPS)}
GRAVITY = {"yes": "yes", "no": "no", "unknown": "unknown", "": "unknown"}


@dataclass(frozen=True)
class ReadingRow:
    """One reading; rows of one client, day, protocol and setting belong to one test, and may be trials."""

    line: int
    client: str
    tested_on: dt.date
    protocol: str
    side: str
    muscle_group: str
    value: float
    unit: str
    body_mass_kg: float | None
    device: str
    angle_deg: int | None
    speed_deg_s: int | None
    gravity_corrected: str
    pain: int | None
    notes: str


def parse(text: str) -> Parsed[ReadingRow]:
    return read(text, _rows, NEEDED)


def _rows(record: Record) -> tuple[list[ReadingRow], list[Remark]]:
    value = record.number("value")
    if value is None:
        return [], [Remark(record.line, "No value was written down.")]
    protocol = protocols.protocol(
        record.one_of("protocol", {code: code for code in protocols.catalogue().protocols})
    )
    unit = record.text("unit")
    if unit not in protocol.units:
        raise ValueError(f"“{unit}” in unit: this test is read in {' or '.join(protocol.units)}.")
    row = ReadingRow(
        line=record.line,
        client=record.text("client"),
        tested_on=year_first(record.text("tested_on")),
        protocol=protocol.code,
        side=record.one_of("side", SIDES),
        muscle_group=record.one_of("muscle_group", MUSCLE_GROUPS),
        value=value,
        unit=unit,
        body_mass_kg=record.number("body_mass_kg"),
        device=record.text("device"),
        angle_deg=record.whole("angle_deg"),
        speed_deg_s=record.whole("speed_deg_s"),
        gravity_corrected=record.one_of("gravity_corrected", GRAVITY),
        pain=_pain(record),
        notes=record.text("notes"),
    )
    if not row.client:
        raise ValueError("The line does not say whose test it is.")
    return [row], []


def _pain(record: Record) -> int | None:
    pain = record.whole("pain")
    if pain is not None and not 0 <= pain <= 10:
        raise ValueError(f"Pain runs from 0 to 10, not {pain}.")
    return pain
