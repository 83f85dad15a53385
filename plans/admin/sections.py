from django.contrib import admin

from partnership.admin.scoped import ScopedAdmin, ScopedStacked, ScopedTabular, only
from plans.admin.parts import PlanPartAdmin
from plans.models import Achievement, Block, BlockFigure, Picture, Section


class Blocks(ScopedStacked):
    model = Block
    fields = ["kind", "order", "text", "text_cy", "picture"]
    autocomplete_fields = ["picture"]
    show_change_link = True


@admin.register(Section)
class SectionAdmin(PlanPartAdmin):
    list_display = ["title", "plan", "part", "order", "anchor"]
    list_filter = ["part", only("plan")]
    list_select_related = ["plan"]
    search_fields = ["title", "contents_title", "anchor", "plan__title"]
    autocomplete_fields = ["plan", "parent"]
    inlines = [Blocks]


class ChosenFigures(ScopedTabular):
    model = BlockFigure
    autocomplete_fields = ["figure"]


@admin.register(Block)
class BlockAdmin(PlanPartAdmin):
    plan_path = "section__plan"
    list_display = ["__str__", "kind", "section", "order"]
    list_filter = ["kind", only("section__plan")]
    list_select_related = ["section__plan"]
    search_fields = ["section__title", "caption", "text"]
    autocomplete_fields = ["section", "picture", "statements", "referrals"]
    inlines = [ChosenFigures]


@admin.register(BlockFigure)
class BlockFigureAdmin(PlanPartAdmin):
    plan_path = "block__section__plan"
    list_display = ["figure", "block", "order"]
    list_filter = [only("block__section__plan")]
    list_select_related = ["figure__measure", "block__section__plan"]
    search_fields = ["figure__measure__name", "block__section__title"]
    autocomplete_fields = ["block", "figure"]


@admin.register(Picture)
class PictureAdmin(ScopedAdmin):
    """A picture is put in by the workspace, which checks and re-encodes it."""

    made_here = False
    list_display = ["description", "extension", "width", "height", "partnership"]
    list_filter = [only("partnership")]
    list_select_related = ["partnership"]
    search_fields = ["description", "sha256"]
    autocomplete_fields = ["partnership"]


@admin.register(Achievement)
class AchievementAdmin(PlanPartAdmin):
    list_display = ["wording", "plan", "year", "order"]
    list_filter = ["year", only("plan")]
    list_select_related = ["plan"]
    search_fields = ["wording"]
    autocomplete_fields = ["plan"]
