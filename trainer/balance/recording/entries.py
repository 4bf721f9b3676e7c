"""A test as somebody brings it, before it is a row: typed in a form, or read from a file."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self, TypedDict

from trainer.balance.formulas import NEWTONS, epley
from trainer.balance.protocols import Protocol, protocol
from trainer.balance.recording.slips import KILOGRAMS


@dataclass(frozen=True)
class Trial:
    """One try, in the typed unit; pain runs from 0 to 10.

    An estimated maximum says from which load and repetitions. `sure`: somebody looked twice, it is right.
    """

    value: float
    pain: int | None = None
    load: float | None = None
    reps: int | None = None
    sure: bool = False

    @classmethod
    def of_set(cls, load: float, reps: int, pain: int | None = None, *, sure: bool = False) -> Self:
        """A set to failure and the maximum it points to, by the same formula for every test (Epley)."""
        return cls(epley(load, reps), pain, load, reps, sure)

    def times(self, factor: float) -> Self:
        """The same try in another unit."""
        load = self.load if self.load is None else self.load * factor
        return replace(self, value=self.value * factor, load=load)

    def row(self) -> dict[str, Any]:
        """As a reading keeps it."""
        of_set = {} if self.reps is None else {"load": self.load, "reps": self.reps}
        return {"value": self.value, "pain": self.pain, **of_set}


@dataclass(frozen=True)
class NewReading:
    """The trials of one muscle of one leg in the order done; no unit means the protocol's own."""

    muscle_group: str
    side: str
    trials: Sequence[Trial]
    unit: str = ""
    vendor_asymmetry: float | None = None

    def stored(self, test: str | Protocol) -> tuple[list[Trial], str]:
        """The trials in the unit that is kept: newtons for any force, kilograms for any load."""
        how = protocol(test)
        unit = self.unit or how.unit
        for sizes, kept in ((NEWTONS, "N"), (KILOGRAMS, "kg")):
            if unit in sizes and kept in how.units:
                return [trial.times(sizes[unit]) for trial in self.trials], kept
        return list(self.trials), unit


class TestSettings(TypedDict, total=False):
    """How a test was done: what has to stay the same for two tests to be comparable."""

    tester: str
    device: str
    speed_deg_s: int | None
    machine_set_up: str
    angle_deg: int | None
    quadriceps_angle_deg: int | None
    both_legs_in_one_rep: bool
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
