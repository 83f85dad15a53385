"""Reports made of what the groups sent, and of what the money did."""

from django.urls import path

from plans.views import (
    funder_returns,
    funder_returns_editions,
    quarter_reports,
    quarter_reports_editing,
    quarter_reports_editions,
)

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

RETURNS = "workspace/<slug:partnership>/returns/"
RETURN = "workspace/returns/<uuid:funder_return>/"
RETURN_EDITION = f"{RETURN}editions/<int:number>/"

return_patterns = [
    path(RETURNS, funder_returns.FunderReturnList.as_view(), name="funder_return_list"),
    path(f"{RETURNS}add/", funder_returns.FunderReturnAdd.as_view(), name="funder_return_add"),
    path(RETURN, funder_returns.FunderReturnDetail.as_view(), name="funder_return_detail"),
    path(f"{RETURN}edit/", funder_returns.FunderReturnEdit.as_view(), name="funder_return_edit"),
    path(f"{RETURN}sent/", funder_returns.funder_return_sent, name="funder_return_sent"),
    path(
        "workspace/return-shares/<uuid:share>/",
        funder_returns.return_share_answer,
        name="return_share_answer",
    ),
    path(
        f"{RETURN}return.<str:format>",
        funder_returns.funder_return_file,
        name="funder_return_file",
    ),
    path(
        f"{RETURN}publish/",
        funder_returns_editions.funder_return_publish,
        name="funder_return_publish",
    ),
    path(
        RETURN_EDITION,
        funder_returns_editions.FunderReturnEdition.as_view(),
        name="funder_return_edition",
    ),
    path(
        f"{RETURN_EDITION}return.pdf",
        funder_returns_editions.funder_return_pdf,
        name="funder_return_pdf",
    ),
    path(
        f"{RETURN_EDITION}retry/",
        funder_returns_editions.funder_return_retry,
        name="funder_return_retry",
    ),
]

urlpatterns = [*performance_patterns, *return_patterns]
