from django.contrib import admin

from partnership.admin.scoped import ScopedAdmin, ScopedTabular, only
from plans.models import EasyRead, EasyReadLine


class Lines(ScopedTabular):
    model = EasyReadLine
    autocomplete_fields = ["picture"]


@admin.register(EasyRead)
class EasyReadAdmin(ScopedAdmin):
    list_display = ["title", "plan", "tested_with"]
    list_select_related = ["plan"]
    search_fields = ["title", "plan__title"]
    ordering = ["title", "pk"]
    autocomplete_fields = ["plan"]
    inlines = [Lines]


@admin.register(EasyReadLine)
class EasyReadLineAdmin(ScopedAdmin):
    list_display = ["words", "order", "easy_read"]
    list_filter = [only("easy_read")]
    list_select_related = ["easy_read"]
    search_fields = ["words"]
    autocomplete_fields = ["easy_read", "picture"]
