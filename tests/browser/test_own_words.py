"""What a trainer says to one client reaches her phone, and nobody overwrites it unread."""

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from clients.models import Client
from tests.browser.steps import begin_nordic, sign_in
from trainer.accounts.models import User
from trainer.programs.cue_actions import write_cue
from trainer.programs.cues import mark_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORDS = "Fall like a plank, hands ready."


def test_a_private_cue_stands_first_on_the_clients_phone(
    programs: None,
    ana: User,
    zoe: Client,
    zoe_user: User,
    open_page: Callable[..., Page],
    open_phone: Callable[..., Page],
) -> None:
    begin_nordic(zoe, ana)
    desk, phone = open_page(), open_phone()
    sign_in(desk, ana.email)
    desk.goto(reverse("programs:client_program", args=[zoe.pk]))
    desk.get_by_text("Change Nordic hamstring exercise").first.click()
    desk.get_by_role("link", name="A cue for Zoe on Nordic hamstring exercise").first.click()
    desk.get_by_label("In your words").fill(WORDS)
    desk.get_by_role("button", name="Save the cue").click()
    expect(desk.get_by_role("region", name="Your words for Zoe")).to_contain_text(WORDS)

    sign_in(phone, zoe_user.email)
    phone.get_by_role("link", name="Start").tap()
    cue = phone.get_by_text(WORDS)
    expect(cue).to_be_visible()
    expect(cue).to_contain_text("From Ana")


def test_a_stale_save_shows_both_texts_and_loses_nothing(
    programs: None, ana: User, zoe: Client, open_page: Callable[..., Page]
) -> None:
    plan = begin_nordic(zoe, ana)
    exercise = plan.workouts.earliest("scheduled_on").exercises.get().exercise
    cue = write_cue(client=zoe, exercise=exercise, words="First.", read="", by=ana)
    page = open_page()
    sign_in(page, ana.email)
    page.goto(reverse("programs:cue", args=[zoe.pk, exercise.slug]))
    write_cue(client=zoe, exercise=exercise, words="Somebody was faster.", read=mark_of(cue), by=ana)
    page.get_by_label("In your words").fill(WORDS)
    page.get_by_role("button", name="Save the cue").click()
    expect(page.get_by_text("“Somebody was faster.”")).to_be_visible()
    expect(page.get_by_label("In your words")).to_have_value(WORDS)
    page.get_by_role("button", name="Save the cue").click()
    expect(page.get_by_role("region", name="Your words for Zoe")).to_contain_text(WORDS)


def test_an_exercise_is_found_and_chosen_instead_of_another(
    programs: None, ana: User, zoe: Client, open_page: Callable[..., Page]
) -> None:
    plan = begin_nordic(zoe, ana)
    page = open_page()
    sign_in(page, ana.email)
    page.goto(reverse("programs:instead", args=[zoe.pk, plan.pk, "nordic-hamstring"]))
    page.get_by_label("Search").fill("slider curl")
    expect(page).to_have_url(re.compile(r"q=slider"))
    page.get_by_label("Only week 1 (1)").check()
    page.get_by_role("button", name="Choose Slider curl", exact=True).click()
    expect(page.get_by_text("Slider curl takes the place of Nordic hamstring exercise")).to_be_visible()
    page.get_by_role("button", name="Swap back to Nordic hamstring exercise").click()
    expect(page.get_by_role("button", name="Swap back to Nordic hamstring exercise")).to_have_count(0)
