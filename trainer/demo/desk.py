"""What the demo's trainer decided at the desk, so that the attention list has something of most kinds."""

import datetime as dt

from clients.actions.gates import meet_gate
from clients.models import Client
from trainer.accounts.models import User
from trainer.balance.targets import HARD_SETS, save_target
from trainer.roster import actions, attention, desk

SPRINT = "Maximal sprint without pain"


def decide(trainer: User) -> None:
    """A band of hard sets, a band of a ratio, a gate ticked before the clearance, and a notice put off."""
    clients = Client.objects.coached_by(trainer)
    aim(
        clients.get(name="Tom Lindqvist"),
        HARD_SETS,
        0.8,
        2,
        "Ten weeks of hamstrings, but not only.",
        trainer,
    )
    aim(
        clients.get(name="Kofi Mensah"),
        "conventional-60",
        0.65,
        0.8,
        "His own level before the season.",
        trainer,
    )
    aim(
        clients.get(name="Maya Okafor"),
        "conventional-60",
        0.6,
        0.75,
        "Where both legs stood in the winter before the strain.",
        trainer,
    )
    greg = clients.get(name="Greg Adeyemi")
    meet_gate(
        injury=greg.injuries.open().get(), by=trainer, gate=SPRINT, on=greg.today() - dt.timedelta(days=4)
    )
    [ines] = desk.load(clients.filter(name="Ines Duarte"))
    for notice in attention.of_client(ines):
        actions.put_off(notice=notice, until=ines.today + dt.timedelta(days=10), by=trainer)


def aim(client: Client, method: str, low: float, high: float, reason: str, trainer: User) -> None:
    save_target(client=client, method=method, low=low, high=high, reason=reason, version=0, by=trainer)
