"""What people said: read here without what was redacted; the workspace logs who looks at that."""

from django.contrib import admin
from django.http import Http404

from events.models import Contribution, ContributionImport, Redaction
from partnership.admin.paging import Endless
from partnership.admin.scoped import ReadOnlyAdmin, only


@admin.register(Contribution)
class ContributionAdmin(Endless, ReadOnlyAdmin):
    list_display = ["words", "kind", "heading_words", "level", "table", "standing", "event"]
    list_filter = ["kind", "standing", "origin", "level"]  # an event is searched for
    list_select_related = ["table", "event"]
    search_fields = ["event__title", "source"]  # not the text: it would find redacted words
    fields = [
        *("event", "workshop", "table", "words", "kind", "heading_words", "level"),
        *("resident_type", "top_priority", "origin", "standing", "said_at", "source"),
    ]
    readonly_fields = ["words", "heading_words"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("redactions")

    @admin.display(description="words")
    def words(self, contribution):
        return contribution.public_text

    @admin.display(description="heading")
    def heading_words(self, contribution):
        return contribution.heading.label if contribution.heading else "not placed"

    def history_view(self, request, object_id, extra_context=None):
        raise Http404("Its history holds the words as they were before a redaction.")


@admin.register(Redaction)
class RedactionAdmin(ReadOnlyAdmin):
    list_display = ["reason", "by_label", "at", "contribution_event"]
    list_filter = ["reason", only("contribution__event")]
    list_select_related = ["contribution__event"]
    search_fields = ["by_label", "contribution__event__title"]
    fields = ["reason", "by_label", "at"]

    @admin.display(description="event")
    def contribution_event(self, redaction):
        return redaction.contribution.event


@admin.register(ContributionImport)
class ContributionImportAdmin(ReadOnlyAdmin):
    list_display = ["name", "state", "rows_good", "fault_count", "made_at", "event"]
    list_filter = ["state", only("event")]
    list_select_related = ["event"]
    search_fields = ["name", "sha256"]
    fields = [
        *("event", "name", "sha256", "state", "rows_seen", "rows_good", "rows_known"),
        *("fault_count", "reason", "made_at", "by"),
    ]
