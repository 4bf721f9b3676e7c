"""Every form posts and every link leads without a line of JavaScript."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from clients.models import Client
from tests.browser.steps import begin_nordic, sign_in
from trainer.accounts.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_workout_is_logged_without_javascript(
    programs: None, ana: User, zoe: Client, zoe_user: User, open_phone: Callable[..., Page]
) -> None:
    begin_nordic(zoe, ana)
    phone = open_phone(java_script_enabled=False)
    sign_in(phone, zoe_user.email)
    expect(phone).to_have_url(reverse("session_logs:today"))
    phone.get_by_role("link", name="Start").click()

    phone.get_by_role("button", name="Log set 1").click()
    expect(phone.get_by_role("link", name="Change set 1")).to_be_visible()
    phone.get_by_role("link", name="Change set 1").click()
    phone.get_by_label("Reps, set 1").fill("4")
    phone.get_by_role("button", name="Save set 1").click()
    expect(phone.get_by_role("link", name="Change set 1: 4 reps")).to_be_visible()

    phone.get_by_role("button", name="Finish workout").click()
    expect(phone).to_have_url(reverse("session_logs:today"))
    expect(phone.get_by_role("heading", name="Done for today")).to_be_visible()
    assert [log.reps for log in zoe.set_logs.all()] == [4]
