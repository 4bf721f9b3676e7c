import datetime as dt
import re

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client as Browser

from clients import actions, consents
from clients.actions.invitations import find_invitation
from clients.models import Client, Invitation
from tests.conftest import PASSWORD, signed_in
from trainer.accounts.models import User


@pytest.fixture
def token(zoe: Client, ana: User) -> str:
    return actions.invite(client=zoe, by=ana).token


@pytest.fixture
def visitor(db: None) -> User:
    return User.objects.create_user("new@example.com", PASSWORD)


def page_of(token: str) -> str:
    return f"/invitations/{token}/"


def test_the_link_is_shown_once_and_only_its_hash_is_kept(as_ana: Browser, zoe: Client):
    answer = as_ana.post(f"/clients/{zoe.pk}/invite/")
    token = answer.text.split("/invitations/")[1].split("/")[0]
    invitation = zoe.invitations.get()
    assert invitation.token_hash == Invitation.hash(token)
    assert token not in str(Invitation.objects.values())
    assert "/invitations/" not in as_ana.get(f"/clients/{zoe.pk}/invite/").text


def test_a_new_link_makes_the_one_before_worthless(zoe: Client, ana: User, token: str):
    newer = actions.invite(client=zoe, by=ana).token
    assert find_invitation(token).revoked_at is not None
    assert find_invitation(newer).open


def test_a_client_with_a_sign_in_is_not_invited(as_ana: Browser, zoe: Client, zoe_user: User, ana: User):
    with pytest.raises(ValidationError):
        actions.invite(client=zoe, by=ana)
    answer = as_ana.post(f"/clients/{zoe.pk}/invite/")
    assert "has a sign-in" in answer.text
    assert not zoe.invitations.exists()


def test_a_visitor_reads_what_the_trainer_would_see_and_is_led_to_sign_up(client: Browser, token: str):
    answer = client.get(page_of(token))
    assert answer.status_code == 200
    assert "Ana Trainer invites you" in answer.text
    assert f"/accounts/signup/?next={page_of(token)}" in answer.text
    assert "no-store" in answer["Cache-Control"]


def test_she_reads_what_is_kept_already_before_she_answers(
    client: Browser, token: str, visitor: User, zoe: Client, ana: User
):
    actions.add_injury(
        **{"client": zoe, "by": ana, "structure": "calf", "side": "left", "kind": "strain"},
        **{"onset_on": zoe.today(), "mechanism": "CANARY"},
    )
    for browser in (client, signed_in(visitor)):
        page = browser.get(page_of(token)).text
        assert "What is kept already" in page
        assert "Training data, signed for on" in page
        assert "Health data, signed for on" in page
        assert not re.search(r"CANARY|calf", page)
    consents.withdraw(client=zoe, purpose="health", by=ana)
    assert "Health data, signed for on" not in client.get(page_of(token)).text


def test_a_visitor_cannot_accept_without_signing_in(client: Browser, token: str, zoe: Client):
    client.post(page_of(token), {"coaching": "on"})
    zoe.refresh_from_db()
    assert zoe.user is None


def test_sign_up_is_open_only_with_an_invitation_and_makes_no_trainer(
    client: Browser, token: str, zoe: Client
):
    form = {"email": "zoe@example.com", "password1": "a long enough one 4"}
    client.post("/accounts/signup/", form)
    assert not User.objects.filter(email="zoe@example.com").exists()
    client.get(page_of(token))
    answer = client.post("/accounts/signup/", form | {"next": page_of(token)})
    assert answer["Location"] == page_of(token)
    user = User.objects.get(email="zoe@example.com")
    assert not user.is_trainer
    client.post(page_of(token), {"coaching": "on", "health": "on"})
    zoe.refresh_from_db()
    assert zoe.user == user
    assert "invitation" not in client.session


def test_accepting_takes_over_the_record_with_her_own_answers(zoe: Client, token: str, visitor: User):
    answer = signed_in(visitor).post(page_of(token), {"coaching": "on"})
    assert answer.status_code == 302
    zoe.refresh_from_db()
    visitor.refresh_from_db()
    assert zoe.user == visitor
    assert visitor.is_client
    assert visitor.name == "Zoe Client"
    assert zoe.consents.get(purpose="coaching").confirmed_at is not None
    assert not consents.health_visible(zoe)
    assert find_invitation(token).used_at is not None


def test_ticking_health_confirms_what_was_on_paper(zoe: Client, token: str, visitor: User):
    signed_in(visitor).post(page_of(token), {"coaching": "on", "health": "on"})
    assert zoe.consents.get(purpose="health").confirmed_at is not None


def test_nothing_is_ticked_beforehand(token: str, visitor: User):
    page = signed_in(visitor).get(page_of(token)).text
    assert page.count('type="checkbox"') == 2
    assert " checked" not in page


def test_accepting_needs_the_training_purpose(zoe: Client, token: str, visitor: User):
    answer = signed_in(visitor).post(page_of(token), {"health": "on"})
    assert answer.status_code == 422
    zoe.refresh_from_db()
    assert zoe.user is None


def test_a_link_works_once(zoe: Client, token: str, visitor: User, bob: User):
    signed_in(visitor).post(page_of(token), {"coaching": "on"})
    answer = signed_in(bob).post(page_of(token), {"coaching": "on"})
    assert answer.status_code == 410
    assert "has been used" in answer.text
    zoe.refresh_from_db()
    assert zoe.user == visitor


def test_a_link_expires_after_14_days(client: Browser, token: str):
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(days=13, hours=23)):
        assert client.get(page_of(token)).status_code == 200
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(days=14, hours=1)):
        answer = client.get(page_of(token))
    assert answer.status_code == 410
    assert "has expired" in answer.text


def test_a_link_taken_back_says_so(as_ana: Browser, client: Browser, zoe: Client, token: str):
    as_ana.post(f"/clients/{zoe.pk}/invite/", {"act": "revoke"})
    answer = client.get(page_of(token))
    assert answer.status_code == 410
    assert "taken back" in answer.text


def test_ending_the_coaching_takes_the_link_back(client: Browser, zoe: Client, ana: User, token: str):
    actions.end_coaching(coaching=zoe.coachings.get(), by=ana)
    assert client.get(page_of(token)).status_code == 410


def test_an_unknown_link_says_so_and_closes_sign_up(client: Browser, token: str):
    client.get(page_of(token))
    answer = client.get("/invitations/nonsense/")
    assert answer.status_code == 404
    assert "does not work" in answer.text
    assert "invitation" not in client.session


def test_the_trainer_of_the_record_cannot_take_it_over(as_ana: Browser, zoe: Client, token: str):
    answer = as_ana.post(page_of(token), {"coaching": "on"})
    assert answer.status_code == 409
    assert "for your client" in answer.text
    zoe.refresh_from_db()
    assert zoe.user is None


def test_someone_who_is_a_client_already_cannot_take_over_a_second_record(as_zoe: Browser, ana: User):
    maya = actions.add_client(by=ana, name="Maya", consent_training=True, consent_health=True)
    answer = as_zoe.post(page_of(actions.invite(client=maya, by=ana).token), {"coaching": "on"})
    assert answer.status_code == 409
    assert "already have a record" in answer.text
    maya.refresh_from_db()
    assert maya.user is None


def test_another_trainer_may_be_a_client_and_stays_a_trainer(zoe: Client, token: str, bob: User):
    signed_in(bob).post(page_of(token), {"coaching": "on"})
    bob.refresh_from_db()
    assert bob.is_trainer
    assert bob.is_client


def test_the_action_itself_refuses_a_used_invitation(zoe: Client, token: str, visitor: User, bob: User):
    invitation = find_invitation(token)
    actions.accept_invitation(invitation=invitation, by=visitor, purposes={"coaching"})
    with pytest.raises(PermissionDenied):
        actions.accept_invitation(invitation=invitation, by=bob, purposes={"coaching"})


def test_no_mail_goes_out_where_none_is_configured(as_ana: Browser, zoe: Client, mailoutbox, settings):
    settings.MAIL_CONFIGURED = False
    as_ana.post(f"/clients/{zoe.pk}/invite/", {"email": "zoe@example.com"})
    assert not mailoutbox


def test_the_link_goes_out_by_mail_without_a_word_about_health(
    as_ana: Browser, zoe: Client, mailoutbox, settings
):
    settings.MAIL_CONFIGURED = True
    answer = as_ana.post(f"/clients/{zoe.pk}/invite/", {"email": "zoe@example.com"})
    (mail,) = mailoutbox
    assert mail.to == ["zoe@example.com"]
    assert answer.text.split("/invitations/")[1].split("/")[0] in mail.body
    assert "injur" not in mail.body


def test_a_wrong_address_makes_no_link(as_ana: Browser, zoe: Client):
    answer = as_ana.post(f"/clients/{zoe.pk}/invite/", {"email": "not an address"})
    assert answer.status_code == 422
    assert not zoe.invitations.exists()


def test_the_session_of_someone_signed_in_never_holds_the_token(token: str, visitor: User):
    browser = signed_in(visitor)
    browser.get(page_of(token))
    assert all(token not in str(session.get_decoded()) for session in Session.objects.all())
