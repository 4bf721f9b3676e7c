"""Who may open what: every address of the site stands in this table, or a test fails."""

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from clients.models import Client, Coaching
from tests.access_rows import Rows, make_rows
from trainer.accounts.models import User

# Open to anyone, signed in or not.
PUBLIC = {
    "web:home",
    "web:health",
    "web:ready",
    "web:favicon",
    "exercises:list",
    "exercises:detail",
    "exercises:card",
    "exercises:figure",
    "exercises:anatomy",
    "exercises:anatomy_show",
    "exercises:muscle",
    "exercises:why_train",
    "exercises:injuries",
    "exercises:preventing",
    "exercises:references",
    "clients:invitation",
    "clients:join",
    "clients:join_invitation",
}
# Public, and leading on to another page: without a typed code there is no invitation to show.
ELSEWHERE = {"web:favicon", "clients:join_invitation"}
# Anyone who is signed in.
SIGNED_IN = {"accounts:settings", "accounts:switch"}
# Any trainer; these name no client.
TRAINERS = {
    "roster:list",
    "roster:archived",
    "roster:how",
    "balance:tests",
    "balance:quick_choose",
    "balance:quick",
    "balance:own_tests",
    "balance:own_new",
    "clients:new",
    "clients:requests",
    "programs:list",
    "programs:detail",
    "programs:assign",
    "exercises:own_new",
    "exercises:own_archived",
    "exercises:film",
}
# The trainer whose own exercise or test it is, and nobody else.
OWNER = {
    "exercises:own_edit",
    "exercises:own_archive",
    "exercises:own_restore",
    "balance:own_edit",
    "balance:own_archive",
    "balance:own_restore",
}
# Whoever edits the library; these name no client.
ADMINS = {
    "editorial:index",
    "editorial:editor",
    "editorial:line",
    "editorial:step",
    "editorial:settle",
    "editorial:discard",
    "editorial:publish",
    "editorial:review",
    "editorial:version",
    "editorial:restore",
}
# The trainer who coaches the client, and nobody else.
COACH = {
    "roster:client",
    "roster:put_off",
    "roster:bring_back",
    "privacy:erase_client",
    "clients:edit",
    "clients:archive",
    "clients:end_coaching",
    "clients:paper_consent",
    "clients:invite",
    "clients:notes",
    "clients:note",
    "clients:note_delete",
    "clients:masses",
    "clients:mass",
    "clients:mass_remove",
    "clients:trainers",
    "clients:trainer",
    "clients:request_withdraw",
    "clients:conditions",
    "clients:client_screening",
    "clients:screening_ask",
    "clients:screening_answers",
    "clients:screening_planned",
    "clients:injuries",
    "clients:injury_new",
    "clients:injury",
    "clients:injury_assess",
    "clients:injury_stage",
    "clients:injury_gates",
    "clients:injury_limits",
    "clients:injury_flags",
    "clients:injury_clear",
    "clients:injury_resolve",
    "clients:injury_reopen",
    "clients:injury_again",
    "programs:client_program",
    "programs:swap",
    "programs:swap_back",
    "programs:put_back",
    "programs:numbers",
    "programs:instead",
    "programs:cue",
    "programs:ease",
    "programs:leave_out",
    "programs:keep",
    "programs:unkeep",
    "programs:end",
    "session_logs:sessions",
    "session_logs:session",
    "session_logs:move",
    "balance:balance",
    "balance:target",
    "balance:test_choose",
    "balance:test_new",
    "balance:test",
    "balance:correct",
    "balance:test_remove",
    "balance:confirm",
    "balance:confirm_ratio",
    "balance:retest",
    "balance:report",
    "balance:report_pdf",
}
# The client herself, and nobody else.
OWN = {
    "session_logs:today",
    "session_logs:morning",
    "session_logs:history",
    "balance:progress",
    "balance:own_report",
    "balance:own_report_pdf",
    "privacy:my_data",
    "privacy:download",
    "privacy:erase_me",
    "clients:consent",
    "clients:screening",
    "clients:screening_question",
    "clients:happened",
    "clients:happened_next",
    "clients:leave",
}
# The client herself and the trainer who coaches her.
BOTH = {
    "session_logs:workout",
    "session_logs:sets",
    "session_logs:set_delete",
    "session_logs:pain",
    "session_logs:sudden",
    "session_logs:finish",
}
TABLE = (PUBLIC, SIGNED_IN, TRAINERS, OWNER, COACH, OWN, BOTH, ADMINS)
CLOSED = SIGNED_IN | TRAINERS | OWNER | COACH | OWN | BOTH | ADMINS
# Pages that allauth opens to people who are not signed in, because they lead in.
LEADS_IN = (
    "account_login",
    "account_signup",
    "account_logout",
    "account_inactive",
    "account_reset",
    "account_confirm",
    "account_complete",
    "account_request",
    "account_email_verification",
    "account_password_reset",
    "mfa_authenticate",
    "mfa_login",
    "mfa_trust",
)


def addresses(patterns: list[Any], namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(pattern.url_patterns, inner)
        elif pattern.name:
            yield f"{namespace}{pattern.name}", pattern


ALL = dict(addresses(get_resolver().url_patterns))
OURS = {name for name in ALL if ":" in name and not name.startswith("admin:")}
ALLAUTH = {name for name in ALL if ":" not in name}


@pytest.fixture
def rows(zoe: Client, ana: User, programs: None) -> Rows:
    return make_rows(zoe, ana)


def address(rows: Rows, name: str) -> str:
    wanted = set(ALL[name].pattern.converters)
    if name.startswith("editorial:"):
        of_cues = {"slug": "glute-bridge", "number": 1, "draft": rows.values["draft"]}
        return reverse(name, kwargs={key: of_cues[key] for key in wanted})
    if name.startswith("exercises:"):
        of_library = {"slug": "glute-bridge", "muscle": "hamstrings", "own": rows.values["own"]}
        return reverse(name, kwargs={key: of_library[key] for key in wanted})
    return reverse(name, kwargs=rows.arguments(name, wanted))


def answers(browser: Browser, path: str) -> set[int]:
    """The statuses of a GET and a POST, leaving out "not this method"."""
    return {browser.get(path).status_code, browser.post(path).status_code} - {405}


def refused(browser: Browser, rows: Rows, names: set[str]) -> dict[str, set[int]]:
    """The addresses that did not answer 404 to everything, and what they answered; no row may change."""
    before = rows.snapshot()
    found = {name: answers(browser, address(rows, name)) for name in sorted(names)}
    assert rows.snapshot() == before
    return {name: statuses for name, statuses in found.items() if statuses != {404}}


def test_every_address_stands_in_the_table_once() -> None:
    listed = [name for group in TABLE for name in group]
    assert len(listed) == len(set(listed))
    assert set(listed) == OURS
    assert len(OURS) > 50


def test_every_closed_page_asks_a_visitor_to_sign_in(client: Browser, rows: Rows) -> None:
    before = rows.snapshot()
    for name in sorted(CLOSED):
        path = address(rows, name)
        for answer in (client.get(path), client.post(path)):
            assert answer.status_code == 302, name
            assert answer.headers["Location"].startswith("/accounts/login/"), name
    assert rows.snapshot() == before


def test_public_pages_open_for_a_visitor(rows: Rows) -> None:
    for name in sorted(PUBLIC):
        expected = 302 if name in ELSEWHERE else 200
        # Each with a browser of its own: an invitation that was opened is remembered.
        assert Browser().get(address(rows, name)).status_code == expected, name


def test_allauth_and_the_admin_keep_their_own_doors(client: Browser) -> None:
    for name in sorted(name for name in ALLAUTH if not name.startswith(LEADS_IN)):
        with suppress(NoReverseMatch):  # an address of one of the person's own keys
            assert client.get(reverse(name)).status_code in {302, 401}, name
    assert client.get("/admin/").status_code == 302
    assert client.get("/admin/exercises/cue/").status_code == 302


def test_another_trainer_gets_a_404_for_everything_of_a_client(as_bob: Browser, rows: Rows) -> None:
    assert refused(as_bob, rows, COACH | BOTH | OWNER) == {}


def test_a_trainer_does_not_get_into_a_clients_own_pages(as_ana: Browser, rows: Rows) -> None:
    assert refused(as_ana, rows, OWN) == {}


def test_a_client_does_not_get_into_the_trainers_pages(as_zoe: Browser, rows: Rows) -> None:
    assert refused(as_zoe, rows, TRAINERS | COACH | OWNER) == {}


def test_an_admin_sees_nothing_of_a_client(as_admin: Browser, rows: Rows) -> None:
    assert refused(as_admin, rows, TRAINERS | COACH | BOTH | OWN | OWNER) == {}


def test_nobody_but_an_admin_gets_into_the_cue_editor(
    as_ana: Browser, as_zoe: Browser, as_admin: Browser, rows: Rows
) -> None:
    for browser in (as_ana, as_zoe):
        assert refused(browser, rows, ADMINS) == {}
    for name in sorted(ADMINS):
        answer = as_admin.get(address(rows, name))
        assert answer.status_code in {200, 405}, (name, answer.status_code)
        assert answer.status_code == 405 or "no-store" in answer.headers["Cache-Control"], name


def test_a_trainer_whose_coaching_ended_gets_a_404_in_the_same_session(as_ana: Browser, rows: Rows) -> None:
    assert as_ana.get(address(rows, "roster:client")).status_code == 200
    Coaching.objects.update(ended_at="2026-01-01T00:00Z")
    assert refused(as_ana, rows, COACH | BOTH) == {}


def test_the_coach_and_the_client_open_their_pages(as_ana: Browser, as_zoe: Browser, rows: Rows) -> None:
    for browser, names in (
        (as_ana, TRAINERS | OWNER | COACH | BOTH | SIGNED_IN),
        (as_zoe, OWN | BOTH | SIGNED_IN),
    ):
        for name in sorted(names):
            status = browser.get(address(rows, name)).status_code
            assert status in {200, 302, 405}, (name, status)


def test_a_missing_row_and_a_strangers_row_look_the_same(as_bob: Browser, rows: Rows) -> None:
    strangers = as_bob.get(f"/clients/{rows.client.pk}/")
    missing = as_bob.get("/clients/999999/")
    assert strangers.status_code == missing.status_code == 404
    token = re.compile(r"[A-Za-z0-9]{64}")  # differs from answer to answer
    assert token.sub("", strangers.text) == token.sub("", missing.text)


def test_pages_of_signed_in_people_are_kept_by_no_cache(as_ana: Browser, rows: Rows) -> None:
    for name in sorted(TRAINERS | OWNER | COACH | BOTH | SIGNED_IN):
        answer = as_ana.get(address(rows, name))
        if answer.status_code == 200:
            assert "no-store" in answer.headers["Cache-Control"], name


def test_no_form_of_the_cue_editor_is_accepted_without_its_token(site_admin: User, rows: Rows) -> None:
    browser = Browser(enforce_csrf_checks=True)
    browser.force_login(site_admin, backend="allauth.account.auth_backends.AuthenticationBackend")
    for name in sorted(ADMINS):
        assert browser.post(address(rows, name)).status_code in {403, 405}, name


def test_no_form_is_accepted_without_its_token(ana: User, rows: Rows) -> None:
    browser = Browser(enforce_csrf_checks=True)
    browser.force_login(ana, backend="allauth.account.auth_backends.AuthenticationBackend")
    for name in sorted(TRAINERS | OWNER | COACH | BOTH):
        for headers in ({}, {"HX-Request": "true"}):
            status = browser.post(address(rows, name), headers=headers).status_code
            assert status in {403, 405}, (name, status)
