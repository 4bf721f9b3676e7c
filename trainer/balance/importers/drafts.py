"""Rows of a file put together into tests: one test for each client, day, protocol and setting."""

import datetime as dt
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from typing import NamedTuple

from trainer.balance.importers.isokinetic_table import TorqueRow
from trainer.balance.importers.nordbord import ForceRow
from trainer.balance.importers.one_row_per_test import ReadingRow
from trainer.balance.protocols import HAMSTRINGS
from trainer.balance.recording.entries import Draft, NewReading, TestSettings, Trial


class Piece(NamedTuple):
    """One value on its way into a test; pieces of one place are its trials."""

    test: Hashable
    client: str
    tested_on: dt.date
    protocol: str
    settings: TestSettings
    muscle_group: str
    side: str
    trial: Trial
    unit: str
    vendor_asymmetry: float | None = None


def of_torques(rows: Iterable[TorqueRow], days: Mapping[str, dt.date], device: str = "") -> list[Draft]:
    """Tests of a study table, which names time points: `days` says which day each was."""
    return _drafts(
        Piece(
            (row.subject, row.timepoint, row.protocol, row.speed_deg_s),
            row.subject,
            days[row.timepoint],
            row.protocol,
            {"device": device, "speed_deg_s": row.speed_deg_s, "source_row": row.line},
            row.muscle_group,
            row.side,
            Trial(row.torque_nm),
            "Nm",
        )
        for row in rows
    )


def of_forces(rows: Iterable[ForceRow]) -> list[Draft]:
    """Nordic tests: each line of the file is one, whatever its neighbours say."""
    return _drafts(
        Piece(
            row.line,
            row.athlete,
            row.tested_on,
            "nordic",
            {"device": row.device or "NordBord", "source_row": row.line},
            HAMSTRINGS,
            row.side,
            Trial(row.force_n),
            "N",
            row.vendor_asymmetry,
        )
        for row in rows
    )


def of_readings(rows: Iterable[ReadingRow]) -> list[Draft]:
    """Tests of Plumb's own table."""
    return _drafts(
        Piece(
            (
                row.client,
                row.tested_on,
                row.protocol,
                row.device,
                row.angle_deg,
                row.speed_deg_s,
                row.gravity_corrected,
            ),
            row.client,
            row.tested_on,
            row.protocol,
            {
                "device": row.device,
                "angle_deg": row.angle_deg,
                "speed_deg_s": row.speed_deg_s,
                "gravity_corrected": row.gravity_corrected,
                "body_mass_kg": row.body_mass_kg,
                "note": row.notes,
                "source_row": row.line,
            },
            row.muscle_group,
            row.side,
            Trial(row.value, row.pain),
            row.unit,
        )
        for row in rows
    )


def _drafts(pieces: Iterable[Piece]) -> list[Draft]:
    tests: dict[Hashable, list[Piece]] = defaultdict(list)
    for piece in pieces:
        tests[piece.test].append(piece)
    return [
        Draft(group[0].client, group[0].tested_on, group[0].protocol, _readings(group), group[0].settings)
        for group in tests.values()
    ]


def _readings(pieces: Iterable[Piece]) -> tuple[NewReading, ...]:
    places: dict[tuple[str, str, str], list[Piece]] = defaultdict(list)
    for piece in pieces:
        places[(piece.muscle_group, piece.side, piece.unit)].append(piece)
    return tuple(
        NewReading(muscle_group, side, tuple(piece.trial for piece in group), unit, group[0].vendor_asymmetry)
        for (muscle_group, side, unit), group in places.items()
    )
