from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from clients.models import Client, Injury
from exercises.models import Exercise, Source
from trainer.accounts.models import User


class ProgramQuerySet(models.QuerySet["Program"]):
    def open_to(self, user: User) -> Self:
        """The catalogue's programmes and the trainer's own."""
        return self.filter(Q(owner=None) | Q(owner=user), archived_at=None).fetch_mode(models.FETCH_PEERS)


class Program(models.Model):
    """Reusable weeks of days of prescriptions; from the catalogue, or one trainer's own."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    summary = models.TextField(blank=True)
    for_whom = models.CharField(max_length=300, blank=True)
    notes = models.TextField(blank=True)
    min_hours_between = models.PositiveSmallIntegerField(default=0)
    owner = models.ForeignKey(User, null=True, blank=True, on_delete=models.CASCADE, related_name="programs")
    sources = models.ManyToManyField(Source, blank=True, related_name="+")
    archived_at = models.DateTimeField(null=True, blank=True)
    loaded_hash = models.CharField(max_length=40, blank=True, editable=False)

    objects = ProgramQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("programs:detail", args=[self.slug])


class ProgramDay(models.Model):
    """One day of one week of a programme; days are numbered within the week."""

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="days")
    week = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=80, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["week", "number", "pk"]
        constraints = [models.UniqueConstraint(fields=["program", "week", "number"], name="programday_once")]

    def __str__(self) -> str:
        return f"Week {self.week}, {self.title or f'day {self.number}'}"


class PrescriptionFields(models.Model):
    """What is to be done of one exercise; the same in a programme and in a client's workout."""

    class Side(models.TextChoices):
        BOTH = "both", "Both legs together"
        EACH = "each", "Each leg"
        LEFT = "left", "Left leg"
        RIGHT = "right", "Right leg"

    position = models.PositiveSmallIntegerField()
    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="+")
    sets = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(20)])
    reps = models.JSONField(default=list, blank=True, help_text="One number per set.")
    reps_top = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Upper end of a range.")
    seconds = models.PositiveSmallIntegerField(null=True, blank=True)
    metres = models.PositiveIntegerField(null=True, blank=True)
    load_kg = models.DecimalField(max_digits=7, decimal_places=3, null=True, blank=True)
    rpe = models.DecimalField(max_digits=3, decimal_places=1, null=True, blank=True)
    percent_speed = models.PositiveSmallIntegerField(null=True, blank=True)
    tempo = models.CharField(max_length=20, blank=True)
    rest_seconds = models.PositiveSmallIntegerField(null=True, blank=True)
    side = models.CharField(max_length=5, choices=Side, default=Side.BOTH)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True

    COPIED = [
        *["position", "exercise_id", "sets", "reps", "reps_top", "seconds", "metres"],
        *["load_kg", "rpe", "percent_speed", "tempo", "rest_seconds", "side", "note"],
    ]

    def copied(self) -> dict[str, Any]:
        """The prescription as keyword arguments for another row."""
        return {name: getattr(self, name) for name in self.COPIED}

    @property
    def dose(self) -> str:
        """As a trainer writes it: "3 × 8", "3 × 6–8", "12, 10, 8", "4 × 30 s", "6 × 40 m"."""
        if self.seconds:
            return f"{self.sets} × {self.seconds} s"
        if self.metres:
            return f"{self.sets} × {self.metres} m"
        if len(set(self.reps)) > 1:
            return ", ".join(str(count) for count in self.reps)
        count = str(self.reps[0]) if self.reps else "as able"
        return f"{self.sets} × {count}–{self.reps_top}" if self.reps_top else f"{self.sets} × {count}"


class ProgramExercise(PrescriptionFields):
    """One prescription of a programme's day."""

    day = models.ForeignKey(ProgramDay, on_delete=models.CASCADE, related_name="exercises")

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["day", "position"], name="programexercise_place")]

    def __str__(self) -> str:
        return f"{self.exercise_id} {self.dose}"


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def running(self) -> Self:
        return self.filter(ended_on=None)


class Assignment(models.Model):
    """A programme given to a client from a date; what it copied stays whatever becomes of the programme."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="assignments")
    program = models.ForeignKey(Program, null=True, on_delete=models.SET_NULL, related_name="assignments")
    program_name = models.CharField(max_length=120)
    starts_on = models.DateField()
    weekdays = models.JSONField(help_text="0 Monday to 6 Sunday")
    assigned_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    ended_on = models.DateField(null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-pk"]

    def __str__(self) -> str:
        return self.program_name


class WorkoutQuerySet(models.QuerySet["Workout"]):
    def between(self, first: dt.date, last: dt.date) -> Self:
        return self.filter(scheduled_on__range=(first, last))


class Workout(models.Model):
    """One planned day of one client."""

    class State(models.TextChoices):
        PLANNED = "planned", "Planned"
        BEGUN = "begun", "Begun"
        DONE = "done", "Done"
        DROPPED = "dropped", "Dropped"

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="workouts")
    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="workouts")
    week = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    note = models.TextField(blank=True)
    scheduled_on = models.DateField()
    state = models.CharField(max_length=7, choices=State, default=State.PLANNED)

    objects = WorkoutQuerySet.as_manager()

    class Meta:
        ordering = ["scheduled_on", "pk"]
        indexes = [models.Index(fields=["client", "scheduled_on"])]

    def __str__(self) -> str:
        return f"{self.title}, {self.scheduled_on:%d %B}"

    def get_absolute_url(self) -> str:
        return reverse("session_logs:workout", args=[self.pk])


class WorkoutExercise(PrescriptionFields):
    """One prescription of a client's workout; remembers what it was swapped for."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="prescriptions")
    workout = models.ForeignKey(Workout, on_delete=models.CASCADE, related_name="exercises")
    swapped_from = models.ForeignKey(
        Exercise, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["workout", "position"], name="workoutexercise_place")]

    def __str__(self) -> str:
        return f"{self.exercise_id} {self.dose}"


class GuardOverride(models.Model):
    """A trainer's decision to keep a prescription that the guard questioned, under the rule of that day."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="guard_overrides")
    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="overrides")
    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="+")
    injury = models.ForeignKey(Injury, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    rule_id = models.CharField(max_length=20)
    reason = models.TextField()
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "exercise", "rule_id", "injury"],
                name="guardoverride_once",
            ),
            # Two rules without an injury are distinct to the database, so they need a rule of their own.
            models.UniqueConstraint(
                fields=["assignment", "exercise", "rule_id"],
                condition=Q(injury=None),
                name="guardoverride_once_without_injury",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="guardoverride_has_reason",
                violation_error_message="Write why you keep it.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exercise_id} kept under {self.rule_id}"


class ClientCue(models.Model):
    """What a trainer says to one client about one exercise, beside the library's cues."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="cues")
    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="client_cues")
    words = models.CharField(max_length=300)
    version = models.PositiveIntegerField(default=1)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["exercise__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["client", "exercise"], name="clientcue_once"),
            models.CheckConstraint(
                condition=~Q(words=""),
                name="clientcue_has_words",
                violation_error_message="Write what to say.",
            ),
        ]

    def __str__(self) -> str:
        return self.words
