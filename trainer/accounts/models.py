from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.db import models


class UserManager(BaseUserManager["User"]):
    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        if not email:
            raise ValueError("A person who signs in needs an e-mail address.")
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Make the first person of a site: trainer and admin at once."""
        return self.create_user(
            email, password, **{"is_staff": True, "is_superuser": True, "is_trainer": True, **fields}
        )


class User(AbstractUser):
    """Someone who signs in, by e-mail; may be trainer, client and admin in any mixture."""

    class LoadUnit(models.TextChoices):
        KG = "kg", "kilograms"
        LB = "lb", "pounds"

    class Theme(models.TextChoices):
        SYSTEM = "", "As the device"
        LIGHT = "light", "Light"
        DARK = "dark", "Dark"

    username = None  # type: ignore[assignment]
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    email = models.EmailField("e-mail", unique=True)
    name = models.CharField(max_length=120, blank=True)
    is_trainer = models.BooleanField("trainer", default=False)
    is_client = models.BooleanField("client", default=False)
    load_unit = models.CharField(max_length=2, choices=LoadUnit, default=LoadUnit.KG)
    theme = models.CharField(max_length=5, choices=Theme, blank=True, default=Theme.SYSTEM)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    class Meta:
        ordering = ["email", "pk"]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return self.name.split(" ")[0] or self.email

    @property
    def modes(self) -> list[str]:
        """Which of the three desks this person may sit at, the usual one first."""
        may = {"trainer": self.is_trainer, "client": self.is_client, "admin": self.is_staff}
        return [mode for mode, yes in may.items() if yes]


class AuditEntry(models.Model):
    """Who did what to whose data; holds the client's bare number, so it outlives an erasure."""

    at = models.DateTimeField(auto_now_add=True)
    actor = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    action = models.CharField(max_length=40)
    client_number = models.BigIntegerField(null=True, db_index=True)
    object_type = models.CharField(max_length=60, blank=True)
    object_number = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name_plural = "audit entries"

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action}"


class Look(models.Model):
    """That somebody opened a part of a client's file on a day; holds the bare number, as the audit does."""

    actor = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    client_number = models.BigIntegerField(db_index=True)
    area = models.CharField(max_length=40)
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["actor", "client_number", "area", "on"], name="look_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.area}"
