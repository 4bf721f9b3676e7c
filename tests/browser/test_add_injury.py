"""An injury is put on file with the keyboard alone, and a warning sign answered with yes closes the plan."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from clients.models import Client
from clients.stages import RED_FLAGS
from tests.browser.steps import sign_in
from trainer.accounts.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CANNOT_WALK = next(flag for flag in RED_FLAGS if flag.code == "cannot_walk")


def test_a_warning_sign_answered_with_yes_closes_the_plan(
    programs: None, ana: User, zoe: Client, open_page: Callable[..., Page]
) -> None:
    desk = open_page()
    sign_in(desk, ana.email)
    write_down_the_injury(desk, zoe)
    expect(desk.get_by_text("Right hamstring strain is on file.")).to_be_visible()
    expect(desk.get_by_text(CANNOT_WALK.sentence).first).to_be_visible()

    assign = reverse("programs:assign", args=["nordic-10-weeks"], query={"client": zoe.pk})
    desk.goto(assign)
    refusal = "Nothing can be assigned while a red flag is open."
    expect(desk.get_by_role("region", name="Before it is assigned")).to_contain_text(refusal)
    desk.get_by_role("button", name="Assign it").click()
    expect(desk.get_by_role("alert")).to_contain_text(refusal)
    assert not zoe.assignments.exists()


def write_down_the_injury(desk: Page, zoe: Client) -> None:
    """From the injuries page to the saved injury without touching the mouse."""
    desk.goto(reverse("clients:injuries", args=[zoe.pk]))
    tab_to(desk, desk.get_by_role("link", name="Add an injury").first)
    desk.keyboard.press("Enter")
    choose_the_right_hamstring(desk)
    tab_to(desk, desk.get_by_label("Day it started"))
    # The first of January is typed alike whichever of day and month the browser asks for first.
    desk.keyboard.type(f"0101{zoe.today().year}")
    tab_to(desk, desk.get_by_role("textbox", name="In the client's words"))
    desk.keyboard.type("A sharp pull while sprinting.")
    answer_the_warning_signs(desk)
    tab_to(desk, desk.get_by_role("button", name="Save the injury"))
    desk.keyboard.press("Enter")


def choose_the_right_hamstring(desk: Page) -> None:
    tab_to(desk, desk.get_by_role("radio", name="Hamstring, left", exact=True))
    desk.keyboard.press("Space")
    desk.keyboard.press("ArrowRight")
    expect(desk.get_by_role("radio", name="Hamstring, right", exact=True)).to_be_checked()


def answer_the_warning_signs(desk: Page) -> None:
    """No to every one but the one about walking."""
    for flag in RED_FLAGS:
        question = desk.get_by_role("radiogroup", name=flag.question)
        tab_to(desk, question.get_by_label("No"))
        desk.keyboard.press("Space")
        if flag == CANNOT_WALK:
            desk.keyboard.press("ArrowRight")
            expect(question.get_by_label("Yes")).to_be_checked()


def tab_to(page: Page, place: Locator) -> None:
    """Press Tab until this has the focus; a place that no key reaches fails."""
    for _ in range(60):
        if place.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"Tab does not reach {place}.")
