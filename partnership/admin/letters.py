from django.contrib import admin

from partnership.admin.paging import Endless
from partnership.admin.scoped import ReadOnlyAdmin, only
from partnership.models import Letter


@admin.register(Letter)
class LetterAdmin(Endless, ReadOnlyAdmin):
    """Written by moves, sent by the portal; here one sees whether a mail server took it."""

    list_display = ["subject", "to", "state", "written_at", "sent_at", "attempts"]
    list_filter = ["state", only("partnership")]
    list_select_related = ["partnership"]
    search_fields = ["to", "subject"]
