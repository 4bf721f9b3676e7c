"""Every exercise of the library prints as one sheet of A5."""

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from exercises.models import Exercise

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

A_PAGE = re.compile(rb"/Type\s*/Page\b")  # not /Pages, the tree that holds them
BOX = re.compile(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]")
A5 = (148, 210)
MM = 25.4 / 72


def test_every_card_is_one_sheet_of_a5(library: None, open_page: Callable[..., Page]) -> None:
    page = open_page()
    for slug in Exercise.objects.values_list("slug", flat=True):
        page.goto(reverse("exercises:card", args=[slug]))
        printed = page.pdf(prefer_css_page_size=True, print_background=True)
        assert len(A_PAGE.findall(printed)) == 1, slug
        (box,) = BOX.findall(printed)
        assert tuple(round(float(side) * MM) for side in box) == A5, slug


def test_a_card_in_print_is_light_and_without_its_buttons(
    library: None, open_page: Callable[..., Page]
) -> None:
    page = open_page(color_scheme="dark")
    page.goto(reverse("exercises:card", args=["romanian-deadlift"]))
    assert page.get_by_role("button", name="Print").is_visible()
    page.emulate_media(media="print")
    assert not page.get_by_role("button", name="Print").is_visible()
    assert not page.get_by_role("link", name="Back").is_visible()
    ink = page.locator("h1").evaluate("element => getComputedStyle(element).color")
    assert ink == "rgb(22, 32, 29)"
