"""The replies to a draft in the workspace: typed in from paper, counted or set aside, answered."""

import datetime

from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic.edit import FormView

from plans.forms.consulting import AnswerForm, PaperReplyForm, SetAsideForm
from plans.models import DraftReply
from plans.views.access import visible
from plans.views.consulting import DRAFTS, for_consulting
from plans.workflow import replies
from records.moves import Refused
from records.saving import StaleVersion
from records.views import CheckedEdit, attempt

REPLIES = DraftReply.objects.select_related("draft__plan__partnership", "draft__document")


class ReplyAdd(FormView):
    """Type in a reply that came on paper or by letter."""

    template_name = "plans/reply_add.html"
    form_class = PaperReplyForm

    def dispatch(self, request, *args, **kwargs):
        self.draft = visible(DRAFTS.all(), request.user, self.kwargs["draft"])
        for_consulting(request.user, self.draft.plan)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"draft": self.draft}

    def form_valid(self, form):
        given = dict(form.cleaned_data)
        came = datetime.datetime.combine(given.pop("came_on"), datetime.time(12))
        now = timezone.make_aware(came)
        try:
            replies.reply(self.draft, **given, now=now, by=self.request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        return redirect("plans:draft_detail", self.draft.uid)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "draft": self.draft,
            "partnership": self.draft.plan.partnership,
            "room": "plans",
            "back": reverse("plans:draft_detail", args=[self.draft.uid]),
        }


class ReplyAnswer(CheckedEdit):
    """One reply with the words of its answer."""

    form_class = AnswerForm
    template_name = "plans/reply_answer.html"

    def get_record(self):
        reply = visible(REPLIES.all(), self.request.user, self.kwargs["reply"])
        for_consulting(self.request.user, reply.draft.plan)
        return reply

    def get_back_url(self):
        return reverse("plans:draft_detail", args=[self.object.draft.uid]) + "?show=unanswered"

    def form_valid(self, form):
        given = form.cleaned_data
        try:
            with transaction.atomic():
                replies.answer(
                    self.object,
                    outcome=given["outcome"],
                    words=given["answer"],
                    base_version=given["base_version"],
                    by=self.request.user,
                    now=timezone.now(),
                )
        except StaleVersion as stale:
            return self.form_stale(form, stale.current)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        return HttpResponseRedirect(self.get_success_url())

    def get_context_data(self, **kwargs):
        reply = self.object
        return super().get_context_data(**kwargs) | {
            "reply": reply,
            "draft": reply.draft,
            "partnership": reply.draft.plan.partnership,
            "room": "plans",
        }


@require_POST
def reply_accept(request, reply):
    """Count a reply."""
    found = visible(REPLIES.all(), request.user, reply)
    for_consulting(request.user, found.draft.plan)
    asked = {"by": request.user, "now": timezone.now()}
    attempt(request, lambda: replies.accept(found, **asked), "Accepted. It waits for an answer.")
    return redirect("plans:reply_answer", found.uid)


def reply_set_aside(request, reply):
    """Leave a reply out of what is counted, with the reason."""
    found = visible(REPLIES.all(), request.user, reply)
    for_consulting(request.user, found.draft.plan)
    form = SetAsideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = {"by": request.user, "now": timezone.now(), **form.cleaned_data}
        attempt(request, lambda: replies.set_aside(found, **asked), "Set aside.")
        return redirect("plans:draft_detail", found.draft.uid)
    context = {
        "form": form,
        "reply": found,
        "draft": found.draft,
        "partnership": found.draft.plan.partnership,
        "room": "plans",
        "back": reverse("plans:draft_detail", args=[found.draft.uid]),
    }
    return render(request, "plans/reply_set_aside.html", context)
