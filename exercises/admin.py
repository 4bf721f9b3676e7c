from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from simple_history.admin import SimpleHistoryAdmin

from exercises.admin_forms import ExerciseForm, LoneStepForm, ShareForm, StepForm, StepFormSet
from exercises.models import Cue, Exercise, Muscle, MuscleShare, Source, Step


class LibraryOnly(admin.options.BaseModelAdmin):
    """Offers the library's exercises; what trainers keep for themselves is no business of an admin."""

    def get_field_queryset(self, db: str | None, db_field: Any, request: HttpRequest) -> Any:
        if db_field.related_model is Exercise:
            return Exercise.objects.of_everyone()
        return super().get_field_queryset(db, db_field, request)


class ShareInline(admin.TabularInline):
    model = MuscleShare
    form = ShareForm
    extra = 0

    def get_field_queryset(self, db: str | None, db_field: Any, request: HttpRequest) -> Any:
        """Sets are counted by muscle group, not by its heads."""
        return Muscle.objects.filter(group=None)


class StepInline(LibraryOnly, admin.TabularInline):
    model = Step
    form = StepForm
    formset = StepFormSet
    fk_name = "exercise"
    extra = 0
    autocomplete_fields = ["to"]


@admin.register(Exercise)
class ExerciseAdmin(admin.ModelAdmin):
    form = ExerciseForm
    list_display = ["name", "pattern", "level", "demand", "confidence", "archived_at"]
    list_filter = ["pattern", "level", ("archived_at", admin.EmptyFieldListFilter)]
    search_fields = ["name", "slug", "aliases"]
    autocomplete_fields = ["sources"]
    inlines = [ShareInline, StepInline]
    fieldsets = [
        (None, {"fields": ["name", "slug", "aliases", "summary", "archived_at"]}),
        ("What it is", {"fields": ["pattern", "level", "one_leg", "measures", "equipment"]}),
        ("What it loads", {"fields": ["modes", "lengths", "hip_flexion", "demand", "effort"]}),
        ("What it can clash with", {"fields": ["tags", "tags_known"]}),
        ("Evidence", {"fields": ["evidence", "sources", "confidence", "confidence_why", "basis"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Exercise]:
        return super().get_queryset(request).filter(owner=None)

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
class StepAdmin(LibraryOnly, admin.ModelAdmin):
    form = LoneStepForm
    list_display = ["exercise", "direction", "words", "to"]
    list_filter = ["direction"]
    list_select_related = ["exercise", "to"]
    search_fields = ["words", "exercise__name"]
    autocomplete_fields = ["exercise", "to"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Step]:
        return super().get_queryset(request).filter(exercise__owner=None)


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
