"""Erasing a client: asked for, taken back within the grace period, or done for good."""

import datetime as dt
import logging

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError, RestrictedError

from clients.consents import check_may_answer
from clients.models import Client
from trainer.accounts import audit
from trainer.accounts.models import AuditEntry, Look, User

log = logging.getLogger(__name__)

# Our own choice: long enough to notice a mistake.
GRACE_DAYS = 14


@transaction.atomic
def ask_erasure(*, client: Client, by: User) -> dt.date:
    """Note the day on which everything about the client goes; asking again does not move it."""
    if client.user_id not in (None, by.pk):
        raise ValidationError(f"{client.name} signs in, so only {client.first_name} can ask for this.")
    if client.erase_on is None:
        client.erase_on = client.today() + dt.timedelta(days=GRACE_DAYS)
        client.save(update_fields=["erase_on"])
        audit.record("erasure asked for", by=by, client_number=client.pk, row=client)
    return client.erase_on


@transaction.atomic
def keep_after_all(*, client: Client, by: User) -> None:
    """Take it back; where the client signs in that is hers alone, as the asking is."""
    check_may_answer(client, by)
    if client.erase_on is not None:
        client.erase_on = None
        client.save(update_fields=["erase_on"])
        audit.record("erasure taken back", by=by, client_number=client.pk, row=client)


@transaction.atomic
def erase(client: Client) -> None:
    """Every row about the client, and her sign-in unless she is somebody else here too; for good."""
    number, user = client.pk, client.user
    client.delete()
    for told in (AuditEntry, Look):
        told._default_manager.filter(client_number=number, actor=user).update(actor=None)
    if user and (user.is_trainer or user.is_staff):
        user.is_client = False
        user.save(update_fields=["is_client"])
    elif user:
        remove_sign_in(user)
    audit.record("erased", by=None, client_number=number)


def remove_sign_in(user: User) -> None:
    """Delete the person; one whose work as a trainer others still need stays, without name and address."""
    try:
        with transaction.atomic():
            user.delete()
    except (ProtectedError, RestrictedError):
        for kind in (EmailAddress, Authenticator):
            kind.objects.filter(user=user).delete()
        user.email, user.name = f"erased-{user.pk}@erased.invalid", "Somebody who has left"
        user.is_client = user.is_active = False
        # A new password, even one that nobody can type, ends every session.
        user.set_unusable_password()
        user.save()


def erase_due() -> tuple[int, list[int]]:
    """Erase those whose day has come where they are: how many, and the numbers of those it failed for.

    Each stands alone: what fails for one is logged and tried again next time, and the others go.
    """
    done, failed = 0, []
    for client in Client.objects.exclude(erase_on=None):
        number = client.pk
        try:
            if client.erase_on and client.erase_on <= client.today():
                erase(client)
                done += 1
        except Exception:
            log.exception("Client %s could not be erased.", number)
            failed.append(number)
    return done, failed
