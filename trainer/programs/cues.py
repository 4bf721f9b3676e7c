"""What a trainer says to one client about an exercise, as her pages show it."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from clients.models import Client
from exercises.models import Exercise, OwnVideo
from trainer.accounts.models import User
from trainer.programs.models import ClientCue


def own_cues(client: Client, exercises: Collection[int]) -> dict[int, ClientCue]:
    """The private cues for some exercises, by exercise, in one query."""
    rows = client.cues.filter(exercise__in=exercises).select_related("by")
    return {cue.exercise_id: cue for cue in rows}


def signature(cue: ClientCue) -> str:
    return f"From {cue.by.get_short_name()}" if cue.by else "From your trainer"


def as_shown(cue: ClientCue) -> dict[str, str]:
    """The words as a session log keeps them, in the shape of a library cue."""
    return {"kind": "own", "headline": cue.words, "detail": signature(cue)}


def mark_of(cue: ClientCue | None) -> str:
    """Names the text that somebody has read; another one once it was changed, or removed and written anew."""
    return f"{cue.pk}-{cue.version}" if cue else ""


def exercises_for(client: Client, trainer: User) -> QuerySet[Exercise]:
    """What this trainer may say something about: the library, her own, and what this client's plan holds."""
    planned = Q(pk__in=client.prescriptions.values("exercise")) | Q(pk__in=client.cues.values("exercise"))
    return Exercise.objects.filter(Q(owner=None) | Q(owner=trainer) | planned)


def films(client: Client, exercises: Collection[int]) -> list[OwnVideo]:
    """The films of the trainers who coach this client now, in one query."""
    coaching = client.coachings.filter(ended_at=None)
    rows = OwnVideo.objects.filter(exercise__in=exercises, trainer__in=coaching.values("trainer"))
    return list(rows.select_related("trainer"))
