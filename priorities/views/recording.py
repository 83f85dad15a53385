"""Recording the group's decisions with their wording and meeting, and correcting one later."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from priorities.forms.decisions import CorrectionForm, MeetingForm, WordingForm, receivers
from priorities.models import Decision
from priorities.models.decisions import Outcome
from priorities.permissions import may_decide
from priorities.views.access import for_review, visible
from priorities.views.decisions import DecidingPage
from priorities.workflow.decisions import correct, drafts, missing, record
from records.moves import Refused
from records.saving import StaleVersion

WORDED = (Outcome.PRIORITY, Outcome.CROSS_CUTTING)
CHANGED = "Somebody else changed a decision meanwhile. Read it again, then record."


def faults_of(*forms):
    """What is wrong in several forms, as (field or nothing, words), for one summary."""
    return [
        (form[name] if name in form.fields else None, words)
        for form in forms
        for name, found in form.errors.items()
        for words in found
    ]


class DecisionMeetingAdd(DecidingPage):
    """The last step: how each priority is worded, and at which meeting it was decided."""

    template_name = "priorities/decision_meeting_add.html"

    def forms(self, data=None):
        welsh = self.round.partnership.uses_welsh
        wordings = [
            WordingForm(data, instance=draft, prefix=str(draft.candidate.uid), uses_welsh=welsh)
            for draft in drafts(self.round).values()
            if draft.pk and draft.outcome in WORDED
        ]
        known = {"group": self.round.group, "held_on": self.round.meets_on}
        initial = known | {"item": self.round.meeting_item}
        return wordings, MeetingForm(data, partnership=self.round.partnership, initial=initial)

    def get(self, request, *args, **kwargs):
        if missing(self.round):
            return HttpResponseRedirect(self.address("decision_record") + "?missing")
        return self.page(*self.forms())

    def page(self, wordings, meeting):
        return self.render_to_response(
            self.get_context_data(
                wordings=wordings, meeting_form=meeting, faults=faults_of(*wordings, meeting)
            )
        )

    def post(self, request, *args, **kwargs):
        wordings, meeting = self.forms(request.POST)
        valid = [form.is_valid() for form in (*wordings, meeting)]
        if not all(valid):
            return self.page(wordings, meeting)
        by, now = request.user, timezone.now()
        try:
            with transaction.atomic():
                for form in wordings:
                    form.save_as(by)
                record(self.round, meeting.meeting, by=by, now=now)
        except StaleVersion:
            messages.error(request, CHANGED)
            return HttpResponseRedirect(self.address("decision_record"))
        except Refused as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(self.address("decision_record"))
        messages.success(request, "The decision is recorded, and the members are told.")
        return HttpResponseRedirect(self.address("score_results"))


class DecisionCorrect(TemplateView):
    """A further decision that takes the place of a recorded one, with the reason."""

    template_name = "priorities/decision_correct.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if not request.user.is_authenticated:
            return
        for_review(request.user, self.decision.candidate.round)
        if not may_decide(request.user, self.decision.candidate.round):
            raise PermissionDenied("Officers record what the group decided.")

    @cached_property
    def decision(self):
        recorded = Decision.objects.filter(meeting__isnull=False).select_related(
            "candidate__round__partnership", "candidate__round__scheme", "meeting__group"
        )
        return visible(recorded, self.request.user, self.kwargs["decision"])

    @property
    def round(self):
        return self.decision.candidate.round

    def forms(self, data=None):
        first = self.decision
        partnership = self.round.partnership
        further = Decision(
            candidate=first.candidate,
            outcome=first.outcome,
            wording=first.wording or first.candidate.title,
            wording_cy=first.wording_cy,
            organisation=first.organisation,
            group=first.group,
            receiver_not_stated=first.receiver_not_stated,
        )
        meeting = MeetingForm(data, partnership=partnership, initial={"group": first.meeting.group})
        return CorrectionForm(data, instance=further, choices=receivers(partnership)), meeting

    def get(self, request, *args, **kwargs):
        return self.page(*self.forms())

    def page(self, form, meeting):
        context = self.get_context_data(form=form, meeting_form=meeting, decision=self.decision)
        return self.render_to_response(context | {"faults": faults_of(form, meeting)})

    def post(self, request, *args, **kwargs):
        form, meeting = self.forms(request.POST)
        if not all([form.is_valid(), meeting.is_valid()]):
            return self.page(form, meeting)
        by, now = request.user, timezone.now()
        try:
            correct(self.decision, form.instance, meeting.meeting, by=by, now=now)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.page(form, meeting)
        messages.success(request, "The further decision is recorded, and the members are told.")
        return HttpResponseRedirect(reverse("priorities:score_results", args=[self.round.uid]))

    def get_context_data(self, **kwargs):
        mine = {"round": self.round, "partnership": self.round.partnership, "room": "priorities"}
        return super().get_context_data(**kwargs | mine)
