import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.test import Client as Browser

from clients import consents
from clients.models import Client, Consent, Injury
from trainer.accounts.models import AuditEntry, User


def test_what_the_trainer_writes_down_is_on_paper(zoe: Client):
    consent = zoe.consents.get(purpose="health")
    assert consent.on_paper
    assert consent.confirmed_at is None
    assert consent.text_version == consents.TEXT_VERSION


def test_giving_twice_keeps_one_consent(zoe: Client, ana: User):
    first = zoe.consents.get(purpose="health")
    assert consents.give(client=zoe, purpose="health", by=ana) == first


def test_the_database_knows_one_consent_in_force_for_a_purpose(zoe: Client):
    with pytest.raises(IntegrityError):
        Consent.objects.create(client=zoe, purpose="health", text_version="1")


def test_an_unknown_purpose_is_refused(zoe: Client, ana: User):
    with pytest.raises(ValidationError):
        consents.give(client=zoe, purpose="marketing", by=ana)


def test_the_trainer_cannot_answer_for_a_client_who_signs_in(zoe: Client, ana: User, zoe_user: User):
    for act in (consents.give, consents.withdraw, consents.confirm):
        with pytest.raises(PermissionDenied):
            act(client=zoe, purpose="health", by=ana)
    assert consents.health_visible(zoe)


def test_the_client_confirms_what_was_on_paper(as_zoe: Browser, zoe: Client):
    as_zoe.post("/my-data/consent/", {"purpose": "health", "act": "confirm"})
    assert zoe.consents.get(purpose="health").confirmed_at is not None


def test_confirming_nothing_changes_nothing(zoe: Client, zoe_user: User):
    consents.withdraw(client=zoe, purpose="health", by=zoe_user)
    consents.confirm(client=zoe, purpose="health", by=zoe_user)
    assert not consents.health_visible(zoe)


def test_withdrawing_hides_injuries_at_once_and_agreeing_shows_them_again(
    as_zoe: Browser, as_ana: Browser, zoe: Client, strain: Injury
):
    pages = [f"/clients/{zoe.pk}/injuries/", f"/clients/{zoe.pk}/injuries/{strain.pk}/"]
    assert all("hamstring" in as_ana.get(page).text for page in pages)
    as_zoe.post("/my-data/consent/", {"purpose": "health", "act": "withdraw"})
    for page in [*pages, f"/clients/{zoe.pk}/conditions/", f"/clients/{zoe.pk}/injuries/new/"]:
        text = as_ana.get(page).text
        assert "Health data is not shared with you" in text
        assert "hamstring" not in text.lower()
    as_zoe.post("/my-data/consent/", {"purpose": "health", "act": "give"})
    assert "hamstring" in as_ana.get(pages[0]).text


def test_withdrawing_deletes_nothing_and_is_noted(as_zoe: Browser, zoe: Client, strain: Injury):
    as_zoe.post("/my-data/consent/", {"purpose": "health", "act": "withdraw"})
    assert zoe.injuries.count() == 1
    assert AuditEntry.objects.filter(action="health consent withdrawn", client_number=zoe.pk).exists()


def test_without_the_training_purpose_the_coaching_ends(as_zoe: Browser, as_ana: Browser, zoe: Client):
    as_zoe.post("/my-data/consent/", {"purpose": "coaching", "act": "withdraw"})
    assert zoe.coachings.get().ended_at is not None
    assert as_ana.get(f"/clients/{zoe.pk}/edit/").status_code == 404


@pytest.mark.parametrize(
    "data", [{}, {"purpose": "health"}, {"purpose": "x", "act": "give"}, {"act": "withdraw"}]
)
def test_an_answer_that_is_not_known_changes_nothing(as_zoe: Browser, zoe: Client, data: dict[str, str]):
    assert as_zoe.post("/my-data/consent/", data).status_code == 302
    assert zoe.consents.filter(withdrawn_at=None).count() == 2


def test_a_trainer_has_no_consent_page_of_her_own(as_ana: Browser, zoe: Client):
    assert as_ana.post("/my-data/consent/", {"purpose": "health", "act": "withdraw"}).status_code == 404
    assert consents.health_visible(zoe)


def test_the_trainer_writes_down_what_a_client_without_sign_in_took_back(as_ana: Browser, zoe: Client):
    as_ana.post(f"/clients/{zoe.pk}/consent/", {"purpose": "health", "act": "withdraw"})
    assert not consents.health_visible(zoe)


def test_a_later_signature_needs_its_box_ticked(as_ana: Browser, zoe: Client, ana: User):
    consents.withdraw(client=zoe, purpose="health", by=ana)
    page = f"/clients/{zoe.pk}/consent/"
    as_ana.post(page, {"purpose": "health", "act": "give"})
    assert not consents.health_visible(zoe)
    as_ana.post(page, {"purpose": "health", "act": "give", "signed": "on"})
    assert consents.health_visible(zoe)


def test_taking_back_training_on_paper_leads_to_the_roster(as_ana: Browser, zoe: Client):
    answer = as_ana.post(f"/clients/{zoe.pk}/consent/", {"purpose": "coaching", "act": "withdraw"})
    assert answer["Location"] == "/clients/"


def test_the_paper_page_is_gone_once_the_client_signs_in(as_ana: Browser, zoe: Client, zoe_user: User):
    answer = as_ana.post(f"/clients/{zoe.pk}/consent/", {"purpose": "health", "act": "withdraw"})
    assert answer.status_code == 404
    assert consents.health_visible(zoe)
