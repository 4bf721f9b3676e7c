"""The report about a client's tests prints on one or two sheets of A4, however much there is to tell."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from clients.models import Client, Injury
from tests.browser.steps import sign_in
from tests.roster.rows import logged, planned, torques
from trainer.accounts.models import User
from trainer.balance.pages.report import MOST_WORDS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

A_PAGE = re.compile(rb"/Type\s*/Page\b")  # not /Pages, the tree that holds them


def much_to_tell(zoe: Client) -> None:
    """A year with a test a month, and more injuries than a page holds."""
    today = zoe.today()
    for number in range(12):
        change = 40 * (number % 2)
        day = today - dt.timedelta(days=28 * number)
        torques(zoe, day, hamstrings=(90 + change, 81 + change), quadriceps=(150 + change, 161 + change))
    for number in range(8):
        Injury.objects.create(
            client=zoe,
            structure="hamstring",
            side="right",
            kind="strain",
            stage="early_load",
            onset_on=today - dt.timedelta(days=40 * number + 30),
            resolved_on=today - dt.timedelta(days=40 * number) if number else None,
            assessed_by="R. Halloran-Featherstonehaugh",
            assessed_role="Physiotherapist",
            assessed_on=today - dt.timedelta(days=40 * number + 20),
        )
    planned(zoe, [today - dt.timedelta(days=100)])
    logged(zoe, today - dt.timedelta(days=50))


@pytest.mark.parametrize("reader", ["The client", "A clinician"])
def test_a_report_is_one_or_two_pages(
    zoe: Client, ana: User, open_page: Callable[..., Page], reader: str
) -> None:
    much_to_tell(zoe)
    page = open_page(color_scheme="dark")
    sign_in(page, ana.email)
    page.goto(reverse("balance:report", args=[zoe.pk]))
    page.get_by_text(reader, exact=True).click()
    page.get_by_label("In your own words").fill(("Agreed with the clinic. " * MOST_WORDS)[:MOST_WORDS])
    page.get_by_role("button", name="Update the report").click()
    printed = page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(A_PAGE.findall(printed)) <= 2
    page.emulate_media(media="print")
    assert page.get_by_role("article").is_visible()
    assert not page.get_by_role("button", name="Print").is_visible()
    assert not page.get_by_label("In your own words").is_visible()
    ink = page.get_by_role("article").evaluate("element => getComputedStyle(element).color")
    assert ink == "rgb(22, 32, 29)"


def test_a_first_test_alone_is_one_page(zoe: Client, ana: User, open_page: Callable[..., Page]) -> None:
    torques(zoe, zoe.today(), hamstrings=(90, 81), quadriceps=(150, 161))
    page = open_page()
    sign_in(page, ana.email)
    page.goto(reverse("balance:report", args=[zoe.pk]))
    assert len(A_PAGE.findall(page.pdf(prefer_css_page_size=True, print_background=True))) == 1


@pytest.mark.pdf
def test_the_file_is_offered_as_a_download(zoe: Client, ana: User, open_page: Callable[..., Page]) -> None:
    torques(zoe, zoe.today(), hamstrings=(90, 81), quadriceps=(150, 161))
    page = open_page()
    sign_in(page, ana.email)
    page.goto(reverse("balance:report", args=[zoe.pk]))
    with page.expect_download() as started:
        page.get_by_role("button", name="Save as PDF").click()
    assert started.value.suggested_filename.endswith(".pdf")
