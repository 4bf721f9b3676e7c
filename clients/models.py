from __future__ import annotations

import datetime as dt
import hashlib
from typing import Self
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from clients.stages import InjuryFacts
from trainer.accounts.models import User


class Side(models.TextChoices):
    LEFT = "left", "Left"
    RIGHT = "right", "Right"
    BOTH = "both", "Both"


def validate_time_zone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError("This time zone is not known. Write it like Europe/London.")


class ClientQuerySet(models.QuerySet["Client"]):
    def coached_by(self, user: User) -> Self:
        """The clients whose coaching by this trainer has not ended."""
        return self.filter(coachings__trainer=user, coachings__ended_at=None).fetch_mode(models.FETCH_PEERS)

    def of_user(self, user: User) -> Self:
        """The one client who is this person."""
        return self.filter(user=user).fetch_mode(models.FETCH_PEERS)

    def open_to(self, user: User) -> Self:
        """Clients whom this person coaches, or is: the door for pages that both use."""
        coached = Q(coachings__trainer=user, coachings__ended_at=None)
        return self.filter(coached | Q(user=user)).distinct().fetch_mode(models.FETCH_PEERS)

    def active(self) -> Self:
        return self.filter(archived_at=None)


class Client(models.Model):
    """A person who trains; may or may not have a sign-in."""

    class Sex(models.TextChoices):
        UNKNOWN = "", "Not given"
        FEMALE = "female", "Female"
        MALE = "male", "Male"
        OTHER = "other", "Other"

    class Leg(models.TextChoices):
        UNKNOWN = "", "Not given"
        LEFT = "left", "Left"
        RIGHT = "right", "Right"

    user = models.OneToOneField(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="client")
    name = models.CharField(max_length=120)
    birth_date = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=6, choices=Sex, blank=True)
    height_cm = models.PositiveSmallIntegerField("height", null=True, blank=True)
    dominant_leg = models.CharField(max_length=5, choices=Leg, blank=True)
    sport = models.CharField(max_length=120, blank=True)
    goals = models.TextField(blank=True)
    time_zone = models.CharField(max_length=60, default="Europe/London", validators=[validate_time_zone])
    created_at = models.DateTimeField(auto_now_add=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = ClientQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(height_cm=None) | Q(height_cm__range=(80, 250)),
                name="client_height_range",
                violation_error_message="Height is given in centimetres, from 80 to 250.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("roster:client", args=[self.pk])

    @property
    def first_name(self) -> str:
        return self.name.split(" ")[0]

    def today(self) -> dt.date:
        """The date where the client is."""
        return timezone.now().astimezone(ZoneInfo(self.time_zone)).date()

    def age(self) -> int | None:
        if self.birth_date is None:
            return None
        today = self.today()
        had_birthday = (today.month, today.day) >= (self.birth_date.month, self.birth_date.day)
        return today.year - self.birth_date.year - (not had_birthday)


class Coaching(models.Model):
    """The link between one trainer and one client; once ended, the trainer sees nothing of the client."""

    class Role(models.TextChoices):
        LEAD = "lead", "Lead"
        ASSISTANT = "assistant", "Assistant"

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="coachings")
    trainer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="coachings")
    role = models.CharField(max_length=9, choices=Role, default=Role.LEAD)
    started_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["started_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["client", "trainer"], condition=Q(ended_at=None), name="coaching_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.trainer_id} coaches {self.client_id}"


class Invitation(models.Model):
    """A one-time link by which a client takes over her own record; only the hash of it is kept."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="invitations")
    invited_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"Invitation {self.pk}"

    @staticmethod
    def hash(token: str) -> str:
        return hashlib.sha256(token.encode()).hexdigest()

    @property
    def open(self) -> bool:
        return self.used_at is None and self.revoked_at is None and self.expires_at > timezone.now()


class Consent(models.Model):
    """What a client agreed to, for one purpose; on paper until she signs in and confirms it."""

    class Purpose(models.TextChoices):
        COACHING = "coaching", "Training data"
        HEALTH = "health", "Health data"

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=8, choices=Purpose)
    text_version = models.CharField(max_length=20)
    given_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    on_paper = models.BooleanField(default=False)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["given_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["client", "purpose"], condition=Q(withdrawn_at=None), name="consent_one_in_force"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.client_id} {self.purpose}"


class HealthCondition(models.Model):
    """The client's answer about one condition that the guard asks for, by its tag."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="conditions")
    tag = models.CharField(max_length=20)
    present = models.BooleanField()
    noted_on = models.DateField()
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["tag", "pk"]
        constraints = [models.UniqueConstraint(fields=["client", "tag"], name="healthcondition_one_answer")]

    def __str__(self) -> str:
        return f"{self.tag}: {self.present}"


class InjuryQuerySet(models.QuerySet["Injury"]):
    def open(self) -> Self:
        return self.filter(resolved_on=None)

    def facts(self) -> list[InjuryFacts]:
        return [injury.facts() for injury in self]


class Injury(models.Model):
    """What happened to which structure on which side, and how far its rehabilitation is."""

    class Structure(models.TextChoices):
        HAMSTRING = "hamstring", "Hamstring"
        SIT_BONE = "hamstring_sit_bone", "Hamstring at the sit bone"
        QUADRICEPS = "quadriceps", "Quadriceps"
        ACL = "knee_acl", "Cruciate ligament (ACL)"
        KNEE = "knee", "Knee"
        CALF = "calf", "Calf"
        GROIN = "groin", "Groin"
        LOW_BACK = "low_back", "Low back"
        OTHER = "other", "Somewhere else"

    class Kind(models.TextChoices):
        STRAIN = "strain", "Strain"
        TEAR = "tear", "Tear"
        TENDINOPATHY = "tendinopathy", "Tendinopathy"
        SORENESS = "soreness", "Muscle soreness"
        ACL = "acl", "Ligament injury"
        OTHER = "other", "Something else"

    class Grade(models.TextChoices):
        UNKNOWN = "", "Not given"
        G0 = "0", "0, nothing seen on the scan"
        G1 = "1", "1, mild"
        G2 = "2", "2, partial"
        G3 = "3", "3, complete"

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="injuries")
    structure = models.CharField(max_length=20, choices=Structure)
    side = models.CharField(max_length=5, choices=Side)
    kind = models.CharField(max_length=12, choices=Kind)
    grade = models.CharField(max_length=1, choices=Grade, blank=True)
    bamic = models.CharField("BAMIC class", max_length=2, blank=True)
    operated_on = models.DateField("operation", null=True, blank=True)
    onset_on = models.DateField("day it started")
    resolved_on = models.DateField(null=True, blank=True)
    mechanism = models.CharField("what happened", max_length=300, blank=True)
    stage = models.CharField(max_length=20, blank=True)
    assessed_by = models.CharField("assessed by", max_length=120, blank=True)
    assessed_role = models.CharField("profession", max_length=60, blank=True)
    assessed_on = models.DateField("day of the assessment", null=True, blank=True)
    assessment = models.TextField("in their words", blank=True)
    red_flags = models.JSONField(default=list, blank=True)
    pain_max = models.PositiveSmallIntegerField(null=True, blank=True)
    limits = models.JSONField(default=dict, blank=True)
    limits_by = models.CharField(max_length=120, blank=True)
    limits_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = InjuryQuerySet.as_manager()

    class Meta:
        ordering = ["-onset_on", "-pk"]
        verbose_name_plural = "injuries"
        constraints = [
            models.CheckConstraint(
                condition=Q(resolved_on=None) | Q(resolved_on__gte=models.F("onset_on")),
                name="injury_ends_after_it_began",
                violation_error_message="An injury cannot be over before it began.",
            ),
            models.CheckConstraint(
                condition=(Q(grade="") & Q(bamic="")) | (~Q(assessed_by="") & ~Q(assessed_on=None)),
                name="injury_grade_names_who_gave_it",
                violation_error_message="A grade needs the clinician who gave it, and the day.",
            ),
            models.CheckConstraint(
                condition=Q(pain_max=None) | Q(pain_max__lte=4),
                name="injury_pain_limit",
                violation_error_message="A clinician may allow pain up to 4 of 10.",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def assessed(self) -> bool:
        return bool(self.assessed_by and self.assessed_on)

    @property
    def label(self) -> str:
        """As people say it: "right hamstring strain", with "suspected" until a clinician has said so."""
        where = "" if self.side == Side.BOTH else f"{self.side} "
        place = self.get_structure_display().lower().replace("(acl)", "(ACL)")
        words = {"strain": "strain", "tear": "tear", "tendinopathy": "tendinopathy", "soreness": "soreness"}
        what = words.get(self.kind, "injury")
        return f"{'' if self.assessed else 'suspected '}{where}{place} {what}".strip()

    @property
    def short_label(self) -> str:
        """As it fits into a column: "Strain, right"; "Calf strain, left" where it is not the hamstrings."""
        what = self.get_kind_display() if self.assessed else "Suspected"
        where = "" if self.side == Side.BOTH else f", {self.side}"
        if self.structure not in {self.Structure.HAMSTRING, self.Structure.SIT_BONE}:
            what = f"{self.get_structure_display()} {what.lower()}"
        return f"{what}{where}"

    def facts(self) -> InjuryFacts:
        return InjuryFacts(
            id=self.pk,
            label=self.label,
            structure=self.structure,
            side=self.side,
            kind=self.kind,
            grade=self.grade,
            bamic=self.bamic,
            stage=self.stage,
            operated=self.operated_on is not None,
            assessed=self.assessed,
            red_flags=tuple(self.red_flags),
            onset_on=self.onset_on,
            resolved_on=self.resolved_on,
            limits=self.limits,
            pain_max=self.pain_max,
        )


class InjuryEvent(models.Model):
    """One change of an injury, with who, when and why; never changed afterwards."""

    class Kind(models.TextChoices):
        RECORDED = "recorded", "Recorded"
        ASSESSED = "assessed", "Assessed by a clinician"
        STAGE = "stage", "Stage moved"
        FLAG = "flag", "Warning sign"
        CLEARED = "cleared", "Clinician's word"
        LIMITS = "limits", "Limits set by a clinician"
        RESOLVED = "resolved", "Over"
        REOPENED = "reopened", "Opened again"

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="injury_events")
    injury = models.ForeignKey(Injury, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=8, choices=Kind)
    at = models.DateTimeField(default=timezone.now)
    on = models.DateField()
    from_stage = models.CharField(max_length=20, blank=True)
    to_stage = models.CharField(max_length=20, blank=True)
    words = models.TextField(blank=True)
    clinician = models.CharField(max_length=120, blank=True)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"
