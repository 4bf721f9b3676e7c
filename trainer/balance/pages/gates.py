"""The gates of the next stage with what the tests say of them; the app only keeps count."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from clients.health import Gate, OpenInjury
from clients.models import GateMet
from clients.rules import Rule
from trainer.balance.formulas import limb_symmetry
from trainer.balance.numbers import day_words, plain, with_unit
from trainer.balance.pages.sides import OTHER
from trainer.balance.protocols import HAMSTRINGS, LEFT, RIGHT
from trainer.balance.ratios import ReadingFacts

# What `measured` beside a gate of clients/stages.toml stands for: the protocol, and the widest knee angle.
MEASURED = {"straight_leg_raise": ("straight_leg_raise", None), "strength_long": ("isometric", 30)}


@dataclass(frozen=True)
class GateRow:
    """One gate; `number` is what the last test of it gave, up to the day it was met."""

    words: str
    met: GateMet | None
    number: str


@dataclass(frozen=True)
class Gates:
    """What moves one injury to its next stage."""

    found: OpenInjury
    rows: list[GateRow]

    @property
    def met(self) -> int:
        return sum(row.met is not None for row in self.rows)


def gates_of(injuries: Iterable[OpenInjury], readings: Sequence[ReadingFacts], today: dt.date) -> list[Gates]:
    """For each injury that has a next stage; reads the gates met, which the caller prefetches."""
    return [
        Gates(found, [_row(gate, found, found.next_stage, readings, today) for gate in found.gates])
        for found in injuries
        if found.next_stage
    ]


def _row(
    gate: Gate, found: OpenInjury, stage: Rule, readings: Sequence[ReadingFacts], today: dt.date
) -> GateRow:
    until = gate.met.met_on if gate.met else today
    key = stage.measured.get(gate.words, "")
    return GateRow(gate.words, gate.met, number_of(key, found.injury.side, readings, until))


def number_of(key: str, side: str, readings: Iterable[ReadingFacts], until: dt.date) -> str:
    """79% of left (63° and 80°, test of 8 Nov 2026); "" without the key of a test, or without the test."""
    if key not in MEASURED or side not in (LEFT, RIGHT):
        return ""
    protocol, widest = MEASURED[key]
    of_day: dict[tuple[dt.date, object], dict[str, ReadingFacts]] = {}
    for row in readings:
        long = widest is None or (row.angle_deg is not None and row.angle_deg <= widest)
        of_test = (row.protocol, row.muscle_group) == (protocol, HAMSTRINGS) and long
        if of_test and not row.held_back and row.tested_on <= until:
            of_day.setdefault((row.tested_on, row.settings), {})[row.side] = row
    pairs = [
        sides for sides in of_day.values() if {LEFT, RIGHT} <= sides.keys() and sides[OTHER[side]].value > 0
    ]
    if not pairs:
        return ""
    hurt, other = pairs[-1][side], pairs[-1][OTHER[side]]
    percent = plain(limb_symmetry(hurt.value, other.value))
    values = f"{with_unit(hurt.value, hurt.unit)} and {with_unit(other.value, other.unit)}"
    return f"{percent}% of {OTHER[side]} ({values}, test of {day_words(hurt.tested_on)})"
