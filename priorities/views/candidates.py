"""What could become a priority: added, edited, ordered, removed while evidence is gathered."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from priorities.forms.rounds import CandidateForm
from priorities.models import AssessmentRound, Candidate
from priorities.models.rounds import RoundState
from priorities.models.strands import Strand
from priorities.views.access import evidence_context, for_keeping, visible
from priorities.workflow import candidates as workflow
from records.moves import Refused
from records.views import CheckedEdit, attempt

CANDIDATES = Candidate.objects.select_related("round__partnership", "priority")


def kept_candidate(user, uid):
    """A candidate of a partnership whose officer this is; else 404 or 403."""
    candidate = visible(CANDIDATES, user, uid)
    for_keeping(user, candidate.round.partnership)
    return candidate


class CandidateEdit(CheckedEdit):
    """Title, topics and strands of a candidate."""

    form_class = CandidateForm
    template_name = "priorities/candidate_edit.html"

    def dispatch(self, request, *args, **kwargs):
        self.object = self.find()
        if self.object.round.state != RoundState.GATHERING:
            messages.error(request, workflow.LOCKED)
            return redirect(self.get_back_url())
        return super().dispatch(request, *args, **kwargs)

    def get_record(self):
        return self.object

    def find(self):
        return kept_candidate(self.request.user, self.kwargs["candidate"])

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)

    def get_back_url(self):
        return reverse("priorities:round_detail", args=[self.object.round.uid])

    def get_context_data(self, **kwargs):
        round = self.object.round
        context = super().get_context_data(**kwargs) | {"round": round}
        return context | evidence_context(round.partnership, self.request.user, "round")


class CandidateAdd(CandidateEdit):
    """A new candidate at the end of a round; opened from a strand, it serves that one."""

    template_name = "priorities/candidate_add.html"

    def find(self):
        rounds = AssessmentRound.objects.select_related("partnership")
        round = visible(rounds, self.request.user, self.kwargs["round"])
        for_keeping(self.request.user, round.partnership)
        return Candidate(round=round, order=workflow.next_place(round))

    def get_initial(self):
        strand = self.request.GET.get("strand", "")
        return {"strands": [strand]} if strand in Strand.values else {}


@require_POST
def candidate_move(request, candidate):
    """Move a candidate one place up or down."""
    found = kept_candidate(request.user, candidate)
    up = request.POST.get("way") == "up"
    attempt(request, lambda: workflow.move(found, up=up, by=request.user))
    return redirect("priorities:round_detail", found.round.uid)


@require_POST
def candidate_remove(request, candidate):
    """Take a candidate out of its round."""
    found = kept_candidate(request.user, candidate)
    attempt(
        request,
        lambda: workflow.remove(found, by=request.user, now=timezone.now()),
        f"“{found.title}” is no longer a candidate.",
    )
    return redirect("priorities:round_detail", found.round.uid)
