"""What the library's public pages weigh on the wire, and that nothing unchanged is sent twice."""

import gzip
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client as Browser

PAGES = [
    "/exercises/",
    "/exercises/?q=curl&level=B",
    "/exercises/romanian-deadlift/",
    "/exercises/romanian-deadlift/card/",
    "/anatomy/",
]
# Without fonts and drawings, which browsers keep under addresses of their own.
MOST_BYTES = 60_000


def sent(browser: Browser, address: str) -> int:
    """The bytes of a page as the site compresses it."""
    page = browser.get(address, headers={"Accept-Encoding": "gzip"})
    assert page["Content-Encoding"] == "gzip"
    return len(page.content)


def styles_and_scripts(page: str) -> Iterator[Path]:
    for address in re.findall(r'<(?:link rel="stylesheet" href|script[^>]* src)="/static/([^"]+)"', page):
        yield Path(str(finders.find(address)))


def compressed(path: Path) -> int:
    """As WhiteNoise keeps a file beside the plain one."""
    return len(gzip.compress(path.read_bytes(), 9))


def test_the_list_weighs_less_than_60_kb_without_fonts_and_drawings(client: Browser, library: None) -> None:
    files = list(styles_and_scripts(client.get("/exercises/").text))
    assert {"base.css", "exercises.css", "shell.js"} <= {path.name for path in files}
    assert any("htmx" in path.name for path in files)
    assert sent(client, "/exercises/") + sum(map(compressed, files)) < MOST_BYTES


def test_the_small_drawings_of_the_list_weigh_little_and_wait(client: Browser, library: None) -> None:
    images = re.findall(r'<img src="([^"]+)"([^>]*)>', client.get("/exercises/").text)
    weights = [sent(client, unescape(address)) for address, _ in images]
    assert len(weights) == 68
    assert all('loading="lazy"' in rest for _, rest in images)
    assert max(weights) < 6_000
    assert sum(weights) < 68 * 5_000


@pytest.mark.parametrize("address", PAGES)
def test_a_page_that_has_not_changed_is_not_sent_again(client: Browser, library: None, address: str) -> None:
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_not_sent_again_compressed_either(client: Browser, library: None, address: str) -> None:
    first = client.get(address, headers={"Accept-Encoding": "gzip"})
    headers = {"Accept-Encoding": "gzip", "If-None-Match": first["ETag"]}
    assert client.get(address, headers=headers).status_code == 304


def test_a_page_is_sent_again_once_it_has_changed(client: Browser, library: None) -> None:
    first = client.get("/exercises/")
    other = client.get("/exercises/?q=curl", headers={"If-None-Match": first["ETag"]})
    assert other.status_code == 200
