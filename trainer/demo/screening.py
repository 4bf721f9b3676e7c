"""The questions before training, as the demo's clients answered them."""

from typing import Any

from clients.actions import answer_screening, hand_in_screening, mark_planned
from clients.models import Client, RiskScreen
from clients.screening import QUESTIONS, asked
from trainer.accounts.models import User

TOLD: dict[str, Any] = {
    "hamstring": "recent",
    "hamstring_side": "right",
    "hamstring_off": "about twelve weeks",
    "hamstring_who": "physio",
    "warm_up": "5-9",
    "heavy_legs": "4",
    "sleep": 7,
    "speed": 3,
    "speed_change": "up",
    "speed_before": 1,
    "speed_since": "since the autumn league began",
    "lowering": "yes",
    "kicking": "yes",
}


# Of somebody who has nothing to plan for.
CALM: dict[str, Any] = {"warm_up": "5-9", "heavy_legs": "2", "sleep": 8, "speed": 1, "speed_change": "same"}


def answer(client: Client, trainer: User) -> None:
    """Of the client with a sign-in: what she told, and one thing the trainer has planned already."""
    hurt = client.injuries.earliest("onset_on")
    screen = hand_in(client, client.user or trainer, TOLD | {"hamstring_when": f"{hurt.onset_on:%Y-%m}"})
    mark_planned(
        screen=screen, thing="speed", note="Two easy weeks first, then one faster run more", by=trainer
    )


def hand_in(client: Client, by: User, told: dict[str, Any]) -> RiskScreen:
    """Everything that is told, and no to the rest."""
    answers: dict[str, Any] = {}
    while left := [
        question for question in asked(answers, birth_date_known=True) if question.code not in answers
    ]:
        answers |= {question.code: told.get(question.code, "no") for question in left}
    answer_screening(
        client=client, by=by, answers={code: answers[code] for code in QUESTIONS if code in answers}
    )
    return hand_in_screening(client=client, by=by)
