"""The isokinetic study table: subject, leg, velocity, movement, timepoint, load in Nm."""

import re
from dataclasses import dataclass

from trainer.balance.importers.table import Parsed, Record, Remark, read
from trainer.balance.protocols import HAMSTRINGS, LEFT, QUADRICEPS, RIGHT

COLUMNS = ("subject", "leg", "velocity", "movement", "timepoint", "load")
LEGS = {"l": LEFT, "r": RIGHT}
MOVEMENTS = {"ext": QUADRICEPS, "flex": HAMSTRINGS}


@dataclass(frozen=True)
class TorqueRow:
    """One peak torque; several rows of the same place are trials of it."""

    line: int
    subject: str
    timepoint: str
    protocol: str
    speed_deg_s: int | None
    side: str
    muscle_group: str
    torque_nm: float


def parse(text: str) -> Parsed[TorqueRow]:
    return read(text, _rows, COLUMNS)


def _rows(record: Record) -> tuple[list[TorqueRow], list[Remark]]:
    torque = record.number("load")
    if torque is None:
        return [], [Remark(record.line, "No torque was written down.")]
    protocol, speed = _velocity(record.text("velocity"))
    row = TorqueRow(
        line=record.line,
        subject=record.text("subject"),
        timepoint=record.text("timepoint"),
        protocol=protocol,
        speed_deg_s=speed,
        side=record.one_of("leg", LEGS),
        muscle_group=record.one_of("movement", MOVEMENTS),
        torque_nm=torque,
    )
    return [row], []


def _velocity(text: str) -> tuple[str, int | None]:
    """The word isok.60 is 60 deg/s and concentric; isom is isometric."""
    if text == "isom":
        return "isometric", None
    found = re.fullmatch(r"isok\.(\d+)", text)
    if not found:
        raise ValueError(f"“{text}” in velocity is neither isom nor isok with a speed.")
    return "isokinetic_concentric", int(found[1])
