import datetime as dt
from collections.abc import Collection
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from clients import consents
from clients.models import BodyMass, Client, Coaching, Consent
from trainer.accounts import audit
from trainer.accounts.models import User


class StaleRow(Exception):
    """The row is not any more what its editor saw."""


def keep(row: Client | BodyMass, *fields: str) -> None:
    """Save these fields if the row still is as its editor saw it (`row.version`), else StaleRow."""
    values: dict[str, Any] = {field: getattr(row, field) for field in fields}
    as_seen = type(row)._default_manager.filter(pk=row.pk, version=row.version)
    if not as_seen.update(version=row.version + 1, **values):
        raise StaleRow
    row.version += 1


@transaction.atomic
def add_client(
    *, by: User, name: str, consent_training: bool, consent_health: bool, **profile: Any
) -> Client:
    """Begin coaching someone who agreed on paper; without the training purpose nothing is kept of her."""
    if not consent_training:
        raise ValidationError("Nothing is kept about a person who has not agreed to it.", code="no_consent")
    client = Client(name=name, **profile)
    client.full_clean()
    client.save()
    coaching = Coaching.objects.create(client=client, trainer=by)
    consents.give(client=client, purpose=Consent.Purpose.COACHING, by=by)
    if consent_health:
        consents.give(client=client, purpose=Consent.Purpose.HEALTH, by=by)
    audit.record("client added", by=by, client_number=client.pk, row=coaching)
    return client


@transaction.atomic
def edit_client(*, client: Client, by: User, fields: Collection[str]) -> None:
    """Keep these fields of a profile, changed and checked by a form; StaleRow if another was quicker."""
    keep(client, *fields)
    audit.record("client changed", by=by, client_number=client.pk, row=client)


@transaction.atomic
def archive_client(*, client: Client, by: User) -> None:
    """Take a client off the roster; everything about her stays."""
    if client.archived_at is None:
        client.archived_at = timezone.now()
        client.save(update_fields=["archived_at"])
        audit.record("client archived", by=by, client_number=client.pk, row=client)


@transaction.atomic
def bring_back_client(*, client: Client, by: User) -> None:
    """Put an archived client on the roster again."""
    if client.archived_at is not None:
        client.archived_at = None
        client.save(update_fields=["archived_at"])
        audit.record("client brought back", by=by, client_number=client.pk, row=client)


@transaction.atomic
def record_mass(*, client: Client, by: User, measured_on: dt.date, kg: Decimal) -> BodyMass:
    """Keep what the client weighed on a day."""
    mass = BodyMass(client=client, measured_on=measured_on, kg=kg, by=by)
    check_mass(mass)
    mass.save()
    audit.record("body mass recorded", by=by, client_number=client.pk, row=mass)
    return mass


@transaction.atomic
def correct_mass(*, mass: BodyMass, by: User, measured_on: dt.date, kg: Decimal) -> None:
    """Put a measurement right; StaleRow if `mass.version` is not the newest."""
    mass.measured_on, mass.kg, mass.by = measured_on, kg, by
    check_mass(mass)
    keep(mass, "measured_on", "kg", "by")
    audit.record("body mass corrected", by=by, client_number=mass.client_id, row=mass)


@transaction.atomic
def remove_mass(*, mass: BodyMass, by: User) -> None:
    """Take a measurement off the record."""
    audit.record("body mass removed", by=by, client_number=mass.client_id, row=mass)
    mass.delete()


def check_mass(mass: BodyMass) -> None:
    same_day = BodyMass.objects.filter(client_id=mass.client_id, measured_on=mass.measured_on)
    if same_day.exclude(pk=mass.pk).exists():
        raise ValidationError(
            {"measured_on": "A measurement of this day is on file already. Correct that one in the list."}
        )
    mass.full_clean()
