from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from clients.models import Client, Injury, Side
from exercises.models import Exercise
from trainer.accounts.models import User
from trainer.programs.models import Workout, WorkoutExercise


class SessionLog(models.Model):
    """What was done of one workout; keeps the names and the cues that were shown."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="session_logs")
    workout = models.OneToOneField(
        Workout, null=True, blank=True, on_delete=models.SET_NULL, related_name="session_log"
    )
    title = models.CharField(max_length=120)
    program_name = models.CharField(max_length=120, blank=True)
    performed_on = models.DateField()
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    cues_shown = models.JSONField(default=dict, blank=True)
    note = models.TextField(blank=True)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-performed_on", "-started_at", "pk"]
        indexes = [models.Index(fields=["client", "performed_on"])]

    def __str__(self) -> str:
        return f"{self.title}, {self.performed_on:%d %B %Y}"


class SetLogQuerySet(models.QuerySet["SetLog"]):
    def hard(self) -> Self:
        """Sets that count: no warm-ups, and RPE 6 or more or none given."""
        return self.filter(Q(rpe=None) | Q(rpe__gte=6), warm_up=False)


class SetLog(models.Model):
    """One set of one leg, or of both together, as it was done."""

    class LoadUnit(models.TextChoices):
        KG = "kg", "kg"
        LB = "lb", "lb"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="set_logs")
    session = models.ForeignKey(SessionLog, on_delete=models.CASCADE, related_name="sets")
    prescription = models.ForeignKey(
        WorkoutExercise, null=True, blank=True, on_delete=models.SET_NULL, related_name="set_logs"
    )
    exercise = models.ForeignKey(Exercise, null=True, on_delete=models.PROTECT, related_name="set_logs")
    exercise_name = models.CharField(max_length=120)
    number = models.PositiveSmallIntegerField()
    side = models.CharField(max_length=5, choices=Side, default=Side.BOTH)
    reps = models.PositiveSmallIntegerField(null=True, blank=True)
    seconds = models.PositiveSmallIntegerField(null=True, blank=True)
    metres = models.PositiveIntegerField(null=True, blank=True)
    load_kg = models.DecimalField(max_digits=7, decimal_places=3, null=True, blank=True)
    load_value = models.DecimalField(max_digits=7, decimal_places=3, null=True, blank=True)
    load_unit = models.CharField(max_length=2, choices=LoadUnit, default=LoadUnit.KG)
    body_weight = models.BooleanField(default=False)
    assisted = models.BooleanField(default=False)
    rpe = models.DecimalField(max_digits=3, decimal_places=1, null=True, blank=True)
    warm_up = models.BooleanField(default=False)
    performed_on = models.DateField()
    logged_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = SetLogQuerySet.as_manager()

    class Meta:
        ordering = ["session", "prescription", "number", "side", "pk"]
        indexes = [
            models.Index(fields=["client", "performed_on"]),
            models.Index(fields=["client", "exercise", "performed_on"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "prescription", "number", "side"], name="setlog_once_per_place"
            ),
            models.CheckConstraint(
                condition=Q(load_kg=None) | Q(load_kg__gte=0),
                name="setlog_load_not_negative",
                violation_error_message="A load is zero or more.",
            ),
            models.CheckConstraint(
                condition=Q(rpe=None) | Q(rpe__range=(0, 10)),
                name="setlog_rpe_range",
                violation_error_message="Effort runs from 0 to 10.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exercise_name}, set {self.number}"


class PainReport(models.Model):
    """How much it hurt, 0 to 10, at the injured place or anywhere."""

    class Moment(models.TextChoices):
        DURING = "during", "During"
        AFTER = "after", "After"
        NEXT_DAY = "next_day", "Next morning"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="pain_reports")
    session = models.ForeignKey(SessionLog, on_delete=models.CASCADE, related_name="pain_reports")
    prescription = models.ForeignKey(
        WorkoutExercise, null=True, blank=True, on_delete=models.SET_NULL, related_name="pain_reports"
    )
    exercise_name = models.CharField(max_length=120, blank=True)
    injury = models.ForeignKey(
        Injury, null=True, blank=True, on_delete=models.SET_NULL, related_name="pain_reports"
    )
    moment = models.CharField(max_length=8, choices=Moment, default=Moment.DURING)
    value = models.PositiveSmallIntegerField()
    sudden = models.BooleanField(default=False)
    action = models.CharField(max_length=6, help_text="go_on, adjust or stop: what the rule said that day")
    reported_on = models.DateField()
    reported_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-reported_at", "pk"]
        indexes = [models.Index(fields=["client", "reported_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(value__lte=10),
                name="painreport_range",
                violation_error_message="Pain runs from 0 to 10.",
            ),
        ]

    def __str__(self) -> str:
        return f"Pain {self.value} of 10"
