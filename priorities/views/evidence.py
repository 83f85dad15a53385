"""The officer's page of a candidate's evidence: what is left out, put back, added by hand."""

from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from events.models import Theme
from priorities.documents.evidence import gather
from priorities.documents.evidence_search import found_by, left_out_of, pieces_of
from priorities.forms.evidence import ChoiceForm
from priorities.models import EvidenceStatement, Figure, SurveyFinding
from priorities.models.rounds import RoundState
from priorities.views.access import evidence_context
from priorities.views.candidates import kept_candidate
from priorities.workflow.evidence import add, leave_out, put_back
from records.moves import Refused
from records.views import attempt


class EvidencePage(TemplateView):
    """What the officer's pages of a candidate's evidence have in common."""

    def get_context_data(self, **kwargs):
        user = self.request.user
        candidate = kept_candidate(user, self.kwargs["candidate"])
        partnership = candidate.round.partnership
        return {
            **super().get_context_data(**kwargs),
            **evidence_context(partnership, user, "round"),
            "round": candidate.round,
            "candidate": candidate,
            "evidence": gather([candidate], partnership)[candidate.pk],
            "open": candidate.round.state != RoundState.DECIDED,
        }


class CandidateEvidence(EvidencePage):
    """Every piece with where it comes from, and what the officer can do with it."""

    template_name = "priorities/candidate_evidence.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        evidence = context["evidence"]
        return context | {"pieces": pieces_of(evidence), "left_out": left_out_of(evidence)}


class EvidenceAdd(EvidencePage):
    """Any figure, finding, theme or statement, found by words and added."""

    template_name = "priorities/evidence_add.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        words = self.request.GET.get("q", "").strip()[:100]
        found = found_by(words, context["partnership"])
        there = _there(context["evidence"])
        groups = [
            (kind, title, [(thing, said, thing in there[kind]) for thing, said in rows])
            for kind, title, rows in found
        ]
        return context | {"words": words, "groups": groups}


def _there(evidence):
    """What the candidate has already, by kind."""
    return {
        "figure": evidence.figures,
        "finding": evidence.findings,
        "theme": [row.theme for row in evidence.themes],
        "statement": evidence.statements,
    }


ACTS = {"leave_out": leave_out, "put_back": put_back, "add": add}
DONE = {
    "leave_out": "Left out. Members are shown your reason.",
    "put_back": "Put back.",
    "add": "Added.",
}


@require_POST
def evidence_choose(request, candidate):
    """Leave a piece of evidence out with a reason, put it back, or add one by hand."""
    found = kept_candidate(request.user, candidate)
    form = ChoiceForm(request.POST)
    done = DONE.get(request.POST.get("act"), "")

    def choose():
        if not form.is_valid():
            raise Refused("Choose a piece of evidence, and say why in at most 300 letters.")
        asked = form.cleaned_data
        thing = _thing(found.round.partnership, asked["kind"], asked["uid"])
        reason = {"reason": asked["reason"]} if asked["act"] == "leave_out" else {}
        act = ACTS[asked["act"]]
        act(found, asked["kind"], thing, by=request.user, now=timezone.now(), **reason)

    attempt(request, choose, done)
    return redirect("priorities:candidate_evidence", found.uid)


def _thing(partnership, kind, uid):
    """A piece of evidence that this partnership may use, or 404."""
    open_ones = {
        "figure": Figure.objects.current().open_to(partnership),
        "finding": SurveyFinding.objects.for_partnership(partnership),
        "theme": Theme.objects.for_partnership(partnership),
        "statement": EvidenceStatement.objects.for_partnership(partnership),
    }
    return get_object_or_404(open_ones[kind], uid=uid)
