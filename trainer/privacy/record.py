"""Who looked at a client's file and what was done about it, as the client may read it."""

from typing import Any

from django.db.models import QuerySet

from clients.actions.team import DECLINED
from clients.models import Client, TrainerNote
from trainer.accounts.models import AuditEntry, Look, User

LEFT = "somebody who has left"


def looks_at(client: Client) -> QuerySet[Look]:
    return Look.objects.filter(client_number=client.pk).select_related("actor")


def done_about(client: Client) -> QuerySet[AuditEntry]:
    """What was done; private notes are nobody else's to read, nor is who said no to coaching her."""
    entries = AuditEntry.objects.filter(client_number=client.pk).select_related("actor")
    return entries.exclude(object_type=TrainerNote._meta.label).exclude(action=DECLINED)


def exported_record(client: Client) -> dict[str, list[dict[str, Any]]]:
    """Both as plain rows, the oldest first."""
    return {
        "who_looked": [
            {"on": look.on.isoformat(), "area": look.area, "by": _name(look.actor)}
            for look in looks_at(client).order_by("pk")
        ],
        "what_was_done": [
            {"at": entry.at.isoformat(), "action": entry.action, "by": _name(entry.actor)}
            for entry in done_about(client).order_by("pk")
        ],
    }


def _name(actor: User | None) -> str:
    return str(actor) if actor else LEFT
