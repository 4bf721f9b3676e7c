"""Several trainers of one client: asked in, accepted, handed over, ended."""

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client as Browser

from clients import actions, consents
from clients.models import Client, Coaching, CoachingRequest
from trainer.accounts.models import AuditEntry, User
from trainer.privacy.export import export_client


@pytest.fixture
def asked(zoe: Client, ana: User, bob: User) -> CoachingRequest:
    return actions.ask_trainer(client=zoe, by=ana, email=bob.email, role="assistant")


@pytest.fixture
def team(asked: CoachingRequest, bob: User) -> dict[str, Coaching]:
    """Ana leads and Bob assists."""
    actions.accept_request(request=asked, by=bob)
    return roles(asked.client)


def roles(client: Client) -> dict[str, Coaching]:
    return {row.trainer.email.split("@")[0]: row for row in client.team()}


def named(client: Client) -> dict[str, str]:
    return {name: row.role for name, row in roles(client).items()}


def page_of(client: Client) -> str:
    return f"/clients/{client.pk}/trainers/"


def test_a_trainer_asked_in_sees_nothing_before_the_yes(as_bob: Browser, zoe: Client, asked: CoachingRequest):
    assert as_bob.get(f"/clients/{zoe.pk}/").status_code == 404
    assert "/coaching-requests/" in as_bob.get("/clients/").text
    page = as_bob.get("/coaching-requests/").text
    assert "Ana Trainer asks you to help coach Zoe" in page
    assert zoe.name not in page


def test_the_yes_opens_the_record_as_an_assistant(as_bob: Browser, zoe: Client, asked: CoachingRequest):
    answer = as_bob.post("/coaching-requests/", {"request": asked.pk, "act": "accept"})
    assert answer["Location"] == f"/clients/{zoe.pk}/"
    assert named(zoe) == {"ana": "lead", "bob": "assistant"}
    assert as_bob.get(f"/clients/{zoe.pk}/").status_code == 200
    assert "asks you to" not in as_bob.get("/coaching-requests/").text


def test_a_no_looks_to_the_others_like_an_address_that_nobody_has(
    as_ana: Browser, as_zoe: Browser, as_bob: Browser, zoe: Client, ana: User, asked: CoachingRequest
):
    nobody = actions.ask_trainer(client=zoe, by=ana, email="nobody@example.com", role="assistant")
    as_bob.post("/coaching-requests/", {"request": asked.pk, "act": "decline"})
    assert "No request is open" in as_bob.get("/coaching-requests/").text
    for browser, page in ((as_ana, f"/clients/{zoe.pk}/trainers/"), (as_zoe, "/my-data/")):
        text = browser.get(page).text
        assert asked.email in text
        assert nobody.email in text
        assert "declined" not in text
        assert "Bob Other" not in text
    rows = export_client(zoe)["rows"]["clients.CoachingRequest"]
    one, other = ({key: row[key] for key in row if key not in {"id", "email"}} for row in rows)
    assert {key for key in one if one[key] != other[key]} == {"asked_at", "expires_at"}
    assert "Bob Other" not in str(export_client(zoe))
    assert AuditEntry.objects.filter(action="request declined").exists()


def test_a_no_leaves_the_record_closed(as_bob: Browser, zoe: Client, asked: CoachingRequest):
    as_bob.post("/coaching-requests/", {"request": asked.pk, "act": "decline"})
    assert named(zoe) == {"ana": "lead"}
    again = as_bob.post("/coaching-requests/", {"request": asked.pk, "act": "accept"})
    assert again.status_code == 404


@pytest.mark.parametrize("number", ["", "nonsense", "999999"])
def test_a_request_that_does_not_exist_is_not_found(as_bob: Browser, asked: CoachingRequest, number: str):
    assert as_bob.post("/coaching-requests/", {"request": number, "act": "accept"}).status_code == 404


def test_nobody_else_accepts_a_request(as_ana: Browser, zoe: Client, ana: User, asked: CoachingRequest):
    assert as_ana.post("/coaching-requests/", {"request": asked.pk, "act": "accept"}).status_code == 404
    with pytest.raises(PermissionDenied):
        actions.accept_request(request=asked, by=ana)
    assert named(zoe) == {"ana": "lead"}


def test_the_answer_does_not_tell_whether_an_address_has_an_account(
    as_ana: Browser, zoe: Client, bob: User, site_admin: User
):
    def ask(email: str) -> str:
        text = as_ana.post(page_of(zoe), {"email": email, "role": "assistant"}, follow=True).text
        row = zoe.coaching_requests.get(email=email)
        as_ana.post(f"{page_of(zoe)}requests/{row.pk}/withdraw/")
        as_ana.get(page_of(zoe))  # reads the message of the withdrawal away
        plain = text.replace(email, "ADDRESS").replace(f"requests/{row.pk}/", "requests/N/")
        return re.sub(r"[A-Za-z0-9]{64}", "", plain)  # the form's token

    known, unknown, admin_only = ask(bob.email), ask("bab@example.com"), ask(site_admin.email)
    assert "If a trainer signs in here as ADDRESS, it stands on their roster for 14 days." in known
    assert known == unknown == admin_only


def test_who_takes_an_address_later_finds_no_request(zoe: Client, ana: User):
    request = actions.ask_trainer(client=zoe, by=ana, email="late@example.com", role="assistant")
    late = User.objects.create_user("late@example.com", "x", is_trainer=True)
    assert not CoachingRequest.objects.waiting().filter(trainer=late).exists()
    with pytest.raises(PermissionDenied):
        actions.accept_request(request=request, by=late)


@pytest.mark.parametrize(
    ("typed", "field", "says"),
    [
        ({"email": "", "role": "assistant"}, "email", "Write the address"),
        ({"email": "bob", "role": "assistant"}, "email", "not an e-mail address"),
        ({"email": "ana@example.com", "role": "assistant"}, "email", "coaches the client already"),
        ({"email": "bob@example.com"}, "role", "Choose assistant or new lead."),
    ],
)
def test_a_wrong_request_is_named_at_its_field(
    as_ana: Browser, zoe: Client, bob: User, typed: dict[str, str], field: str, says: str
):
    answer = as_ana.post(page_of(zoe), typed)
    assert answer.status_code == 422
    assert says in answer.context["form"].errors[field][0]
    assert f'value="{typed["email"]}"' in answer.text or not typed["email"]
    assert not zoe.coaching_requests.exists()


def test_a_request_is_open_for_14_days(as_bob: Browser, bob: User, asked: CoachingRequest):
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(days=14, minutes=1)):
        assert "asks you to" not in as_bob.get("/coaching-requests/").text
        with pytest.raises(PermissionDenied):
            actions.accept_request(request=asked, by=bob)


def test_a_request_taken_back_cannot_be_accepted(
    as_ana: Browser, zoe: Client, bob: User, asked: CoachingRequest
):
    as_ana.post(f"{page_of(zoe)}requests/{asked.pk}/withdraw/")
    with pytest.raises(PermissionDenied):
        actions.accept_request(request=asked, by=bob)
    assert named(zoe) == {"ana": "lead"}


def test_a_client_cannot_coach_herself(zoe: Client, ana: User, bob: User, asked: CoachingRequest):
    zoe.user = bob
    zoe.save()
    with pytest.raises(ValidationError, match="own record"):
        actions.accept_request(request=asked, by=bob)


def test_an_assistant_decides_nothing_about_the_team(as_bob: Browser, zoe: Client, team: dict[str, Coaching]):
    page = as_bob.get(page_of(zoe)).text
    assert "Ask another trainer in" not in page
    lead = f"{page_of(zoe)}{team['ana'].pk}/"
    for answer in (
        as_bob.post(page_of(zoe), {"email": "cleo@example.com", "role": "assistant"}),
        as_bob.post(lead, {"act": "end"}),
        as_bob.post(lead, {"act": "hand-over"}),
    ):
        assert answer.status_code == 403
    assert named(zoe) == {"ana": "lead", "bob": "assistant"}


def test_the_lead_is_handed_over_to_an_assistant(as_ana: Browser, zoe: Client, team: dict[str, Coaching]):
    as_ana.post(f"{page_of(zoe)}{team['bob'].pk}/", {"act": "hand-over"})
    assert named(zoe) == {"ana": "assistant", "bob": "lead"}


def test_the_lead_is_handed_over_by_e_mail(zoe: Client, ana: User, bob: User):
    request = actions.ask_trainer(client=zoe, by=ana, email="BOB@example.com ", role="lead")
    other = actions.ask_trainer(client=zoe, by=ana, email="cleo@example.com", role="assistant")
    actions.accept_request(request=request, by=bob)
    assert named(zoe) == {"ana": "assistant", "bob": "lead"}
    other.refresh_from_db()
    assert other.closed_at is not None


def test_the_lead_ends_an_assistants_coaching(
    as_ana: Browser, as_bob: Browser, zoe: Client, team: dict[str, Coaching]
):
    as_ana.post(f"{page_of(zoe)}{team['bob'].pk}/", {"act": "end"})
    assert named(zoe) == {"ana": "lead"}
    assert as_bob.get(f"/clients/{zoe.pk}/").status_code == 404


def test_a_lead_who_goes_leaves_the_lead_to_the_assistant(
    as_ana: Browser, zoe: Client, team: dict[str, Coaching]
):
    assert "The lead goes to Bob Other" in as_ana.get(f"/clients/{zoe.pk}/end-coaching/").text
    as_ana.post(f"/clients/{zoe.pk}/end-coaching/")
    assert named(zoe) == {"bob": "lead"}
    assert as_ana.get(f"/clients/{zoe.pk}/").status_code == 404


def test_an_assistant_who_goes_changes_no_lead(zoe: Client, bob: User, team: dict[str, Coaching]):
    actions.end_coaching(coaching=team["bob"], by=bob)
    assert named(zoe) == {"ana": "lead"}


def test_a_lead_who_goes_takes_the_open_requests_along(
    zoe: Client, ana: User, bob: User, asked: CoachingRequest
):
    actions.end_coaching(coaching=zoe.coachings.get(), by=ana)
    with pytest.raises(PermissionDenied):
        actions.accept_request(request=asked, by=bob)
    assert not zoe.team()


def test_taking_back_the_training_consent_ends_every_coaching_and_nobody_inherits(
    zoe: Client, zoe_user: User, team: dict[str, Coaching]
):
    consents.withdraw(client=zoe, purpose="coaching", by=zoe_user)
    assert not zoe.team()
    assert set(zoe.coachings.values_list("trainer__email", "role")) == {
        ("ana@example.com", "lead"),
        ("bob@example.com", "assistant"),
    }


def test_the_client_sees_both_and_ends_either(
    as_zoe: Browser, zoe: Client, ana: User, team: dict[str, Coaching]
):
    actions.ask_trainer(client=zoe, by=ana, email="cleo@example.com", role="assistant")
    page = as_zoe.get("/my-data/").text
    assert "Your lead trainer" in page
    assert "Assistant" in page
    assert "asked cleo@example.com" in page
    as_zoe.post(f"/my-data/coachings/{team['ana'].pk}/end/")
    assert named(zoe) == {"bob": "lead"}


def test_the_client_is_told_by_mail_without_a_word_about_health(
    as_bob: Browser, zoe: Client, zoe_user: User, asked: CoachingRequest, mailoutbox: list[Any], settings: Any
):
    settings.MAIL_CONFIGURED = True
    as_bob.post("/coaching-requests/", {"request": asked.pk, "act": "accept"})
    [mail] = mailoutbox
    assert mail.to == [zoe_user.email]
    assert "Bob Other coaches you" in mail.body
    assert "injur" not in mail.body


def test_the_invitation_names_the_other_trainers(
    client: Browser, zoe: Client, ana: User, team: dict[str, Coaching]
):
    token = actions.invite(client=zoe, by=ana).token
    assert "Bob Other (assistant)" in client.get(f"/invitations/{token}/").text


def test_two_leads_are_refused_by_the_database(zoe: Client, bob: User):
    with pytest.raises(IntegrityError), transaction.atomic():
        zoe.coachings.create(trainer=bob, role="lead")


def test_queries_do_not_grow_with_the_trainers(
    as_ana: Browser, zoe: Client, ana: User, team: dict[str, Coaching], queries
):
    def more(number: int) -> None:
        other = User.objects.create_user(f"t{number}@example.com", "x", is_trainer=True)
        zoe.coachings.create(trainer=other, role="assistant")
        actions.ask_trainer(client=zoe, by=ana, email=f"q{number}@example.com", role="assistant")

    more(0)
    few = queries(lambda: as_ana.get(page_of(zoe)))
    for number in range(1, 6):
        more(number)
    assert queries(lambda: as_ana.get(page_of(zoe))) == few


def test_queries_do_not_grow_with_the_requests(as_bob: Browser, ana: User, bob: User, queries):
    def ask(name: str) -> None:
        client = actions.add_client(by=ana, name=name, consent_training=True, consent_health=True)
        actions.ask_trainer(client=client, by=ana, email=bob.email, role="assistant")

    ask("First")
    few = queries(lambda: as_bob.get("/coaching-requests/"))
    for name in ("Second", "Third", "Fourth"):
        ask(name)
    assert queries(lambda: as_bob.get("/coaching-requests/")) == few


def acts(client: Client, action: str) -> list[str]:
    return [str(entry.actor) for entry in AuditEntry.objects.filter(client_number=client.pk, action=action)]


def test_what_ends_with_a_coaching_is_each_in_the_audit(zoe: Client, ana: User) -> None:
    actions.invite(client=zoe, by=ana)
    for email in ("sam@example.com", "kim@example.com"):
        actions.ask_trainer(client=zoe, by=ana, email=email, role="assistant")
    actions.end_coaching(coaching=zoe.coachings.get(), by=ana)
    assert acts(zoe, "invitation revoked") == ["Ana Trainer"]
    assert acts(zoe, "request closed") == ["Ana Trainer"] * 2
    assert not zoe.coaching_requests.filter(closed_at=None).exists()


def test_requests_that_close_with_the_lead_are_in_the_audit(
    zoe: Client, ana: User, team: dict[str, Coaching]
) -> None:
    actions.ask_trainer(client=zoe, by=ana, email="sam@example.com", role="assistant")
    actions.hand_over(coaching=team["bob"], by=ana)
    assert acts(zoe, "request closed") == ["Ana Trainer"]


def test_asking_again_closes_the_first_request_in_the_audit_too(zoe: Client, ana: User) -> None:
    for _ in range(2):
        actions.ask_trainer(client=zoe, by=ana, email="sam@example.com", role="assistant")
    assert acts(zoe, "trainer asked in") == ["Ana Trainer"] * 2
    assert acts(zoe, "request closed") == ["Ana Trainer"]
