from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from clients.models import Client, TrainerNote
from trainer.accounts import audit
from trainer.accounts.models import User


class StaleNote(Exception):
    """The note is not any more what its editor saw."""


@transaction.atomic
def write_note(*, client: Client, by: User, text: str) -> TrainerNote:
    """Write down something for the trainers alone; the audit never holds a word of it."""
    check(text)
    note = TrainerNote.objects.create(client=client, text=text, by=by)
    audit.record("private note written", by=by, client_number=client.pk, row=note)
    return note


@transaction.atomic
def change_note(*, note: TrainerNote, by: User, text: str, version: int) -> None:
    """Put these words in place of those of this version, or refuse when somebody was quicker."""
    check(text)
    changed = TrainerNote.objects.filter(pk=note.pk, version=version).update(
        text=text, changed_at=timezone.now(), version=version + 1
    )
    if not changed:
        raise StaleNote
    audit.record("private note changed", by=by, client_number=note.client_id, row=note)


@transaction.atomic
def delete_note(*, note: TrainerNote, by: User) -> None:
    """Throw a note away for good."""
    audit.record("private note deleted", by=by, client_number=note.client_id, row=note)
    note.delete()


def check(text: str) -> None:
    if not text.strip():
        raise ValidationError({"text": "Write something first: an empty note is not kept."})
