"""The review pack of a round's meeting: as a page, and on paper."""

from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from partnership.models import ContactPoint
from plans.documents.pack import compose_pack, load_pack
from plans.permissions import sits_on_round
from plans.views.needs import needs_of, needs_title
from priorities.models import AssessmentRound
from priorities.views.access import for_review, in_round, round_context
from publishing.rendering import renderer_available
from publishing.views import draft_pdf


def reviewed_round(user, uid):
    """A round of one of my partnerships, for those who review it."""
    rounds = AssessmentRound.objects.select_related("partnership", "scheme", "group")
    round = in_round(rounds, user, uid)
    for_review(user, round)
    return round


class ReviewPack(TemplateView):
    """All that the group needs for its meeting on one page, readable on a phone."""

    template_name = "plans/review_pack.html"

    def get_context_data(self, **kwargs):
        user, today = self.request.user, timezone.localdate()
        round = reviewed_round(user, self.kwargs["round"])
        context = {
            **super().get_context_data(**kwargs),
            **round_context(round, user),
            "round": round,
            "pack": load_pack(round, user, today),
            "renderer": renderer_available(),
        }
        if sits_on_round(user, round):
            needs = needs_of(user, today)
            context |= {"needs": needs, "needs_title": needs_title(needs)}
        return context


def review_pack_pdf(request, round):
    """The pack on paper, as it stands now; with my own scores and nobody else's."""
    found = reviewed_round(request.user, round)
    today = timezone.localdate()
    pack = load_pack(found, request.user, today)
    formats = ContactPoint.objects.filter(partnership=found.partnership, purpose="formats").first()
    return draft_pdf(
        request,
        compose_pack(pack, needs_of(request.user, today), formats),
        found.partnership,
        name=f"{found.partnership.slug}-{found.label}",
        preview=reverse("plans:review_pack", args=[found.uid]),
        kind="review-pack",
    )
