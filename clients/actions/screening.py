from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from clients import screening
from clients.actions.conditions import answer_conditions
from clients.consents import health_visible
from clients.models import Client, RiskScreen
from clients.screening_file import Question, Thing
from clients.screens import values_of
from trainer.accounts import audit
from trainer.accounts.models import User

LONGEST_NOTE = 300


def check_may_screen(client: Client, by: User) -> None:
    """A client with a sign-in answers herself; nobody is asked who has not agreed to health data."""
    if client.user_id is not None and client.user_id != by.pk:
        raise PermissionDenied(f"{client.name} has a sign-in and answers for themselves.")
    if not health_visible(client):
        raise PermissionDenied(f"{client.name} has not agreed to health data.")


def kept(question: Question, value: Any) -> dict[str, Any]:
    """An answer with the words of its day, so that it can be read whatever becomes of the questions."""
    return {
        "value": value,
        "question": question.text,
        "answer": screening.answer_words(question, value),
    }


@transaction.atomic
def start_screening(*, client: Client, by: User) -> RiskScreen:
    """Open the questions, or go on with those that are open; answers that no longer fit are asked again."""
    check_may_screen(client, by)
    screen, created = RiskScreen.objects.select_for_update().get_or_create(
        client=client, finished_at=None, defaults={"questions_version": screening.VERSION, "by": by}
    )
    if created:
        audit.record("screening begun", by=by, client_number=client.pk, row=screen)
    elif screen.questions_version != screening.VERSION:
        screen.questions_version = screening.VERSION
        screen.answers = still_good(screen)
        screen.save(update_fields=["questions_version", "answers"])
    return screen


def still_good(screen: RiskScreen) -> dict[str, Any]:
    """The answers that today's questions would take, in today's words."""
    values, client = values_of(screen), screen.client
    return {
        code: kept(question, values[code])
        for code, question in screening.QUESTIONS.items()
        if code in values and not fault_of(client, question, values[code], values)
    }


def fault_of(client: Client, question: Question, value: Any, values: Mapping[str, Any]) -> str:
    if value is None:
        return ""
    return screening.fault(question, value, values, today=client.today(), born=client.birth_date)


@transaction.atomic
def answer_screening(
    *, client: Client, by: User, answers: Mapping[str, Any], taken_back: tuple[str, ...] = ()
) -> RiskScreen:
    """Keep answers to the open questions; None is "rather not say", `taken_back` are asked again."""
    screen = start_screening(client=client, by=by)
    values = {**values_of(screen), **answers}
    for code, value in answers.items():
        if code not in screening.QUESTIONS:
            raise ValidationError("This question is not known.")
        question = screening.QUESTIONS[code]
        if why := fault_of(client, question, value, values):
            raise ValidationError({code: why})
        screen.answers[code] = kept(question, value)
    for code in taken_back:
        screen.answers.pop(code, None)
    # An answer may have made an earlier one impossible: that one is asked again.
    screen.answers = still_good(screen)
    screen.save(update_fields=["answers"])
    return screen


@transaction.atomic
def hand_in_screening(*, client: Client, by: User) -> RiskScreen:
    """Close the open questions: what the guard reads goes on file, a birth date into the profile."""
    check_may_screen(client, by)
    screen = client.screens.select_for_update().filter(finished_at=None).first()
    values = screening.in_force(values_of(screen))
    if screen is None or all(value is None for value in values.values()):
        raise ValidationError("Nothing is answered yet.")
    screen.answers = {code: row for code, row in screen.answers.items() if code in values}
    screen.finished_at = timezone.now()
    screen.by = by
    screen.save(update_fields=["answers", "finished_at", "by"])
    answer_conditions(client=client, by=by, answers=screening.conditions(values))
    if client.birth_date is None and values.get("birth_date"):
        client.birth_date = values["birth_date"]
        client.full_clean(exclude=["user"])
        # A page of the profile that is open elsewhere must not put its older blank in place of this.
        found = Client.objects.filter(pk=client.pk, birth_date=None)
        found.update(birth_date=client.birth_date, version=F("version") + 1)
    audit.record("screening handed in", by=by, client_number=client.pk, row=screen)
    return screen


@transaction.atomic
def mark_planned(*, screen: RiskScreen, thing: str, note: str, by: User) -> None:
    """Note that a thing of the screening is in the plan, with the day and by whom; a word needs its words."""
    locked = RiskScreen.objects.select_for_update().select_related("client").get(pk=screen.pk)
    if thing_of(thing).word and not note.strip():
        raise ValidationError({"note": "Write down who said it, on which day, and what they said."})
    if len(note) > LONGEST_NOTE:
        raise ValidationError({"note": f"At most {LONGEST_NOTE} letters, please."})
    today = locked.client.today()
    locked.planned[thing] = {"on": today.isoformat(), "note": note, "by": str(by)}
    locked.save(update_fields=["planned"])
    audit.record("screening: thing planned", by=by, client_number=locked.client_id, row=locked)


@transaction.atomic
def unmark_planned(*, screen: RiskScreen, thing: str, by: User) -> None:
    """It is not in the plan after all."""
    locked = RiskScreen.objects.select_for_update().get(pk=screen.pk)
    thing_of(thing)
    if locked.planned.pop(thing, None) is not None:
        locked.save(update_fields=["planned"])
        audit.record("screening: thing no longer planned", by=by, client_number=locked.client_id, row=locked)


def thing_of(code: str) -> Thing:
    for thing in screening.THINGS:
        if thing.code == code:
            return thing
    raise ValidationError("This thing to plan for is not known.")
