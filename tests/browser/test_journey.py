"""The whole of Plumb in one story: a trainer plans, a client trains, the trainer weighs."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from clients.models import Client
from tests.browser.steps import sign_in, strain, torques, training_days
from trainer.accounts.models import User
from trainer.programs.schedule import WEEKDAYS
from trainer.web.templatetags.plumb import day

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_plan_becomes_a_session_and_a_session_is_weighed(
    programs: None,
    ana: User,
    zoe: Client,
    zoe_user: User,
    open_page: Callable[..., Page],
    open_phone: Callable[..., Page],
) -> None:
    strain(zoe, ana)
    torques(zoe, ana, days_ago=42)
    desk, phone = open_page(), open_phone()

    sign_in(desk, ana.email)
    open_the_client(desk)
    assign_the_nordic(desk, zoe)
    swap_in_what_fits(desk)

    sign_in(phone, zoe_user.email)
    start_todays_workout(phone)
    log_every_set(phone)
    report_pain(phone)
    finish(phone)

    find_the_session_on_the_roster(desk, zoe)
    record_a_test(desk)


def open_the_client(desk: Page) -> None:
    expect(desk).to_have_url(reverse("roster:list"))
    desk.get_by_role("link", name="Zoe Client").first.click()
    expect(desk.get_by_role("heading", name="Zoe Client")).to_be_visible()
    expect(desk.get_by_text("Right hamstring strain").first).to_be_visible()


def assign_the_nordic(desk: Page, zoe: Client) -> None:
    desk.get_by_role("link", name="Programme", exact=True).first.click()
    desk.get_by_role("link", name="Choose a programme").click()
    desk.get_by_role("link", name="Nordic, ten weeks", exact=True).click()
    desk.get_by_role("link", name="Assign to Zoe").click()
    desk.get_by_label("First day").fill(zoe.today().isoformat())
    for number, name in enumerate(WEEKDAYS):
        desk.get_by_label(name[:3]).set_checked(number in training_days(zoe.today()))
    preview = desk.get_by_role("region", name="Before it is assigned")
    expect(preview.get_by_role("heading", name="1 thing to settle")).to_be_visible()
    expect(preview.get_by_text(day(zoe.today()))).to_be_visible()
    desk.get_by_role("button", name="Assign it").click()
    expect(desk.get_by_text("Nordic, ten weeks is assigned.")).to_be_visible()


def swap_in_what_fits(desk: Page) -> None:
    """The guard says what it holds and why; what it offers first takes the place in every workout."""
    guard = desk.get_by_role("region", name="Nordic hamstring exercise does not fit stage 2, early load")
    expect(guard).to_contain_text("Right hamstring strain: hamstring demand is 5 of 5, this stage allows 2")
    offered = guard.locator(".swap b").first.inner_text()
    guard.get_by_role("button", name="Swap it in", exact=True).click()
    expect(desk.get_by_text(f"{offered} takes the place of Nordic hamstring exercise")).to_be_visible()
    expect(guard).to_have_count(0)


def start_todays_workout(phone: Page) -> None:
    expect(phone).to_have_url(reverse("session_logs:today"))
    phone.get_by_role("link", name="Start").tap()
    expect(phone.get_by_role("heading", level=1, name="Nordic")).to_be_visible()


def log_every_set(phone: Page) -> None:
    waiting = phone.get_by_role("button", name=re.compile("^Log set"))
    left = waiting.count()
    assert left > 0
    while left:
        waiting.first.tap()
        left -= 1
        expect(waiting).to_have_count(left)
    expect(phone.get_by_text("1 of 1 exercises done")).to_be_attached()
    expect(phone.locator("#saved")).to_have_text("Saved")


def report_pain(phone: Page) -> None:
    expect(phone.get_by_text("0 to 1 is fine to go on")).to_be_visible()
    phone.get_by_role("slider", name="Pain in the right hamstring").press("ArrowRight")
    expect(phone.locator("[data-pain-number]")).to_have_text("1")
    phone.get_by_role("button", name="Save pain").tap()
    expect(phone.locator(".pain__said--go_on")).to_contain_text("1 of 10 saved.")


def finish(phone: Page) -> None:
    phone.get_by_role("button", name="Finish workout").tap()
    expect(phone).to_have_url(reverse("session_logs:today"))
    expect(phone.get_by_role("heading", name="Done for today")).to_be_visible()


def find_the_session_on_the_roster(desk: Page, zoe: Client) -> None:
    desk.goto(reverse("roster:list"))
    row = desk.get_by_role("row").filter(has_text="Zoe Client")
    monday = zoe.today() - dt.timedelta(days=zoe.today().weekday())
    planned = zoe.workouts.filter(scheduled_on__range=(monday, monday + dt.timedelta(days=6))).count()
    expect(row.locator(".roster__week")).to_contain_text(f"1 of {planned}")
    expect(row.locator(".roster__last")).to_contain_text(day(zoe.today()))


def record_a_test(desk: Page) -> None:
    open_the_client(desk)
    desk.get_by_role("link", name="Balance", exact=True).first.click()
    before = points(desk)
    desk.get_by_role("link", name="Record a test").first.click()
    desk.get_by_role("link", name=re.compile("Isokinetic, concentric")).click()
    for label, torque in {
        "Left, hamstrings": 95,
        "Right, hamstrings": 91,
        "Left, quadriceps": 150,
        "Right, quadriceps": 149,
    }.items():
        desk.get_by_label(f"{label}, trial 1", exact=True).fill(str(torque))
    desk.get_by_role("button", name="Save test").first.click()
    expect(desk.get_by_text("Test saved.")).to_be_visible()
    desk.get_by_role("link", name="Balance", exact=True).first.click()
    assert points(desk) == {leg: count + 1 for leg, count in before.items()}


def points(desk: Page) -> dict[str, int]:
    """How many tests of each leg the chart shows."""
    expect(desk.locator(".chart--wide")).to_be_visible()
    return {leg: desk.locator(f".chart--wide .chart__test--{leg}").count() for leg in ("left", "right")}
