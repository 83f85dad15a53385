"""The pages on which members score: own scores, the spread, a note, an interest."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.generic import TemplateView

from priorities.documents.scorers import OPEN_TO_ALL
from priorities.forms.scoring import InterestForm, NoteForm, ScoreForm
from priorities.models import Candidate, ScoringScheme
from priorities.permissions import may_score
from priorities.views.access import acting_for, for_review, in_round
from priorities.views.scoring import scoring_context
from priorities.workflow.scoring import (
    declare_interest,
    give,
    own_card,
    take_back_interest,
    write_note,
)
from records.moves import Refused
from records.views import attempt

CONFLICT = 409
LONGEST_WAIT = timedelta(days=60)


class CandidatePage(TemplateView):
    """A page of scoring one candidate, for those who review it."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if request.user.is_authenticated:
            for_review(request.user, self.round)

    @cached_property
    def candidate(self):
        candidates = Candidate.objects.select_related("round__partnership", "round__scheme")
        return in_round(candidates, self.request.user, self.kwargs["candidate"])

    @property
    def round(self):
        return self.candidate.round

    def address(self, name):
        return reverse(f"priorities:{name}", args=[self.candidate.uid])

    def back(self, fallback):
        """Where a form of this candidate was opened from: a page of ours, or the fallback."""
        asked = self.request.POST.get("back", "")
        if asked and url_has_allowed_host_and_scheme(asked, allowed_hosts=None):
            return asked
        return self.address(fallback)

    def get_context_data(self, **kwargs):
        found = scoring_context(self.candidate, self.request.user)
        of = acting_for(self.round, self.request.user)
        mine = {"partnership": of, "room": "priorities"}
        return super().get_context_data(**kwargs | found | mine)


class ScorerPage(CandidatePage):
    """A page for members who score for themselves."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if not request.user.is_authenticated:
            return
        scheme, user = self.round.scheme, request.user
        if scheme is None or scheme.scorers != ScoringScheme.Scorers.MEMBERS:
            raise PermissionDenied("This round is not scored by each member.")
        if not may_score(user, self.round):
            raise PermissionDenied("Executive members score for themselves.")

    @property
    def by_script(self):
        """Whether the page itself asks, and not the person who follows its buttons."""
        return "application/json" in self.request.headers.get("Accept", "")

    def card(self):
        return own_card(self.candidate, self.request.user)

    def refused(self, words, page):
        """Say why not, to the page or on it."""
        if self.by_script:
            return JsonResponse({"words": words}, status=CONFLICT)
        messages.error(self.request, words)
        return HttpResponseRedirect(page)


class ScoreEdit(ScorerPage):
    """Give my scores: each press is kept at once, with script or without."""

    template_name = "priorities/score_edit.html"

    def get(self, request, *args, **kwargs):
        if self.round.state in OPEN_TO_ALL:
            return HttpResponseRedirect(self.address("score_spread"))
        card = self.card()
        if card and card.interest:
            return HttpResponseRedirect(self.address("score_interest"))
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        form, now = ScoreForm(request.POST, scheme=self.round.scheme, given={}), timezone.now()
        pressed = now - _waited(request.POST.get("age", ""))
        try:
            if not form.is_valid():
                raise Refused("Choose one of the scores.")
            for criterion, value in form.presses:
                give(self.candidate, criterion, value, by=request.user, now=now, pressed=pressed)
        except Refused as refusal:
            return self.refused(str(refusal), self.address("score_edit"))
        return self.kept(now)

    def kept(self, now):
        """Say what is stored now: of my own scores alone."""
        card = self.card()
        if self.by_script:
            scores = card.scores.select_related("criterion") if card else []
            given = {str(score.criterion.uid): score.value for score in scores}
            return JsonResponse({"given": given, "saved": f"{timezone.localtime(now):%H:%M}"})
        if card and card.complete_at:
            return HttpResponseRedirect(self.back("score_spread"))
        return HttpResponseRedirect(self.address("score_edit") + "?missing")

    def get_context_data(self, **kwargs):
        return super().get_context_data(missing="missing" in self.request.GET, **kwargs)


def _waited(milliseconds):
    """How long a press waited on its device."""
    if not milliseconds.isdigit():
        return timedelta()
    return min(timedelta(milliseconds=int(milliseconds[:12])), LONGEST_WAIT)


class ScoreSpread(CandidatePage):
    """How the scores of a candidate spread, once mine are given."""

    template_name = "priorities/score_spread.html"

    def get(self, request, *args, **kwargs):
        context = self.get_context_data(**kwargs)
        scoring = context["scoring"]
        if scoring and scoring.state == "own":
            return HttpResponseRedirect(self.address("score_edit") + "?missing")
        return self.render_to_response(context)


class ScoreInterest(ScorerPage):
    """Say that I have an interest and do not score a candidate; take that back."""

    template_name = "priorities/score_interest.html"

    def post(self, request, *args, **kwargs):
        given = {"by": request.user, "now": timezone.now()}
        if "take_back" in request.POST:
            attempt(request, lambda: take_back_interest(self.candidate, **given))
            return HttpResponseRedirect(self.back("score_edit"))
        form = InterestForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        reason = form.cleaned_data["reason"]
        attempt(request, lambda: declare_interest(self.candidate, reason, **given))
        return HttpResponseRedirect(self.address("score_spread"))

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"form": InterestForm()} | kwargs)


class ScoreNote(ScorerPage):
    """Keep my note for the meeting."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        form, now = NoteForm(request.POST), timezone.now()
        try:
            if not form.is_valid():
                raise Refused("Keep the note to 2,000 characters.")
            write_note(self.candidate, form.cleaned_data["note"], by=request.user, now=now)
        except Refused as refusal:
            return self.refused(str(refusal), self.back("score_spread"))
        if self.by_script:
            return JsonResponse({"saved": f"{timezone.localtime(now):%H:%M}"})
        return HttpResponseRedirect(self.back("score_spread"))
