"""The front door: find a partnership, and each partnership's own front page."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import cache_control
from django.views.generic import TemplateView

from events.documents.facts import hours
from events.documents.meetings import next_public
from events.documents.standing import REPORTED, by_time
from events.documents.standing import standing_of as standing_of_event
from events.models import Event
from partnership.models import Partnership
from partnership.models.contacts import Purpose
from plans.documents.answers import public_answers, told, with_words
from plans.models import ConsultationDraft, Plan
from plans.models.plans import standing_of
from priorities.documents.cards import cards_of, common_causes
from priorities.documents.standing import current_list, public_lists
from priorities.documents.standing import standing_of as standing_of_list
from priorities.documents.values import period_of
from records.fields import valid_on

REPORTING = (Purpose.EMERGENCY, Purpose.NON_EMERGENCY, Purpose.ANONYMOUS, Purpose.COUNCIL)
LONGEST_SEARCH = 100
ANSWERS = 2  # the latest, on a front page


@method_decorator(login_not_required, name="dispatch")
class Home(TemplateView):
    """Find a partnership by its name or by a place that it covers."""

    template_name = "portal/home.html"

    def get_context_data(self, **kwargs):
        words = self.request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_SEARCH]
        found = Partnership.objects.published()
        if words:
            found = found.filter(
                Q(name__icontains=words)
                | Q(other_names__name__icontains=words)
                | Q(covered_areas__area__name__icontains=words)
                | Q(covered_areas__area__aliases__name__icontains=words)
            ).distinct()
        return {**super().get_context_data(**kwargs), "words": words, "partnerships": found}


@method_decorator(login_not_required, name="dispatch")
class PartnershipHome(TemplateView):
    """Is there a plan, is it in force, what are they working on, how do I report something."""

    template_name = "portal/partnership_home.html"

    def get_context_data(self, **kwargs):
        partnership = get_object_or_404(
            Partnership.objects.published(), slug=self.kwargs["partnership"]
        )
        today = timezone.localdate()
        plan = current_plan(partnership, today)
        chosen = listed(partnership, plan, today)
        cards = cards_of(chosen) if chosen else []
        contacts = partnership.contact_points.filter(valid_on(today))
        return {
            **super().get_context_data(**kwargs),
            "partnership": partnership,
            "plan": plan,
            "standing": standing_of(plan, today) if plan else None,
            "edition": plan.document.current_edition if plan else None,
            "pdf": plan.document.current_edition.pdf if plan else None,
            "cards": cards,
            "working": bool(chosen) and standing_of_list(chosen, today).in_force,
            "figures": figures_words(cards),
            "themes": common_causes(chosen, cards) if chosen else [],
            "partners": plan.partners.count() if plan else 0,
            "drafts": open_drafts(partnership, today),
            "events": listening(partnership, today),
            "next": next_public(partnership, today),
            "answers": latest_answers(partnership, today),
            "reporting": [point for point in contacts if point.purpose in REPORTING],
            "formats": next((p for p in contacts if p.purpose == Purpose.FORMATS), None),
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


def current_plan(partnership, today):
    """The published plan in force on a day, else the latest one; never an assessment's summary."""
    plans = Plan.objects.published().filter(partnership=partnership, summary_of=None)
    plans = list(plans.select_related("document__current_edition", "priority_list"))
    in_force = [plan for plan in plans if standing_of(plan, today).in_force]
    return (in_force or plans or [None])[0]


def open_drafts(partnership, today):
    """The drafts of plans on which anybody can comment today."""
    drafts = ConsultationDraft.objects.public().filter(
        plan__partnership=partnership, state="open", closes_on__gte=today
    )
    return drafts.select_related("plan")


def latest_answers(partnership, today):
    """The two newest answers to what people said."""
    given = public_answers(today).filter(partnership=partnership, answered_on__isnull=False)
    newest = with_words(given).order_by("-answered_on", "-pk")[:ANSWERS]
    return [told(one, today) for one in newest]


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


@login_not_required
@cache_control(public=True, max_age=300)
def partnership_colour(request, partnership):
    """The partnership's colour as custom properties: pages need no inline style for it."""
    found = get_object_or_404(Partnership.objects.published(), slug=partnership)
    soft = soften(found.colour)
    css = f":root {{ --brand: {found.colour}; --brand-soft: {soft}; }}\n"
    return HttpResponse(css, content_type="text/css; charset=utf-8")


def soften(colour):
    """A colour thinned to an eighth on white, as ground for text."""
    parts = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(255 - (255 - part) / 8):02x}" for part in parts)
