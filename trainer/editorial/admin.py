from django.contrib import admin

from exercises.admin import CueAdmin
from exercises.models import Cue
from trainer.editorial.usage import usage_of

admin.site.unregister(Cue)


@admin.register(Cue)
class CueInUseAdmin(CueAdmin):
    """The library's cues, with what only the floors above can say: who is reading them now."""

    readonly_fields = [*CueAdmin.readonly_fields, "in_use"]

    @admin.display(description="On show now")
    def in_use(self, cue: Cue) -> str:
        if cue.pk is None:
            return "Not yet"
        usage = usage_of(cue.exercise)
        return f"In {usage.workouts} open workouts of {usage.trainers} trainers"
