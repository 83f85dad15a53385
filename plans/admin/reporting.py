from django.contrib import admin

from partnership.admin.scoped import ReadOnlyAdmin, ScopedAdmin, only
from plans.models import (
    ActionReport,
    GroupReport,
    MeasureReport,
    Milestone,
    ReportCorrection,
    ReportFile,
    ReportingQuarter,
)


@admin.register(ReportingQuarter)
class ReportingQuarterAdmin(ReadOnlyAdmin):
    """Opened and closed by moves in the workspace."""

    list_display = ["__str__", "due_on", "state", "partnership"]
    list_filter = ["state", "year", only("partnership")]
    list_select_related = ["partnership"]
    search_fields = ["partnership__name"]


@admin.register(GroupReport)
class GroupReportAdmin(ReadOnlyAdmin):
    """Sent, returned and accepted by moves in the workspace."""

    list_display = ["group", "quarter", "state", "told_by", "sent_at"]
    list_filter = ["state", only("group"), only("quarter")]
    list_select_related = ["group", "quarter"]
    search_fields = ["group__name", "words", "question"]


@admin.register(ActionReport)
class ActionReportAdmin(ReadOnlyAdmin):
    """What was sent stays as it was sent."""

    list_display = ["action", "report", "status"]
    list_filter = ["status", only("report")]
    list_select_related = ["action", "report__group", "report__quarter"]
    search_fields = ["action__wording", "commentary"]


@admin.register(MeasureReport)
class MeasureReportAdmin(ReadOnlyAdmin):
    """What was sent stays as it was sent."""

    list_display = ["target", "report", "value", "status"]
    list_filter = ["status", only("report")]
    list_select_related = ["target__measure", "report__group", "report__quarter"]
    search_fields = ["target__measure__name", "explanation", "no_figure"]


@admin.register(ReportFile)
class ReportFileAdmin(ReadOnlyAdmin):
    list_display = ["title", "report", "size"]
    list_filter = [only("report")]
    list_select_related = ["report__group", "report__quarter"]
    search_fields = ["title", "file_name"]


@admin.register(ReportCorrection)
class ReportCorrectionAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "report", "at", "by_label"]
    list_filter = [only("report")]
    list_select_related = ["report__group", "report__quarter", "action", "target__measure"]
    search_fields = ["reason", "before", "after"]


@admin.register(Milestone)
class MilestoneAdmin(ScopedAdmin):
    """Moved all year, so it does not stand still when the plan's text does."""

    list_display = ["wording", "action", "due_on", "done_on"]
    list_filter = [only("action__plan")]
    list_select_related = ["action"]
    search_fields = ["wording", "action__wording"]
    autocomplete_fields = ["action"]
