"""No page breaks a rule of WCAG 2.2 AA that a machine can check, on a desk or a phone, by day or by night."""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page

from clients.models import Client
from tests.browser.conftest import DESK, PHONE
from tests.browser.steps import practice, sign_in
from trainer.accounts.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
EVERY_RULE = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
# By night only the colours are others.
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
NARROWEST = 360


def test_pages_for_anyone(library: None, open_page: Callable[..., Page]) -> None:
    addresses = [
        reverse("web:home"),
        reverse("account_login"),
        reverse("account_reset_password"),
        reverse("exercises:list"),
        reverse("exercises:detail", args=["romanian-deadlift"]),
        reverse("exercises:anatomy"),
    ]
    check(open_page(reduced_motion="reduce"), addresses)


def test_pages_of_a_trainer(programs: None, ana: User, zoe: Client, open_page: Callable[..., Page]) -> None:
    practice(zoe, ana)
    page = open_page(reduced_motion="reduce")
    sign_in(page, ana.email)
    addresses = [
        reverse("roster:list"),
        reverse("clients:new"),
        reverse("programs:list"),
        reverse("programs:detail", args=["beginner-8-weeks"]),
        reverse("programs:assign", args=["nordic-10-weeks"], query={"client": zoe.pk}),
        reverse("accounts:settings"),
        reverse("account_change_password"),
        reverse("mfa_index"),
    ]
    check(page, addresses)


def test_pages_about_a_client(programs: None, ana: User, zoe: Client, open_page: Callable[..., Page]) -> None:
    workout = practice(zoe, ana)
    injury, test = zoe.injuries.get(), zoe.strength_tests.latest("tested_on")
    page = open_page(reduced_motion="reduce")
    sign_in(page, ana.email)
    addresses = [
        reverse("roster:client", args=[zoe.pk]),
        reverse("clients:edit", args=[zoe.pk]),
        reverse("clients:invite", args=[zoe.pk]),
        reverse("clients:conditions", args=[zoe.pk]),
        reverse("clients:injuries", args=[zoe.pk]),
        reverse("clients:injury", args=[zoe.pk, injury.pk]),
        reverse("clients:injury_new", args=[zoe.pk]),
        reverse("programs:client_program", args=[zoe.pk]),
        reverse("session_logs:sessions", args=[zoe.pk]),
        workout.get_absolute_url(),
        reverse("balance:balance", args=[zoe.pk]),
        reverse("balance:test", args=[zoe.pk, test.pk]),
        reverse("balance:test_choose", args=[zoe.pk]),
        reverse("balance:test_new", args=[zoe.pk, test.protocol]),
    ]
    check(page, addresses)


def test_pages_of_a_client(
    programs: None, ana: User, zoe: Client, zoe_user: User, open_page: Callable[..., Page]
) -> None:
    workout = practice(zoe, ana)
    page = open_page(PHONE, reduced_motion="reduce")
    sign_in(page, zoe_user.email)
    addresses = [
        reverse("session_logs:today"),
        workout.get_absolute_url(),
        reverse("session_logs:sudden", args=[workout.pk]),
        reverse("session_logs:history"),
        reverse("balance:progress"),
        reverse("privacy:my_data"),
    ]
    check(page, addresses)


def check(page: Page, addresses: list[str]) -> None:
    faults = [fault for address in addresses for fault in faults_of(page, address)]
    assert not faults, "\n".join(faults)


def faults_of(page: Page, address: str) -> Iterator[str]:
    """What is wrong with one page on a desk, on a phone and on the narrowest phone."""
    page.goto(address)
    open_everything(page)
    for width in (DESK, PHONE):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme, rules in (("light", EVERY_RULE), ("dark", COLOURS)):
            page.emulate_media(color_scheme=scheme)
            for broken in Axe().run(page, options=rules).response["violations"]:
                for node in broken["nodes"]:
                    where = f"{address} {width} {scheme}: {broken['id']} {node['target']}"
                    yield f"{where} {node['failureSummary']}"
    page.set_viewport_size({"width": NARROWEST, "height": 900})
    if (wide := page.evaluate("document.scrollingElement.scrollWidth")) > NARROWEST:
        yield f"{address} scrolls sideways: {wide} px wide on a screen of {NARROWEST} px"


def open_everything(page: Page) -> None:
    """What is folded away is part of the page."""
    page.evaluate("document.querySelectorAll('main details').forEach(details => details.open = true)")
