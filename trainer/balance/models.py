from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from clients.models import Client, Side
from trainer.accounts.models import User
from trainer.balance.ratios import ReadingFacts


class StrengthTest(models.Model):
    """One occasion of one protocol."""

    class Protocol(models.TextChoices):
        ISOKINETIC_CONCENTRIC = "isokinetic_concentric", "Isokinetic, concentric"
        ISOKINETIC_ECCENTRIC = "isokinetic_eccentric", "Isokinetic, eccentric"
        ISOMETRIC = "isometric", "Isometric, dynamometer"
        NORDIC = "nordic", "Nordic force (NordBord)"
        ONE_RM = "one_rm", "One-repetition maximum"
        ESTIMATED_ONE_RM = "estimated_one_rm", "Estimated maximum"
        SINGLE_LEG_BRIDGE = "single_leg_bridge", "Single-leg bridge"
        ACTIVE_KNEE_EXTENSION = "active_knee_extension", "Active knee extension"
        STRAIGHT_LEG_RAISE = "straight_leg_raise", "Straight-leg raise"
        SIT_AND_REACH = "sit_and_reach", "Sit and reach"

    class Gravity(models.TextChoices):
        YES = "yes", "Yes"
        NO = "no", "No"
        UNKNOWN = "unknown", "Not known"

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="strength_tests")
    protocol = models.CharField(max_length=24, choices=Protocol)
    tested_on = models.DateField("day of the test")
    device = models.CharField(max_length=80, blank=True)
    speed_deg_s = models.PositiveSmallIntegerField("speed", null=True, blank=True)
    angle_deg = models.PositiveSmallIntegerField("knee angle", null=True, blank=True)
    gravity_corrected = models.CharField(max_length=7, choices=Gravity, default=Gravity.UNKNOWN)
    test_position = models.CharField("position", max_length=80, blank=True)
    lever_arm_m = models.DecimalField(max_digits=4, decimal_places=3, null=True, blank=True)
    body_mass_kg = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    note = models.TextField(blank=True)
    source_file = models.CharField(max_length=200, blank=True)
    source_row = models.PositiveIntegerField(null=True, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["tested_on", "pk"]
        indexes = [models.Index(fields=["client", "tested_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(body_mass_kg=None) | Q(body_mass_kg__range=(20, 350)),
                name="strengthtest_body_mass_range",
                violation_error_message="Body mass is given in kilograms, from 20 to 350.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_protocol_display()}, {self.tested_on}"

    def get_absolute_url(self) -> str:
        return reverse("balance:test", args=[self.client_id, self.pk])


class Reading(models.Model):
    """One number of a test: one leg, one muscle group; `value` follows from the trials by a rule."""

    class MuscleGroup(models.TextChoices):
        HAMSTRINGS = "hamstrings", "Hamstrings"
        QUADRICEPS = "quadriceps", "Quadriceps"

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="readings")
    test = models.ForeignKey(StrengthTest, on_delete=models.CASCADE, related_name="readings")
    muscle_group = models.CharField(max_length=10, choices=MuscleGroup)
    side = models.CharField(max_length=5, choices=Side)
    trials = models.JSONField(default=list, help_text='[{"value": 118.0, "pain": 0}, …] in the order done')
    value = models.FloatField()
    unit = models.CharField(max_length=5)
    typed_value = models.FloatField(null=True, blank=True)
    typed_unit = models.CharField(max_length=5, blank=True)
    vendor_asymmetry = models.FloatField(null=True, blank=True)
    held_back = models.CharField(max_length=300, blank=True)
    confirmed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["test", "muscle_group", "side", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["test", "muscle_group", "side"], name="reading_once_per_place"),
        ]

    def __str__(self) -> str:
        return f"{self.side} {self.muscle_group} {self.value:g} {self.unit}"

    def facts(self) -> ReadingFacts:
        """The number with all that decides what it may be compared with; reads the test's row."""
        test = self.test
        return ReadingFacts(
            test_id=test.pk,
            tested_on=test.tested_on,
            protocol=test.protocol,
            speed_deg_s=test.speed_deg_s,
            angle_deg=test.angle_deg,
            device=test.device,
            gravity_corrected=test.gravity_corrected,
            side=self.side,
            muscle_group=self.muscle_group,
            value=self.value,
            unit=self.unit,
            held_back=self.held_back,
            position=test.test_position,
        )
