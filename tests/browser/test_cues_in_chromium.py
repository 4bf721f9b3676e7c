"""From an admin's draft to the words on a client's phone, and two windows at one draft."""

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from clients.models import Client
from exercises.models import Exercise
from tests.browser.steps import begin_nordic, sign_in
from tests.conftest import PASSWORD
from trainer.accounts.models import User
from trainer.editorial.models import CueDraft

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

EDITOR = "/exercises/nordic-hamstring/cues/"
OLD = "Fall as slowly as you can"
NEW = "Lean forward as slowly as you can"


def test_a_cue_is_drafted_previewed_and_published_and_an_open_workout_shows_it(
    programs: None,
    ana: User,
    zoe: Client,
    zoe_user: User,
    site_admin: User,
    open_page: Callable[..., Page],
    open_phone: Callable[..., Page],
) -> None:
    workout = begin_nordic(zoe, ana).workouts.first()
    assert workout is not None
    desk, phone = open_page(), open_phone()
    sign_in(phone, zoe_user.email)
    phone.goto(workout.get_absolute_url())
    expect(phone.get_by_text(OLD)).to_be_attached()

    sign_in(desk, site_admin.email)
    find_the_exercise(desk)
    change_the_cue(desk)
    expect(desk.locator(".preview").get_by_text(NEW)).to_be_visible()
    phone.reload()
    expect(phone.get_by_text(OLD)).to_be_attached()

    publish_alone(desk)
    phone.reload()
    expect(phone.get_by_text(NEW)).to_be_attached()
    expect(phone.get_by_text(OLD)).to_have_count(0)
    read_the_history(desk)


def find_the_exercise(desk: Page) -> None:
    desk.goto(reverse("editorial:index"))
    desk.get_by_label("Find an exercise").fill("nordic hamstring")
    expect(
        desk.locator("#cue-results").get_by_role("link", name="Romanian deadlift", exact=True)
    ).to_have_count(0)
    desk.get_by_role("link", name="Nordic hamstring exercise", exact=True).click()
    expect(
        desk.get_by_role("heading", name=re.compile("In use in .* open workouts of 1 trainer"))
    ).to_be_visible()


def change_the_cue(desk: Page) -> None:
    row = row_of(desk, OLD)
    row.get_by_role("link", name="Edit").click()
    form = desk.get_by_role("form", name=re.compile("^Cue "))
    form.get_by_label("What the client reads first").fill(NEW)
    expect(form.get_by_text(f"{len(NEW)} of 80 characters")).to_be_visible()
    form.get_by_role("button", name="Done").click()
    changed = row_of(desk, NEW)
    expect(changed.locator("ins")).to_have_text(["Lean forward"])
    expect(changed.locator("del")).to_have_text(["Fall"])
    expect(changed.get_by_role("link", name="Edit")).to_be_focused()


def row_of(desk: Page, words: str) -> Locator:
    return desk.locator(".diff__row").filter(has_text=words)


def publish_alone(desk: Page) -> None:
    publish = desk.get_by_role("button", name="Publish version 2")
    publish.click()
    expect(desk.get_by_text("Write why the words change.").first).to_be_visible()
    desk.get_by_label("Why this change").fill("Nobody wants to fall.")
    desk.get_by_label("Why nobody else read it").fill("The other admin is away.")
    publish.click()
    expect(desk.get_by_text("Version 2 is published.")).to_be_visible()


def read_the_history(desk: Page) -> None:
    history = desk.get_by_role("region", name="History")
    expect(history).to_contain_text("Nobody wants to fall.")
    history.get_by_role("link", name="Compare version 2").click()
    expect(desk.locator("del")).to_have_text(["Fall"])
    expect(desk.locator("ins")).to_have_text(["Lean forward"])


def test_two_windows_at_one_draft_get_both_texts(
    library: None, site_admin: User, open_page: Callable[..., Page]
) -> None:
    first = open_page()
    sign_in(first, site_admin.email)
    second = first.context.new_page()
    for window in (first, second):
        window.goto(EDITOR)
        row_of(window, OLD).get_by_role("link", name="Edit").click()
    save(first, "From the first window")
    expect(row_of(first, "From the first window")).to_be_visible()

    save(second, "From the second window")
    note = second.locator(".note--warn").filter(has_text="Saved in another window meanwhile")
    expect(note).to_contain_text("From the first window")
    expect(second.get_by_label("What the client reads first")).to_have_value("From the second window")
    second.get_by_role("button", name="Done").click()
    expect(row_of(second, "From the second window").locator("ins")).not_to_have_count(0)
    assert "From the second window" in [line["headline"] for line in CueDraft.objects.get().lines]


def save(window: Page, words: str) -> None:
    window.get_by_label("What the client reads first").fill(words)
    window.get_by_role("button", name="Done").click()


def test_what_another_admin_published_meanwhile_is_settled_cue_by_cue(
    library: None, site_admin: User, open_page: Callable[..., Page]
) -> None:
    other = User.objects.create_user("tomas@example.com", PASSWORD, name="Tomas Berg", is_staff=True)
    ada, tomas = open_page(), open_page()
    for window, user in ((ada, site_admin), (tomas, other)):
        sign_in(window, user.email)
        window.goto(EDITOR)
        row_of(window, OLD).get_by_role("link", name="Edit").click()
        save(window, f"Words of {user.name}")
        expect(row_of(window, f"Words of {user.name}")).to_be_visible()
    tomas.get_by_label("Why this change").fill("Clients fell.")
    tomas.get_by_label("Why nobody else read it").fill("Alone.")
    tomas.get_by_role("button", name="Publish version 2").click()
    expect(tomas.get_by_text("Version 2 is published.")).to_be_visible()

    ada.get_by_label("Why this change").fill("My own reason.")
    ada.get_by_role("button", name="Ask for a second look").click()
    expect(ada.get_by_role("heading", name="Tomas Berg published version 2")).to_be_visible()
    both = ada.get_by_role("group", name=re.compile("changed by both"))
    expect(both).to_contain_text("Words of Tomas Berg")
    both.get_by_role("radio", name=re.compile("^Yours")).check()
    ada.get_by_role("button", name="Continue with these").click()
    expect(ada.get_by_text("Settled.")).to_be_visible()
    expect(row_of(ada, "Words of Ada Admin").locator("del")).to_have_text(["Tomas Berg"])


def test_the_editor_works_with_the_keyboard_and_without_javascript(
    library: None, site_admin: User, open_page: Callable[..., Page]
) -> None:
    page = open_page(java_script_enabled=False)
    sign_in(page, site_admin.email)
    page.goto(EDITOR)
    down = page.get_by_role("button", name=f"Move down: {OLD}")
    down.focus()
    page.keyboard.press("Enter")
    expect(row_of(page, OLD)).to_contain_text("Do")
    moved = CueDraft.objects.get()
    doing = [line["headline"] for line in moved.lines if line["kind"] == "do"]
    assert doing.index(OLD) == 2

    page.get_by_role("link", name="Add a cue").click()
    form = page.get_by_role("form", name="A new cue")
    form.get_by_label("Kind").select_option("fault")
    form.get_by_label("What the client reads first").fill("Head drops")
    form.get_by_label("What to look for").fill("The chin falls.")
    form.get_by_label("What to say").fill("Eyes ahead.")
    form.get_by_role("button", name="Add it").click()
    expect(row_of(page, "Head drops")).to_contain_text("New")


def test_the_focus_stays_on_the_button_that_moves_a_cue(
    library: None, site_admin: User, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    sign_in(page, site_admin.email)
    page.goto(EDITOR)
    cue = Exercise.objects.get(slug="nordic-hamstring").cues.get(headline=OLD)
    page.locator(f"#down-{cue.pk}").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".diff__row").nth(3)).to_contain_text(OLD)
    expect(page.locator(f"#down-{cue.pk}")).to_be_focused()
