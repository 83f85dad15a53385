from django.contrib import admin

from partnership.admin.scoped import ReadOnlyAdmin, Secret, only
from plans.models import Check, Comment, PlanLook, SectionLook, SeenText


@admin.register(Comment)
class CommentAdmin(ReadOnlyAdmin):
    """Comments are written, answered and resolved in the workspace."""

    list_display = ["author_label", "section", "plan", "at", "resolved_at"]
    list_filter = [only("plan")]
    list_select_related = ["section", "plan"]
    search_fields = ["text", "quote", "author_label"]


@admin.register(Check)
class CheckAdmin(ReadOnlyAdmin):
    """Somebody is asked to check a section in the workspace, where the link is shown once."""

    list_display = ["name", "section", "answer", "expires_on", "revoked_at"]
    list_filter = ["answer", only("section__plan")]
    list_select_related = ["section"]
    search_fields = ["name", "email", "section__title"]
    exclude = ["token_sha256"]


@admin.register(PlanLook)
class PlanLookAdmin(Secret):
    list_display = ["plan", "at"]
    list_select_related = ["plan"]
    search_fields = ["plan__title"]


@admin.register(SectionLook)
class SectionLookAdmin(Secret):
    list_display = ["section", "at"]
    list_select_related = ["section"]
    search_fields = ["section__title"]


@admin.register(SeenText)
class SeenTextAdmin(Secret):
    list_display = ["plan", "content_hash"]
    list_select_related = ["plan"]
    search_fields = ["plan__title", "content_hash"]
