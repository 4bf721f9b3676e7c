"""From the trainer's code to the client's own pages; and once the coaching ends, every page is gone."""

import re
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import Page, expect

from clients.models import Client
from tests.browser.steps import sign_in
from tests.conftest import PASSWORD
from trainer.accounts.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_client_joins_by_code_and_takes_over_the_record(
    ana: User, zoe: Client, open_page: Callable[..., Page], open_phone: Callable[..., Page]
) -> None:
    cache.clear()
    desk, phone = open_page(), open_phone()
    sign_in(desk, ana.email)
    desk.goto(reverse("roster:client", args=[zoe.pk]))
    expect(desk.get_by_text("consent is on paper, not yet confirmed")).to_be_visible()
    code = make_the_code(desk, zoe)

    type_the_code(phone, code)
    make_a_sign_in(phone)
    allow_training_only(phone)

    zoe.refresh_from_db()
    assert zoe.user
    assert zoe.user.email == "zoe@example.com"
    desk.goto(reverse("clients:edit", args=[zoe.pk]))
    expect(desk.get_by_text("confirmed by the client on")).to_be_visible()
    desk.goto(reverse("clients:injuries", args=[zoe.pk]))
    expect(desk.get_by_text("Health data is not shared with you")).to_be_visible()


def make_the_code(desk: Page, zoe: Client) -> str:
    desk.goto(reverse("clients:invite", args=[zoe.pk]))
    desk.get_by_role("button", name="Make the link").click()
    code = desk.get_by_text(re.compile("^[A-Z]{4}-[A-Z]{4}$"))
    expect(code).to_be_visible()
    return code.inner_text()


def type_the_code(phone: Page, code: str) -> None:
    phone.goto(reverse("account_login"))
    phone.get_by_role("link", name="type your code").tap()
    field = phone.get_by_label("Code from your trainer")
    field.fill("BCDF-BCDF")
    phone.get_by_role("button", name="Open the invitation").tap()
    expect(phone.get_by_text("No invitation has this code.")).to_be_visible()
    expect(field).to_have_value("BCDF-BCDF")
    field.fill(code.lower().replace("-", " "))
    phone.get_by_role("button", name="Open the invitation").tap()
    expect(phone.get_by_role("heading", name="Ana Trainer invites you")).to_be_visible()


def make_a_sign_in(phone: Page) -> None:
    phone.get_by_role("link", name="Make my sign-in").tap()
    phone.get_by_label(re.compile("^e-?mail", re.IGNORECASE)).fill("zoe@example.com")
    phone.get_by_label("Password").first.fill(PASSWORD)
    phone.get_by_role("button", name="Make my sign-in").tap()
    expect(phone.get_by_role("heading", name="What you allow")).to_be_visible()


def allow_training_only(phone: Page) -> None:
    for box in phone.get_by_role("checkbox").all():
        expect(box).not_to_be_checked()
    phone.get_by_role("checkbox", name="Training data").check()
    phone.get_by_role("button", name="Accept the invitation").tap()
    expect(phone).to_have_url(reverse("session_logs:today"))


def test_once_the_client_ends_the_coaching_every_page_is_gone(
    ana: User, zoe: Client, zoe_user: User, open_page: Callable[..., Page], open_phone: Callable[..., Page]
) -> None:
    desk, phone = open_page(), open_phone()
    sign_in(desk, ana.email)
    kept = [
        reverse(name, args=[zoe.pk])
        for name in ("roster:client", "clients:edit", "clients:injuries", "clients:notes", "balance:balance")
    ]
    assert {desk.request.get(address).status for address in kept} == {200}

    sign_in(phone, zoe_user.email)
    phone.goto(reverse("privacy:my_data"))
    phone.get_by_role("region", name="Who may see it").get_by_text("End coaching", exact=True).tap()
    phone.get_by_role("button", name="Yes, end coaching by Ana Trainer").tap()
    expect(phone.get_by_text("Ana Trainer can open none of your pages any more.")).to_be_visible()

    assert {desk.request.get(address).status for address in kept} == {404}
    desk.goto(reverse("roster:list"))
    expect(desk.get_by_text("Zoe Client")).to_have_count(0)
