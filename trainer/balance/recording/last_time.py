"""The test of the same kind before this one: what it gave, and how it was set up."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from clients.models import Client
from trainer.balance.models import Reading, StrengthTest
from trainer.balance.protocols import OWN, Protocol, own_number

COPIED = (
    "device",
    "speed_deg_s",
    "machine_set_up",
    "angle_deg",
    "quadriceps_angle_deg",
    "both_legs_in_one_rep",
    "gravity_corrected",
    "test_position",
    "lever_arm_m",
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


def tries_of(reading: Reading) -> list[dict[str, Any]]:
    """The trials in the order done; a file may have brought only the value that counts."""
    return reading.trials or [{"value": reading.value, "pain": None}]


def kept_as(how: Protocol) -> dict[str, Any]:
    """The columns that name a protocol in the row of a test."""
    number = own_number(how.code)
    return {"protocol": how.code if number is None else OWN, "own_protocol_id": number}


def of(client: Client, how: Protocol, *, speed: int | None = None) -> LastTime:
    """The newest test of this protocol, at one speed where asked."""
    tests = client.strength_tests.of(how.code)
    return _newest(tests.filter(speed_deg_s=speed) if speed is not None else tests)


def before(test: StrengthTest) -> LastTime:
    """The newest test like this one before it; a test that is not saved yet comes after all of its day."""
    return _newest(earlier(test))


def earlier(test: StrengthTest) -> QuerySet[StrengthTest]:
    """The tests of this protocol, speed and angle before this one."""
    same_day = Q(tested_on=test.tested_on)
    if test.pk:
        same_day &= Q(pk__lt=test.pk)
    return StrengthTest.objects.filter(
        Q(tested_on__lt=test.tested_on) | same_day,
        client=test.client_id,
        protocol=test.protocol,
        own_protocol=test.own_protocol_id,
        speed_deg_s=test.speed_deg_s,
        angle_deg=test.angle_deg,
    )


def _newest(tests: QuerySet[StrengthTest]) -> LastTime:
    test = tests.order_by("-tested_on", "-pk").first()
    found = test.readings.filter(held_back="") if test else []
    return LastTime(test, {(row.muscle_group, row.side): row for row in found})


def speeds(client: Client, how: Protocol) -> list[int]:
    """The speeds this client was tested at before, slowest first."""
    tests = client.strength_tests.of(how.code).values_list("speed_deg_s", flat=True)
    return sorted({speed for speed in tests if speed})
