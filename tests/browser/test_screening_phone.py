"""A client answers the questions on her phone, and her trainer sees what to plan for."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from clients import screening
from clients.actions import start_screening
from clients.models import Client
from tests.browser.steps import sign_in
from tests.browser.test_accessibility import check
from trainer.accounts.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAID = {
    "hamstring": "Yes, in the last 12 months",
    "hamstring_side": "Right",
    "hamstring_off": "all spring",
    "warm_up": "1 to 4 minutes",
    "heavy_legs": "3",
    "sleep": "7",
    "speed": "2",
    "speed_change": "About the same",
}
ONE_OF_EACH_KIND = ("heart", "hamstring_side", "hamstring_when", "hamstring_off", "heavy_legs", "sleep")


def test_a_client_answers_on_the_phone_and_the_trainer_sees_what_to_plan_for(
    programs: None,
    ana: User,
    zoe: Client,
    zoe_user: User,
    open_page: Callable[..., Page],
    open_phone: Callable[..., Page],
) -> None:
    phone = open_phone()
    sign_in(phone, zoe_user.email)
    phone.get_by_role("link", name="Answer the questions").tap()
    expect(phone.get_by_role("heading", name="A few questions before you train")).to_be_visible()
    go_on(phone, "Begin")
    answer_everything(phone)
    expect(phone.get_by_role("heading", name="Check, then hand in")).to_be_visible()
    phone.get_by_role("button", name="Hand in my answers").tap()
    expect(phone.get_by_role("heading", name="Thank you, Zoe")).to_be_visible()
    expect(phone.get_by_role("heading", name="What you told that matters for your plan")).to_be_visible()
    phone.get_by_role("link", name="Go to today").tap()
    expect(phone.get_by_role("link", name="Answer the questions")).to_have_count(0)

    desk = open_page()
    sign_in(desk, ana.email)
    desk.goto(reverse("roster:client", args=[zoe.pk]))
    desk.get_by_role("navigation", name="Zoe Client").get_by_role("link", name="Screening").click()
    things = desk.locator(".thing h3")
    expect(things).to_have_text(
        [
            "Right hamstring strain in the last 12 months",
            "No slow lowering hamstring work",
            "Warm-up of less than 10 minutes",
        ]
    )
    mark_the_warm_up(desk)
    desk.locator("#thing-lowering").get_by_role("link", name="Add Nordic work").click()
    expect(desk.get_by_label("Client")).to_have_value(str(zoe.pk))


def answer_everything(phone: Page) -> None:
    """One question after the other; no, or rather not say, where nothing stands above."""
    while not phone.url.endswith(reverse("clients:screening")):
        question = screening.QUESTIONS[phone.url.rstrip("/").rpartition("/")[2]]
        expect(phone.get_by_role("heading", name=question.text)).to_be_visible()
        said = SAID.get(question.code, "No")
        button = "Next"
        if question.options and any(option.words == said for option in question.options):
            phone.get_by_role("radio", name=said, exact=question.kind != "side").check(force=True)
        elif question.code in SAID:
            phone.get_by_label(question.text).fill(said)
        else:
            button = "I’d rather not say"
        go_on(phone, button)


def go_on(phone: Page, button: str) -> None:
    with phone.expect_navigation():
        phone.get_by_role("button", name=button).tap()


def mark_the_warm_up(desk: Page) -> None:
    thing = desk.locator("#thing-warm_up")
    thing.get_by_text("Mark as planned").first.click()
    thing.get_by_label("How, in a few words").fill("Bike, then lunges")
    thing.get_by_role("button", name="Mark as planned").click()
    expect(desk.locator("#thing-warm_up")).to_contain_text("Bike, then lunges")


def test_the_questions_are_answered_without_javascript_and_with_the_keyboard(
    zoe: Client, zoe_user: User, open_page: Callable[..., Page]
) -> None:
    page = open_page(390, java_script_enabled=False)
    sign_in(page, zoe_user.email)
    page.goto(reverse("clients:screening"))
    page.get_by_role("button", name="Begin").press("Enter")
    page.get_by_role("radio", name="Yes").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Question 2 of 29")).to_be_visible()
    page.get_by_role("button", name="Next").press("Enter")
    expect(page.get_by_text("Answer this, or say that you would rather not.")).to_be_visible()
    page.get_by_role("link", name="Back").press("Enter")
    expect(page.get_by_role("radio", name="No")).to_be_checked()


def test_every_kind_of_question_passes_the_rules_of_accessibility(
    zoe: Client, zoe_user: User, open_page: Callable[..., Page]
) -> None:
    screen = start_screening(client=zoe, by=zoe_user)
    screen.answers = {"hamstring": {"value": "recent", "question": "?", "answer": "Yes"}}
    screen.save()
    page = open_page(390, reduced_motion="reduce")
    sign_in(page, zoe_user.email)
    asked = [reverse("clients:screening_question", args=[code]) for code in ONE_OF_EACH_KIND]
    check(page, [reverse("clients:screening"), *asked])


def test_ticking_the_box_of_a_part_shows_which_rows_it_answers_without_javascript(
    ana: User, zoe: Client, open_page: Callable[..., Page]
) -> None:
    page = open_page(java_script_enabled=False)
    sign_in(page, ana.email)
    page.goto(reverse("clients:screening_ask", args=[zoe.pk]))
    row = page.get_by_role("group", name=screening.QUESTIONS["heart"].text)
    expect(row.get_by_role("radio", name="Not answered")).to_be_checked()
    page.get_by_label("No to every other question in this part").first.check()
    expect(row.get_by_role("radio", name="Will be No")).to_be_checked()
    expect(row.get_by_text("Not answered")).to_be_hidden()
