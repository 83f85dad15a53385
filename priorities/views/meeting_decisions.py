"""From a decision of a meeting to the priority that it sets up, renames or retires."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView

from events.models import MeetingDecision
from events.permissions import may_run
from priorities.forms.meeting_decisions import PriorityEffectForm
from priorities.views.access import visible
from priorities.workflow.meeting_decisions import carry_out
from records.moves import Refused

DECISIONS = MeetingDecision.objects.select_related(
    "item__meeting__partnership", "priority_decision__priority"
)


class MeetingDecisionPriority(FormView):
    """What a decision does to a priority, once."""

    template_name = "priorities/meeting_decision_priority.html"
    form_class = PriorityEffectForm

    def dispatch(self, request, *args, **kwargs):
        self.decision = visible(DECISIONS, request.user, self.kwargs["meeting_decision"])
        self.meeting = self.decision.item.meeting
        if not may_run(request.user, self.meeting):
            raise PermissionDenied("Officers of the partnership act on what its meetings decide.")
        return super().dispatch(request, *args, **kwargs)

    def get_back(self):
        page = reverse("events:meeting_detail", args=[self.meeting.uid])
        return f"{page}#item-{self.decision.item.uid}"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"partnership": self.meeting.partnership}

    def form_valid(self, form):
        asked = {"by": self.request.user, "now": timezone.now(), **form.cleaned_data}
        try:
            done = carry_out(self.decision, **asked)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, f"{done}. The priority’s page names the decision.")
        return redirect(self.get_back())

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "decision": self.decision,
            "meeting": self.meeting,
            "partnership": self.meeting.partnership,
            "room": "meetings",
            "back": self.get_back(),
        }
