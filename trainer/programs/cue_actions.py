"""Writing and removing what one client is told about an exercise, never over words one has not read."""

from django.db import transaction
from django.utils import timezone

from clients.models import Client
from exercises.models import Exercise
from trainer.accounts import audit
from trainer.accounts.models import User
from trainer.programs.cues import mark_of
from trainer.programs.models import ClientCue


class StaleCue(Exception):
    """Somebody else wrote, changed or removed it meanwhile."""


def last_read(client: Client, exercise: Exercise, read: str) -> ClientCue | None:
    """The cue, if it is still the text that `read` names."""
    # Two who write the first one have no row to lock but the client's.
    Client.objects.select_for_update().get(pk=client.pk)
    cue = client.cues.filter(exercise=exercise).first()
    if mark_of(cue) != read:
        raise StaleCue
    return cue


@transaction.atomic
def write_cue(*, client: Client, exercise: Exercise, words: str, read: str, by: User) -> ClientCue:
    """Say something to one client about an exercise, in place of what `read` names."""
    cue = last_read(client, exercise, read)
    if cue and cue.words == words:
        return cue
    if cue is None:
        cue = ClientCue(client=client, exercise=exercise, version=0)
    cue.words, cue.by, cue.at = words, by, timezone.now()
    cue.version += 1
    cue.clean_fields(exclude=["client", "exercise", "by"])
    cue.save()
    audit.record("cue for a client written", by=by, client_number=client.pk, row=cue)
    return cue


@transaction.atomic
def remove_cue(*, client: Client, exercise: Exercise, read: str, by: User) -> None:
    """Take it away again; what a session showed stays with that session."""
    if cue := last_read(client, exercise, read):
        audit.record("cue for a client removed", by=by, client_number=client.pk, row=cue)
        cue.delete()
