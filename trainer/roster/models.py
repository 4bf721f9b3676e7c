from django.db import models
from django.utils import timezone

from clients.models import Client
from trainer.accounts.models import User


class PutOff(models.Model):
    """A notice that one trainer does not want to see before a day; `subject` tells two of one rule apart."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="put_off")
    rule = models.CharField(max_length=20)
    subject = models.CharField(max_length=60, blank=True)
    until = models.DateField()
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="put_off")

    class Meta:
        ordering = ["until", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["by", "client", "rule", "subject"], name="putoff_once"),
        ]

    def __str__(self) -> str:
        return f"{self.rule}, until {self.until}"
