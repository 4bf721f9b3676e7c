"""Who has signed out leaves nothing behind on the device."""

from collections.abc import Callable, Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from clients.models import Client
from tests.browser.conftest import listen
from tests.browser.steps import sign_in, strain
from trainer.accounts.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def shared_computer(
    launch_browser: Callable[..., Browser], base_url: str, complaints: list[str]
) -> Iterator[Page]:
    """A browser that keeps whole pages for its Back button, as people's do; Playwright's own never does."""
    browser = launch_browser(ignore_default_args=["--disable-back-forward-cache"])
    context = browser.new_context(base_url=base_url)
    listen(context, base_url, complaints)
    yield context.new_page()
    browser.close()


def test_back_after_signing_out_shows_nothing_private(
    library: None, ana: User, zoe: Client, shared_computer: Page
) -> None:
    injury = strain(zoe, ana)
    page = shared_computer
    sign_in(page, ana.email)
    page.goto(reverse("clients:injury", args=[zoe.pk, injury.pk]))
    expect(page.get_by_role("heading", name="Right hamstring strain")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(reverse("web:home"))

    page.go_back()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert "hamstring strain" not in page.content()
    assert zoe.name not in page.content()
