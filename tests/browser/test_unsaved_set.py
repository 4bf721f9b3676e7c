"""What the phone says when a set did not reach the server."""

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from clients.models import Client
from tests.browser.steps import sign_in
from tests.session_logs.conftest import exercise, plan, prescribe
from trainer.accounts.models import User
from trainer.programs.models import Assignment, WorkoutExercise
from trainer.session_logs.models import SetLog

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EXPECTED = ("ERR_INTERNET_DISCONNECTED", "htmx:sendError")


@pytest.fixture
def deadlift(zoe: Client) -> WorkoutExercise:
    assignment = Assignment.objects.create(client=zoe, starts_on=zoe.today(), weekdays=[0])
    workout = plan(assignment, zoe.today())
    return prescribe(workout, exercise("romanian-deadlift", equipment=["barbell"]), rest_seconds=60)


def test_a_set_without_signal_says_so_and_keeps_what_was_typed(
    zoe_user: User, deadlift: WorkoutExercise, open_phone: Callable[..., Page], complaints: list[str]
) -> None:
    phone = open_phone()
    sign_in(phone, zoe_user.email)
    phone.goto(reverse("session_logs:workout", args=[deadlift.workout_id]))
    row = phone.locator(f"#set-{deadlift.pk}-1-both")
    row.get_by_label("Load in kg").fill("42,5")
    made_here = row.locator("[name=id]").input_value()

    phone.context.set_offline(True)
    row.get_by_role("button", name="Log set 1").tap()
    expect(row).to_contain_text("Not saved. Try again")
    expect(phone.locator("#saved")).to_have_text("Not saved")
    expect(row.get_by_label("Load in kg")).to_have_value("42,5")
    assert not SetLog.objects.exists()

    phone.context.set_offline(False)
    row.get_by_role("button", name="Log set 1").tap()
    expect(phone.locator("#saved")).to_have_text("Saved")
    expect(row).to_contain_text("42.5 × 8")
    assert str(SetLog.objects.get().pk) == made_here
    complaints[:] = [told for told in complaints if not any(words in told for words in EXPECTED)]


def test_the_rest_counts_down_and_can_be_made_longer_or_skipped(
    zoe_user: User, deadlift: WorkoutExercise, open_phone: Callable[..., Page]
) -> None:
    phone = open_phone()
    sign_in(phone, zoe_user.email)
    phone.goto(reverse("session_logs:workout", args=[deadlift.workout_id]))
    bar = phone.get_by_role("complementary", name="Rest timer")
    expect(bar).to_be_hidden()
    phone.get_by_role("button", name="Log set 1").tap()
    expect(bar).to_contain_text("Rest, then set 2")
    expect(bar.get_by_role("timer")).to_have_text(re.compile(r"^0:5\d$"))
    bar.get_by_role("button", name="Add 30 seconds").tap()
    expect(bar.get_by_role("timer")).to_have_text(re.compile(r"^1:2\d$"))
    bar.get_by_role("button", name="Skip").tap()
    expect(bar).to_be_hidden()
