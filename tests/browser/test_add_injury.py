"""Injuries are put on file at the desk: one with a warning sign, one that a clinician has seen."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, Route, expect

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
    refusal = "Nothing can be assigned while a warning sign is open."
    expect(desk.get_by_role("region", name="Before it is assigned")).to_contain_text(refusal)
    desk.get_by_role("button", name="Assign it").click()
    expect(desk.get_by_role("alert")).to_contain_text(refusal)
    assert not zoe.assignments.exists()


def test_what_a_clinician_found_sets_the_stage(
    ana: User, zoe: Client, open_page: Callable[..., Page]
) -> None:
    desk = open_page()
    sign_in(desk, ana.email)
    desk.goto(reverse("clients:injury_new", args=[zoe.pk]))
    desk.get_by_role("radio", name="Hamstring, right", exact=True).check()
    today = zoe.today().isoformat()
    desk.get_by_label("Day it started").fill(today)
    desk.get_by_text("A clinician", exact=True).click()
    desk.get_by_label("Name", exact=True).fill("R. Halloran")
    desk.get_by_label("Day of the assessment").fill(today)
    desk.get_by_label("Kind, in their words").select_option("Strain")
    desk.get_by_label("Stage they put it at").select_option("strain:early_load")
    for flag in RED_FLAGS:
        desk.get_by_role("radiogroup", name=flag.question).get_by_text("No", exact=True).click()
    desk.get_by_role("button", name="Save the injury").click()

    expect(desk.get_by_text("Right hamstring strain is on file.")).to_be_visible()
    expect(desk.get_by_text("Stage 2 of 6")).to_be_visible()
    assert zoe.injuries.get().stage == "early_load"


def test_a_stage_chosen_while_the_stages_are_slow_to_come_is_not_lost(
    ana: User, zoe: Client, open_page: Callable[..., Page]
) -> None:
    desk = open_page()
    sign_in(desk, ana.email)
    desk.goto(reverse("clients:injury_new", args=[zoe.pk]))
    desk.get_by_role("radio", name="Hamstring, right", exact=True).check()
    desk.get_by_text("A clinician", exact=True).click()
    waiting: list[Route] = []
    desk.route("**/injuries/new/", lambda route: waiting.append(route))
    stage = desk.get_by_label("Stage they put it at")
    desk.get_by_label("Kind, in their words").select_option("Strain")
    expect(stage).to_be_disabled()
    waiting.pop().continue_()
    desk.unroute("**/injuries/new/")
    expect(stage).to_be_enabled()
    stage.select_option("strain:early_load")
    with desk.expect_response("**/injuries/new/"):
        desk.get_by_text("2", exact=True).first.click()
    expect(stage).to_be_enabled()
    expect(stage).to_have_value("strain:early_load")


def write_down_the_injury(desk: Page, zoe: Client) -> None:
    """From the injuries page to the saved injury by the keyboard alone."""
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
