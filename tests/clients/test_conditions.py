import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.test import Client as Browser

from clients import actions, consents
from clients.health import conditions_of
from clients.models import Client, HealthCondition
from clients.stages import CONDITIONS
from trainer.accounts.models import User


def test_the_page_asks_every_question_and_answers_none(as_ana: Browser, zoe: Client):
    page = as_ana.get(f"/clients/{zoe.pk}/conditions/").text
    assert all(condition.question in page for condition in CONDITIONS)
    assert page.count('value="" ') == page.count(" checked") == len(CONDITIONS)


def test_yes_no_and_no_answer_are_three_things(as_ana: Browser, zoe: Client, ana: User):
    answer = as_ana.post(f"/clients/{zoe.pk}/conditions/", {"CRAMP": "yes", "GROIN": "no", "HIP_IMP": ""})
    assert answer.status_code == 302
    assert conditions_of(zoe) == {"CRAMP": True, "GROIN": False}
    assert zoe.conditions.get(tag="CRAMP").by == ana


def test_an_answer_can_be_changed_and_taken_back(zoe: Client, ana: User):
    actions.answer_conditions(client=zoe, by=ana, answers={"CRAMP": True, "GROIN": True})
    actions.answer_conditions(client=zoe, by=ana, answers={"CRAMP": False, "GROIN": None})
    assert conditions_of(zoe) == {"CRAMP": False}


def test_an_unchanged_answer_keeps_its_day_and_author(zoe: Client, ana: User, bob: User):
    actions.answer_conditions(client=zoe, by=ana, answers={"CRAMP": True})
    zoe.coachings.create(trainer=bob, role="assistant")
    actions.answer_conditions(client=zoe, by=bob, answers={"CRAMP": True, "GROIN": True})
    assert zoe.conditions.get(tag="CRAMP").by == ana


def test_an_unknown_question_is_refused(zoe: Client, ana: User):
    with pytest.raises(ValidationError):
        actions.answer_conditions(client=zoe, by=ana, answers={"HICCUPS": True})


def test_a_wrong_answer_is_refused_and_the_others_are_not_lost(as_ana: Browser, zoe: Client):
    answer = as_ana.post(f"/clients/{zoe.pk}/conditions/", {"CRAMP": "perhaps", "GROIN": "yes"})
    assert answer.status_code == 422
    assert not zoe.conditions.exists()


def test_the_database_knows_one_answer_to_a_question(zoe: Client, ana: User):
    actions.answer_conditions(client=zoe, by=ana, answers={"CRAMP": True})
    with pytest.raises(IntegrityError):
        HealthCondition.objects.create(client=zoe, tag="CRAMP", present=False, noted_on=zoe.today())


def test_answers_are_hidden_with_the_health_data(zoe: Client, ana: User):
    actions.answer_conditions(client=zoe, by=ana, answers={"CRAMP": True})
    consents.withdraw(client=zoe, purpose="health", by=ana)
    assert conditions_of(zoe) == {}
