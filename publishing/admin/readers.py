"""What readers ask for and are told, maintained by officers."""

from django.contrib import admin

from partnership.admin.scoped import ReadOnlyAdmin, ScopedAdmin, only
from publishing.models import Communication, FormatRequest, Post, Term


@admin.register(Term)
class TermAdmin(ScopedAdmin):
    list_display = ["word", "meaning", "partnership"]
    list_filter = [only("partnership")]
    list_select_related = ["partnership"]
    search_fields = ["word", "meaning"]
    autocomplete_fields = ["partnership"]


@admin.register(FormatRequest)
class FormatRequestAdmin(ReadOnlyAdmin):
    list_display = ["wanted", "state", "asked_at", "promised_on", "partnership"]
    list_filter = ["state", "wanted", only("partnership")]
    list_select_related = ["partnership"]
    search_fields = ["name", "words", "outcome"]
    fields = [
        *("partnership", "document", "wanted", "language", "words"),
        *("asked_at", "promised_on", "state", "outcome", "closed_at"),
    ]


@admin.register(Communication)
class CommunicationAdmin(ScopedAdmin):
    list_display = ["message", "audience", "channel", "due_on", "state", "partnership"]
    list_filter = ["state", "channel", only("partnership")]
    list_select_related = ["partnership"]
    search_fields = ["message", "audience", "who"]
    autocomplete_fields = ["partnership", "document", "organisation"]


@admin.register(Post)
class PostAdmin(ScopedAdmin):
    list_display = ["title", "state", "published_at", "partnership"]
    list_filter = ["state", only("partnership")]
    list_select_related = ["partnership"]
    search_fields = ["title", "summary"]
    autocomplete_fields = ["partnership", "document"]
