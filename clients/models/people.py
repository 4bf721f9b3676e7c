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
from django.utils.crypto import salted_hmac

from trainer.accounts.models import User


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


class CoachingRequestQuerySet(models.QuerySet["CoachingRequest"]):
    def waiting(self) -> Self:
        """Not answered, not taken back, and not too old."""
        return self.filter(closed_at=None, expires_at__gt=timezone.now())


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
    position = models.CharField(max_length=60, blank=True)
    trains_since = models.PositiveSmallIntegerField("training since", null=True, blank=True)
    goals = models.TextField(blank=True)
    time_zone = models.CharField(max_length=60, default="Europe/London", validators=[validate_time_zone])
    created_at = models.DateTimeField(auto_now_add=True)
    archived_at = models.DateTimeField(null=True, blank=True)
    erase_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

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

    @property
    def about(self) -> str:
        """Age, sport, position and how long she has trained, as far as they are known."""
        known = (str(self.age() or ""), self.sport, self.position, self.training_age)
        return ", ".join(filter(None, known))

    @property
    def training_age(self) -> str:
        if self.trains_since is None:
            return ""
        years = self.today().year - self.trains_since
        if years < 1:
            return "began training this year"
        return f"training for {years} year{'s' if years > 1 else ''}"

    def team(self) -> models.QuerySet[Coaching]:
        """Who coaches her now, the lead first."""
        now = self.coachings.filter(ended_at=None).select_related("trainer")
        return now.order_by("-role", "started_at", "pk")


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
            models.UniqueConstraint(
                fields=["client"], condition=Q(ended_at=None, role="lead"), name="coaching_one_lead"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.trainer_id} coaches {self.client_id}"


class CoachingRequest(models.Model):
    """A lead asks another trainer in by e-mail; nothing opens before that trainer says yes."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="coaching_requests")
    asked_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    email = models.EmailField("e-mail")
    # Fixed when it is made, so that nobody gets in by taking the address later; empty where nobody has it.
    trainer = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.CASCADE, related_name="coaching_requests"
    )
    role = models.CharField(max_length=9, choices=Coaching.Role)
    asked_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = CoachingRequestQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["client", "email"], condition=Q(closed_at=None), name="coachingrequest_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"Request {self.pk}"


class Invitation(models.Model):
    """A one-time link, or a short code, by which a client takes over her record; only hashes are kept."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="invitations")
    invited_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    code_hash = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["code_hash"], condition=~Q(code_hash=""), name="invitation_code_once"
            ),
        ]

    def __str__(self) -> str:
        return f"Invitation {self.pk}"

    @staticmethod
    def hash(token: str) -> str:
        return hashlib.sha256(token.encode()).hexdigest()

    @staticmethod
    def hash_code(code: str) -> str:
        """Short enough to be tried out against a copied database, so it is hashed with the site's key."""
        return salted_hmac("clients.invitation.code", code, algorithm="sha256").hexdigest()

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


class BodyMass(models.Model):
    """What a client weighed on a day."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="body_masses")
    measured_on = models.DateField()
    kg = models.DecimalField(max_digits=5, decimal_places=2)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-measured_on", "-pk"]
        verbose_name_plural = "body masses"
        constraints = [
            models.UniqueConstraint(fields=["client", "measured_on"], name="bodymass_once_a_day"),
            models.CheckConstraint(
                condition=Q(kg__range=(20, 300)),
                name="bodymass_range",
                violation_error_message="Body mass is given in kilograms, from 20 to 300.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kg} kg, {self.measured_on}"


class TrainerNote(models.Model):
    """What trainers write down for themselves; the client never receives it in any form."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="trainer_notes")
    text = models.TextField()
    written_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-written_at", "-pk"]

    def __str__(self) -> str:
        return f"Note {self.pk}"
