"""The questions before training, as the demo's client with a sign-in answered them."""

from typing import Any

from clients.actions import answer_screening, hand_in_screening, mark_planned
from clients.models import Client
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


def answer(client: Client, trainer: User) -> None:
    """Everything the client told, no to the rest, and one thing the trainer has planned already."""
    by = client.user or trainer
    hurt = client.injuries.earliest("onset_on")
    answers: dict[str, Any] = {"hamstring_when": f"{hurt.onset_on:%Y-%m}"}
    while left := [
        question for question in asked(answers, birth_date_known=True) if question.code not in answers
    ]:
        answers |= {question.code: TOLD.get(question.code, "no") for question in left}
    answer_screening(
        client=client, by=by, answers={code: answers[code] for code in QUESTIONS if code in answers}
    )
    screen = hand_in_screening(client=client, by=by)
    mark_planned(
        screen=screen, thing="speed", note="Two easy weeks first, then one faster run more", by=trainer
    )
