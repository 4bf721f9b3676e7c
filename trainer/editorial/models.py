from __future__ import annotations

from django.db import models
from django.utils import timezone

from exercises.models import CueVersion, Exercise, Source
from trainer.accounts.models import User


class CueDraft(models.Model):
    """One admin's words for an exercise's cues, not yet published; they started from `based_on`.

    `lines` is the whole list in order: {"cue": number of the published cue, or one below zero for a new cue,
    "kind", "headline", "detail"}. A published cue that no line names is taken out.
    """

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="cue_drafts")
    author = models.ForeignKey(User, on_delete=models.CASCADE, related_name="cue_drafts")
    based_on = models.ForeignKey(CueVersion, on_delete=models.RESTRICT, related_name="drafts")
    lines = models.JSONField(default=list)
    reason = models.TextField(blank=True)
    source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    review_asked_at = models.DateTimeField(null=True, blank=True)
    saved_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-saved_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["exercise", "author"], name="cuedraft_once")]

    def __str__(self) -> str:
        return f"{self.exercise_id} by {self.author_id}"
