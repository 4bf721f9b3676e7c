"""The short code: shown once, typed in any form, few tries, and the same page as behind the link."""

import datetime as dt

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client as Browser
from hypothesis import given
from hypothesis import strategies as st

from clients import actions
from clients.actions.invitations import CODE_LENGTH, CODE_LETTERS, Secrets, find_by_code, grouped, plain_code
from clients.models import Client, Invitation
from tests.conftest import PASSWORD, signed_in
from trainer.accounts.models import User

JOIN, INVITATION = "/join/", "/join/invitation/"


@pytest.fixture(autouse=True)
def _no_tries_yet():
    cache.clear()


@pytest.fixture
def made(zoe: Client, ana: User) -> Secrets:
    return actions.invite(client=zoe, by=ana)


@pytest.fixture
def visitor(db: None) -> User:
    return User.objects.create_user("new@example.com", PASSWORD)


def typed(browser: Browser, code: str):
    return browser.post(JOIN, {"code": code})


@given(st.text(alphabet=CODE_LETTERS, min_size=CODE_LENGTH, max_size=CODE_LENGTH))
def test_a_code_is_the_same_however_it_is_typed(code: str):
    for way in (grouped(code), code.lower(), " ".join(code), f" {grouped(code).lower()}."):
        assert plain_code(way) == code


def test_no_letter_of_a_code_looks_like_another_or_like_a_digit():
    assert not set(CODE_LETTERS) & set("AEIOUY0123456789")


def test_the_code_is_shown_once_and_only_its_keyed_hash_is_kept(as_ana: Browser, zoe: Client, settings):
    answer = as_ana.post(f"/clients/{zoe.pk}/invite/")
    code = answer.context["made"].code
    assert code in answer.text
    assert code not in as_ana.get(f"/clients/{zoe.pk}/invite/").text
    row = zoe.invitations.get()
    assert find_by_code(code) == row
    assert row.code_hash != Invitation.hash(plain_code(code))
    settings.SECRET_KEY = "another site"
    assert find_by_code(code) is None


def test_the_code_leads_to_the_same_page_as_the_link(client: Browser, made: Secrets):
    answer = typed(client, made.code.lower())
    assert answer["Location"] == INVITATION
    page = client.get(INVITATION).text
    assert "Ana Trainer invites you" in page
    assert f"/accounts/signup/?next={INVITATION}" in page
    assert made.code not in str(dict(client.session))


def test_the_code_opens_sign_up_and_the_new_person_accepts(client: Browser, zoe: Client, made: Secrets):
    typed(client, made.code)
    client.get(INVITATION)
    answer = client.post(
        f"/accounts/signup/?next={INVITATION}", {"email": "fresh@example.com", "password1": PASSWORD}
    )
    assert answer["Location"] == INVITATION
    accepted = client.post(INVITATION, {"coaching": "on"})
    assert accepted.status_code == 302
    zoe.refresh_from_db()
    assert zoe.user.email == "fresh@example.com"
    assert not zoe.user.is_trainer
    assert "invitation" not in client.session


def test_without_a_code_there_is_nothing_to_show(client: Browser):
    assert client.get(INVITATION)["Location"] == JOIN
    assert client.post(INVITATION, {"coaching": "on"})["Location"] == JOIN


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("", "Type the code"),
        ("BCDF", "this has 4"),
        ("X" * 50, "eight letters"),
        ("BCDFGHJK", "No invitation has"),
    ],
)
def test_a_code_that_leads_nowhere_is_named_and_stays_typed(
    client: Browser, made: Secrets, code: str, says: str
):
    answer = typed(client, code)
    assert answer.status_code == 422
    assert says in answer.text
    assert f'value="{code}"' in answer.text or not code
    assert "invitation" not in client.session


def test_a_code_works_once_and_uses_up_the_link(
    client: Browser, zoe: Client, made: Secrets, visitor: User, bob: User
):
    first = signed_in(visitor)
    typed(first, made.code)
    first.post(INVITATION, {"coaching": "on"})
    typed(client, made.code)
    for answer in (client.get(INVITATION), client.get(f"/invitations/{made.token}/")):
        assert answer.status_code == 410
        assert "has been used" in answer.text
    zoe.refresh_from_db()
    assert zoe.user == visitor


def test_a_code_expires_with_its_link(client: Browser, made: Secrets):
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(days=14, hours=1)):
        typed(client, made.code)
        answer = client.get(INVITATION)
    assert answer.status_code == 410
    assert "has expired" in answer.text


def test_a_newer_code_replaces_it(client: Browser, zoe: Client, ana: User, made: Secrets):
    newer = actions.invite(client=zoe, by=ana)
    typed(client, made.code)
    answer = client.get(INVITATION)
    assert answer.status_code == 410
    assert "taken back" in answer.text
    typed(client, newer.code)
    assert client.get(INVITATION).status_code == 200


def test_the_trainer_of_the_record_is_told_whose_it_is(as_ana: Browser, zoe: Client, made: Secrets):
    typed(as_ana, made.code)
    answer = as_ana.post(INVITATION, {"coaching": "on"})
    assert answer.status_code == 409
    assert "for your client" in answer.text


def test_someone_signed_in_as_another_client_is_told_so(as_zoe: Browser, ana: User):
    maya = actions.add_client(by=ana, name="Maya", consent_training=True, consent_health=True)
    typed(as_zoe, actions.invite(client=maya, by=ana).code)
    answer = as_zoe.post(INVITATION, {"coaching": "on"})
    assert answer.status_code == 409
    assert "already have a record" in answer.text


def test_after_ten_tries_in_a_minute_even_the_right_code_waits(client: Browser, made: Secrets):
    for _ in range(10):
        assert typed(client, "BCDFGHJK").status_code == 422
    answer = typed(client, made.code)
    assert answer.status_code == 429
    assert "Too many codes" in answer.text
    assert f'value="{made.code}"' in answer.text
    other = Browser(REMOTE_ADDR="198.51.100.7")
    assert typed(other, made.code).status_code == 302
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(seconds=61)):
        assert typed(client, made.code).status_code == 302


def test_many_addresses_together_are_limited_too(made: Secrets, settings):
    settings.ACCOUNT_RATE_LIMITS = {"join": "10/m/ip,12/h/key"}
    for number in range(12):
        assert typed(Browser(REMOTE_ADDR=f"198.51.100.{number}"), "BCDFGHJK").status_code == 422
    assert typed(Browser(REMOTE_ADDR="203.0.113.1"), made.code).status_code == 429


def test_the_code_of_an_ended_coaching_is_worthless(client: Browser, zoe: Client, ana: User, made: Secrets):
    actions.end_coaching(coaching=zoe.coachings.get(), by=ana)
    typed(client, made.code)
    assert client.get(INVITATION).status_code == 410


def test_an_invitation_not_answered_is_offered_again_until_it_is(made: Secrets, visitor: User, zoe: Client):
    browser = signed_in(visitor)
    start = browser.get("/", follow=True)
    assert start.redirect_chain[-1][0] == "/settings/"
    assert f'href="{JOIN}">type the invitation code' in start.text
    browser.get(f"/invitations/{made.token}/")
    waiting = browser.get("/", follow=True).text
    assert "An invitation waits for your answer" in waiting
    assert f'href="{INVITATION}">Go on with it' in waiting
    assert "Ana Trainer invites you" in browser.get(INVITATION).text
    said_no = browser.post(INVITATION, {"no": "1", "coaching": "on"}, follow=True).text
    assert "You said no. Nothing has changed" in said_no
    assert "An invitation waits" not in said_no
    zoe.refresh_from_db()
    assert zoe.user is None
    assert browser.get(f"/invitations/{made.token}/").status_code == 200


def test_whom_nobody_coaches_any_more_goes_on_with_a_new_trainer(
    as_zoe: Browser, zoe: Client, ana: User, bob: User, zoe_user: User
):
    actions.end_coaching(coaching=zoe.coachings.get(), by=ana)
    Client.objects.filter(pk=zoe.pk).update(archived_at="2026-01-01T00:00Z")
    begun = actions.add_client(by=bob, name="Zoe", consent_training=True, consent_health=True)
    typed(as_zoe, actions.invite(client=begun, by=bob).code)
    assert "You have a record here already" in as_zoe.get(INVITATION).text
    as_zoe.post(INVITATION, {"coaching": "on"})
    zoe.refresh_from_db()
    begun.refresh_from_db()
    assert (zoe.user, begun.user, zoe.archived_at) == (zoe_user, None, None)
    assert [(row.trainer, row.role) for row in zoe.team()] == [(bob, "lead")]
    assert begun.invitations.get().used_at is not None
    assert signed_in(ana).get(zoe.get_absolute_url()).status_code == 404
