"""A trainer's own exercises and films: how they are written."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from exercises.actions import add_version, dated
from exercises.catalogue import OWN_PREFIX, CueEntry
from exercises.models import Cue, Exercise, Muscle, MuscleShare, OwnVideo
from exercises.naming import taken
from trainer.accounts.models import User

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
WRITTEN = "Written by the trainer whose exercise it is."


@transaction.atomic
def save_own(
    *,
    exercise: Exercise,
    shares: Mapping[str, Decimal],
    cues: Sequence[CueEntry],
    film: str,
    by: User,
) -> Exercise:
    """Write an own exercise with everything that hangs on it; muscle groups without a share are not known."""
    # One at a time for a trainer, so that a second press of the button finds the first.
    User.objects.select_for_update().get(pk=by.pk)
    if clash := taken([exercise.name], owner=by, except_pk=exercise.pk):
        raise ValidationError({"name": taken_words(*next(iter(clash.items())))})
    exercise.owner = by
    exercise.slug = exercise.slug or OWN_PREFIX + get_random_string(10, LETTERS)
    exercise.save()
    exercise.shares.all().delete()
    MuscleShare.objects.bulk_create(
        MuscleShare(exercise=exercise, muscle=muscle, share=shares[muscle.slug])
        for muscle in Muscle.objects.filter(slug__in=shares, group=None)
    )
    _write_cues(exercise, cues, by)
    set_film(exercise=exercise, url=film, by=by)
    return exercise


def taken_words(name: str, other: Exercise) -> str:
    whose = "one of your own" if other.owner_id else "in the library"
    return f"“{name}” already leads to {other.name}, {whose}. Choose another name."


def _write_cues(exercise: Exercise, entries: Sequence[CueEntry], by: User) -> None:
    """A new version of the cues, where a word of them changed."""
    present = list(exercise.cues.all())
    if [CueEntry(cue.kind, cue.headline, cue.detail) for cue in present] == list(entries):
        return
    now = timezone.now()
    for cue in present:
        dated(cue, now, WRITTEN, by).delete()
    for position, entry in enumerate(entries, 1):
        cue = Cue(exercise=exercise, position=position, **vars(entry))
        dated(cue, now, WRITTEN, by).save()
    add_version(exercise, now, reason=WRITTEN, drafted_by=by, published_by=by)


def archive(exercise: Exercise) -> None:
    """Offer it for nothing new; plans and histories keep it."""
    exercise.archived_at = exercise.archived_at or timezone.now()
    exercise.save(update_fields=["archived_at"])


def bring_back(exercise: Exercise) -> None:
    exercise.archived_at = None
    exercise.save(update_fields=["archived_at"])


def set_film(*, exercise: Exercise, url: str, by: User) -> None:
    """Keep the trainer's one film of an exercise, of the library or her own; no address takes it away."""
    if url:
        OwnVideo.objects.update_or_create(trainer=by, exercise=exercise, defaults={"url": url})
    else:
        OwnVideo.objects.filter(trainer=by, exercise=exercise).delete()
