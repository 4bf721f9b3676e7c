from django.contrib import admin

from trainer.programs.models import Program


@admin.register(Program)
class ProgramAdmin(admin.ModelAdmin):
    """The words of a programme; its days come from the catalogue or from the trainer who owns it."""

    list_display = ["name", "slug", "owner", "archived_at"]
    list_select_related = ["owner"]
    search_fields = ["name", "slug"]
    autocomplete_fields = ["owner"]
    filter_horizontal = ["sources"]
    prepopulated_fields = {"slug": ["name"]}
