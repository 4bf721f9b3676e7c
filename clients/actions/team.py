import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from clients.consents import close_requests
from clients.models import Client, Coaching, CoachingRequest
from trainer.accounts import audit
from trainer.accounts.models import User

# Our own choice: a fortnight with a holiday week in it.
DAYS_WAITING = 14
DECLINED = "request declined"


def led_by(client: Client, by: User) -> Coaching:
    """This trainer's coaching as the lead, with the client's row locked while the team changes."""
    Client.objects.select_for_update().get(pk=client.pk)
    lead = client.coachings.filter(trainer=by, ended_at=None, role=Coaching.Role.LEAD).first()
    if lead is None:
        raise PermissionDenied("Only the lead trainer decides who else coaches this client.")
    return lead


@transaction.atomic
def ask_trainer(*, client: Client, by: User, email: str, role: str) -> CoachingRequest:
    """Ask the trainer who has this address; whether anybody has it makes no difference that can be seen."""
    led_by(client, by)
    email = email.strip().lower()
    if client.coachings.filter(trainer__email=email, ended_at=None).exists():
        raise ValidationError({"email": "This trainer coaches the client already."})
    now = timezone.now()
    close_requests(client.coaching_requests.filter(email=email), by)
    request = CoachingRequest.objects.create(
        client=client,
        asked_by=by,
        email=email,
        trainer=User.objects.filter(email=email, is_trainer=True, is_active=True).first(),
        role=role,
        asked_at=now,
        expires_at=now + dt.timedelta(days=DAYS_WAITING),
    )
    audit.record("trainer asked in", by=by, client_number=client.pk, row=request)
    return request


@transaction.atomic
def withdraw_request(*, request: CoachingRequest, by: User) -> None:
    """Take an open request back."""
    led_by(request.client, by)
    close(request)
    audit.record("request taken back", by=by, client_number=request.client_id, row=request)


def close(request: CoachingRequest) -> None:
    request.closed_at = timezone.now()
    request.save(update_fields=["closed_at"])


@transaction.atomic
def accept_request(*, request: CoachingRequest, by: User) -> Coaching:
    """Begin coaching beside the lead, or as the new lead with the old one as assistant."""
    client = Client.objects.select_for_update().get(pk=request.client_id)
    request = CoachingRequest.objects.select_for_update().get(pk=request.pk)
    if request.trainer_id != by.pk or request.closed_at or request.expires_at <= timezone.now():
        raise PermissionDenied("This request cannot be accepted.")
    if client.user_id == by.pk:
        raise ValidationError("This is your own record, and nobody coaches themselves here.")
    lead = led_by(client, request.asked_by)
    close(request)
    coaching, _ = Coaching.objects.get_or_create(
        client=client, trainer=by, ended_at=None, defaults={"role": Coaching.Role.ASSISTANT}
    )
    audit.record("coaching begun", by=by, client_number=client.pk, row=coaching)
    if request.role == Coaching.Role.LEAD:
        change_lead(lead, coaching, by)
    return coaching


@transaction.atomic
def decline_request(*, request: CoachingRequest, by: User) -> None:
    """Say no; the record stays closed.

    Whoever asked sees a request that nobody answers, as for an address that nobody here has.
    """
    if request.trainer_id != by.pk or request.closed_at:
        raise PermissionDenied("This request cannot be declined.")
    request.trainer = None
    request.save(update_fields=["trainer"])
    audit.record(DECLINED, by=by, client_number=request.client_id, row=request)


@transaction.atomic
def hand_over(*, coaching: Coaching, by: User) -> None:
    """Make an assistant the lead; the lead so far stays as an assistant, and may end that."""
    lead = led_by(coaching.client, by)
    if coaching.ended_at is not None:
        raise PermissionDenied("This trainer does not coach the client any more.")
    if coaching.pk != lead.pk:
        change_lead(lead, coaching, by)


def change_lead(lead: Coaching, heir: Coaching, by: User) -> None:
    """What the old lead still had open is closed: from now on the new one asks."""
    close_requests(lead.client.coaching_requests.all(), by)
    lead.role = Coaching.Role.ASSISTANT
    lead.save(update_fields=["role"])
    heir.role = Coaching.Role.LEAD
    heir.save(update_fields=["role"])
    audit.record("lead handed over", by=by, client_number=heir.client_id, row=heir)
