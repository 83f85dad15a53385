"""Files of contributions: uploaded, looked at with every fault, imported; and the downloads."""

import hashlib

from django.http import FileResponse, Http404, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import FormView, TemplateView

from events import exports
from events.forms.imports import ImportForm
from events.models import ContributionImport
from events.models.contributions import Heading
from events.views.access import event_context, for_writing, visible, visible_event
from events.workflow import imports
from records import jobs, sheets
from records.models import note
from records.views import attempt

IMPORTS = ContributionImport.objects.select_related(
    "event__partnership", "event__document__current_edition", "by"
)
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_NAME = 200


class ImportAdd(FormView):
    """Choose a file; it is read by the worker, not while somebody waits."""

    form_class = ImportForm
    template_name = "events/import_add.html"

    def dispatch(self, request, *args, **kwargs):
        self.event = visible_event(request.user, kwargs["event"])
        for_writing(request.user, self.event)
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form):
        file = form.cleaned_data["file"]
        try:
            extension = sheets.extension_of(file)
        except sheets.Unreadable as fault:
            form.add_error("file", str(fault))
            return self.form_invalid(form)
        file.seek(0)
        batch = imports.start(
            self.event,
            file=file,
            name=file.name[-LONGEST_NAME:],
            sha256=hashlib.file_digest(file, "sha256").hexdigest(),
            extension=extension,
            by=self.request.user,
            now=timezone.now(),
        )
        return redirect("events:import_detail", batch.uid)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        back = reverse("events:contribution_list", args=[self.event.uid])
        return (
            context
            | event_context(self.event, self.request.user, "entries")
            | {"back": back, "allowed": exports.allowed_values(self.event)}
        )


class ImportDetail(TemplateView):
    """How far a file has come, what it holds, every fault of it, and the one thing to do next."""

    template_name = "events/import_detail.html"

    def get_template_names(self):
        return ["events/_import_state.html"] if self.request.htmx else [self.template_name]

    def get_context_data(self, **kwargs):
        batch = own_import(self.request.user, self.kwargs["batch"])
        context = super().get_context_data(**kwargs)
        about = batch.preview or {}
        return (
            context
            | event_context(batch.event, self.request.user, "entries")
            | {
                "batch": batch,
                "notes": about.get("notes", []),
                "shown": [_with_heading(row) for row in about.get("rows", [])],
                "expected": max(about.get("expected", 0), batch.rows_seen),
                "total": batch.rows_good + batch.rows_known,
                "under_way": batch.state in jobs.UNDER_WAY,
                "stale": jobs.is_stale(batch, timezone.now()),
            }
        )


def _with_heading(row):
    return row | {"heading": Heading(row["heading"]) if row["heading"] else None}


def own_import(user, uid):
    """An import of an event that this person may write to, or 404 or 403."""
    found = visible(IMPORTS.all(), user, uid)
    for_writing(user, found.event)
    return found


@require_POST
def import_confirm(request, batch):
    """Have the rows saved."""
    found = own_import(request.user, batch)
    return _answered(request, found, imports.confirm)


@require_POST
def import_restart(request, batch):
    """Have it done again from the beginning, where nobody seems to work on it."""
    found = own_import(request.user, batch)
    return _answered(request, found, imports.start_again)


def _answered(request, batch, move):
    attempt(request, lambda: move(batch, by=request.user, now=timezone.now()))
    return redirect("events:import_detail", batch.uid)


@require_safe
def import_template(request, event, format):
    """The empty file to fill in, with what its columns may hold at this event."""
    found = visible_event(request.user, event)
    for_writing(request.user, found)
    name = f"{found.slug}-template"
    if format == "xlsx":
        more = {"Allowed values": exports.allowed_values(found)}
        return _workbook(exports.workbook(exports.template_rows(found), more=more), name)
    return _csv(exports.explained_rows(found), name, format)


@require_safe
def contribution_export(request, event, format):
    """All raw data of an event; the original words only where an officer asks for them."""
    found = visible_event(request.user, event)
    for_writing(request.user, found)
    originals = request.GET.get("originals") == "1"
    rows = exports.contribution_rows(found, originals=originals)
    name = f"{found.slug}-contributions{'-originals' if originals else ''}"
    if format == "xlsx":
        answer = _workbook(exports.workbook(rows), name)
    else:
        answer = _csv(rows, name, format)
    action = "contributions.export_originals" if originals else "contributions.export"
    note(action, by=request.user, now=timezone.now(), target=found, after={"format": format})
    return answer


def _workbook(file, name):
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=WORKBOOK)


def _csv(rows, name, format):
    if format != "csv":
        raise Http404("There is CSV and XLSX.")
    answer = StreamingHttpResponse(exports.csv_lines(rows), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer
