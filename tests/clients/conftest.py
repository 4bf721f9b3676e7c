import datetime as dt
from collections.abc import Callable

import pytest

from clients.actions import add_injury
from clients.models import Client, Injury
from clients.stages import RED_FLAGS
from trainer.accounts.models import User


@pytest.fixture
def today(zoe: Client) -> dt.date:
    return zoe.today()


@pytest.fixture
def strain(zoe: Client, ana: User, today: dt.date) -> Injury:
    """A right hamstring strain that a physiotherapist has seen, at its first stage."""
    return add_injury(
        client=zoe,
        by=ana,
        structure="hamstring",
        side="right",
        kind="strain",
        onset_on=today - dt.timedelta(days=20),
        assessed_by="R. Halloran",
        assessed_role="Physiotherapist",
        assessed_on=today - dt.timedelta(days=18),
        assessment="Mid-belly.",
        grade="2",
    )


@pytest.fixture
def suspected(zoe: Client, ana: User, today: dt.date) -> Injury:
    return add_injury(
        client=zoe,
        by=ana,
        structure="hamstring",
        side="left",
        kind="strain",
        onset_on=today,
        words="A pull on the stairs.",
    )


@pytest.fixture
def flagged(zoe: Client, ana: User, today: dt.date) -> Injury:
    return add_injury(
        client=zoe,
        by=ana,
        structure="calf",
        side="left",
        kind="strain",
        onset_on=today,
        red_flags=["clot"],
    )


@pytest.fixture
def injury_form(today: dt.date) -> Callable[..., dict[str, str]]:
    """A filled form of a new, suspected injury; what is given replaces a field."""
    plain = {f"flag_{flag.code}": "no" for flag in RED_FLAGS} | {
        "where": "hamstring:right",
        "onset_on": today.isoformat(),
        "words": "A pull behind the thigh.",
        "mechanism": "Fast running",
        "assessed": "nobody",
        "suspected": "injury",
    }
    return lambda **changes: plain | changes
