from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords


class Source(models.Model):
    """Where a number or a claim comes from; only what the fact sheet or the article names."""

    key = models.SlugField(unique=True)
    citation = models.CharField(max_length=300)
    doi = models.CharField(max_length=120, blank=True)
    url = models.URLField(max_length=300, blank=True)
    note = models.TextField(blank=True)
    loaded_hash = models.CharField(max_length=40, blank=True, editable=False)

    class Meta:
        ordering = ["citation", "pk"]

    def __str__(self) -> str:
        return self.citation

    @property
    def address(self) -> str:
        return f"https://doi.org/{self.doi}" if self.doi else self.url


class Muscle(models.Model):
    """A muscle group, or one muscle or head of it."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=80)
    plain = models.CharField(max_length=200, help_text="In a client's words.")
    does = models.TextField(blank=True)
    origin = models.CharField(max_length=200, blank=True)
    insertion = models.CharField(max_length=200, blank=True)
    nerve = models.CharField(max_length=200, blank=True)
    group = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="heads")
    position = models.PositiveSmallIntegerField(default=0)
    loaded_hash = models.CharField(max_length=40, blank=True, editable=False)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


class ExerciseQuerySet(models.QuerySet["Exercise"]):
    def in_use(self) -> Self:
        """Not archived; archived exercises stay for the history only."""
        return self.filter(archived_at=None)

    def of_everyone(self) -> Self:
        """The library that everybody sees, without what trainers keep for themselves."""
        return self.filter(owner=None)

    def open_to(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        """The library, and the reader's own exercises beside it."""
        return self.filter(Q(owner=None) | Q(owner=user.pk)) if user.pk else self.of_everyone()


class Exercise(models.Model):
    """One exercise with the load profile that the guard reads."""

    class Pattern(models.TextChoices):
        HIP = "hip", "Hip-dominant"
        KNEE = "knee", "Knee-dominant"
        ISOMETRIC = "isometric", "Isometric hold"
        STRETCH = "stretch", "Stretch"
        QUAD = "quad", "Front of the thigh"
        ADDUCTOR = "adductor", "Inner thigh"
        GLUTE = "glute", "Buttock"
        SPRINT_DRILL = "sprint_drill", "Running"

    class Level(models.TextChoices):
        BEGINNER = "B", "Beginner"
        INTERMEDIATE = "I", "Intermediate"
        ADVANCED = "A", "Advanced"

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="own_exercises",
        help_text="The trainer who keeps it for her own clients; empty for the library.",
    )
    summary = models.CharField(max_length=300, blank=True)
    aliases = models.JSONField(default=list, blank=True)
    pattern = models.CharField(max_length=20, choices=Pattern)
    modes = models.JSONField(default=list, blank=True, help_text="C, E, I, B, stretch")
    lengths = models.JSONField(
        default=list, blank=True, help_text="S, M, L: hamstring length at the hardest point"
    )
    hip_flexion = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Degrees, the largest under load."
    )
    demand = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Hamstring demand, 0 to 5.")
    effort = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="General effort and skill, 1 to 5."
    )
    level = models.CharField(max_length=1, choices=Level)
    one_leg = models.BooleanField(default=False)
    measures = models.JSONField(default=list, help_text="reps, seconds, distance")
    equipment = models.JSONField(default=list, blank=True)
    tags = models.JSONField(default=list, blank=True)
    tags_known = models.BooleanField(
        default=True,
        help_text="Whether somebody went through what it can clash with.",
    )
    evidence = models.TextField(blank=True)
    confidence = models.PositiveSmallIntegerField(default=0, help_text="0 not known to 4 strong")
    confidence_why = models.CharField(max_length=200, blank=True)
    basis = models.CharField(max_length=200, blank=True)
    sources = models.ManyToManyField(Source, blank=True, related_name="exercises")
    archived_at = models.DateTimeField(null=True, blank=True)
    loaded_hash = models.CharField(max_length=40, blank=True, editable=False)

    objects = ExerciseQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(demand=None) | Q(demand__lte=5),
                name="exercise_demand_range",
                violation_error_message="Hamstring demand runs from 0 to 5.",
            ),
            models.CheckConstraint(
                condition=Q(confidence__lte=4),
                name="exercise_confidence_range",
                violation_error_message="Confidence runs from 0 to 4.",
            ),
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(owner=None),
                name="exercise_name_once",
                violation_error_message="The library has an exercise of this name.",
            ),
            models.UniqueConstraint(
                fields=["owner", "name"],
                name="exercise_own_name_once",
                violation_error_message="You have an exercise of this name.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("exercises:detail", args=[self.slug])


class MuscleShare(models.Model):
    """How much of one set counts for one muscle group: whole, half or not at all."""

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="shares")
    muscle = models.ForeignKey(Muscle, on_delete=models.PROTECT, related_name="shares")
    share = models.DecimalField(max_digits=2, decimal_places=1)
    weak = models.BooleanField(default=False, help_text="The evidence for this share is weak.")

    class Meta:
        ordering = ["muscle__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["exercise", "muscle"], name="muscleshare_once"),
            models.CheckConstraint(
                condition=Q(share__in=[0, 0.5, 1]),
                name="muscleshare_value",
                violation_error_message="A share is 0, 0.5 or 1.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exercise_id} {self.muscle_id} {self.share}"


class Cue(models.Model):
    """One thing to say about an exercise, in the order it is said."""

    class Kind(models.TextChoices):
        SET_UP = "set_up", "Set up"
        DO = "do", "Do"
        FEEL = "feel", "Feel"
        FAULT = "fault", "Common fault"
        STOP_IF = "stop_if", "Stop if"

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="cues")
    kind = models.CharField(max_length=8, choices=Kind)
    position = models.PositiveSmallIntegerField()
    headline = models.CharField(max_length=120)
    detail = models.TextField(blank=True)
    loaded_hash = models.CharField(max_length=40, blank=True, editable=False)
    history = HistoricalRecords()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["exercise", "kind", "position"], name="cue_place"),
        ]

    def __str__(self) -> str:
        return self.headline

    def as_shown(self) -> dict[str, Any]:
        """The words as a session log keeps them."""
        return {"kind": self.kind, "headline": self.headline, "detail": self.detail}


class CueVersion(models.Model):
    """One published state of an exercise's cues: who, when and why; the words are in the cues' history.

    `Cue.history.as_of(published_at)` gives them back: every row of a version carries its moment.
    """

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="cue_versions")
    number = models.PositiveIntegerField()
    published_at = models.DateTimeField()
    reason = models.TextField()
    source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    note = models.TextField(blank=True, help_text="Why nobody else read it before it was published.")

    class Meta:
        ordering = ["-number", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["exercise", "number"], name="cueversion_once"),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="cueversion_has_reason",
                violation_error_message="Write why the words change.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exercise_id}, version {self.number}"


class OwnVideo(models.Model):
    """A trainer's own film of an exercise, which her clients find beside the cues."""

    trainer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="exercise_videos"
    )
    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="videos")
    url = models.URLField(max_length=500)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["trainer", "exercise"], name="ownvideo_once")]

    def __str__(self) -> str:
        return self.url


class Step(models.Model):
    """A way to make an exercise easier or harder; links to another exercise where the library has it."""

    class Direction(models.TextChoices):
        EASIER = "easier", "Easier"
        HARDER = "harder", "Harder"

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="steps")
    direction = models.CharField(max_length=6, choices=Direction)
    position = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=160)
    to = models.ForeignKey(Exercise, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    loaded_hash = models.CharField(max_length=40, blank=True, editable=False)

    class Meta:
        ordering = ["direction", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["exercise", "direction", "position"], name="step_place"),
            models.CheckConstraint(
                condition=Q(to=None) | ~Q(to=models.F("exercise")),
                name="step_elsewhere",
                violation_error_message="A step leads to another exercise.",
            ),
        ]

    def __str__(self) -> str:
        return self.words
