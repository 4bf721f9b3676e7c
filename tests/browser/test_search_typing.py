"""The library's search as one types: results, address, and the way back."""

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_typing_finds_and_the_way_back_leads_to_what_was_typed(
    library: None, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    page.goto(reverse("exercises:list"))
    page.get_by_label("Search").press_sequentially("swiss ball")
    expect(page.get_by_text("1 of 68 exercises")).to_be_visible()
    expect(page).to_have_url(re.compile(r"\?q=swiss\+ball$"))
    page.get_by_role("link", name="Stability-ball curl").click()
    expect(page.get_by_role("heading", name="Stability-ball curl", level=1)).to_be_visible()
    page.go_back()
    expect(page.get_by_label("Search")).to_have_value("swiss ball")
    expect(page.get_by_text("1 of 68 exercises")).to_be_visible()


def test_a_slip_of_the_finger_is_one_click_from_the_answer(
    library: None, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    page.goto(reverse("exercises:list"))
    page.get_by_label("Search").fill("kettelbell")
    page.get_by_role("link", name="Did you mean “kettlebell”?").click()
    expect(page.get_by_role("link", name="Kettlebell swing", exact=True)).to_be_visible()
    expect(page.get_by_label("Search")).to_have_value("kettlebell")


def test_without_javascript_a_button_shows_what_was_asked(
    library: None, open_page: Callable[..., Page]
) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(reverse("exercises:list"))
    page.get_by_label("Search").fill("rdl")
    page.get_by_label("Level").select_option("Beginner")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("link", name="Romanian deadlift", exact=True)).to_be_visible()
    expect(page).to_have_url(re.compile(r"q=rdl&.*level=B"))
