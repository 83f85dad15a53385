"""What was published and the files made of it: read, never altered; a failed file tried again."""

from django.contrib import admin, messages
from django.utils import timezone

from partnership.admin.scope import maintains
from partnership.admin.scoped import ReadOnlyAdmin, only
from publishing.models import Document, Edition, EditionText, Rendition
from publishing.workflow import retry
from records.moves import Refused


@admin.register(Document)
class DocumentAdmin(ReadOnlyAdmin):
    list_display = ["title", "kind", "slug", "current_edition", "withdrawn_at", "partnership"]
    list_filter = ["kind", only("partnership")]
    list_select_related = ["current_edition", "partnership"]
    search_fields = ["title", "slug"]
    fields = [
        *("partnership", "kind", "title", "slug"),
        *("current_edition", "withdrawn_at", "withdrawn_reason"),
    ]


@admin.register(Edition)
class EditionAdmin(ReadOnlyAdmin):
    list_display = ["title", "number", "language", "published_at", "published_by_label"]
    list_filter = ["language", only("document"), only("document__partnership")]
    search_fields = ["title", "change_note", "content_hash"]
    fields = [
        *("document", "number", "title", "language", "change_note"),
        *("published_at", "published_by_label", "content_hash"),
    ]


@admin.register(EditionText)
class EditionTextAdmin(ReadOnlyAdmin):
    list_display = ["title", "form", "language", "number", "published_at"]
    list_filter = ["form", "language", only("edition__document__partnership")]
    search_fields = ["title", "content_hash"]
    fields = [
        *("edition", "form", "language", "number", "title"),
        *("published_at", "published_by_label", "content_hash"),
    ]


@admin.register(Rendition)
class RenditionAdmin(ReadOnlyAdmin):
    list_display = ["edition", "format", "language", "state", "attempts", "reason", "ready_at"]
    list_filter = ["state", "format", only("edition__document__partnership")]
    list_select_related = ["edition"]
    search_fields = ["edition__title", "sha256", "reason"]
    fields = [
        *("edition", "format", "language", "state", "attempts", "tried_at", "progress"),
        *("reason", "size", "pages", "sha256", "ready_at"),
    ]
    actions = ["try_again"]

    @admin.action(description="Try again what could not be made")
    def try_again(self, request, queryset):
        for rendition in queryset:
            if not maintains(request.user, rendition):
                continue
            try:
                retry(rendition, by=request.user, now=timezone.now())
            except Refused as refused:
                messages.warning(request, f"{rendition}: {refused}")
            else:
                messages.success(request, f"{rendition} waits to be made.")
