"""The communication plan: what is told to whom, by which way, when and by whom."""

import csv

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods
from django.views.generic import TemplateView

from partnership.permissions import is_officer
from partnership.views import partnership_with_role, visible
from publishing.documents.communications import CommunicationRow, communication_rows
from publishing.forms.communications import CloseForm, CommunicationForm
from publishing.forms.requests import document_named
from publishing.models import Communication
from publishing.views.rooms import room_context
from publishing.workflow import communications
from records.views import CheckedEdit, attempt

LINES = Communication.objects.select_related(
    "partnership", "organisation", "document__current_edition"
)
SHOWN = {"open": "To do", "closed": "Done or dropped", "all": "All"}
MOST = 500  # lines on one page: a plan of a year has some dozens
TAB = "communications"


def for_telling(user, partnership):
    """Refuse whoever may not keep what is told."""
    if not is_officer(user, partnership):
        raise PermissionDenied("Officers of the partnership keep its communication plan.")


def list_address(line):
    return reverse("publishing:communication_list", args=[line.partnership.slug])


class CommunicationList(TemplateView):
    """All lines by date; what should be over says by how much."""

    template_name = "publishing/communication_list.html"

    def get_context_data(self, **kwargs):
        user, on = self.request.user, timezone.localdate()
        partnership = partnership_with_role(user, self.kwargs["partnership"])
        asked = self.request.GET.get("show")
        show = asked if asked in SHOWN else "open"
        found = LINES.filter(partnership=partnership)
        if show == "open":
            found = found.filter(state=communications.PLANNED)
        elif show == "closed":
            found = found.exclude(state=communications.PLANNED).order_by("-due_on", "-pk")
        rows = [CommunicationRow(line, on) for line in found[:MOST]]
        return {
            **super().get_context_data(**kwargs),
            **room_context(partnership, user, TAB),
            "shown": SHOWN.items(),
            "show": show,
            "rows": rows,
            "late": sum(row.is_late for row in rows),
            "today": on,
        }


def communication_csv(request, partnership):
    """The whole communication plan as a file for a spreadsheet."""
    found = partnership_with_role(request.user, partnership)
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    name = f"{found.slug}-communication-plan.csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    csv.writer(answer).writerows(communication_rows(LINES.filter(partnership=found)))
    return answer


class CommunicationPage(CheckedEdit):
    """What the pages that write a line have in common."""

    form_class = CommunicationForm

    def get_record(self):
        line = self.find()
        self.partnership = line.partnership
        for_telling(self.request.user, self.partnership)
        return line

    def get_form_kwargs(self):
        now = timezone.now()
        given = {"partnership": self.partnership, "now": now, "on": timezone.localdate(now)}
        return super().get_form_kwargs() | given

    def get_back_url(self):
        return list_address(self.object)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | room_context(self.partnership, self.request.user, TAB)


class CommunicationAdd(CommunicationPage):
    """A line that is new; ``?document=`` names the publication that it tells of."""

    template_name = "publishing/communication_add.html"

    def find(self):
        found = partnership_with_role(self.request.user, self.kwargs["partnership"])
        return Communication(partnership=found)

    def get_initial(self):
        return {"document": document_named(self.partnership, self.request.GET.get("document"))}


class CommunicationEdit(CommunicationPage):
    """A line as it stands."""

    template_name = "publishing/communication_edit.html"

    def find(self):
        return visible(LINES.all(), self.request.user, self.kwargs["line"])


@require_http_methods(["GET", "POST"])
def communication_move(request, line, move):
    """Say that it is done or dropped and what came of it, or plan it again."""
    found = visible(LINES.all(), request.user, line)
    for_telling(request.user, found.partnership)
    table = communications.COMMUNICATION_MOVES.moves
    if move not in table:
        raise Http404
    given = {"by": request.user, "now": timezone.now()}
    back = list_address(found)
    if not table[move].needs_reason:
        if request.method == "POST":
            act = communications.reopen_communication
            attempt(request, lambda: act(found, **given), "It is planned again.")
        return redirect(back)
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given |= form.cleaned_data
        act = communications.close_communication
        attempt(request, lambda: act(found, move, **given), "It is kept.")
        return redirect(back)
    context = room_context(found.partnership, request.user, TAB)
    context |= {"form": form, "line": found, "move": table[move], "back": back}
    return render(request, "publishing/communication_move.html", context)
