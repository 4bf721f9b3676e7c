"""A trainer's own tests: who may record them, and how they are written, changed and put away."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from clients.models import Client
from trainer.accounts import audit
from trainer.accounts.models import User
from trainer.balance.models import OwnProtocol, StrengthTest
from trainer.balance.protocols import own_number

# What a number means: it stays once a test was recorded, or old and new numbers would share a line.
KEPT = ("unit", "muscle_groups", "legs", "value_rule", "better")


class StaleProtocol(Exception):
    """The test was changed since the form was opened."""


def usable_by(user: User, clients: Iterable[Client] = ()) -> models.QuerySet[OwnProtocol]:
    """Those the trainer may record with these clients: her own, and what they were tested with already.

    None that is archived.
    """
    done = StrengthTest.objects.filter(client__in=clients).values("own_protocol")
    return OwnProtocol.objects.filter(models.Q(trainer=user) | models.Q(pk__in=done), archived_at=None)


def find(code: str, user: User, clients: Iterable[Client] = ()) -> OwnProtocol | None:
    """The one of this code ("own-" and a number) that the trainer may record with these clients."""
    number = own_number(code)
    return usable_by(user, clients).filter(pk=number).first() if number is not None else None


@transaction.atomic
def save_own(*, row: OwnProtocol, version: int, by: User) -> OwnProtocol:
    """Write a new test of the trainer's, or a change of one; `version` is the one that was read."""
    # One at a time for a trainer, so that a second press of the button finds the first.
    User.objects.select_for_update().get(pk=by.pk)
    standing = OwnProtocol.objects.filter(pk=row.pk, trainer=by).first() if row.pk else None
    if row.pk and (standing is None or standing.version != version):
        raise StaleProtocol
    if standing and standing.tests.exists():
        refuse_changed(standing, row)
    row.trainer, row.version = by, version + 1
    row.full_clean()
    row.save()
    audit.record("own test changed" if standing else "own test made", by=by, row=row)
    return row


def refuse_changed(standing: OwnProtocol, row: OwnProtocol) -> None:
    changed = [name for name in KEPT if getattr(standing, name) != getattr(row, name)]
    if changed:
        words = "Tests were recorded with this, so it stays. Make another test for it."
        raise ValidationError(dict.fromkeys(changed, words))


@transaction.atomic
def archive(row: OwnProtocol, by: User) -> None:
    """Offer it for no new test; what was recorded stays, with its line."""
    if row.archived_at is None:
        row.archived_at = timezone.now()
        row.save(update_fields=["archived_at"])
        audit.record("own test archived", by=by, row=row)


@transaction.atomic
def bring_back(row: OwnProtocol, by: User) -> None:
    if row.archived_at is not None:
        row.archived_at = None
        row.save(update_fields=["archived_at"])
        audit.record("own test brought back", by=by, row=row)


def definitions_of(client_pk: int) -> list[dict[str, Any]]:
    """What each own test that the client did is, for her export."""
    rows = OwnProtocol.objects.filter(tests__client=client_pk).distinct().order_by("pk")
    return [{"id": row.pk, "code": row.code, **_definition(row)} for row in rows]


def adopt(definitions: Iterable[dict[str, Any]], by: User) -> dict[int, OwnProtocol]:
    """The trainer's own tests for those of a download, by the old number; made where she has none alike."""
    return {definition["id"]: _adopted(definition, by) for definition in definitions}


DEFINING = (
    "title",
    "about",
    *KEPT,
    "plausible_low",
    "plausible_high",
    "error",
    "error_in_percent",
    "error_source",
)


def _definition(row: OwnProtocol) -> dict[str, Any]:
    return {name: getattr(row, name) for name in DEFINING}


def _adopted(definition: dict[str, Any], by: User) -> OwnProtocol:
    wanted = {name: definition[name] for name in DEFINING}
    titles = set()
    for row in OwnProtocol.objects.filter(trainer=by):
        titles.add(row.title)
        if all(getattr(row, name) == wanted[name] for name in ("title", *KEPT)):
            return row
    row = OwnProtocol(**wanted, trainer=by)
    row.title = _free_title(row.title, titles)
    row.full_clean()
    row.save()
    return row


def _free_title(title: str, taken: set[str]) -> str:
    names = [title, *(f"{title[:74]} ({number})" for number in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken)
