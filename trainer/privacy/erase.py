"""Erasing a client: asked for, taken back within the grace period, or done for good."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from clients.models import Client
from trainer.accounts import audit
from trainer.accounts.models import User

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
    if client.erase_on is not None:
        client.erase_on = None
        client.save(update_fields=["erase_on"])
        audit.record("erasure taken back", by=by, client_number=client.pk, row=client)


@transaction.atomic
def erase(client: Client) -> None:
    """Every row about the client, and her sign-in unless she is somebody else here too; for good."""
    number, user = client.pk, client.user
    client.delete()
    if user and not (user.is_trainer or user.is_staff):
        user.delete()
    elif user:
        user.is_client = False
        user.save(update_fields=["is_client"])
    audit.record("erased", by=None, client_number=number)


def erase_due() -> int:
    """Erase those whose day has come where they are; how many."""
    asked = Client.objects.exclude(erase_on=None)
    due = [client for client in asked if client.erase_on and client.erase_on <= client.today()]
    for client in due:
        erase(client)
    return len(due)
