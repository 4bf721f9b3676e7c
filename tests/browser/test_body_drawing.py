"""The place of an injury is chosen by the drawing: with a finger, with a mouse, and by the keyboard alone."""

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from clients.models import Client
from clients.stages import RED_FLAGS
from tests.browser.steps import sign_in, strain
from tests.browser.test_add_injury import tab_to
from trainer.accounts.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def colour(region: Locator) -> str:
    return str(region.evaluate("element => getComputedStyle(element).fill"))


def test_a_touch_on_the_drawing_ticks_the_place_and_lights_it_up(
    ana: User, zoe: Client, open_phone: Callable[..., Page]
) -> None:
    phone = open_phone()
    sign_in(phone, ana.email)
    phone.goto(reverse("clients:injury_new", args=[zoe.pk]))
    calf = phone.locator(".body__region--calf-left")
    before = colour(calf)
    phone.locator("label[for=where-calf-left]").tap()
    expect(phone.get_by_role("radio", name="Calf, left")).to_be_checked()
    assert colour(calf) != before

    phone.locator("label[for=where-quadriceps-right]").tap()
    expect(phone.get_by_role("radio", name="Quadriceps, right")).to_be_checked()
    assert colour(calf) == before
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


def test_an_injury_is_added_by_the_keyboard_alone_and_the_drawing_follows(
    ana: User, zoe: Client, open_page: Callable[..., Page]
) -> None:
    desk = open_page()
    sign_in(desk, ana.email)
    desk.goto(reverse("clients:injury_new", args=[zoe.pk]))
    plain = colour(desk.locator(".body__region--groin-left"))
    tab_to(desk, desk.get_by_role("radio", name="Hamstring, left", exact=True))
    desk.keyboard.press("Space")
    groin = desk.get_by_role("radio", name="Groin, left")
    for _ in range(30):
        if groin.is_checked():
            break
        desk.keyboard.press("ArrowDown")
    expect(groin).to_be_checked()
    assert colour(desk.locator(".body__region--groin-left")) != plain
    assert colour(desk.locator(".body__region--hamstring-left")) == plain

    tab_to(desk, desk.get_by_label("Day it started"))
    desk.keyboard.type(f"0101{zoe.today().year}")
    for flag in RED_FLAGS:
        if flag.can_apply(place="groin"):
            tab_to(desk, desk.get_by_role("radiogroup", name=flag.question).get_by_label("No"))
            desk.keyboard.press("Space")
    tab_to(desk, desk.get_by_role("button", name="Save the injury"))
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("Suspected left groin strain is on file.")).to_be_visible()
    assert zoe.injuries.get().structure == "groin"


def test_a_gate_is_ticked_by_the_keyboard(ana: User, zoe: Client, open_page: Callable[..., Page]) -> None:
    injury = strain(zoe, ana)
    desk = open_page()
    sign_in(desk, ana.email)
    desk.goto(reverse("clients:injury", args=[zoe.pk, injury.pk]))
    button = desk.get_by_role("button", name=re.compile("^Met.*Runs at 70%"))
    tab_to(desk, button)
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("2 of 3 still open")).to_be_visible()
    assert injury.gates_met.count() == 1


def test_a_form_outlives_the_end_of_the_session(
    ana: User, zoe: Client, open_page: Callable[..., Page], complaints: list[str]
) -> None:
    desk = open_page()
    sign_in(desk, ana.email)
    desk.goto(reverse("clients:injury_new", args=[zoe.pk]))
    desk.get_by_role("radio", name="Calf, left").check()
    desk.get_by_label("Day it started").fill(zoe.today().isoformat())
    desk.get_by_label("In the client's words").fill("A pull behind the calf.")
    for flag in RED_FLAGS:
        desk.get_by_role("radiogroup", name=flag.question).get_by_text("No", exact=True).click()
    desk.context.clear_cookies(name="session")
    desk.get_by_role("button", name="Save the injury").click()
    expect(desk.get_by_role("heading", name="You were signed out")).to_be_visible()

    with desk.context.expect_page() as opened:
        desk.get_by_role("link", name="Sign in").click()
    sign_in(opened.value, ana.email)
    desk.get_by_role("button", name="Save it now").click()
    expect(desk.get_by_role("heading", name="One more press")).to_be_visible()
    desk.get_by_role("button", name="Save it now").click()
    expect(desk.get_by_text("Suspected left calf strain is on file.")).to_be_visible()
    assert zoe.injuries.get().events.get(kind="recorded").words == "A pull behind the calf."
    complaints[:] = [told for told in complaints if "403" not in told]
