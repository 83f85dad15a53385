from django.contrib import admin

from partnership.admin.scoped import ScopedAdmin, ScopedTabular, only
from plans.admin.parts import LOCKED, PlanPartAdmin
from plans.models import ApprovalStep, Plan, PlanLink, PlanPartner, Section


class Sections(ScopedTabular):
    model = Section
    fields = ["order", "title", "contents_title", "parent", "part", "anchor"]
    show_change_link = True
    autocomplete_fields = ["parent"]


class Partners(ScopedTabular):
    model = PlanPartner
    autocomplete_fields = ["organisation"]


class Links(ScopedTabular):
    model = PlanLink
    autocomplete_fields = ["related"]


class Steps(ScopedTabular):
    model = ApprovalStep
    autocomplete_fields = ["group"]


@admin.register(Plan)
class PlanAdmin(ScopedAdmin):
    """Its state changes by moves in the workspace, never here."""

    list_display = ["full_title", "kind", "state", "period", "partnership"]
    list_filter = ["state", "kind", "year", only("partnership")]
    list_select_related = ["partnership"]
    search_fields = ["title", "slug", "version_label"]
    autocomplete_fields = ["partnership", "priority_list", "predecessor"]
    readonly_fields = ["state"]
    inlines = [Sections, Partners, Links, Steps]
    locked_message = LOCKED

    def is_open(self, obj):
        return obj.is_open


@admin.register(PlanPartner)
class PlanPartnerAdmin(PlanPartAdmin):
    list_display = ["name_as_stated", "organisation", "plan", "order"]
    list_filter = [only("plan")]
    list_select_related = ["organisation", "plan"]
    search_fields = ["name_as_stated", "organisation__name"]
    autocomplete_fields = ["plan", "organisation"]


@admin.register(PlanLink)
class PlanLinkAdmin(PlanPartAdmin):
    list_display = ["plan", "relation", "related", "order"]
    list_filter = ["relation", only("plan")]
    list_select_related = ["plan", "related"]
    search_fields = ["related__title", "plan__title"]
    autocomplete_fields = ["plan", "related"]
