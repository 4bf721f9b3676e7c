import re
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response, WebError, expect

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
LAUNCH = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
]
DESK, PHONE = 1440, 390
# Milliseconds; long, for a machine that has other things to do.
PATIENCE = 15_000
# What the site refuses on purpose; the console tells it again, and when a newer request replaces an older.
REFUSED = {409, 422}
NO_FAULT = re.compile(r"the server responded with a status of (409|422) |htmx:(sendAbort|afterRequest)")

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if not found:
        pytest.fail("No Chromium found (Debian: apt-get install chromium).", pytrace=False)
    return {**browser_type_launch_args, "executable_path": found, "args": LAUNCH}


@pytest.fixture(scope="session")
def base_url(live_server: Any) -> str:
    """Every page may be asked for by its path alone."""
    return str(live_server.url)


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What console, scripts, the security policy and the server complained of: the test fails on any."""
    found: list[str] = []
    yield found
    assert not found, "\n".join(found)


@pytest.fixture
def open_page(new_context: Any, base_url: str, complaints: list[str]) -> Callable[..., Page]:
    """Opens a browser of its own, with its own cookies."""

    def opened(width: int = DESK, **options: Any) -> Page:
        context = new_context(viewport={"width": width, "height": 900}, locale="en-GB", **options)
        listen(context, base_url, complaints)
        return context.new_page()

    return opened


@pytest.fixture
def open_phone(open_page: Callable[..., Page]) -> Callable[..., Page]:
    return lambda **options: open_page(PHONE, is_mobile=True, has_touch=True, **options)


def listen(context: BrowserContext, host: str, complaints: list[str]) -> None:
    def on_console(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not NO_FAULT.search(message.text):
            complaints.append(f"{message.type} on {message.page and message.page.url}: {message.text}")

    def on_error(error: WebError) -> None:
        complaints.append(f"script error on {error.page and error.page.url}: {error.error}")

    def on_request(request: Request) -> None:
        if not request.url.startswith((host, "data:")):
            complaints.append(f"another host was asked: {request.url}")

    def on_response(response: Response) -> None:
        if response.status >= 400 and response.status not in REFUSED:
            complaints.append(f"{response.status} for {response.url}")

    context.set_default_timeout(PATIENCE)
    context.on("console", on_console)
    context.on("weberror", on_error)
    context.on("request", on_request)
    context.on("response", on_response)
