"""Lines of a group's report saved as they are typed, and its files handed out."""

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from partnership.permissions import is_executive
from plans.forms.reporting_page import Filling, OwnWords
from plans.importers.report_files import MEDIA_TYPES
from plans.models import ReportFile
from plans.permissions import may_fill
from plans.views.reporting import REPORTS, report_to_fill, visible_reports
from records.moves import Refused
from records.views import CONFLICT

WRONG, LOCKED = 422, 423
INCOMPLETE = "This came incomplete. Load the page again."


@require_POST
def group_report_save(request, report):
    """Save one part as it is typed, and say what its rules make of it."""
    found = report_to_fill(request.user, report)
    now = timezone.now()
    filling = Filling(request.user, found, request.POST)
    if len(filling.bound) != 1:
        return JsonResponse({"words": INCOMPLETE}, status=WRONG)
    part = filling.bound[0]
    try:
        filling.save(by=request.user, now=now)
    except Refused as refusal:
        return JsonResponse({"words": str(refusal)}, status=LOCKED)
    if part.clashes:
        return JsonResponse(_clash(part), status=CONFLICT)
    if part.form.errors:
        faults = {part.form.add_prefix(name): words for name, words in part.form.errors.items()}
        return JsonResponse({"faults": faults}, status=WRONG)
    return JsonResponse(_as_saved(request, found, part) | {"saved": _clock(now)})


def _clash(part):
    stored = {
        part.form.add_prefix(name): part.form.fields[name].prepare_value(value) or ""
        for name, value in part.theirs.items()
        if name in part.form.fields
    }
    texts = render_to_string("plans/_group_report_clash.html", {"part": part})
    seen = part.form.data[part.form.add_prefix("seen")]
    return {"theirs": stored, "texts": texts, "version": part.row.version, "seen": seen}


def _as_saved(request, report, part):
    """The part's new version, the rules on it, and how far the report is."""
    again = Filling(request.user, REPORTS.get(pk=report.pk))
    fresh = next(one for one in again.parts if one.prefix == part.prefix)
    progress = {"sheet": again.sheet}
    said = {
        "version": fresh.row.version,
        "seen": fresh.form["seen"].initial,
        "progress": render_to_string("plans/_group_report_progress.html", progress),
    }
    if isinstance(fresh, OwnWords):
        return said
    standing = ""
    if hasattr(fresh, "standing"):
        standing = render_to_string("plans/_group_report_standing.html", {"line": fresh})
    return said | {"rule": fresh.rule, "standing": standing, "ready": not fresh.missing}


def _clock(now):
    return f"{timezone.localtime(now):%H:%M}"


@require_safe
def report_file(request, report_file):
    """A file of a report, for whoever fills it and for the executive group."""
    files = ReportFile.objects.select_related("report__quarter__partnership", "report__group")
    files = files.filter(report__in=visible_reports(request.user).values("pk"))
    found = get_object_or_404(files, uid=report_file)
    partnership = found.report.quarter.partnership
    if not (may_fill(request.user, found.report) or is_executive(request.user, partnership)):
        raise PermissionDenied("Files of a report are for its group and the executive group.")
    extension = found.file.name.rpartition(".")[2]
    answer = FileResponse(
        found.file.open("rb"),
        as_attachment=True,
        filename=f"report-file-{found.pk}.{extension}",
        content_type=MEDIA_TYPES.get(extension, "application/octet-stream"),
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
