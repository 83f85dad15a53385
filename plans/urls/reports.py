"""Reports made of what the groups sent, and of what the money did."""

from django.urls import path

from plans.views import quarter_reports, quarter_reports_editing, quarter_reports_editions

# ---- performance reports

QUARTER = "workspace/quarters/<uuid:quarter>/"
REPORT = f"{QUARTER}performance/<slug:report_kind>/"
EDITION = f"{REPORT}editions/<int:number>/"

performance_patterns = [
    path(
        "workspace/<slug:partnership>/performance/",
        quarter_reports.QuarterReportList.as_view(),
        name="quarter_report_list",
    ),
    path(REPORT, quarter_reports.QuarterReportDetail.as_view(), name="quarter_report_detail"),
    path(f"{REPORT}make/", quarter_reports.quarter_report_make, name="quarter_report_make"),
    path(
        f"{REPORT}edit/",
        quarter_reports_editing.QuarterReportEdit.as_view(),
        name="quarter_report_edit",
    ),
    path(
        EDITION,
        quarter_reports_editions.QuarterReportEdition.as_view(),
        name="quarter_report_edition",
    ),
    path(
        f"{EDITION}report.pdf",
        quarter_reports_editions.quarter_report_pdf,
        name="quarter_report_pdf",
    ),
    path(
        f"{EDITION}retry/",
        quarter_reports_editions.quarter_report_retry,
        name="quarter_report_retry",
    ),
    path(
        f"{QUARTER}asks/action/<uuid:action>/",
        quarter_reports_editing.AskAction.as_view(),
        name="ask_action",
    ),
    path(
        f"{QUARTER}asks/target/<uuid:target>/",
        quarter_reports_editing.AskTarget.as_view(),
        name="ask_target",
    ),
    path(
        f"{QUARTER}asks/risk/<uuid:risk>/",
        quarter_reports_editing.AskRisk.as_view(),
        name="ask_risk",
    ),
]

# ---- funder's returns

return_patterns = []

urlpatterns = [*performance_patterns, *return_patterns]
