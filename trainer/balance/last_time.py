"""The test of the same kind before this one: what it gave, and how it was set up."""

from dataclasses import dataclass
from typing import Any

from clients.models import Client
from trainer.balance.models import Reading, StrengthTest

COPIED = (
    "device",
    "speed_deg_s",
    "angle_deg",
    "gravity_corrected",
    "test_position",
    "lever_arm_m",
    "body_mass_kg",
)


@dataclass(frozen=True)
class LastTime:
    """The newest test of a protocol, with its readings by muscle and leg; empty before the first."""

    test: StrengthTest | None
    readings: dict[tuple[str, str], Reading]

    def set_up(self) -> dict[str, Any]:
        """What the next test most likely repeats."""
        if self.test is None:
            return {}
        return {name: getattr(self.test, name) for name in COPIED}


def of(
    client: Client, protocol: str, *, speed: int | None = None, before: StrengthTest | None = None
) -> LastTime:
    """The newest test of this protocol, at one speed where asked; with `before`, the one before it."""
    tests = client.strength_tests.filter(protocol=protocol).order_by("-tested_on", "-pk")
    if speed is not None:
        tests = tests.filter(speed_deg_s=speed)
    if before is not None:
        same = {"speed_deg_s": before.speed_deg_s, "angle_deg": before.angle_deg}
        tests = tests.filter(tested_on__lte=before.tested_on, **same).exclude(pk=before.pk)
    test = tests.first()
    found = test.readings.filter(held_back="") if test else []
    return LastTime(test, {(row.muscle_group, row.side): row for row in found})


def speeds(client: Client, protocol: str) -> list[int]:
    """The speeds this client was tested at before, slowest first."""
    tests = client.strength_tests.filter(protocol=protocol).values_list("speed_deg_s", flat=True)
    return sorted({speed for speed in tests if speed})
