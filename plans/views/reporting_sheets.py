"""A group's report as a spreadsheet: taken away, filled, looked at, then brought back."""

from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from plans.documents.reporting import ReportSheet
from plans.exports.group_report import report_workbook
from plans.forms.reporting_sheets import BringForm
from plans.importers.group_report import Filled, table_in
from plans.importers.report_files import MEDIA_TYPES
from plans.views.reporting import report_to_fill
from plans.workflow.reporting import bring
from records.moves import Refused
from records.saving import StaleVersion
from records.sheets import Unreadable

LOOK_AGAIN = "The report is no longer what you looked at. Look again, then apply."


@require_safe
def group_report_sheet(request, report):
    """The report's lines as an Excel file, with last quarter beside them."""
    found = report_to_fill(request.user, report)
    quarter = found.quarter
    return FileResponse(
        report_workbook(ReportSheet(found)),
        as_attachment=True,
        filename=f"report-quarter-{quarter.quarter}-{quarter.year}.xlsx",
        content_type=MEDIA_TYPES["xlsx"],
    )


@require_http_methods(["GET", "HEAD", "POST"])
def group_report_bring(request, report):
    """What a filled file would change; nothing is written until that is confirmed."""
    found = report_to_fill(request.user, report)
    form = BringForm(request.POST or None, request.FILES or None)
    filled = None
    if form.is_bound and form.is_valid():
        try:
            filled = _looked_at(request, found, form)
            if _is_confirmed(request, form, filled):
                bring(found, filled.brought, by=request.user, now=timezone.now())
                count = len(filled.brought)
                words = "1 line was" if count == 1 else f"{count} lines were"
                messages.success(request, f"{words} taken from the file.")
                return redirect("plans:group_report", found.uid)
        except (Unreadable, Refused) as fault:
            form.add_error("file", str(fault))
        except StaleVersion:
            messages.error(request, LOOK_AGAIN)
    context = {
        "report": found,
        "partnership": found.quarter.partnership,
        "room": "progress",
        "form": form,
        "filled": filled,
    }
    return render(request, "plans/group_report_bring.html", context)


def _looked_at(request, report, form):
    """The file's rows beside the report; the form carries them on, with what they were made of."""
    file = form.cleaned_data["file"]
    text = table_in(file) if file else form.cleaned_data["text"]
    filled = Filled(text, request.user, report)
    form.data = form.data.copy()
    form.data["text"], form.data["stamp"] = text, filled.stamp(text)
    return filled


def _is_confirmed(request, form, filled):
    if request.POST.get("act") != "apply" or filled.faults:
        return False
    if form.data["stamp"] == form.cleaned_data["stamp"]:
        return True
    messages.error(request, LOOK_AGAIN)
    return False
