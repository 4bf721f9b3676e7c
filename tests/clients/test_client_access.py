from typing import Any

import pytest
from django.db import models
from django.test import Client as Browser
from django.urls import reverse

from clients import urls
from clients.models import Client, Coaching, Consent, Injury, InjuryEvent, Invitation
from trainer.accounts.models import User

OF_CLIENT = {
    "edit",
    "archive",
    "end_coaching",
    "paper_consent",
    "invite",
    "notes",
    "masses",
    "trainers",
    "conditions",
    "injuries",
    "injury_new",
}
OF_INJURY = {
    "injury",
    "injury_assess",
    "injury_stage",
    "injury_gates",
    "injury_limits",
    "injury_flags",
    "injury_clear",
    "injury_resolve",
    "injury_reopen",
    "injury_again",
}
OF_HERSELF = {"consent", "happened", "happened_next", "leave"}
OTHER = {"new", "invitation", "join", "join_invitation", "requests"}
# Rows of a client's; who may open them stands in tests/test_access.py.
OF_ROWS = {"note", "note_delete", "mass", "mass_remove", "trainer", "request_withdraw"}
OF_SCREENING = {
    "screening",
    "screening_question",
    "client_screening",
    "screening_ask",
    "screening_answers",
    "screening_planned",
}


def rows() -> dict[type[models.Model], list[dict[str, Any]]]:
    return {
        model: list(model.objects.values())
        for model in (Client, Coaching, Consent, Injury, InjuryEvent, Invitation)
    }


def address(name: str, strain: Injury) -> str:
    numbers = {"client_pk": strain.client_id}
    if name in OF_INJURY:
        numbers["injury_pk"] = strain.pk
    return reverse(f"clients:{name}", kwargs=numbers)


def test_every_page_is_listed():
    assert {pattern.name for pattern in urls.urlpatterns} == set().union(
        OF_CLIENT, OF_INJURY, OF_HERSELF, OF_ROWS, OF_SCREENING, OTHER
    )


@pytest.mark.parametrize("name", sorted(OF_CLIENT | OF_INJURY))
def test_another_trainer_finds_nothing_and_changes_nothing(as_bob: Browser, strain: Injury, name: str):
    before = rows()
    page = address(name, strain)
    allowed = {404, 405}
    assert as_bob.get(page).status_code in allowed
    answer = as_bob.post(page, {"name": "Stolen", "act": "archive", "version": "1", "on": "2026-01-01"})
    assert answer.status_code in allowed
    assert 404 in {as_bob.get(page).status_code, answer.status_code}
    assert rows() == before


@pytest.mark.parametrize("name", sorted(OF_CLIENT | OF_INJURY))
def test_the_client_herself_has_no_seat_at_the_trainers_desk(as_zoe: Browser, strain: Injury, name: str):
    before = rows()
    answer = as_zoe.post(address(name, strain), {"act": "archive"})
    assert answer.status_code in {404, 405}
    assert rows() == before


@pytest.mark.parametrize("name", sorted(OF_CLIENT | OF_INJURY | {"new", "consent"}))
def test_a_stranger_is_led_to_sign_in(client: Browser, strain: Injury, name: str):
    page = reverse(f"clients:{name}") if name in {"new", "consent"} else address(name, strain)
    for answer in (client.get(page), client.post(page)):
        assert answer["Location"].startswith("/accounts/login/")


def test_an_injury_of_another_client_is_not_reached_through_ones_own(
    as_bob: Browser, bob: User, strain: Injury
):
    own = Client.objects.create(name="Bob's own")
    own.coachings.create(trainer=bob)
    own.consents.create(purpose="health", text_version="1")
    page = reverse("clients:injury", kwargs={"client_pk": own.pk, "injury_pk": strain.pk})
    assert as_bob.get(page).status_code == 404


def test_a_client_cannot_end_the_coaching_of_somebody_else(as_zoe: Browser, bob: User):
    coaching = Client.objects.create(name="Other").coachings.create(trainer=bob)
    assert as_zoe.post(reverse("clients:leave", args=[coaching.pk])).status_code == 404
    coaching.refresh_from_db()
    assert coaching.ended_at is None


def test_reading_changes_nothing(as_ana: Browser, strain: Injury):
    before = rows()
    for name in OF_CLIENT | OF_INJURY:
        as_ana.get(address(name, strain))
    assert rows() == before


def test_a_form_without_the_token_is_refused(ana: User, strain: Injury):
    browser = Browser(enforce_csrf_checks=True)
    browser.force_login(ana, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = browser.post(address("archive", strain), headers={"HX-Request": "true"})
    assert answer.status_code == 403


def test_health_is_not_in_the_admin(as_admin: Browser, strain: Injury):
    assert as_admin.get("/admin/clients/injury/").status_code == 404
    assert "Injur" not in as_admin.get("/admin/").text
