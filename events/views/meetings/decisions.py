"""Decisions: recorded at their item, corrected by a further one, and what they do to a group."""

from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import FormView

from events.forms.meeting_notes import CorrectForm, DecisionForm
from events.forms.meeting_notes_groups import FORMS
from events.models import MeetingDecision
from events.views.meetings.access import for_running, meeting_context
from events.views.meetings.answering import answered, meeting_address
from events.views.meetings.live import run_item
from events.workflow import meeting_decisions
from partnership.views import visible
from records.moves import Refused

DECISIONS = MeetingDecision.objects.select_related(
    "item__meeting__partnership", "group", "corrected_by"
)


def run_decision(user, uid):
    """A decision of a meeting that this person runs."""
    found = visible(DECISIONS.all(), user, uid)
    for_running(user, found.item.meeting)
    return found


@require_POST
def meeting_decision_add(request, item):
    """Record a decision in one sentence."""
    found = run_item(request.user, item)
    form = DecisionForm(request.POST)

    def act():
        if not form.is_valid():
            raise Refused(" ".join(error for errors in form.errors.values() for error in errors))
        asked = {"by": request.user, "now": timezone.now(), **form.cleaned_data}
        meeting_decisions.decide(found, **asked)

    return answered(
        request,
        found.meeting,
        act,
        done="The decision is recorded.",
        anchor=f"item-{found.uid}",
        parts=["agenda"],
    )


class DecisionPage(FormView):
    """A page about one decision, for the officer."""

    def dispatch(self, request, *args, **kwargs):
        self.decision = run_decision(request.user, self.kwargs["meeting_decision"])
        return super().dispatch(request, *args, **kwargs)

    def get_back(self):
        return meeting_address(self.decision.item.meeting, f"item-{self.decision.item.uid}")

    def form_valid(self, form):
        try:
            self.act(form.cleaned_data, by=self.request.user, now=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        return redirect(self.get_back())

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            **meeting_context(self.decision.item.meeting, self.request.user),
            "decision": self.decision,
            "back": self.get_back(),
        }


class MeetingDecisionCorrect(DecisionPage):
    """A further, dated line that says how a decision should read."""

    template_name = "events/meeting_decision_correct.html"
    form_class = CorrectForm

    def get_initial(self):
        return {"wording": self.decision.wording}

    def act(self, typed, *, by, now):
        meeting_decisions.correct(self.decision, wording=typed["wording"], by=by, now=now)


class MeetingDecisionGroup(DecisionPage):
    """What a decision does to a group: sets it up, changes it, closes it."""

    template_name = "events/meeting_decision_group.html"

    def get_effect(self):
        asked = self.request.GET.get("effect", "")
        return asked if asked in FORMS else "set_up"

    def get_form_class(self):
        return FORMS[self.get_effect()]

    def get_form_kwargs(self):
        meeting = self.decision.item.meeting
        return super().get_form_kwargs() | {
            "partnership": meeting.partnership,
            "held_on": meeting.held_on,
            "chosen": self.request.GET.get("group", ""),
        }

    def act(self, typed, *, by, now):
        group = typed.pop("group", None)
        typed.pop("sure", None)
        asked = {"effect": self.get_effect(), "group": group, "fields": typed}
        meeting_decisions.carry_out(self.decision, **asked, by=by, now=now)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {
            "effect": self.get_effect(),
            "effects": MeetingDecision.Effect.choices,
            "group": context["form"].group,
            "groups": context["form"].groups,
        }
