from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from clients.models import Client, Side
from trainer.accounts.models import User
from trainer.balance import protocols
from trainer.balance.protocols import BOTH, LEFT, OWN, RIGHT, Error, Range, Source, own_code, own_number
from trainer.balance.ratios import ReadingFacts

# A body mass beyond these kilograms is a slip.
MASS_LOW, MASS_HIGH = 20, 350


class OwnProtocol(models.Model):
    """A test that a trainer made, with what each protocol of `protocols.toml` has."""

    class Unit(models.TextChoices):
        FORCE = "N", "N (force)"
        TORQUE = "Nm", "Nm (torque)"
        LOAD = "kg", "kg (load)"
        REPS = "reps", "Repetitions"
        ANGLE = "deg", "° (angle)"
        LENGTH = "cm", "cm (distance)"
        TIME = "s", "s (time)"

    class Rule(models.TextChoices):
        BEST = "best", "The best trial"
        MEAN = "mean", "The mean of the trials"

    class Better(models.TextChoices):
        HIGHER = "higher", "A higher number"
        LOWER = "lower", "A lower number"

    class Legs(models.TextChoices):
        APART = "stronger_leg", "Each leg by itself"
        IN_ONE_REP = "two_leg", "Both legs in the same repetition, each read apart"
        TOGETHER = "", "Both legs together, one number"

    trainer = models.ForeignKey(User, on_delete=models.CASCADE, related_name="own_protocols")
    title = models.CharField("name", max_length=80)
    about = models.TextField("how it is done", blank=True)
    unit = models.CharField(max_length=5, choices=Unit)
    muscle_groups = models.JSONField(default=list, help_text='["hamstrings", "quadriceps"] or one of them')
    legs = models.CharField(max_length=12, choices=Legs, default=Legs.APART, blank=True)
    value_rule = models.CharField("what counts", max_length=4, choices=Rule, default=Rule.BEST)
    better = models.CharField("what is better", max_length=6, choices=Better, default=Better.HIGHER)
    plausible_low = models.FloatField("lowest number that can be right")
    plausible_high = models.FloatField("highest number that can be right")
    error = models.FloatField("smallest change that is likely real", null=True, blank=True)
    error_in_percent = models.BooleanField(default=False)
    error_source = models.CharField("where that number comes from", max_length=200, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["trainer", "title"],
                name="ownprotocol_title_once",
                violation_error_message="You have a test of this name.",
            ),
            models.CheckConstraint(
                condition=Q(plausible_low__lt=models.F("plausible_high")),
                name="ownprotocol_range",
                violation_error_message="The lowest number must be below the highest.",
            ),
            models.CheckConstraint(
                condition=Q(error=None) | (Q(error__gt=0) & ~Q(error_source="")),
                name="ownprotocol_error_has_source",
                violation_error_message="Say where that number comes from, even if it is your own estimate.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def code(self) -> str:
        return own_code(self.pk)

    def as_protocol(self) -> protocols.Protocol:
        """The row as what every page and formula takes for a test."""
        return protocols.Protocol(
            code=self.code,
            title=self.title,
            about=self.about,
            unit=self.unit,
            muscle_groups=tuple(self.muscle_groups),
            sides=(LEFT, RIGHT) if self.legs else (BOTH,),
            speeds_deg_s=(),
            value_rule=self.value_rule,
            asymmetry=self.legs,
            ratios=(),
            plausible=tuple(self._range(muscle_group) for muscle_group in self.muscle_groups),
            errors=tuple(self._error(muscle_group) for muscle_group in self.muscle_groups if self.error),
            retest=protocols.catalogue().own_retest,
            told_as=_within_a_sentence(self.title) if len(self.muscle_groups) == 1 else "",
            better=self.better,
        )

    def _range(self, muscle_group: str) -> Range:
        source = Source("The trainer who made this test", "", "trainer")
        return Range(self.plausible_low, self.plausible_high, source, self.unit, muscle_group)

    def _error(self, muscle_group: str) -> Error:
        size = (self.error, None) if self.error_in_percent else (None, self.error)
        return Error(Source(self.error_source, "", "trainer"), muscle_group, *size)


def _within_a_sentence(title: str) -> str:
    """As it stands after "Left": Hop for distance begins small, SLJ stays as it is."""
    return title[0].lower() + title[1:] if title[1:2].islower() else title


class StrengthTestQuerySet(models.QuerySet["StrengthTest"]):
    def of(self, code: str) -> Self:
        """Those of one protocol, by its code; of a trainer's own test by "own-" and its number."""
        number = own_number(code)
        if number is None:
            return self.filter(protocol=code)
        return self.filter(protocol=OWN, own_protocol=number)


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
        OWN = "own", "A trainer's own test"

    class Gravity(models.TextChoices):
        YES = "yes", "Yes"
        NO = "no", "No"
        UNKNOWN = "unknown", "Not known"

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="strength_tests")
    protocol = models.CharField(max_length=24, choices=Protocol)
    own_protocol = models.ForeignKey(
        OwnProtocol, null=True, blank=True, on_delete=models.PROTECT, related_name="tests"
    )
    tested_on = models.DateField("day of the test")
    tester = models.CharField("who tested", max_length=80, blank=True)
    device = models.CharField(max_length=80, blank=True)
    speed_deg_s = models.PositiveSmallIntegerField("speed", null=True, blank=True)
    machine_set_up = models.CharField("how the device was set", max_length=120, blank=True)
    angle_deg = models.PositiveSmallIntegerField("knee angle", null=True, blank=True)
    quadriceps_angle_deg = models.PositiveSmallIntegerField(
        "knee angle for the quadriceps, where it is another", null=True, blank=True
    )
    both_legs_in_one_rep = models.BooleanField("both legs in the same repetition", default=False)
    gravity_corrected = models.CharField(max_length=7, choices=Gravity, default=Gravity.UNKNOWN)
    test_position = models.CharField("position", max_length=80, blank=True)
    lever_arm_m = models.DecimalField(max_digits=4, decimal_places=3, null=True, blank=True)
    body_mass_kg = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    note = models.TextField(blank=True)
    source_file = models.CharField(max_length=200, blank=True)
    source_row = models.PositiveIntegerField(null=True, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = StrengthTestQuerySet.as_manager()

    class Meta:
        ordering = ["tested_on", "pk"]
        indexes = [models.Index(fields=["client", "tested_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(body_mass_kg=None) | Q(body_mass_kg__range=(MASS_LOW, MASS_HIGH)),
                name="strengthtest_body_mass_range",
                violation_error_message=f"Body mass is given in kilograms, from {MASS_LOW} to {MASS_HIGH}.",
            ),
            models.CheckConstraint(
                condition=Q(protocol="own", own_protocol__isnull=False)
                | (~Q(protocol="own") & Q(own_protocol=None)),
                name="strengthtest_own_names_its_protocol",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.how.title}, {self.tested_on}"

    def get_absolute_url(self) -> str:
        return reverse("balance:test", args=[self.client_id, self.pk])

    @property
    def code(self) -> str:
        """The code of the protocol; of a trainer's own test "own-" and its number."""
        return own_code(self.own_protocol_id) if self.own_protocol_id else self.protocol

    @property
    def how(self) -> protocols.Protocol:
        """The protocol: of the file, or the trainer's own, which reads its row."""
        return self.own_protocol.as_protocol() if self.own_protocol else protocols.protocol(self.protocol)


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
        """The number with all that decides what it may be compared with.

        Reads the rows of the test and of its own protocol: fetch both with the reading.
        """
        test = self.test
        return ReadingFacts(
            test_id=test.pk,
            tested_on=test.tested_on,
            protocol=test.code,
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
            both_legs_in_one_rep=test.both_legs_in_one_rep,
            quadriceps_angle_deg=test.quadriceps_angle_deg,
            tester=test.tester,
            own=test.own_protocol.as_protocol() if test.own_protocol else None,
            confirmed=self.confirmed_at is not None,
            lever_arm_m=None if test.lever_arm_m is None else float(test.lever_arm_m),
            machine_set_up=test.machine_set_up,
            archived=bool(test.own_protocol and test.own_protocol.archived_at),
        )


class TestCorrection(models.Model):
    """What a test said before somebody put it right: `was` is its settings and readings."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="test_corrections")
    test = models.ForeignKey(StrengthTest, on_delete=models.CASCADE, related_name="corrections")
    was = models.JSONField()
    reason = models.CharField("why it was put right", max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"Test {self.test_id} put right, {self.at:%Y-%m-%d}"


class Target(models.Model):
    """The band a trainer aims at for one client in one method (`methods.Method.code`), or in "hard_sets"."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="targets")
    method = models.CharField(max_length=80)
    low = models.FloatField("from")
    high = models.FloatField("to")
    reason = models.CharField("why this band", max_length=300)
    version = models.PositiveIntegerField(default=1)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["method", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["client", "method"], name="target_once"),
            models.CheckConstraint(
                condition=Q(low__gt=0) & Q(high__gt=models.F("low")),
                name="target_range",
                violation_error_message="The band runs from a lower to a higher number, both above zero.",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="target_has_reason",
                violation_error_message="Write why you aim at this band.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.method} {self.low:g} to {self.high:g}"


class Retest(models.Model):
    """A trainer's own day for the next test of one protocol; without a day it is not asked for any more."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="retests")
    protocol = models.CharField(max_length=24, help_text='a code of `protocols.toml`, or "own-" and a number')
    due_on = models.DateField("day of the next test", null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["client", "protocol"], name="retest_once")]

    def __str__(self) -> str:
        return f"{self.protocol}, {self.due_on or 'not planned'}"
