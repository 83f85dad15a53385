"""The answers to what people said, in the workspace: listed, written, shown to everybody."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from events.models import Contribution, Event, Theme
from partnership.views import partnership_with_role, visible
from plans.documents.answers import LOOKS, answer_address, days_late, public_answers, public_words
from plans.documents.answers_begun import answer_to
from plans.documents.answers_listed import ResponseFilter
from plans.documents.silence import counted
from plans.forms.responses import ResponseForm, ResponseUpdateForm
from plans.models import Response, ResponseUpdate
from plans.permissions import may_respond
from plans.workflow import responses
from priorities.models import FindingStatement
from records.pages import KeysetPage
from records.views import CheckedEdit, attempt

RESPONSES = Response.objects.select_related(
    *("partnership", "event", "theme", "finding__survey", "contribution__event"),
    *("owed_by", "passed_to", "topic", "priority"),
).prefetch_related("contribution__redactions")
# What an answer can answer, by its name in the address.
SAID = {
    "contribution": Contribution.objects.select_related("event__partnership", "workshop"),
    "theme": Theme.objects.select_related("partnership", "topic"),
    "finding": FindingStatement.objects.select_related("survey__partnership"),
    "event": Event.objects.select_related("partnership"),
}

TAKEN_BACK = "Saved. What everybody reads has changed, so it waits for approval again."


def for_responding(user, partnership):
    """Refuse whoever may not write answers."""
    if not may_respond(user, partnership):
        raise PermissionDenied(responses.OFFICERS)


class ResponseList(TemplateView):
    """All answers of a partnership, public or not, a page at a time."""

    template_name = "plans/response_list.html"

    def get_context_data(self, **kwargs):
        user, today, asked = self.request.user, timezone.localdate(), self.request.GET
        partnership = partnership_with_role(user, self.kwargs["partnership"])
        own = Response.objects.filter(partnership=partnership)
        filters = ResponseFilter(asked, partnership=partnership, on=today)
        rows = own.select_related("event", "finding__survey", "owed_by").filter(filters.condition)
        page = KeysetPage.of(rows, asked)
        return super().get_context_data(**kwargs) | {
            "partnership": partnership,
            "room": "progress",
            "part": "answers",
            "can_write": may_respond(user, partnership),
            "filters": filters,
            "asked": urlencode(filters.asked),
            "counts": own.aggregate(
                total=Count("pk"),
                found=Count("pk", filter=filters.condition or Q(pk__isnull=False)),
                public=Count("pk", filter=Q(approved_at__isnull=False)),
            ),
            "rows": [(one, LOOKS[one.answer], days_late(one, today)) for one in page.rows],
            "page": page,
            "silent": counted(partnership, today),
        }


class ResponseWriting(CheckedEdit):
    """A page on which an answer is written."""

    form_class = ResponseForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"now": timezone.now()}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "response": self.object,
            "partnership": self.object.partnership,
            "room": "progress",
            "part": "answers",
            "answers_what": public_words(self.object),
        }


class ResponseAdd(ResponseWriting):
    """A new answer, begun from the theme, finding, entry or event that it answers."""

    template_name = "plans/response_add.html"

    def get_record(self):
        partnership = partnership_with_role(self.request.user, self.kwargs["partnership"])
        for_responding(self.request.user, partnership)
        said = self._said(partnership)
        if not said:
            return None
        response, self.areas = answer_to(partnership, **said)
        return response

    def _said(self, partnership):
        """What the address names, if it is this partnership's."""
        for name, rows in SAID.items():
            if asked := self.request.GET.get(name):
                try:
                    uid = UUID(asked)
                except ValueError:
                    raise Http404("No such thing.") from None
                found = rows.for_partnership(partnership).filter(uid=uid).first()
                if found is None:
                    raise Http404("No such thing in this partnership.")
                return {name: found}
        return {}

    def get(self, request, *args, **kwargs):
        self.object = self.get_record()
        if self.object is None:  # nothing named: choose from what waits
            return redirect("plans:silence", kwargs["partnership"])
        return self.render_to_response(self.get_context_data())

    def post(self, request, *args, **kwargs):
        self.object = self.get_record()
        if self.object is None:
            return redirect("plans:silence", kwargs["partnership"])
        form = self.get_form()
        return self.form_valid(form) if form.is_valid() else self.form_invalid(form)

    def get_initial(self):
        return {"areas": self.areas}

    def get_back_url(self):
        return reverse("plans:silence", args=[self.object.partnership.slug])

    def get_success_url(self):
        return reverse("plans:response_edit", args=[self.object.uid])


def own_response(request, uid):
    """An answer of the person's partnership, to write in."""
    found = visible(RESPONSES.all(), request.user, uid)
    for_responding(request.user, found.partnership)
    return found


class ResponseEdit(ResponseWriting):
    """One answer with all that is known of it, what has happened since, and who reads it."""

    template_name = "plans/response_edit.html"

    def get_record(self):
        return own_response(self.request, self.kwargs["response"])

    def get_back_url(self):
        return reverse("plans:response_list", args=[self.object.partnership.slug])

    def get_success_url(self):
        return self.request.path

    def form_valid(self, form):
        was_public = form.instance.approved_at is not None
        answered = super().form_valid(form)
        if was_public and self.object.approved_at is None:
            messages.warning(self.request, TAKEN_BACK)
        return answered

    def get_context_data(self, **kwargs):
        stored, today = Response.objects.get(pk=self.object.pk), timezone.localdate()
        updates = list(stored.updates.all())
        return super().get_context_data(**kwargs) | {
            "stored": stored,
            "updates": updates,
            "waiting": sum(one.approved_at is None for one in updates),
            "read": responses.as_read(stored),
            "is_public": public_answers(today).filter(pk=stored.pk).exists(),
            "public_address": answer_address(self.object),
            "late": days_late(stored, today),
        }


@require_POST
def response_approve(request, response):
    """Show an answer to everybody as it was read."""
    found = own_response(request, response)
    asked = {"read": request.POST.get("read", ""), "by": request.user, "now": timezone.now()}
    attempt(request, lambda: responses.approve(found, **asked), "Everybody can read it now.")
    return redirect("plans:response_edit", found.uid)


@require_POST
def response_withdraw(request, response):
    """Take an answer off the public site."""
    found = own_response(request, response)
    asked = {"by": request.user, "now": timezone.now()}
    attempt(request, lambda: responses.withdraw(found, **asked), "It is no longer public.")
    return redirect("plans:response_edit", found.uid)


class ResponseUpdateAdd(CheckedEdit):
    """What has happened since an answer was given."""

    form_class = ResponseUpdateForm
    template_name = "plans/response_update_add.html"

    def get_record(self):
        response = own_response(self.request, self.kwargs["response"])
        return ResponseUpdate(response=response, on=timezone.localdate())

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"now": timezone.now()}

    def get_back_url(self):
        return reverse("plans:response_edit", args=[self.object.response.uid])

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "response": self.object.response,
            "partnership": self.object.response.partnership,
            "room": "progress",
            "part": "answers",
        }


class ResponseUpdateEdit(ResponseUpdateAdd):
    """A dated line of an answer, corrected."""

    template_name = "plans/response_update_edit.html"

    def get_record(self):
        updates = ResponseUpdate.objects.select_related("response__partnership")
        found = visible(updates, self.request.user, self.kwargs["response_update"])
        for_responding(self.request.user, found.response.partnership)
        return found
