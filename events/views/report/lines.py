"""The lines of a report: which themes it names, where and in which words."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from events.documents.compose import compose
from events.documents.lines import unnamed
from events.documents.overview import facts_of
from events.documents.report import Report
from events.forms.report import LineForm
from events.models import Contribution, ReportedTheme, Workshop
from events.models.themes import Part
from events.views.access import event_context, for_writing, visible, visible_event
from events.workflow.reports import move_line, next_place, remove_line, suggest
from publishing.rendering import renderer_available
from records.moves import Refused
from records.views import CheckedEdit

LINES = ReportedTheme.objects.select_related("workshop__event__partnership", "theme")


class ReportDetail(TemplateView):
    """The report as it stands: its lines, what is missing, its way to the public."""

    template_name = "events/report_detail.html"

    def get_context_data(self, **kwargs):
        event = visible_event(self.request.user, self.kwargs["event"])
        report, facts = Report(event), facts_of(event)
        newest = event.document.newest_edition if event.document else None
        waiting = unnamed(report.workshops, report.stored_lines, report.said)
        return {
            **super().get_context_data(**kwargs),
            **event_context(event, self.request.user, "report"),
            "report": report,
            "rows": [
                (session, themes)
                for session, (_, themes) in zip(report.sessions, waiting, strict=True)
            ],
            "waiting": sum(len(themes) for _, themes in waiting),
            "uncoded": Contribution.objects.filter(event=event).uncoded().count(),
            "gaps": facts["gaps"],
            "too_few": facts["too_few"],
            "listed": facts["listed"],
            "newest": newest,
            "unchanged": newest is not None and _unchanged(event, newest),
            "renderer": renderer_available(),
        }


def _unchanged(event, newest):
    return not event.document.withdrawn and compose(event).content_hash == newest.content_hash


def place_of(line):
    """The address of a line's session on the page of the report."""
    address = reverse("events:report_detail", args=[line.workshop.event.uid])
    return f"{address}#session-{line.workshop.order}"


class LinePage(CheckedEdit):
    """What the pages that write a line have in common."""

    form_class = LineForm

    def get_record(self):
        line = self.find()
        for_writing(self.request.user, line.workshop.event)
        return line

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"now": timezone.now()}

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except Refused as refusal:
            form.add_error("new_theme", str(refusal))
            return self.form_invalid(form)

    def get_back_url(self):
        return place_of(self.object)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        workshop = context["form"].instance.workshop
        context |= event_context(workshop.event, self.request.user, "report")
        return context | {"workshop": workshop}


class LineEdit(LinePage):
    """One line of a report."""

    template_name = "events/line_edit.html"

    def find(self):
        return visible(LINES.all(), self.request.user, self.kwargs["line"])


class LineAdd(LinePage):
    """A new line at the end of a session's part of the report."""

    template_name = "events/line_add.html"

    def find(self):
        workshops = Workshop.objects.select_related("event__partnership")
        workshop = visible(workshops, self.request.user, self.kwargs["workshop"])
        return ReportedTheme(workshop=workshop, order=next_place(workshop))

    def get_initial(self):
        asked = self.request.GET.get("part", "")
        return {"part": asked} if asked in Part.values else {}


def _writable(request, uid):
    line = visible(LINES.all(), request.user, uid)
    for_writing(request.user, line.workshop.event)
    return line


@require_POST
def line_move(request, line):
    """Move a line one place up or down in its part."""
    found = _writable(request, line)
    move_line(found, up=request.POST.get("way") == "up", by=request.user)
    return redirect(place_of(found))


@require_POST
def line_remove(request, line):
    """Take a line out of the report; its theme and all that was said stay."""
    found = _writable(request, line)
    remove_line(found, by=request.user, now=timezone.now())
    messages.success(request, f"Taken out of the report: “{found.wording}”")
    return redirect(place_of(found))


@require_POST
def report_suggest(request, event):
    """Make a line of each theme that has entries and none yet."""
    found = visible_event(request.user, event)
    for_writing(request.user, found)
    try:
        made = suggest(found, by=request.user, now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        noun = "line" if len(made) == 1 else "lines"
        messages.success(request, f"{len(made)} {noun} added. Word them as readers need them.")
    return redirect("events:report_detail", found.uid)
