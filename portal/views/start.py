"""Each role's start page."""

from django.utils import timezone
from django.views.generic import TemplateView

from partnership.permissions import officer_of
from plans.models import Plan
from plans.views.needs import member_of, needs_of, needs_title, papers_of
from portal.views.consulting_rows import consulting_rows
from portal.views.drafting import drafting
from portal.views.evidence_rows import evidence_rows
from portal.views.rows import (
    comment_rows,
    failures,
    kept_texts,
    listening,
    to_hear,
    waiting,
    with_others,
)


class Start(TemplateView):
    """What waits for me, made from states: it goes by itself when the state is mended."""

    template_name = "portal/start.html"

    def get_context_data(self, **kwargs):
        user, today = self.request.user, timezone.localdate()
        plans = Plan.objects.visible_to(user).select_related(
            "partnership", "document__current_edition"
        )
        plans = list(plans.prefetch_related("approval_steps__group", "approval_steps__records"))
        events = list(listening(user))
        partnerships = sorted({plan.partnership for plan in plans}, key=str)
        roles = [role.partnership for role in user.current_roles]
        needs = needs_of(user, today)
        return {
            **super().get_context_data(**kwargs),
            **as_member(user, needs, today),
            **drafting(user, plans, today),
            "plans": plans,
            "events": events,
            "partnership": (roles or partnerships or [None])[0],
            "room": "start",
            "mine": [
                *failures(user, [*plans, *events]),
                *kept_texts(user, plans),
                *evidence_rows(user, today),
                *(row for event in events for row in to_hear(user, event)),
                *(row for plan in plans for row in waiting(user, plan)),
                *comment_rows(user, plans),
                *consulting_rows(user, plans),
            ],
            "first_button": not needs,
            "others": [row for plan in plans for row in with_others(user, plan)],
        }


def as_member(user, needs, today):
    """What the review asks of a member of an executive group; nothing for everybody else."""
    if not member_of(user):
        return {}
    return {
        "is_member": True,
        "keeps": bool(officer_of(user)),
        "needs": needs,
        "needs_title": needs_title(needs),
        "minutes": sum(need.minutes for need in needs),
        "papers": papers_of(user),
        "today": today,
    }
