import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from clients.models import Client, Injury
from trainer.accounts.models import User
from trainer.balance.actions import NewReading, Trial, record_test
from trainer.balance.models import StrengthTest

Values = dict[tuple[str, str], float]


@pytest.fixture
def tested(zoe: Client, ana: User) -> Callable[..., StrengthTest]:
    """Record a test of Zoe's: days ago, and the best value of each muscle and leg."""

    def record(
        ago: int, values: Values, protocol: str = "isokinetic_concentric", **settings: Any
    ) -> StrengthTest:
        if protocol.startswith("isokinetic"):
            settings = {"speed_deg_s": 60, "device": "Cybex", **settings}
        readings = [
            NewReading(muscle_group, side, (Trial(value),)) for (side, muscle_group), value in values.items()
        ]
        day = zoe.today() - dt.timedelta(days=ago)
        return record_test(
            client=zoe, protocol=protocol, tested_on=day, readings=readings, by=ana, **settings
        )

    return record


def legs(left: tuple[float, float], right: tuple[float, float]) -> Values:
    """Hamstrings and quadriceps of the left leg, then of the right."""
    return {
        ("left", "hamstrings"): left[0],
        ("left", "quadriceps"): left[1],
        ("right", "hamstrings"): right[0],
        ("right", "quadriceps"): right[1],
    }


def hurt(client: Client, side: str, *, ago: int, **more: Any) -> Injury:
    """A hamstring strain that began so many days ago and is open."""
    onset = client.today() - dt.timedelta(days=ago)
    return Injury.objects.create(
        client=client, **{"structure": "hamstring", "kind": "strain", "side": side, "onset_on": onset, **more}
    )
