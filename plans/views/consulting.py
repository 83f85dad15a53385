"""A draft for consultation in the workspace: give it out, look at what comes in, answer it."""

import datetime

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from django.views.generic.edit import FormView

from plans.documents.consulting import draft_address, report_by_section, tally
from plans.forms.consulting import (
    ExtendForm,
    ReleaseForm,
)
from plans.models import ConsultationDraft
from plans.permissions import may_consult
from plans.views.access import visible, visible_plan
from plans.workflow import consulting
from records.moves import Refused
from records.pages import KeysetPage
from records.views import attempt

DRAFTS = ConsultationDraft.objects.select_related(
    "plan__partnership", "document__current_edition", "event"
)
SHOWN = {
    "waiting": ("Not looked at yet", {"standing": "waiting"}),
    "unanswered": ("Without an answer", {"standing": "accepted", "outcome": ""}),
    "answered": ("Answered", {"standing": "accepted", "answered_at__isnull": False}),
    "set_aside": ("Set aside", {"standing": "set_aside"}),
}
FOUR_WEEKS = datetime.timedelta(weeks=4)


def for_consulting(user, plan):
    """Refuse whoever may not give out drafts and answer replies."""
    if not may_consult(user, plan):
        raise PermissionDenied("Officers of the partnership give drafts to the public.")


class DraftRelease(FormView):
    """Give the text as it stands to the public for comment."""

    template_name = "plans/draft_release.html"
    form_class = ReleaseForm

    def dispatch(self, request, *args, **kwargs):
        self.plan = visible_plan(request.user, self.kwargs["plan"])
        for_consulting(request.user, self.plan)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        on = timezone.localdate()
        initial = {"closes_on": on + FOUR_WEEKS}
        return super().get_form_kwargs() | {"on": on, "initial": initial}

    def form_valid(self, form):
        asked = {"by": self.request.user, "now": timezone.now(), **form.cleaned_data}
        try:
            draft = consulting.release(self.plan, **asked)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        return redirect("plans:draft_detail", draft.uid)

    def get_context_data(self, **kwargs):
        drafts = self.plan.consultation_drafts.select_related("document__current_edition")
        return super().get_context_data(**kwargs) | {
            "plan": self.plan,
            "partnership": self.plan.partnership,
            "room": "plans",
            "drafts": drafts,
        }


class DraftDetail(TemplateView):
    """What came in, filtered by what it waits for; at most one thing to do with each."""

    template_name = "plans/draft_detail.html"

    def get_context_data(self, **kwargs):
        draft = visible(DRAFTS.all(), self.request.user, self.kwargs["draft"])
        found, today = tally(draft), timezone.localdate()
        asked = self.request.GET.get("show", "")
        shown = asked if asked in SHOWN else ""
        replies = draft.replies.filter(**SHOWN[shown][1]) if shown else draft.replies.all()
        return super().get_context_data(**kwargs) | {
            "draft": draft,
            "plan": draft.plan,
            "partnership": draft.plan.partnership,
            "room": "plans",
            "address": draft_address(draft),
            "tally": found,
            "filters": list(_filters(found, shown)),
            "page": KeysetPage.of(
                replies.select_related("contribution"), self.request.GET, size=25
            ),
            "shown": shown,
            "takes_replies": consulting.takes_replies(draft, today),
            "may_consult": may_consult(self.request.user, draft.plan),
            "extend_form": ExtendForm(on=today, initial={"closes_on": today + FOUR_WEEKS}),
        }


def _filters(found, shown):
    counts = {
        "": found.came,
        "waiting": found.waiting,
        "unanswered": found.silent,
        "answered": found.answered,
        "set_aside": found.set_aside,
    }
    for key, count in counts.items():
        label = SHOWN[key][0] if key else "All"
        yield {"key": key, "label": label, "count": count, "here": key == shown}


def _found_draft(request, draft):
    found = visible(DRAFTS.all(), request.user, draft)
    for_consulting(request.user, found.plan)
    return found


@require_POST
def draft_close(request, draft):
    """Take no more replies."""
    found = _found_draft(request, draft)
    asked = {"by": request.user, "now": timezone.now()}
    attempt(request, lambda: consulting.close(found, **asked), "Closed. The draft stays readable.")
    return redirect("plans:draft_detail", found.uid)


@require_POST
def draft_extend(request, draft):
    """Take replies until another day."""
    found = _found_draft(request, draft)
    form = ExtendForm(request.POST, on=timezone.localdate())
    if not form.is_valid():
        words = " ".join(error for errors in form.errors.values() for error in errors)

        def refuse():
            raise Refused(words)

        attempt(request, refuse)
        return redirect("plans:draft_detail", found.uid)
    asked = {"by": request.user, "now": timezone.now(), **form.cleaned_data}
    attempt(request, lambda: consulting.extend(found, **asked), "Open for replies until that day.")
    return redirect("plans:draft_detail", found.uid)


class DraftAnswers(TemplateView):
    """The report as everybody would read it, before it is public and after."""

    template_name = "plans/draft_answers.html"

    def get_context_data(self, **kwargs):
        draft = visible(DRAFTS.all(), self.request.user, self.kwargs["draft"])
        return super().get_context_data(**kwargs) | {
            "draft": draft,
            "plan": draft.plan,
            "partnership": draft.plan.partnership,
            "room": "plans",
            "tally": tally(draft),
            "sections": report_by_section(draft),
            "may_consult": may_consult(self.request.user, draft.plan),
            "back": reverse("plans:draft_detail", args=[draft.uid]),
        }


@require_POST
def draft_report_publish(request, draft):
    """Show everybody what people said and what became of it."""
    found = _found_draft(request, draft)
    asked = {"by": request.user, "now": timezone.now()}
    attempt(request, lambda: consulting.publish_report(found, **asked), "The report is public.")
    return redirect("plans:draft_answers", found.uid)
