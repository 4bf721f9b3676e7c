import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client as Browser

ROOT = Path(__file__).resolve().parents[2]


def start(**environment: str) -> subprocess.CompletedProcess[str]:
    """Read the settings as a new process would."""
    clean = {"PATH": os.environ["PATH"], **environment}
    return subprocess.run(
        [sys.executable, "-c", "import trainer.settings"], cwd=ROOT, env=clean, capture_output=True, text=True
    )


def test_health_and_readiness_are_open_and_hold_no_data(client: Browser, db: None) -> None:
    assert client.get("/health/").json() == {"status": "ok"}
    assert client.get("/ready/").json() == {"status": "ready"}


def test_the_policy_allows_no_inline_script_and_no_other_site(client: Browser, db: None) -> None:
    policy = client.get("/").headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


def test_headers_keep_pages_to_themselves(client: Browser, db: None) -> None:
    headers = client.get("/").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"


def test_a_redirect_moves_the_whole_page_when_htmx_asked(client: Browser, db: None) -> None:
    answer = client.get("/clients/", headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert answer.headers["HX-Redirect"].startswith("/accounts/login/")


def test_pages_vary_by_htmx(client: Browser, db: None) -> None:
    assert "HX-Request" in client.get("/exercises/").headers["Vary"]


def test_the_start_stops_without_a_secret_key() -> None:
    answer = start(ALLOWED_HOSTS="plumb.example")
    assert answer.returncode != 0
    assert "Set SECRET_KEY" in answer.stderr


def test_the_start_stops_without_a_host() -> None:
    answer = start(SECRET_KEY="long")
    assert answer.returncode != 0
    assert "Set ALLOWED_HOSTS" in answer.stderr


@pytest.mark.parametrize("value", ["maybe", "2"])
def test_a_switch_that_is_neither_yes_nor_no_stops_the_start(value: str) -> None:
    answer = start(DEBUG=value)
    assert "DEBUG is" in answer.stderr


def test_a_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("a-long-secret\n")
    answer = start(SECRET_KEY_FILE=str(tmp_path / "key"), ALLOWED_HOSTS="plumb.example")
    assert answer.returncode == 0, answer.stderr
