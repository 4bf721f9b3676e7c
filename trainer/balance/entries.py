"""A test as somebody brings it, before it is a row: typed in a form, or read from a file."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypedDict

from trainer.balance.protocols import protocol
from trainer.balance.ratios import NEWTONS, newtons


@dataclass(frozen=True)
class Trial:
    """One try, in the typed unit; pain runs from 0 to 10."""

    value: float
    pain: int | None = None


@dataclass(frozen=True)
class NewReading:
    """The trials of one muscle of one leg in the order done; no unit means the protocol's own."""

    muscle_group: str
    side: str
    trials: Sequence[Trial]
    unit: str = ""
    vendor_asymmetry: float | None = None

    def stored(self, code: str) -> tuple[list[Trial], str]:
        """The trials in the unit that is kept: kilograms and pounds of force become newtons."""
        unit = self.unit or protocol(code).unit
        if unit in NEWTONS and "N" in protocol(code).units:
            return [Trial(newtons(trial.value, unit), trial.pain) for trial in self.trials], "N"
        return list(self.trials), unit


class TestSettings(TypedDict, total=False):
    """How a test was done: what has to stay the same for two tests to be comparable."""

    device: str
    speed_deg_s: int | None
    angle_deg: int | None
    gravity_corrected: str
    test_position: str
    lever_arm_m: float | None
    body_mass_kg: float | None
    note: str
    source_file: str
    source_row: int | None


@dataclass(frozen=True)
class Draft:
    """One test read from a file, with the name the file has for the client."""

    client: str
    tested_on: dt.date
    protocol: str
    readings: tuple[NewReading, ...]
    settings: TestSettings = field(default_factory=TestSettings)
