"""What groups report each quarter."""

from django.urls import path

from plans.views import reporting, reporting_saving, reporting_sheets

REPORT = "workspace/reports-of-groups/<uuid:report>"

urlpatterns = [
    path(f"{REPORT}/", reporting.group_report, name="group_report"),
    path(f"{REPORT}/save/", reporting_saving.group_report_save, name="group_report_save"),
    path(f"{REPORT}/change/", reporting.group_report_take_back, name="group_report_take_back"),
    path(f"{REPORT}/preview/", reporting.group_report_preview, name="group_report_preview"),
    path(f"{REPORT}/sheet/", reporting_sheets.group_report_sheet, name="group_report_sheet"),
    path(f"{REPORT}/bring/", reporting_sheets.group_report_bring, name="group_report_bring"),
    path(
        "workspace/report-files/<uuid:report_file>/",
        reporting_saving.report_file,
        name="report_file",
    ),
]
