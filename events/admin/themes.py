from django.contrib import admin

from events.models import ReportedTheme, Tag, Theme
from partnership.admin.scoped import ReadOnlyAdmin, ScopedAdmin, only


@admin.register(Theme)
class ThemeAdmin(ScopedAdmin):
    """Merging and splitting are moves of the workspace, which keep every original."""

    list_display = ["name", "kind", "session", "series", "merged_into", "partnership"]
    list_filter = ["kind", "level", only("series"), only("partnership")]
    list_select_related = ["series", "merged_into", "partnership"]
    search_fields = ["name", "series__name"]
    autocomplete_fields = ["partnership", "series", "topic"]


@admin.register(Tag)
class TagAdmin(ReadOnlyAdmin):
    list_display = ["theme", "at", "ended_at"]
    list_filter = [only("theme")]
    list_select_related = ["theme"]
    search_fields = ["theme__name"]
    fields = ["theme", "at", "ended_at"]


@admin.register(ReportedTheme)
class ReportedThemeAdmin(ScopedAdmin):
    list_display = ["wording", "part", "theme", "workshop"]
    list_filter = ["part", only("workshop__event")]
    list_select_related = ["theme", "workshop"]
    search_fields = ["wording", "theme__name"]
    autocomplete_fields = ["workshop", "theme", "resident_type"]
