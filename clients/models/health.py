from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from clients.models.people import Client
from clients.stages import InjuryFacts
from trainer.accounts.models import User


class Side(models.TextChoices):
    LEFT = "left", "Left"
    RIGHT = "right", "Right"
    BOTH = "both", "Both"


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
    recurrence_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="recurrences"
    )
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
        place, elsewhere = f"{self.get_structure_display().lower().replace('(acl)', '(ACL)')} ", ""
        if self.structure == self.Structure.OTHER:
            place, elsewhere = "", " somewhere else"
        words = {"strain": "strain", "tear": "tear", "tendinopathy": "tendinopathy", "soreness": "soreness"}
        what = words.get(self.kind, "injury")
        return f"{'' if self.assessed else 'suspected '}{where}{place}{what}{elsewhere}"

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


class GateMet(models.Model):
    """One entry gate that an injury has met, with the day; `gate` is the rule table’s own words."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="gates_met")
    injury = models.ForeignKey(Injury, on_delete=models.CASCADE, related_name="gates_met")
    stage = models.CharField(max_length=20)
    gate = models.CharField(max_length=200)
    met_on = models.DateField()
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["met_on", "pk"]
        verbose_name_plural = "gates met"
        constraints = [
            models.UniqueConstraint(fields=["injury", "stage", "gate"], name="gatemet_once"),
        ]

    def __str__(self) -> str:
        return f"{self.gate}, {self.met_on}"


class RiskScreen(models.Model):
    """The client's answers to one version of the screening questions; open until they are handed in."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="screens")
    questions_version = models.CharField(max_length=20)
    answers = models.JSONField(default=dict, blank=True)
    planned = models.JSONField(default=dict, blank=True)
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["client"], condition=Q(finished_at=None), name="riskscreen_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"Screening {self.pk}"
