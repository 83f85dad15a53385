"""The evaluation report: composed, previewed, published."""

from django.urls import path

from events.views.report import editions, lines

EVENT = "workspace/events/<uuid:event>/"
LINE = "workspace/lines/<uuid:line>/"
EDITION = "workspace/reports/<uuid:edition>/"

urlpatterns = [
    path(f"{EVENT}report/", lines.ReportDetail.as_view(), name="report_detail"),
    path(f"{EVENT}report/suggest/", lines.report_suggest, name="report_suggest"),
    path(f"{EVENT}report/preview/", editions.ReportPreview.as_view(), name="report_preview"),
    path(
        f"{EVENT}report/preview/report.pdf", editions.report_preview_pdf, name="report_preview_pdf"
    ),
    path(f"{EVENT}report/publish/", editions.report_publish, name="report_publish"),
    path("workspace/sessions/<uuid:workshop>/lines/add/", lines.LineAdd.as_view(), name="line_add"),
    path(LINE, lines.LineEdit.as_view(), name="line_edit"),
    path(f"{LINE}move/", lines.line_move, name="line_move"),
    path(f"{LINE}remove/", lines.line_remove, name="line_remove"),
    path(EDITION, editions.ReportEdition.as_view(), name="report_edition"),
    path(f"{EDITION}withdraw/", editions.report_withdraw, name="report_withdraw"),
    path(
        "workspace/reports/formats/<uuid:rendition>/retry/",
        editions.report_retry,
        name="report_retry",
    ),
]
