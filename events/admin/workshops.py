from django.contrib import admin

from events.models import BackStory, CaptureDevice, ResidentType, Table, Workshop
from partnership.admin.scoped import ReadOnlyAdmin, ScopedAdmin, ScopedTabular, only


class ResidentTypes(ScopedTabular):
    model = ResidentType


class BackStories(ScopedTabular):
    model = BackStory
    autocomplete_fields = ["resident_type"]


@admin.register(Workshop)
class WorkshopAdmin(ScopedAdmin):
    list_display = ["__str__", "order", "form", "state", "event"]
    list_filter = ["form", "state", only("event")]
    list_select_related = ["event"]
    search_fields = ["title", "question", "event__title"]
    autocomplete_fields = ["event", "speaker_organisation"]
    readonly_fields = ["state"]
    inlines = [ResidentTypes]


@admin.register(ResidentType)
class ResidentTypeAdmin(ScopedAdmin):
    list_display = ["name", "workshop", "order"]
    list_select_related = ["workshop"]
    search_fields = ["name", "workshop__event__title"]
    autocomplete_fields = ["workshop"]


@admin.register(Table)
class TableAdmin(ScopedAdmin):
    """Link and PIN stand on the printed sheets only, which officers make in the workspace."""

    list_display = ["__str__", "facilitator", "event"]
    list_filter = [only("event")]
    list_select_related = ["event"]
    search_fields = ["event__title", "facilitator"]
    autocomplete_fields = ["event", "organisations"]
    inlines = [BackStories]


@admin.register(BackStory)
class BackStoryAdmin(ScopedAdmin):
    list_display = ["resident_type", "table"]
    list_select_related = ["resident_type", "table"]
    search_fields = ["story", "resident_type__name"]
    autocomplete_fields = ["table", "resident_type"]


@admin.register(CaptureDevice)
class CaptureDeviceAdmin(ReadOnlyAdmin):
    list_display = ["table", "wrong_tries", "wait_until", "seen_at"]
    list_select_related = ["table"]
    search_fields = ["table__event__title"]
    fields = ["table", "wrong_tries", "wait_until", "seen_at"]
