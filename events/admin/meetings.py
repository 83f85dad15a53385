from django.contrib import admin

from events.models import (
    AgendaItem,
    AgendaTemplate,
    AgendaTemplateItem,
    Meeting,
    MeetingAction,
    MeetingAttendance,
    MeetingDecision,
    NotesAnswer,
    Paper,
)
from partnership.admin.scoped import ReadOnlyAdmin, ScopedAdmin, ScopedTabular, only


class Attendances(ScopedTabular):
    model = MeetingAttendance
    autocomplete_fields = ["organisation"]


class TemplateItems(ScopedTabular):
    model = AgendaTemplateItem


@admin.register(Meeting)
class MeetingAdmin(ScopedAdmin):
    """How far its notes are, and what the public sees, changes by moves in the workspace."""

    list_display = ["title", "held_on", "state", "open_to_all", "partnership"]
    list_filter = ["state", "open_to_all", only("groups"), only("partnership")]
    list_select_related = ["partnership"]
    search_fields = ["title", "slug", "venue"]
    autocomplete_fields = ["partnership", "groups"]
    inlines = [Attendances]


@admin.register(MeetingAttendance)
class MeetingAttendanceAdmin(ScopedAdmin):
    list_display = ["__str__", "state", "substitute", "meeting"]
    list_filter = ["state", only("meeting")]
    list_select_related = ["meeting", "organisation"]
    search_fields = ["organisation__name", "post", "meeting__title"]
    autocomplete_fields = ["meeting", "organisation"]


@admin.register(NotesAnswer)
class NotesAnswerAdmin(ReadOnlyAdmin):
    """Given by members in the workspace."""

    list_display = ["meeting", "user", "agreed", "at"]
    list_filter = ["agreed", only("meeting")]
    list_select_related = ["meeting", "user"]
    search_fields = ["words", "meeting__title"]


@admin.register(AgendaTemplate)
class AgendaTemplateAdmin(ScopedAdmin):
    list_display = ["name", "partnership"]
    list_filter = [only("partnership")]
    list_select_related = ["partnership"]
    search_fields = ["name"]
    autocomplete_fields = ["partnership"]
    inlines = [TemplateItems]


@admin.register(AgendaTemplateItem)
class AgendaTemplateItemAdmin(ScopedAdmin):
    list_display = ["title", "template", "order"]
    list_filter = [only("template")]
    list_select_related = ["template"]
    search_fields = ["title"]
    autocomplete_fields = ["template"]


@admin.register(AgendaItem)
class AgendaItemAdmin(ScopedAdmin):
    list_display = ["title", "meeting", "order", "outcome", "public"]
    list_filter = ["kind", "purpose", "outcome", only("meeting")]
    list_select_related = ["meeting"]
    search_fields = ["title", "notes", "asked"]
    autocomplete_fields = ["meeting"]


@admin.register(Paper)
class PaperAdmin(ReadOnlyAdmin):
    """Files come in by the workspace, where they are looked at first."""

    list_display = ["__str__", "item", "public"]
    list_filter = ["public"]
    list_select_related = ["item"]
    search_fields = ["title", "file_name"]


@admin.register(MeetingDecision)
class MeetingDecisionAdmin(ReadOnlyAdmin):
    """Never altered: a further decision corrects one."""

    list_display = ["wording", "item", "at", "public"]
    list_filter = ["public", only("item__meeting")]
    list_select_related = ["item"]
    search_fields = ["wording", "item__title"]


@admin.register(MeetingAction)
class MeetingActionAdmin(ScopedAdmin):
    """Ended by moves in the workspace."""

    list_display = ["wording", "owner_words", "due_on", "state", "meeting"]
    list_filter = ["state", only("meeting"), only("organisation")]
    list_select_related = ["meeting", "organisation"]
    search_fields = ["wording", "post", "organisation__name"]
    autocomplete_fields = ["meeting", "item", "organisation"]
