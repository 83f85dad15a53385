"""Each role's start page."""

from django.utils import timezone
from django.views.generic import TemplateView

from partnership.models import Partnership
from partnership.permissions import is_administrator, officer_of
from plans.models import Plan
from plans.views.needs import member_of, needs_of, needs_title, papers_of
from portal.views.answer_rows import answer_rows
from portal.views.consulting_rows import consulting_rows
from portal.views.desk import piles
from portal.views.drafting import drafting
from portal.views.evidence_rows import evidence_rows
from portal.views.meeting_rows import meeting_rows
from portal.views.money_rows import money_rows
from portal.views.news import news_for
from portal.views.quarter_rows import quarter_rows
from portal.views.request_rows import request_rows
from portal.views.round_line import round_of
from portal.views.rows import (
    comment_rows,
    failures,
    kept_texts,
    listening,
    to_hear,
    waiting,
    with_others,
)

PLANS = EVENTS = 6  # of the newest, at the side
PARTNERSHIPS = 50  # of an administrator's


class Start(TemplateView):
    """What waits for me, made from states: it goes by itself when the state is mended."""

    template_name = "portal/start.html"

    def get_context_data(self, **kwargs):
        user, today = self.request.user, timezone.localdate()
        roles = [role.partnership for role in user.current_roles]
        plans = list(_plans(roles))
        events = list(listening(roles))
        needs = needs_of(user, today)
        drafted = drafting(user, plans, today)
        return {
            **super().get_context_data(**kwargs),
            **as_member(user, needs, today),
            **drafted,
            "plans": plans[:PLANS],
            "events": events[:EVENTS],
            "partnership": roles[0] if roles else None,
            **({} if roles else _of_administrator(user)),
            "room": "start",
            "today": today,
            "round": round_of(roles, drafted.get("checklist")) if roles else None,
            "piles": piles(_rows(user, plans, events, today), today),
            "first_button": not needs,
            "news": news_for(user, today),
        }


def _plans(roles):
    plans = Plan.objects.filter(partnership__in=roles)
    plans = plans.select_related("partnership", "document__current_edition")
    return plans.prefetch_related("approval_steps__group", "approval_steps__records")


def _of_administrator(user):
    """Where an administrator without a role of their own begins."""
    if not is_administrator(user):
        return {}
    found = list(Partnership.objects.order_by("name")[:PARTNERSHIPS])
    return {"partnerships": found, "is_new": not found}


def _rows(user, plans, events, on):
    """Everything that waits, in the order in which it matters where no day says more."""
    yield from failures(user)
    yield from kept_texts(user, plans)
    yield from quarter_rows(user, on)
    yield from meeting_rows(user, on)
    yield from request_rows(user, on)
    yield from evidence_rows(user, on)
    for event in events:
        yield from to_hear(user, event)
    for plan in plans:
        yield from waiting(user, plan)
        yield from with_others(user, plan)
    yield from comment_rows(user, plans)
    yield from consulting_rows(user, plans)
    yield from money_rows(user, on)
    yield from answer_rows(user, on)


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
    }
