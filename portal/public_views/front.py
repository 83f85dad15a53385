"""Each partnership's own front page."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Min
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView

from events.documents.facts import hours
from events.documents.meetings import next_public
from events.documents.standing import REPORTED, by_time
from events.documents.standing import standing_of as standing_of_event
from events.models import Event
from partnership.models import Partnership
from plans.documents.address import public_address
from plans.documents.answers import public_answers, told, with_words
from portal.documents.band import band_of, open_drafts, public_plans
from portal.documents.reporting import reporting
from portal.documents.year import year_of
from priorities.documents.cards import cards_of, common_causes
from priorities.documents.standing import current_list, public_lists
from priorities.documents.standing import standing_of as standing_of_list
from priorities.documents.values import period_of
from publishing.public_views.files import page_language, public_formats

ANSWERS = 2  # the latest, on a front page


@method_decorator(login_not_required, name="dispatch")
class PartnershipHome(TemplateView):
    """Is there a plan, is it in force, what are they working on, how do I report something."""

    template_name = "portal/partnership_home.html"

    def get_context_data(self, **kwargs):
        partnership = get_object_or_404(
            Partnership.objects.published(), slug=self.kwargs["partnership"]
        )
        today = timezone.localdate()
        plans = public_plans(partnership, today)
        plan, standing = plans[0] if plans else (None, None)
        edition = plan.document.current_edition if plan else None
        text = (edition.text_in(page_language()) or edition) if plan else None
        drafts = open_drafts(partnership, today)
        chosen = listed(partnership, plan, today)
        cards = cards_of(chosen) if chosen else []
        lines, formats = reporting(partnership, today)
        return {
            **super().get_context_data(**kwargs),
            "partnership": partnership,
            "plan": plan,
            "document": plan.document if plan else None,
            "text": text,
            "band": band_of(partnership, plans, drafts, text, today),
            "year": year_of(today)
            if plan and standing.in_force and today <= plan.ends_on
            else None,
            "formats_made": plan
            and public_formats(edition, text, public_address(plan), current=True),
            "cards": cards,
            "working": bool(chosen) and standing_of_list(chosen, today).in_force,
            "figures": figures_words(cards),
            "themes": common_causes(chosen, cards) if chosen else [],
            "partners": plan.partners.count() if plan else 0,
            "drafts": drafts,
            "events": listening(partnership, today),
            "next": next_public(partnership, today),
            "answers": latest_answers(partnership, today),
            "answers_due": first_due(partnership, today),
            "reporting": lines,
            "formats": formats,
        }


def listed(partnership, plan, today):
    """The plan's list of priorities where everybody may read it, else the one that holds."""
    lists = public_lists(partnership).select_related("partnership", "round")
    own = plan.priority_list_id if plan else None
    return next((one for one in lists if one.pk == own), current_list(lists, today))


def figures_words(cards):
    """The period of the cards' figures, where it is one for all."""
    periods = {period_of(card.figure) for card in cards if card.line}
    return periods.pop() if len(periods) == 1 else ""


def latest_answers(partnership, today):
    """The two newest answers to what people said."""
    given = public_answers(today).filter(partnership=partnership, answered_on__isnull=False)
    newest = with_words(given).order_by("-answered_on", "-pk")[:ANSWERS]
    return [told(one, today) for one in newest]


def first_due(partnership, today):
    """The day by which the first answer is due, where everybody can read that one is."""
    waiting = public_answers(today).filter(partnership=partnership, answered_on=None)
    return waiting.aggregate(day=Min("due_on"))["day"]


def listening(partnership, today):
    """The newest event with a report, with its heading for the front."""
    found = Event.objects.published().filter(partnership=partnership)
    events = list(found.select_related("document__current_edition", "partnership"))
    _, over = by_time(events, today)
    reported = [event for event in over if standing_of_event(event, today) == REPORTED]
    return [
        ("What people told us", event, standing_of_event(event, today), hours(event))
        for event in reported[:1]
    ]
