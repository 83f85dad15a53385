"""A group's report of a quarter: filled by its lead, or by an officer in the group's name."""

from contextlib import suppress

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnership.models.people import RoleKind
from plans.documents.reported import FILLED
from plans.documents.reporting_words import due_words, state_words
from plans.forms.reporting_page import Filling
from plans.importers.report_files import checked
from plans.models import GroupReport
from plans.permissions import may_fill
from plans.workflow import reporting
from plans.workflow.quarters import fill_lines
from records.moves import Refused
from records.sheets import Unreadable
from records.views import CONFLICT, attempt

REPORTS = GroupReport.objects.select_related("quarter__partnership", "group")
NO_FILE = "Choose a file to add."
SENT = "Sent to the partnership officer."


def visible_reports(user):
    """Reports of a person's partnerships, and of the groups that the person leads."""
    if user.is_superuser:
        return REPORTS.all()
    roles = user.current_roles
    mine = {role.partnership_id for role in roles}
    led = {role.group_id for role in roles if role.kind == RoleKind.LEAD and role.group_id}
    return REPORTS.filter(Q(quarter__partnership__in=mine) | Q(group__in=led))


def report_to_fill(user, uid):
    """A report that this person fills: 404 elsewhere, 403 where it is another group's."""
    found = get_object_or_404(visible_reports(user), uid=uid)
    if not may_fill(user, found):
        raise PermissionDenied("The lead of the group fills its report, or an officer.")
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def group_report(request, report):
    """The page of a report: to fill, or to read once it is sent."""
    found = report_to_fill(request.user, report)
    if request.method == "POST":
        return _typed(request, found)
    with suppress(Refused):  # closed at this moment: then it is read
        fill_lines(found, by=request.user)
    reporting.note_opened(found, by=request.user, now=timezone.now())
    filling = Filling(request.user, found)
    asked = "missing" in request.GET and filling.sheet.is_filled
    return _page(request, filling, missing=filling.sheet.missing if asked else [])


def _page(request, filling, *, status=200, **more):
    report, on = filling.report, timezone.localdate()
    context = {
        "report": report,
        "quarter": report.quarter,
        "partnership": report.quarter.partnership,
        "room": "progress",
        "filling": filling,
        "sheet": filling.sheet,
        "due": due_words(report, on),
        "state": state_words(report),
        "files": report.files.all(),
        "missing": [],
    }
    return render(request, "plans/group_report.html", context | more, status=status)


def _typed(request, report):
    """Save all that was typed; then do what the button says."""
    user, now = request.user, timezone.now()
    filling = Filling(user, report, request.POST)
    try:
        whole = filling.save(by=user, now=now)
        fault = _change_files(request, report, now)
    except Refused as refusal:
        again = Filling(user, REPORTS.get(pk=report.pk))
        refused = {"refused": str(refusal), "typed": filling.typed}
        return _page(request, again, status=CONFLICT, **refused)
    if not whole or fault:
        status = CONFLICT if filling.clashing else 200
        return _page(request, filling, status=status, file_fault=fault)
    if request.POST.get("act") == "send":
        return _send(request, report, now)
    messages.success(request, f"Saved {timezone.localtime(now):%H:%M}.")
    return HttpResponseRedirect(_address(report))


def _send(request, report, now):
    try:
        reporting.send(report, by=request.user, now=now)
    except reporting.Incomplete:
        return HttpResponseRedirect(f"{_address(report)}?missing=1")
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, SENT)
    return HttpResponseRedirect(_address(report))


def _address(report):
    return reverse("plans:group_report", args=[report.uid])


def _change_files(request, report, now):
    """Add what was chosen, remove what was asked for; the words for a file that was not taken."""
    if uid := request.POST.get("remove"):
        gone = next((one for one in report.files.all() if str(one.uid) == uid), None)
        if gone:
            reporting.remove_file(gone, by=request.user, now=now)
    file = request.FILES.get("file")
    if file is None:
        return NO_FILE if request.POST.get("act") == "file" else ""
    try:
        extension, kept = checked(file)
    except Unreadable as fault:
        return str(fault)
    title = request.POST.get("file_title", "").strip()[:200]
    told = {"by": request.user, "now": now}
    reporting.add_file(report, kept, title=title, extension=extension, **told)
    return ""


@require_POST
def group_report_take_back(request, report):
    """Make a sent report a draft again, until an officer has accepted it."""
    found = report_to_fill(request.user, report)
    by, now = request.user, timezone.now()
    attempt(request, lambda: reporting.take_back(found, by=by, now=now))
    return redirect("plans:group_report", found.uid)


@require_safe
def group_report_preview(request, report):
    """The lines as the executive group reads them; before they are sent only who fills them."""
    found = get_object_or_404(visible_reports(request.user), uid=report)
    if found.state in FILLED and not may_fill(request.user, found):
        raise PermissionDenied("Nobody but the group and the officers reads it before it is sent.")
    filling = Filling(request.user, found)
    context = {
        "report": found,
        "quarter": found.quarter,
        "partnership": found.quarter.partnership,
        "room": "progress",
        "sheet": filling.sheet,
        "files": found.files.all(),
        "fills": may_fill(request.user, found),
    }
    return render(request, "plans/group_report_preview.html", context)
