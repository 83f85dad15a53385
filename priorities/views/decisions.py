"""The officer records what the group decides: a draft that keeps itself, then the record."""

from dataclasses import dataclass, field

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect, JsonResponse
from django.utils import timezone
from django.utils.functional import cached_property

from priorities.documents.departure import Place, band_after, band_words, place, tally
from priorities.documents.ranking import ranking
from priorities.forms.decisions import DecisionForm, WantedForm, receivers
from priorities.models.rounds import RoundState
from priorities.permissions import may_decide
from priorities.views.results import RoundPage
from priorities.workflow.decisions import drafts, missing, set_wanted
from records.moves import Refused
from records.saving import StaleVersion

CONFLICT = 409
REASON = "Reason (optional)"


@dataclass
class DecisionRow:
    """One candidate: its place in the ranking, the form of its decision, what is missing."""

    place: Place
    form: DecisionForm
    ends_band: bool = False
    errors: dict = field(default_factory=dict)
    theirs: str = ""  # what somebody else chose meanwhile

    @property
    def candidate(self):
        return self.place.row.candidate

    @property
    def outcome(self):
        return self.form["outcome"].value() or ""

    @property
    def departs(self):
        return self.place.departs(self.outcome)

    @property
    def status(self):
        return self.place.status(self.outcome)

    @property
    def question(self):
        return self.place.question(self.outcome) if self.departs else REASON

    @property
    def has_more(self):
        """Whether something stands where it is folded away."""
        names = ["options", "private_note", *([] if self.departs else ["reason"])]
        return any(self.form[name].value() for name in names)

    def widget(self, name, **attributes):
        """A field of the form that names its error."""
        bound = self.form[name]
        if name in self.errors:
            attributes |= {
                "aria-invalid": "true",
                "aria-describedby": f"{bound.auto_id}_error",
            }
        return bound.as_widget(attrs=attributes) + bound.as_hidden(only_initial=True)

    @property
    def outcome_widget(self):
        label = f"Decision on {self.candidate}"
        return self.widget("outcome", **{"aria-label": label, "data-outcome": True})

    @property
    def receiver_widget(self):
        return self.widget("receiver", **{"aria-label": f"{self.candidate}: to whom"})

    @property
    def reason_widget(self):
        return self.widget("reason")

    @property
    def standing(self):
        """How the row stands to the ranking, for the page that asks."""
        kind, words = self.status
        return {"kind": kind, "words": words, "departs": self.departs, "question": self.question}


class DecidingPage(RoundPage):
    """A page for officers of a round whose decision is still to be recorded."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if request.user.is_authenticated and not may_decide(request.user, self.round):
            raise PermissionDenied("Officers record what the group decided.")

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and self.round.state != RoundState.CLOSED:
            if self.round.state != RoundState.DECIDED:
                messages.error(request, "The decision is recorded when scoring has closed.")
            return HttpResponseRedirect(self.address("score_results"))
        return super().dispatch(request, *args, **kwargs)


class DecisionRecord(DecidingPage):
    """All candidates in rank order, the band, and what the group says of each."""

    template_name = "priorities/decision_record.html"

    @cached_property
    def ranking(self):
        return ranking(self.round)

    def rows(self, data=None):
        """The rows in the order of the ranking; filled in where they came with ``data``."""
        stored, choices = drafts(self.round), receivers(self.round.partnership)
        ends = band_after(self.ranking.rows, self.round.wanted)
        for row in self.ranking.rows:
            prefix = str(row.candidate.uid)
            came = data is not None and f"{prefix}-base_version" in data
            form = DecisionForm(
                data if came else None,
                instance=stored[row.candidate.pk],
                prefix=prefix,
                choices=choices,
            )
            yield DecisionRow(place(row, self.round.wanted), form, row.candidate == ends)

    def get(self, request, *args, **kwargs):
        rows = list(self.rows())
        if "missing" in request.GET:
            by_candidate = {row.candidate.pk: row for row in rows}
            for candidate, name, words in missing(self.round):
                by_candidate[candidate.pk].errors[name] = words
        return self.page(rows)

    def page(self, rows, status=200, wanted=None):
        outcomes = [row.outcome for row in rows]
        context = self.get_context_data(
            rows=rows,
            ranking=self.ranking,
            tally=tally(outcomes),
            band_words=band_words(self.round.wanted),
            wanted_form=wanted or WantedForm(initial=self.wanted),
            asks="missing" in self.request.GET,
            stale=[row for row in rows if row.theirs],
            faults=[(row.form[n], words) for row in rows for n, words in row.errors.items()],
        )
        return self.render_to_response(context, status=status)

    @property
    def wanted(self):
        return {"wanted": self.round.wanted, "round_version": self.round.version}

    def post(self, request, *args, **kwargs):
        rows, now = list(self.rows(request.POST)), timezone.now()
        wanted = WantedForm(request.POST) if "wanted" in request.POST else None
        try:
            self.keep(rows, wanted)
        except Refused as refusal:
            return self.refused(str(refusal))
        if "application/json" in request.headers.get("Accept", ""):
            return self.answer(rows, wanted, now)
        if wanted is not None and not wanted.is_valid():
            return self.page(rows, wanted=wanted)
        if any(row.form.errors for row in rows):
            return self.page(rows)
        if any(row.theirs for row in rows):
            return self.page(rows, status=CONFLICT)
        return HttpResponseRedirect(self.next_page(request.POST.get("act", "")))

    def next_page(self, act):
        if act == "record" and not missing(self.round):
            return self.address("decision_meeting_add")
        return self.address("decision_record") + ("?missing" if act in ("record", "check") else "")

    def refused(self, words):
        if "application/json" in self.request.headers.get("Accept", ""):
            return JsonResponse({"words": words}, status=CONFLICT)
        messages.error(self.request, words)
        return HttpResponseRedirect(self.address("decision_record"))

    def keep(self, rows, wanted):
        """Keep each row that was touched; note what somebody else chose meanwhile."""
        by = self.request.user
        if wanted is not None and wanted.is_valid() and wanted.has_changed():
            base = wanted.cleaned_data["round_version"]
            try:
                self.round = set_wanted(
                    self.round, wanted.cleaned_data["wanted"], base_version=base, by=by
                )
            except StaleVersion:
                raise Refused("Somebody changed the round meanwhile. Set the band again.") from None
        for row in rows:
            form = row.form
            if not (form.is_bound and form.is_touched and form.is_valid()):
                continue
            try:
                with transaction.atomic():
                    form.save_as(by)
            except StaleVersion as stale:
                row.theirs = _in_words(stale.current)
                form.data = form.data.copy()
                form.data[form.add_prefix("base_version")] = stale.current.version

    def answer(self, rows, wanted, now):
        """How the rows stand now, for the page that keeps its draft by itself."""
        if stale := [str(row.candidate) for row in rows if row.theirs]:
            words = f"Somebody else changed {', '.join(stale)} meanwhile. Nothing of yours is lost."
            return JsonResponse({"words": words, "clash": True}, status=CONFLICT)
        sent = [row.form for row in rows if row.form.is_bound]
        for form in [*sent, *([wanted] if wanted else [])]:
            for faults in form.errors.values():
                return JsonResponse({"words": faults[0]}, status=CONFLICT)
        fresh = {str(row.candidate.uid): row for row in self.rows()}
        band = band_after(self.ranking.rows, self.round.wanted)
        found = {
            "rows": {uid: row.standing for uid, row in fresh.items()},
            # Only of what was sent: a newer version of another row has not been read here yet.
            "versions": {form.prefix: fresh[form.prefix].form.version for form in sent},
            "band": str(band.uid) if band else "",
            "band_words": band_words(self.round.wanted),
            "tally": tally(row.outcome for row in fresh.values()),
            "saved": f"{timezone.localtime(now):%H:%M}",
        }
        return JsonResponse(found | ({"round": self.round.version} if wanted else {}))


def _in_words(decision):
    """What is stored now, for whoever chose something else."""
    parts = [decision.get_outcome_display() or "Not decided"]
    if decision.outcome == "refer":
        parts.append(str(decision.receiver or "to whom is not stated"))
    if decision.reason:
        parts.append(f"“{decision.reason}”")
    return ", ".join(parts)
