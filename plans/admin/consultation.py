from django.contrib import admin

from partnership.admin.scoped import ReadOnlyAdmin, only
from plans.models import ConsultationDraft, DraftReply


@admin.register(ConsultationDraft)
class ConsultationDraftAdmin(ReadOnlyAdmin):
    """Released and closed by moves in the workspace."""

    list_display = ["plan", "number", "opens_on", "closes_on", "state"]
    list_filter = ["state", only("plan")]
    list_select_related = ["plan"]
    search_fields = ["plan__title", "introduction"]


@admin.register(DraftReply)
class DraftReplyAdmin(ReadOnlyAdmin):
    """Looked at and answered in the workspace."""

    list_display = ["__str__", "section_title", "standing", "outcome", "said_at"]
    list_filter = ["standing", "outcome", "origin", only("draft")]
    list_select_related = ["draft__plan"]
    search_fields = ["text", "answer", "section_title"]
