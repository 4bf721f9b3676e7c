from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from exercises.admin import CueAdmin
from exercises.models import Cue
from trainer.editorial.usage import usage_of

admin.site.unregister(Cue)


@admin.register(Cue)
class GovernedCueAdmin(CueAdmin):
    """The library's cues to be read, with their history; words change in the cue editor alone."""

    readonly_fields = ["exercise", "kind", "position", "headline", "detail", "in_use", "editor"]

    @admin.display(description="On show now")
    def in_use(self, cue: Cue) -> str:
        usage = usage_of(cue.exercise)
        return f"In {usage.workouts} open workouts of {usage.trainers} trainers"

    @admin.display(description="Change the words")
    def editor(self, cue: Cue) -> SafeString | str:
        if cue.exercise.owner_id:
            return "This exercise is a trainer’s own."
        url = reverse("editorial:editor", args=[cue.exercise.slug])
        return format_html('<a href="{}">Open the cue editor</a>', url)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Cue | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Cue | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Cue, form: Any, change: bool) -> None:
        """The page of an old state would put it back for whoever may see it."""
        raise PermissionDenied
