from django.contrib import admin

from partnership.admin.scoped import ScopedAdmin, ScopedTabular, only
from plans.models import Response, ResponseUpdate


class Updates(ScopedTabular):
    model = ResponseUpdate


@admin.register(Response)
class ResponseAdmin(ScopedAdmin):
    """Approved for the public by a move in the workspace."""

    list_display = ["title", "answer", "answered_on", "due_on", "partnership"]
    list_filter = ["answer", only("event"), only("topic"), only("partnership")]
    list_select_related = ["partnership"]
    search_fields = ["title", "said", "did"]
    autocomplete_fields = [
        *("partnership", "event", "theme", "contribution", "finding", "topic", "areas"),
        *("passed_to", "owed_by", "priority", "actions"),
    ]
    inlines = [Updates]


@admin.register(ResponseUpdate)
class ResponseUpdateAdmin(ScopedAdmin):
    list_display = ["response", "on", "words"]
    list_filter = [only("response")]
    list_select_related = ["response"]
    search_fields = ["words", "response__title"]
    autocomplete_fields = ["response"]
