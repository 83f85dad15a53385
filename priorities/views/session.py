"""The officer enters what a session agreed, or what each organisation says openly."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.utils import timezone
from django.utils.functional import cached_property

from priorities.documents.scorers import bodies, responsible
from priorities.forms.scoring import SessionForm
from priorities.models import ScoreCard, ScoringScheme
from priorities.models.rounds import RoundState
from priorities.permissions import may_score
from priorities.views.results import RoundPage
from priorities.workflow.scoring import give, write_note
from records.views import attempt

Scorers = ScoringScheme.Scorers


class ScoreSession(RoundPage):
    """Candidates by criteria in one table, for the session or for one organisation."""

    template_name = "priorities/score_session.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if not request.user.is_authenticated:
            return
        scheme = self.round.scheme
        if scheme is None or scheme.scorers == Scorers.MEMBERS:
            raise PermissionDenied("In this round each member scores alone.")
        if not may_score(request.user, self.round):
            raise PermissionDenied("Officers enter what a session or an organisation says.")

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and self.round.state != RoundState.SCORING:
            return HttpResponseRedirect(self.address("score_results"))
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def organisations(self):
        """Those that can score, the responsible authorities first."""
        partners = self.round.partners
        first = list(responsible(partners))
        return [*first, *(body for body in bodies(partners) if body not in first)]

    @cached_property
    def organisation(self):
        """Whose scores the page shows; nobody's where the session agrees one."""
        if self.round.scheme.scorers == Scorers.SESSION:
            return None
        asked = self.request.GET.get("organisation")
        if not asked:
            return next(iter(self.organisations), None)
        found = next((one for one in self.organisations if str(one.uid) == asked), None)
        if found is None:
            raise Http404
        return found

    def form(self, data=None):
        cards = ScoreCard.objects.filter(
            candidate__round=self.round, member=None, organisation=self.organisation
        )
        return SessionForm(
            data,
            scheme=self.round.scheme,
            candidates=list(self.round.candidates.all()),
            cards={card.candidate_id: card for card in cards.prefetch_related("scores")},
        )

    def post(self, request, *args, **kwargs):
        form = self.form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        attempt(request, lambda: self.keep(form), "Saved.")
        return HttpResponseRedirect(request.get_full_path())

    @transaction.atomic
    def keep(self, form):
        """Keep all that was entered, or nothing of it."""
        whose = {"organisation": self.organisation, "by": self.request.user}
        for candidate, criterion, value in form.presses:
            give(candidate, criterion, value, now=timezone.now(), **whose)
        for candidate, words in form.notes:
            write_note(candidate, words, now=timezone.now(), **whose)

    def get_context_data(self, **kwargs):
        openly = self.round.scheme.scorers == Scorers.ORGANISATIONS
        return super().get_context_data(
            **{"form": self.form()} | kwargs,
            openly=openly,
            organisation=self.organisation,
            organisations=self.organisations if openly else [],
        )
