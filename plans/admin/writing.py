from django.contrib import admin

from partnership.admin.scoped import Secret
from plans.models import KeptText, Presence


@admin.register(KeptText)
class KeptTextAdmin(Secret):
    """Words that their author has not saved yet are nobody else's to read."""

    list_display = ["where", "at", "plan"]
    list_select_related = ["plan"]
    search_fields = ["where", "plan__title"]


@admin.register(Presence)
class PresenceAdmin(Secret):
    list_display = ["section", "seen_at"]
    list_select_related = ["section"]
    search_fields = ["section__title"]
