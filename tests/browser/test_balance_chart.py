"""The balance chart for eyes, fingers, keys and ears: every test can be reached, read and told apart."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from clients.models import Client
from tests.browser.steps import practice, sign_in, torques
from trainer.accounts.models import User
from trainer.balance.numbers import day_words

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SIMULATED = ("deuteranopia", "protanopia")


@pytest.fixture
def chart_of(programs: None, ana: User, zoe: Client) -> Callable[[Page], Page]:
    practice(zoe, ana)

    def opened(page: Page) -> Page:
        sign_in(page, ana.email)
        page.goto(reverse("balance:balance", args=[zoe.pk]))
        return page

    return opened


def told(zoe: Client, ago: int, side: str, value: str) -> str:
    return f"{day_words(zoe.today() - dt.timedelta(days=ago))}, {side} tested {value}"


def said(page: Page) -> str:
    return page.locator("[data-chart-said]").inner_text()


def test_a_screen_reader_hears_every_test_with_day_leg_and_value(
    zoe: Client, open_page: Callable[..., Page], chart_of: Callable[[Page], Page]
) -> None:
    page = chart_of(open_page())
    tree = page.locator("[data-chart]").aria_snapshot()
    for ago, left, right in ((120, "0.61", "0.57"), (42, "0.63", "0.59"), (7, "0.65", "0.54")):
        assert tree.count(f'img "{told(zoe, ago, "left", left)}"') == 1
        assert tree.count(f'img "{told(zoe, ago, "right", right)}"') == 1
    assert re.search(r'img "Right hamstring strain, since .*, stage 2 of 6"', tree)
    assert re.search(r'img "\w.*, from \d', tree), "the programme that began"
    assert "0.60" not in tree, "labels of the axis are for eyes only"


def test_the_arrow_keys_go_from_test_to_test_and_one_tab_leaves(
    zoe: Client, open_page: Callable[..., Page], chart_of: Callable[[Page], Page]
) -> None:
    page = chart_of(open_page())
    stops = page.locator("svg.chart--wide [tabindex='0']")
    expect(stops).to_have_count(1)
    stops.focus()
    page.keyboard.press("Home")
    assert said(page).startswith(day_words(zoe.today() - dt.timedelta(days=120)))
    heard = {said(page)}
    for _ in range(12):
        page.keyboard.press("ArrowRight")
        heard.add(said(page))
    assert {told(zoe, 7, "left", "0.65"), told(zoe, 7, "right", "0.54")} <= heard
    expect(stops).to_have_count(1)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('svg.chart')") is None


def test_a_finger_near_a_mark_reads_it(
    zoe: Client, open_phone: Callable[..., Page], chart_of: Callable[[Page], Page]
) -> None:
    page = chart_of(open_phone())
    mark = page.locator("svg.chart--compact circle.chart__test--left").first
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    assert box
    page.touchscreen.tap(box["x"] - 6, box["y"] - 4)
    expect(page.locator("[data-chart-said]")).to_contain_text(told(zoe, 120, "left", "0.61"))


def test_the_mouse_reads_a_mark_and_choosing_a_span_keeps_it_so(
    zoe: Client, open_page: Callable[..., Page], chart_of: Callable[[Page], Page]
) -> None:
    page = chart_of(open_page())
    page.get_by_role("link", name="last 3 months").click()
    expect(page.get_by_role("heading", name="last 3 months")).to_be_visible()
    assert "span=3" in page.url
    page.locator("svg.chart--wide rect.chart__test--right").last.hover()
    expect(page.locator("[data-chart-said]")).to_have_text(told(zoe, 7, "right", "0.54"))


def test_without_a_script_the_titles_and_the_table_stay(
    zoe: Client, ana: User, open_page: Callable[..., Page], chart_of: Callable[[Page], Page]
) -> None:
    page = chart_of(open_page(java_script_enabled=False))
    assert page.locator("svg.chart--wide .chart__test--left title").count() == 3
    page.get_by_text("Show the numbers as a table").click()
    expect(page.get_by_role("region", name="Tests as a table").get_by_text("0.65")).to_be_visible()
    expect(page.locator("[data-chart-said]")).to_be_hidden()


@pytest.mark.parametrize("sight", SIMULATED)
def test_the_legs_stay_apart_by_mark_and_name_for_the_colour_blind(
    sight: str, open_page: Callable[..., Page], chart_of: Callable[[Page], Page]
) -> None:
    page = chart_of(open_page())
    page.context.new_cdp_session(page).send("Emulation.setEmulatedVisionDeficiency", {"type": sight})
    chart = page.locator("svg.chart--wide")
    assert chart.locator(".chart__test--left").evaluate_all("all => all.every(m => m.tagName == 'circle')")
    assert chart.locator(".chart__test--right").evaluate_all("all => all.every(m => m.tagName == 'rect')")
    expect(chart.get_by_text("Left 0.65")).to_be_visible()
    expect(chart.get_by_text("Right 0.54")).to_be_visible()


def test_two_days_are_compared_without_a_script(
    zoe: Client, open_page: Callable[..., Page], chart_of: Callable[[Page], Page], ana: User
) -> None:
    torques(zoe, ana, days_ago=200, hamstrings=(60, 60))
    page = chart_of(open_page(java_script_enabled=False))
    page.get_by_label("Earlier test").select_option(
        label=f"{day_words(zoe.today() - dt.timedelta(days=200))}, Cybex"
    )
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_text("Left hamstrings rose from 60 to 97 Nm (+62%).")).to_be_visible()
    expect(page.get_by_text("Likely real", exact=True).first).to_be_visible()
    assert "a=" in page.url
    assert "method=conventional-60" in page.url
