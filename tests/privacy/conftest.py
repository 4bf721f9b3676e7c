import pytest

from clients.actions import answer_conditions
from clients.models import Client, Injury
from tests.access_rows import make_rows
from trainer.accounts.models import User


@pytest.fixture
def full(zoe: Client, ana: User, programs: None) -> Client:
    """Zoe with a row of every kind."""
    make_rows(zoe, ana)
    first = zoe.injuries.get()
    first.events.create(client=zoe, kind="recorded", on=zoe.today(), by=ana)
    first.gates_met.create(client=zoe, stage="strength", gate="Runs without pain", met_on=zoe.today(), by=ana)
    answer_conditions(client=zoe, by=ana, answers={"CRAMP": True})
    Injury.objects.create(
        client=zoe,
        structure="calf",
        side="left",
        kind="strain",
        onset_on=zoe.today(),
        mechanism="=HYPERLINK(1)",
        recurrence_of=zoe.injuries.first(),
    )
    return zoe
