from typing import Any

from django.contrib import admin
from simple_history.admin import SimpleHistoryAdmin

from exercises.models import Cue, Exercise, Muscle, MuscleShare, Source, Step


class ShareInline(admin.TabularInline):
    model = MuscleShare
    extra = 0
    autocomplete_fields = ["muscle"]


class StepInline(admin.TabularInline):
    model = Step
    fk_name = "exercise"
    extra = 0
    autocomplete_fields = ["to"]


@admin.register(Exercise)
class ExerciseAdmin(admin.ModelAdmin):
    list_display = ["name", "pattern", "level", "demand", "confidence", "archived_at"]
    list_filter = ["pattern", "level", ("archived_at", admin.EmptyFieldListFilter)]
    search_fields = ["name", "slug", "aliases"]
    autocomplete_fields = ["sources"]
    inlines = [ShareInline, StepInline]

    def get_prepopulated_fields(self, request: Any, obj: Exercise | None = None) -> dict[str, Any]:
        """A new exercise takes its address from its name; an old one keeps the address it is linked by."""
        return {} if obj else {"slug": ["name"]}


@admin.register(Cue)
class CueAdmin(SimpleHistoryAdmin):  # type: ignore[misc]
    list_display = ["headline", "exercise", "kind", "position"]
    list_filter = ["kind"]
    list_select_related = ["exercise"]
    search_fields = ["headline", "detail", "exercise__name"]
    autocomplete_fields = ["exercise"]
    readonly_fields: list[str] = []
    history_list_display = ["kind", "headline"]


@admin.register(Step)
class StepAdmin(admin.ModelAdmin):
    list_display = ["exercise", "direction", "words", "to"]
    list_filter = ["direction"]
    list_select_related = ["exercise", "to"]
    search_fields = ["words", "exercise__name"]
    autocomplete_fields = ["exercise", "to"]


@admin.register(Muscle)
class MuscleAdmin(admin.ModelAdmin):
    list_display = ["name", "plain", "group"]
    list_select_related = ["group"]
    search_fields = ["name", "plain"]
    autocomplete_fields = ["group"]


@admin.register(Source)
class SourceAdmin(admin.ModelAdmin):
    list_display = ["citation", "key", "doi"]
    search_fields = ["citation", "key", "doi"]
