from django.contrib import admin

from events.models import Attendance, Channel, Consultation, Event, EventSeries, Workshop
from partnership.admin.scoped import ScopedAdmin, ScopedTabular, only


class Attendances(ScopedTabular):
    model = Attendance
    autocomplete_fields = ["organisation", "area"]


class Sessions(ScopedTabular):
    model = Workshop
    fields = ["order", "title", "form", "method"]
    show_change_link = True


class Channels(ScopedTabular):
    model = Channel
    autocomplete_fields = ["organisation"]


@admin.register(EventSeries)
class EventSeriesAdmin(ScopedAdmin):
    list_display = ["name", "planned", "partnership"]
    list_filter = [only("partnership")]
    list_select_related = ["partnership"]
    search_fields = ["name"]
    autocomplete_fields = ["partnership"]


@admin.register(Event)
class EventAdmin(ScopedAdmin):
    """What the public sees and whether tables can write changes by moves in the workspace."""

    list_display = ["title", "kind", "when", "state", "capture", "partnership"]
    list_filter = ["kind", "state", "capture", only("series"), only("partnership")]
    list_select_related = ["partnership"]
    search_fields = ["title", "short_name", "slug", "venue"]
    autocomplete_fields = ["partnership", "series", "host", "areas", "contact"]
    readonly_fields = ["state", "capture"]
    inlines = [Attendances, Sessions]


@admin.register(Attendance)
class AttendanceAdmin(ScopedAdmin):
    list_display = ["label", "organisation", "number", "event"]
    list_filter = [only("event")]
    list_select_related = ["organisation", "area", "event"]
    search_fields = ["name_as_stated", "organisation__name"]
    autocomplete_fields = ["event", "organisation", "area"]


@admin.register(Consultation)
class ConsultationAdmin(ScopedAdmin):
    list_display = ["event", "asked_of", "sample", "responses", "rate_as_stated"]
    list_select_related = ["event"]
    ordering = ["event__title", "pk"]
    search_fields = ["event__title", "asked", "subjects", "source_id"]
    autocomplete_fields = ["event"]
    inlines = [Channels]


@admin.register(Channel)
class ChannelAdmin(ScopedAdmin):
    list_display = ["name", "responses", "consultation"]
    list_select_related = ["consultation__event"]
    search_fields = ["name", "consultation__event__title"]
    autocomplete_fields = ["consultation", "organisation"]
