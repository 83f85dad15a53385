"""The yearly round: where it stands, what comes next, its candidates."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from partnership.models import Partnership
from partnership.models.groups import GroupKind
from priorities.documents.last_time import last_list
from priorities.documents.rounds import rows_of, steps_of, strands_without
from priorities.forms.rounds import RoundForm
from priorities.models import AssessmentRound
from priorities.models.rounds import RoundState
from priorities.permissions import may_draw, may_review
from priorities.views.access import (
    evidence_context,
    for_keeping,
    for_review,
    in_round,
    partnership_with_role,
    round_context,
)
from priorities.workflow import rounds as workflow
from priorities.workflow.candidates import take_over
from priorities.workflow.shared import draw_list, drawn_from
from records.moves import Refused
from records.views import CheckedEdit, attempt

ROUNDS = AssessmentRound.objects.select_related("partnership", "group", "scheme", "priority_list")


def priority_home(request):
    """Straight to the round of my only partnership; who has several chooses."""
    user = request.user
    found = Partnership.objects.all()
    if not user.is_superuser:
        found = found.filter(pk__in={role.partnership_id for role in user.current_roles})
    if len(found) == 1:
        return redirect("priorities:round_list", found[0].slug)
    context = {"partnerships": found, "room": "priorities"}
    return render(request, "priorities/priority_home.html", context)


class RoundList(TemplateView):
    """This year's round first, then the earlier ones and the schemes they were scored by."""

    template_name = "priorities/round_list.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        partnership = partnership_with_role(user, self.kwargs["partnership"])
        rounds = ROUNDS.filter(partnership=partnership).annotate(count=Count("candidates"))
        newest, *earlier = rounds or [None]
        return {
            **super().get_context_data(**kwargs),
            **evidence_context(partnership, user, "round"),
            "newest": newest,
            "steps": steps_of(newest, newest.count) if newest else [],
            "can_review": newest is not None and may_review(user, newest),
            "earlier": earlier,
            "shared": partnership.shared_rounds.select_related("partnership"),
            "schemes": partnership.scoring_schemes.annotate(used=Count("rounds")),
        }


class RoundDetail(TemplateView):
    """One round: the next right step, and every candidate with its evidence."""

    template_name = "priorities/round_detail.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        round = in_round(ROUNDS, user, self.kwargs["round"])
        for_review(user, round)
        rows = rows_of(round)
        return {
            **super().get_context_data(**kwargs),
            **round_context(round, user),
            "round": round,
            "drawing": drawing_of(round, user),
            "rows": rows,
            "steps": steps_of(round, len(rows)),
            "without": strands_without(round, [row.candidate for row in rows]),
            "moves": moves_of(round, user, rows),
            "last_list": last_list(round.partnership, round.year),
            "documents": round.documents.order_by("pk"),
        }


def drawing_of(round, user):
    """(partnership, its list or nothing) for each of which somebody can repeat the list."""
    if round.state != RoundState.DECIDED:
        return []
    made = {one.partnership_id: one for one in drawn_from(round)}
    return [(one, made.get(one.pk)) for one in round.partners if may_draw(user, round, one)]


def moves_of(round, user, rows):
    """The names of the moves that somebody can make; none back to gathering once one has scored."""
    moves = {move.name for move in workflow.MOVES.open_to(round, user)}
    return moves - {"take_back"} if any(row.scored for row in rows) else moves


class RoundEdit(CheckedEdit):
    """For which year a round is, by which scheme, and when the group meets."""

    form_class = RoundForm
    template_name = "priorities/round_edit.html"

    def get_record(self):
        round = in_round(ROUNDS, self.request.user, self.kwargs["round"])
        for_keeping(self.request.user, round.partnership)
        return round

    def get_back_url(self):
        return reverse("priorities:round_detail", args=[self.object.uid])

    def get_context_data(self, **kwargs):
        round = self.object
        context = super().get_context_data(**kwargs) | {"round": round}
        return context | evidence_context(round.partnership, self.request.user, "round")


class RoundAdd(RoundEdit):
    """A new round; it takes over the scheme and the group of the one before."""

    template_name = "priorities/round_add.html"

    def get_record(self):
        partnership = partnership_with_role(self.request.user, self.kwargs["partnership"])
        for_keeping(self.request.user, partnership)
        return AssessmentRound(partnership=partnership)

    def get_initial(self):
        partnership = self.object.partnership
        last = partnership.rounds.order_by("-year").first()
        group = partnership.groups.filter(kind=GroupKind.EXECUTIVE).first()
        return {
            "year": last.year + 1 if last else timezone.localdate().year + 1,
            "scheme": last.scheme if last else partnership.scoring_schemes.first(),
            "group": last.group if last and last.group else group,
            "wanted": last.wanted if last else AssessmentRound._meta.get_field("wanted").default,
        }

    def get_back_url(self):
        return reverse("priorities:round_list", args=[self.object.partnership.slug])

    def get_success_url(self):
        return reverse("priorities:round_detail", args=[self.object.uid])


MOVED = {
    "open_scoring": "Scoring is open.",
    "take_back": "The candidates can be changed again.",
    "close_scoring": "Scoring is closed. The results wait for the group’s meeting.",
    "reopen_scoring": "Scoring is open again.",
}


@require_POST
def round_move(request, round):
    """Open or close scoring, or go a step back with a reason."""
    found = in_round(ROUNDS, request.user, round)
    for_keeping(request.user, found.partnership)
    name = request.POST.get("move", "")

    def act():
        if name not in MOVED:
            raise Refused("Choose what to do.")
        needs_reason = workflow.MOVES.moves[name].needs_reason
        reason = {"reason": request.POST.get("reason", "")} if needs_reason else {}
        getattr(workflow, name)(found, by=request.user, now=timezone.now(), **reason)

    attempt(request, act, MOVED.get(name, ""))
    return redirect("priorities:round_detail", found.uid)


@require_POST
def round_take_over(request, round):
    """Start from last year's priorities: each becomes a candidate again."""
    found = in_round(ROUNDS, request.user, round)
    for_keeping(request.user, found.partnership)
    try:
        made = take_over(found, by=request.user, now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        number = f"{len(made)} candidate{'' if len(made) == 1 else 's'}"
        messages.success(request, f"Added {number}. Add others, or take out what is settled.")
    return redirect("priorities:round_detail", found.uid)


@require_POST
def round_draw(request, round, partnership):
    """Repeat the list of a shared round as a draft of one's own partnership."""
    found = in_round(ROUNDS, request.user, round)
    of = partnership_with_role(request.user, partnership)
    if of != found.partnership and of not in found.shared_with.all():
        raise Http404("This partnership does not share the round.")
    if not may_draw(request.user, found, of):
        raise PermissionDenied("Officers of a partnership that shares the round draw its list.")
    try:
        made = draw_list(found, of, by=request.user, now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("priorities:round_detail", found.uid)
    messages.success(request, "Your own draft. Change what is different with you, then publish.")
    return redirect("priorities:priority_list_detail", made.uid)
