"""What others measured with the method of a page, and where it is per kilogram the client's own beside it."""

from dataclasses import dataclass

from trainer.balance import protocols
from trainer.balance.formulas import per_body_mass
from trainer.balance.methods import SIDES, Method, TestDay
from trainer.balance.numbers import day_words, fixed, with_unit
from trainer.balance.protocols import Reference
from trainer.balance.timeline import Timeline


@dataclass(frozen=True)
class Beside:
    """One published value; `own` is the client's in the same unit, "" where it stands on the page anyway."""

    reference: Reference
    own: str = ""


def references_of(found: Timeline) -> list[Beside]:
    """Those per kilogram only where the newest test has a body mass, for nothing else stands beside them."""
    method, latest = found.method, found.latest
    if method is None:
        return []
    gravity = latest.settings.gravity_corrected if latest else ""
    speed = method.speed_deg_s
    told = protocols.references(
        method.protocol, method.kind or "value", speed_deg_s=speed, gravity_corrected=gravity, sex=found.sex
    )
    return [Beside(one) for one in told] + (_per_kilogram(found, method, latest) if latest else [])


def _per_kilogram(found: Timeline, method: Method, latest: TestDay) -> list[Beside]:
    mass = next((found.masses[test] for test in latest.tests if test in found.masses), None)
    if mass is None:
        return []
    told = protocols.references(method.protocol, "per_body_mass", sex=found.sex)
    rows = [Beside(one, _own(one, latest, mass)) for one in told if one.unit == f"{method.unit}/kg"]
    return [row for row in rows if row.own]


def _own(reference: Reference, latest: TestDay, mass: float) -> str:
    """Left 2.90 and right 2.75 Nm/kg at 62 kg, test of 8 Nov 2026."""
    values: dict[str, float] = getattr(latest, reference.muscle_group)
    told = [f"{side} {fixed(per_body_mass(values[side], mass))}" for side in SIDES if side in values]
    if not told:
        return ""
    at = f"at {with_unit(mass, 'kg')}, test of {day_words(latest.on)}"
    return f"{' and '.join(told)} {reference.unit} {at}"
