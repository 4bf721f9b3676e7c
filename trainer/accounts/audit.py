"""The one way an entry gets into the audit."""

from django.db import models

from trainer.accounts.models import AuditEntry, User


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
