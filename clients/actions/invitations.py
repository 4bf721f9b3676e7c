import datetime as dt
import secrets
from collections.abc import Collection
from enum import Enum
from typing import NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from clients import consents
from clients.models import Client, Coaching, Invitation
from trainer.accounts import audit
from trainer.accounts.models import User

# Our own choice, as long as a trainer who is asked in has.
DAYS_OPEN = 14
# Consonants only: no letter looks like a digit, and no code spells a word.
CODE_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
CODE_LENGTH = 8


class Secrets(NamedTuple):
    """The two ways into one invitation, known only in the moment it is made."""

    token: str
    code: str


class Standing(Enum):
    """Why an invitation cannot be accepted, or that it can."""

    OPEN = "open"
    UNKNOWN = "unknown"
    USED = "used"
    REVOKED = "revoked"
    EXPIRED = "expired"
    OWN_TRAINER = "own_trainer"
    OTHER_CLIENT = "other_client"


def find_invitation(token: str) -> Invitation | None:
    invitations = Invitation.objects.select_related("client", "invited_by")
    return invitations.filter(token_hash=Invitation.hash(token)).first()


def find_by_code(typed: str) -> Invitation | None:
    """What the client typed, in small or capital letters and grouped in any way."""
    code = plain_code(typed)
    invitations = Invitation.objects.select_related("client", "invited_by")
    return invitations.filter(code_hash=Invitation.hash_code(code)).first() if code else None


def plain_code(typed: str) -> str:
    return "".join(letter for letter in typed.upper() if letter.isalnum())


def grouped(code: str) -> str:
    """As it is shown and read out: BCDF-GHJK."""
    half = CODE_LENGTH // 2
    return f"{code[:half]}-{code[half:]}"


def standing(invitation: Invitation | None, user: User | None = None) -> Standing:
    """Where an invitation stands for this visitor; the link itself is judged before who opens it."""
    if invitation is None:
        return Standing.UNKNOWN
    if invitation.used_at is not None:
        return Standing.USED
    if invitation.revoked_at is not None or invitation.client.user_id is not None:
        return Standing.REVOKED
    if not invitation.open:
        return Standing.EXPIRED
    if user is None:
        return Standing.OPEN
    if invitation.client.coachings.filter(trainer=user, ended_at=None).exists():
        return Standing.OWN_TRAINER
    if Client.objects.of_user(user).filter(coachings__isnull=False, coachings__ended_at=None).exists():
        return Standing.OTHER_CLIENT
    return Standing.OPEN


@transaction.atomic
def invite(*, client: Client, by: User) -> Secrets:
    """Make a one-time link and its code, shown now and never again; earlier ones stop working."""
    if client.user_id is not None:
        raise ValidationError(f"{client.name} has a sign-in already.", code="has_sign_in")
    revoke_invitations(client=client, by=by)
    token = secrets.token_urlsafe(32)
    code = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
    invitation = Invitation.objects.create(
        client=client,
        invited_by=by,
        token_hash=Invitation.hash(token),
        code_hash=Invitation.hash_code(code),
        expires_at=timezone.now() + dt.timedelta(days=DAYS_OPEN),
    )
    audit.record("invitation made", by=by, client_number=client.pk, row=invitation)
    return Secrets(token, grouped(code))


@transaction.atomic
def revoke_invitations(*, client: Client, by: User) -> None:
    """Make every open link to this client's record worthless."""
    for invitation in client.invitations.filter(used_at=None, revoked_at=None):
        invitation.revoked_at = timezone.now()
        invitation.save(update_fields=["revoked_at"])
        audit.record("invitation revoked", by=by, client_number=client.pk, row=invitation)


@transaction.atomic
def accept_invitation(*, invitation: Invitation, by: User, purposes: Collection[str]) -> Client:
    """Hand the record over to the person herself, with exactly the consents she gave now."""
    locked = Invitation.objects.select_for_update().select_related("client").get(pk=invitation.pk)
    if standing(locked, by) is not Standing.OPEN:
        raise PermissionDenied("This invitation cannot be accepted.")
    client = own_again(locked, by) or locked.client
    client.user = by
    client.save(update_fields=["user"])
    by.is_client = True
    by.name = by.name or client.name
    by.save(update_fields=["is_client", "name"])
    locked.used_at = timezone.now()
    locked.save(update_fields=["used_at"])
    answer_consents(client, by, purposes)
    audit.record("invitation accepted", by=by, client_number=client.pk, row=locked)
    return client


def own_again(invitation: Invitation, by: User) -> Client | None:
    """The record that this person has already and nobody coaches: the new trainer leads there."""
    own = Client.objects.select_for_update().filter(user=by).first()
    if own:
        coaching = own.coachings.create(trainer=invitation.invited_by, role=Coaching.Role.LEAD)
        own.archived_at = None
        own.save(update_fields=["archived_at"])
        audit.record("coaching begun", by=by, client_number=own.pk, row=coaching)
    return own


def answer_consents(client: Client, by: User, purposes: Collection[str]) -> None:
    """What was on paper is confirmed or withdrawn: from here on her own answer counts."""
    for purpose in consents.TEXTS:
        if purpose in purposes:
            consents.give(client=client, purpose=purpose, by=by)
            consents.confirm(client=client, purpose=purpose, by=by)
        else:
            consents.withdraw(client=client, purpose=purpose, by=by)
