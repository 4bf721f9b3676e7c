"""From a first meeting to a safe plan, counted: at most 12 pages and 40 clicks; and by invitation."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import Locator, Page, Request, expect

from clients.models import Client
from clients.screening import QUESTIONS
from clients.screens import standing_of
from clients.stages import RED_FLAGS
from tests.browser.steps import sign_in
from tests.browser.test_invitation import make_a_sign_in, make_the_code, type_the_code
from tests.browser.test_screening_phone import answer_everything, go_on
from trainer.accounts.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DOCUMENT = Path(settings.BASE_DIR) / "docs" / "first-meeting.md"
MOST_LOADS, MOST_CLICKS = 12, 40
DAYS_AGO = 6


@dataclass
class Counted:
    """The trainer's desk, which counts what the trainer presses and which pages come of it."""

    page: Page
    loads: int = 0
    clicks: int = 0
    steps: dict[str, tuple[int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.page.on("request", self.count_load)

    def count_load(self, request: Request) -> None:
        """A form and the page that its answer leads to are one load."""
        own = request.is_navigation_request() and request.frame == self.page.main_frame
        if own and request.redirected_from is None:
            self.loads += 1

    def click(self, place: Locator) -> None:
        """One press; on a radio or a box it is one whether it was ticked before or not."""
        self.clicks += 1
        place.click()

    def choose(self, place: Locator, option: str) -> None:
        self.clicks += 1
        place.select_option(option)

    def done(self, step: str) -> None:
        """Keep what the step took: all that was counted since the step before."""
        before = [sum(taken) for taken in zip(*self.steps.values(), strict=True)] or [0, 0]
        self.steps[step] = self.loads - before[0], self.clicks - before[1]

    def rows(self) -> list[str]:
        """What was counted, as the document has it."""
        counted = {**self.steps, "In all": (self.loads, self.clicks)}
        return [f"| {step} | {loads} | {clicks} |" for step, (loads, clicks) in counted.items()]


def test_a_first_meeting_ends_in_a_safe_plan_within_twelve_pages_and_forty_clicks(
    programs: None, ana: User, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    sign_in(page, ana.email)
    desk = Counted(page)
    add_the_client(desk)
    client = Client.objects.get()
    add_the_injury(desk, client)
    ask_together(desk, client)
    assign(desk)
    settle(desk)

    print("\n".join(desk.rows()))  # noqa: T201
    assert client.injuries.get().stage == "early_load"
    standing = standing_of(client)
    assert standing.last
    assert not standing.due
    assert client.assignments.running().count() == 1
    assert desk.loads <= MOST_LOADS
    assert desk.clicks <= MOST_CLICKS
    written = DOCUMENT.read_text(encoding="utf-8").splitlines()
    assert [row for row in desk.rows() if row not in written] == []


def add_the_client(desk: Counted) -> None:
    page = desk.page
    desk.click(page.get_by_role("link", name="Add client"))
    page.get_by_label("Name", exact=True).fill("Zoe Client")
    page.get_by_label("Birth date").fill("1994-05-17")
    page.get_by_label("Sport").fill("Football")
    for box in page.get_by_role("region", name="What the client agreed to").get_by_role("checkbox").all():
        desk.click(box)
    desk.click(page.get_by_role("button", name="Add client"))
    expect(page.get_by_text("Zoe Client is on your roster.")).to_be_visible()
    desk.done("Add the client")


def add_the_injury(desk: Counted, client: Client) -> None:
    page, today = desk.page, client.today()
    desk.click(page.get_by_role("link", name="Add an injury"))
    desk.click(page.locator("label[for=where-hamstring-right]").first)
    page.get_by_label("Day it started").fill((today - dt.timedelta(days=DAYS_AGO)).isoformat())
    page.get_by_label("In the client's words").fill("A sharp pull while sprinting.")
    desk.click(page.get_by_text("A clinician", exact=True))
    page.get_by_label("Name", exact=True).fill("R. Halloran")
    page.get_by_label("Day of the assessment").fill((today - dt.timedelta(days=1)).isoformat())
    desk.choose(page.get_by_label("Kind, in their words"), "Strain")
    desk.choose(page.get_by_label("Stage they put it at"), "strain:early_load")
    for flag in RED_FLAGS:
        if flag.can_apply(age=client.age(), place="hamstring", days=DAYS_AGO):
            desk.click(page.get_by_role("radiogroup", name=flag.question).get_by_text("No", exact=True))
    desk.click(page.get_by_role("button", name="Save the injury"))
    expect(page.get_by_text("Right hamstring strain is on file.")).to_be_visible()
    expect(page.get_by_text("Stage 2 of 6")).to_be_visible()
    desk.done("Add the injury")


def ask_together(desk: Counted, client: Client) -> None:
    """Every question is answered: what is true one by one, then no to the rest of a part."""
    page = desk.page
    desk.click(page.get_by_role("navigation", name="You are here").get_by_role("link", name=client.name))
    desk.click(page.get_by_role("link", name="Ask the screening questions"))
    no_to_the_rest(desk, "Your health")
    answer(desk, "hamstring", "Yes, in the last 12 months")
    answer(desk, "hamstring_side", "Right")
    month = page.get_by_role("group", name=QUESTIONS["hamstring_when"].text)
    happened = client.today() - dt.timedelta(days=DAYS_AGO)
    desk.choose(month.get_by_label("Month"), f"{happened:%m}")
    desk.choose(month.get_by_label("Year"), f"{happened:%Y}")
    page.get_by_label(QUESTIONS["hamstring_off"].text).fill("Since then")
    answer(desk, "hamstring_who", "A physiotherapist")
    answer(desk, "hamstring_sore", "Yes")
    no_to_the_rest(desk, "Earlier injuries")
    answer(desk, "warm_up", "5 to 9 minutes")
    answer(desk, "heavy_legs", "3")
    page.get_by_label(QUESTIONS["sleep"].text).fill("8")
    answer(desk, "lowering", "No")
    page.get_by_label(QUESTIONS["speed"].text).fill("2")
    answer(desk, "speed_change", "About the same")
    answer(desk, "kicking", "Yes")
    answer(desk, "stretching", "No")
    no_to_the_rest(desk, "What bothers you now")
    desk.click(page.get_by_role("button", name="Save and see what to plan for"))
    expect(page.get_by_text("The answers are on file.")).to_be_visible()
    expect(page.get_by_text("On file: right hamstring strain")).to_be_visible()
    desk.done("Ask the screening questions together")


def answer(desk: Counted, code: str, words: str) -> None:
    # A scale says behind its question what its ends mean.
    question = desk.page.get_by_role("group", name=re.compile(f"^{re.escape(QUESTIONS[code].text)}"))
    desk.click(question.get_by_text(words, exact=True))


def no_to_the_rest(desk: Counted, part: str) -> None:
    region = desk.page.get_by_role("region", name=part)
    desk.click(region.get_by_role("checkbox", name=re.compile("^No to every other question")))


def assign(desk: Counted) -> None:
    page = desk.page
    desk.click(page.get_by_role("link", name="Add Nordic work, with swaps that fit now").first)
    desk.click(page.get_by_role("button", name="Assign it"))
    expect(page.get_by_text("Nordic, ten weeks is assigned.")).to_be_visible()
    desk.done("Assign a programme")


def settle(desk: Counted) -> None:
    """What does not fit is swapped for what the guard offers first, until it asks nothing more."""
    page = desk.page
    asked = page.get_by_role("heading", name=re.compile("things? to settle$"))
    expect(asked).to_be_visible()
    swaps = page.locator(".guard").get_by_role("button", name="Swap it in", exact=True)
    for left in range(swaps.count(), 0, -1):
        desk.click(swaps.first)
        expect(swaps).to_have_count(left - 1)
    expect(asked).to_have_count(0)
    desk.done("Settle what the guard asks")


def test_an_invited_client_agrees_and_answers_on_the_phone_and_the_trainer_sees_what_to_plan_for(
    ana: User, zoe: Client, open_page: Callable[..., Page], open_phone: Callable[..., Page]
) -> None:
    cache.clear()
    desk, phone = open_page(), open_phone()
    sign_in(desk, ana.email)
    type_the_code(phone, make_the_code(desk, zoe))
    make_a_sign_in(phone)
    for box in phone.get_by_role("checkbox").all():
        box.check()
    phone.get_by_role("button", name="Accept the invitation").tap()
    expect(phone.get_by_role("heading", name="A few questions before you train")).to_be_visible()
    go_on(phone, "Begin")
    answer_everything(phone)
    phone.get_by_role("button", name="Hand in my answers").tap()
    expect(phone.get_by_role("heading", name="Thank you, Zoe")).to_be_visible()

    desk.goto(reverse("clients:client_screening", args=[zoe.pk]))
    expect(desk.locator(".thing h3").first).to_have_text("Right hamstring strain in the last 12 months")
