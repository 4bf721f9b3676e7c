"""The one way an entry gets into the audit."""

from collections.abc import Iterable

from django.db import models
from django.utils import timezone

from trainer.accounts.models import AuditEntry, Look, User


def record(
    action: str, *, by: User | None, client_number: int | None = None, row: models.Model | None = None
) -> None:
    """Note an act in the transaction of the act itself; never a health value, only what and whose."""
    AuditEntry.objects.create(
        actor=by,
        action=action,
        client_number=client_number,
        object_type=row._meta.label if row else "",
        object_number=str(row.pk) if row else "",
    )


def look(area: str, *, by: User, client_numbers: Iterable[int]) -> None:
    """Note that somebody read a part of these clients' files, once a day; always one statement."""
    on = timezone.localdate()
    seen = [Look(actor=by, client_number=number, area=area, on=on) for number in client_numbers]
    Look.objects.bulk_create(seen, ignore_conflicts=True)
