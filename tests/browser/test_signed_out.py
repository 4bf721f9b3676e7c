"""Who has signed out leaves nothing behind on the device."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from clients.models import Client
from tests.browser.steps import sign_in, strain
from trainer.accounts.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_back_after_signing_out_shows_nothing_private(
    library: None, ana: User, zoe: Client, open_page: Callable[..., Page]
) -> None:
    injury = strain(zoe, ana)
    desk = open_page()
    sign_in(desk, ana.email)
    desk.goto(reverse("clients:injury", args=[zoe.pk, injury.pk]))
    expect(desk.get_by_role("heading", name="Right hamstring strain")).to_be_visible()
    desk.get_by_role("button", name="Sign out").click()
    expect(desk).to_have_url(reverse("web:home"))

    desk.go_back()
    expect(desk.get_by_role("heading", name="Sign in")).to_be_visible()
    assert "hamstring strain" not in desk.content()
    assert zoe.name not in desk.content()
