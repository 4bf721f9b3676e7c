"""What a client agreed to, purpose by purpose, and the acts that change it."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from clients.models import Client, Coaching, CoachingRequest, Consent
from trainer.accounts import audit
from trainer.accounts.models import User

TEXT_VERSION = "2026-11-2"


@dataclass(frozen=True)
class ConsentText:
    """One purpose: what it allows and what is missing without it, to the client and to the trainer."""

    purpose: str
    title: str
    client: str
    client_without: str
    trainer: str
    trainer_without: str
    kept: str


TEXTS = {
    text.purpose: text
    for text in (
        ConsentText(
            purpose=Consent.Purpose.COACHING,
            title="Training data",
            client="Your trainer keeps your profile, planned workouts, logged sets and strength tests.",
            client_without="Without it your trainer cannot plan or follow your training here.",
            trainer="You keep the profile, planned workouts, logged sets and strength tests.",
            trainer_without="Without it you keep nothing.",
            kept="your profile, and planned workouts, logged sets and strength tests if there are any.",
        ),
        ConsentText(
            purpose=Consent.Purpose.HEALTH,
            title="Health data",
            client="Your trainer sees your injuries, pain and answers to health questions, so that work which"
            " does not fit an injury is held back.",
            client_without="You can train without it. Your trainer then sees no injury, no pain and no health"
            " answer, and cannot check your plan against them; on your own page, what is on file or what"
            " you report yourself still holds exercises back.",
            trainer="You keep injuries, pain and the answers to health questions.",
            trainer_without="Without it you see none of it and cannot check a plan against it.",
            kept="injuries, pain and answers to health questions if there are any.",
        ),
    )
}


def in_force(client: Client) -> dict[str, Consent]:
    """The consents that stand now, by purpose."""
    return {consent.purpose: consent for consent in client.consents.filter(withdrawn_at=None)}


def health_visible(client: Client) -> bool:
    """Whether a trainer may see and write health data of this client now."""
    return client.consents.filter(purpose=Consent.Purpose.HEALTH, withdrawn_at=None).exists()


def check_may_answer(client: Client, by: User) -> None:
    """A client with a sign-in answers herself; for one without, the trainer writes down what is on paper."""
    if client.user_id is not None and client.user_id != by.pk:
        raise PermissionDenied(f"{client.name} has a sign-in and answers for themselves.")


@transaction.atomic
def give(*, client: Client, purpose: str, by: User) -> Consent:
    """Agree to one purpose; entered by the trainer it is on paper until the client confirms it."""
    check_may_answer(client, by)
    if purpose not in TEXTS:
        raise ValidationError("This is not a purpose that a client can agree to.")
    consent, created = Consent.objects.get_or_create(
        client=client,
        purpose=purpose,
        withdrawn_at=None,
        defaults={"text_version": TEXT_VERSION, "by": by, "on_paper": client.user_id != by.pk},
    )
    if created:
        audit.record(f"{purpose} consent given", by=by, client_number=client.pk, row=consent)
    return consent


@transaction.atomic
def confirm(*, client: Client, purpose: str, by: User) -> None:
    """Say herself that what was signed on paper is right; only the client can."""
    if client.user_id != by.pk:
        raise PermissionDenied("Only the client can confirm a consent.")
    consent = client.consents.filter(
        purpose=purpose, withdrawn_at=None, on_paper=True, confirmed_at=None
    ).first()
    if consent is None:
        return
    consent.confirmed_at = timezone.now()
    consent.text_version = TEXT_VERSION
    consent.save(update_fields=["confirmed_at", "text_version"])
    audit.record(f"{purpose} consent confirmed", by=by, client_number=client.pk, row=consent)


@transaction.atomic
def withdraw(*, client: Client, purpose: str, by: User) -> None:
    """Take a consent back: health data is hidden at once; without the training purpose the coaching ends."""
    check_may_answer(client, by)
    consent = client.consents.filter(purpose=purpose, withdrawn_at=None).first()
    if consent is None:
        return
    consent.withdrawn_at = timezone.now()
    consent.save(update_fields=["withdrawn_at"])
    audit.record(f"{purpose} consent withdrawn", by=by, client_number=client.pk, row=consent)
    if purpose == Consent.Purpose.COACHING:
        # Assistants first, so that nobody inherits the lead of a coaching that ends as a whole.
        for coaching in client.coachings.filter(ended_at=None).order_by("role"):
            end_coaching(coaching=coaching, by=by)


@transaction.atomic
def end_coaching(*, coaching: Coaching, by: User) -> None:
    """From now on this trainer opens nothing of the client; nothing is deleted, open invitations go.

    A client keeps the other trainers whom she knows of, so a lead who goes leaves the lead to the assistant
    of longest standing. Ending all of them is the client's decision, not one trainer's.
    """
    client = Client.objects.select_for_update().get(pk=coaching.client_id)
    coaching.refresh_from_db(fields=["role", "ended_at"])
    leads = client.coachings.filter(ended_at=None, role=Coaching.Role.LEAD, trainer=by)
    if by.pk not in {coaching.trainer_id, client.user_id} and not leads.exists():
        raise PermissionDenied("A coaching is ended by its trainer, by the lead or by the client.")
    if coaching.ended_at is not None:
        return
    now = timezone.now()
    coaching.ended_at = now
    coaching.ended_by = by
    coaching.save(update_fields=["ended_at", "ended_by"])
    audit.record("coaching ended", by=by, client_number=client.pk, row=coaching)
    for invitation in client.invitations.filter(
        invited_by=coaching.trainer_id, used_at=None, revoked_at=None
    ):
        invitation.revoked_at = now
        invitation.save(update_fields=["revoked_at"])
        audit.record("invitation revoked", by=by, client_number=client.pk, row=invitation)
    close_requests(client.coaching_requests.filter(asked_by=coaching.trainer_id), by)
    heir = client.coachings.filter(ended_at=None).first()
    if coaching.role == Coaching.Role.LEAD and heir:
        heir.role = Coaching.Role.LEAD
        heir.save(update_fields=["role"])
        audit.record("lead handed over", by=by, client_number=client.pk, row=heir)


def close_requests(requests: QuerySet[CoachingRequest], by: User) -> None:
    """Close those of these that are still open, each with its line in the audit."""
    for request in requests.filter(closed_at=None):
        request.closed_at = timezone.now()
        request.save(update_fields=["closed_at"])
        audit.record("request closed", by=by, client_number=request.client_id, row=request)
