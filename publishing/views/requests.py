"""Requests for another format as officers follow them to their end."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods
from django.views.generic import TemplateView

from partnership.permissions import is_officer
from partnership.views import partnership_with_role, visible
from publishing.documents.promises import forgotten_from, is_due_words, reference_of
from publishing.forms.requests import OutcomeForm, PromiseForm
from publishing.models import FormatRequest
from publishing.views.rooms import room_context
from publishing.workflow import requests
from records.models import Change
from records.pages import KeysetPage
from records.views import CheckedEdit, attempt

REQUESTS = FormatRequest.objects.select_related("partnership", "document")
DONE = {
    "begin": "It is marked as being made.",
    "send": "It is sent. Whoever asked gets your words by e-mail, if we have an address.",
    "refuse": "It is closed. Whoever asked gets your words by e-mail, if we have an address.",
}


def for_requests(user, partnership):
    """Only officers see how to reach people."""
    if not is_officer(user, partnership):
        raise PermissionDenied("Officers of the partnership answer requests.")


def own_request(user, uid):
    """A request to one of the officer's partnerships; to others it does not exist."""
    asked = visible(REQUESTS.all(), user, uid)
    for_requests(user, asked.partnership)
    return asked


def standing(asked, on):
    """How a request stands: its kind of status, and its words."""
    if asked.state == requests.SENT:
        return "good", "Sent"
    if asked.state == requests.REFUSED:
        return "bad", "Cannot be made"
    words = is_due_words(asked.promised_on, on)
    late = asked.promised_on < on
    return ("bad" if late else "warn" if asked.promised_on == on else "wait"), words


def request_address(asked):
    return reverse("publishing:format_request_detail", args=[asked.uid])


class FormatRequestList(TemplateView):
    """What waits, the most urgent first; what is closed behind it."""

    template_name = "publishing/format_request_list.html"

    def get_context_data(self, **kwargs):
        user, on = self.request.user, timezone.localdate()
        partnership = partnership_with_role(user, self.kwargs["partnership"])
        for_requests(user, partnership)
        found = REQUESTS.filter(partnership=partnership)
        closed = self.request.GET.get("show") == "closed"
        if closed:
            page = KeysetPage.of(found.exclude(state__in=requests.OPEN), self.request.GET, size=25)
            rows = page.rows
        else:
            page, rows = None, list(found.filter(state__in=requests.OPEN))
        return {
            **super().get_context_data(**kwargs),
            **room_context(partnership, user, "requests"),
            "closed": closed,
            "page": page,
            "rows": [(one, standing(one, on), reference_of(one)) for one in rows],
            "late": sum(one.promised_on < on for one in rows) if not closed else 0,
        }


class FormatRequestDetail(TemplateView):
    """One request: what is needed, by when, how to reach whoever asked, and what was done."""

    template_name = "publishing/format_request_detail.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        asked = own_request(user, self.kwargs["asked"])
        moves = requests.REQUEST_MOVES.open_to(asked, user)
        return {
            **super().get_context_data(**kwargs),
            **room_context(asked.partnership, user, "requests"),
            "asked": asked,
            "reference": reference_of(asked),
            "standing": standing(asked, timezone.localdate()),
            "moves": moves,
            "is_open": asked.state in requests.OPEN,
            "forgotten_on": forgotten_from(asked),
            "changes": Change.objects.filter(target=asked.uid),
        }


@require_http_methods(["GET", "POST"])
def format_request_move(request, asked, move):
    """Begin it, send it, or say that it cannot be made; the last two ask for the outcome."""
    found = own_request(request.user, asked)
    table = requests.REQUEST_MOVES.moves
    if move not in table:
        raise Http404
    given = {"by": request.user, "now": timezone.now()}
    if not table[move].needs_reason:
        if request.method == "POST":
            attempt(request, lambda: requests.begin(found, **given), DONE[move])
        return redirect(request_address(found))
    form = OutcomeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given |= form.cleaned_data
        attempt(request, lambda: requests.close(found, move, **given), DONE[move])
        return redirect(request_address(found))
    context = room_context(found.partnership, request.user, "requests")
    context |= {"form": form, "asked": found, "move": table[move], "back": request_address(found)}
    return render(request, "publishing/format_request_move.html", context)


class FormatRequestPromise(CheckedEdit):
    """Another day, with the reason."""

    template_name = "publishing/format_request_promise.html"
    form_class = PromiseForm

    def get_record(self):
        return own_request(self.request.user, self.kwargs["asked"])

    def get_form_kwargs(self):
        now = timezone.now()
        return super().get_form_kwargs() | {"now": now, "on": timezone.localdate(now)}

    def get_back_url(self):
        return request_address(self.object)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        of = self.object.partnership
        return context | room_context(of, self.request.user, "requests") | {"asked": self.object}
