"""A client takes back her word on health data, and what her trainer has open shows nothing of it any more."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from clients.models import Client
from tests.browser.steps import sign_in, strain
from trainer.accounts.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_open_injury_page_says_that_health_is_no_longer_shared_and_shows_nothing(
    ana: User, zoe: Client, zoe_user: User, open_page: Callable[..., Page], open_phone: Callable[..., Page]
) -> None:
    injury = strain(zoe, ana)
    desk, phone = open_page(), open_phone()
    sign_in(desk, ana.email)
    desk.goto(reverse("clients:injury", args=[zoe.pk, injury.pk]))
    expect(desk.get_by_role("heading", name="Right hamstring strain")).to_be_visible()
    expect(desk.get_by_role("main")).to_contain_text("R. Halloran")

    withdraw_health(phone, zoe_user)
    desk.reload()
    shows_nothing(desk)


def test_what_is_pressed_on_the_open_injury_page_changes_nothing_and_says_why(
    ana: User,
    zoe: Client,
    zoe_user: User,
    open_page: Callable[..., Page],
    open_phone: Callable[..., Page],
    complaints: list[str],
) -> None:
    injury = strain(zoe, ana)
    desk, phone = open_page(), open_phone()
    sign_in(desk, ana.email)
    desk.goto(reverse("clients:injury", args=[zoe.pk, injury.pk]))
    withdraw_health(phone, zoe_user)
    desk.get_by_role("button", name="Met").first.click()
    shows_nothing(desk)
    assert not injury.gates_met.exists()
    complaints[:] = [told for told in complaints if "403" not in told]


def withdraw_health(phone: Page, zoe_user: User) -> None:
    sign_in(phone, zoe_user.email)
    phone.goto(reverse("privacy:my_data"))
    health = phone.locator("form", has=phone.locator("[name=purpose][value=health]"))
    health.get_by_text("Withdraw", exact=True).tap()
    phone.get_by_role("button", name="Yes, withdraw health data").tap()
    expect(phone.get_by_role("button", name="Yes, withdraw health data")).to_have_count(0)


def shows_nothing(desk: Page) -> None:
    expect(desk.get_by_text("Health data is not shared with you")).to_be_visible()
    page = desk.content().lower()
    assert not [word for word in ("hamstring", "strain", "halloran", "early load") if word in page]
