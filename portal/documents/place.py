"""What is public about one place: figures, actions, answers, events, priorities."""

import re
from dataclasses import dataclass, field

from events.documents.facts import hours
from events.documents.standing import by_time, standing_of
from events.models import Event
from partnership.models import AreaAlias
from plans.documents.answers import public_answers, told, with_words
from plans.documents.public_progress import public_actions
from plans.models import Plan
from plans.models.standing import standing_of as plan_standing
from portal.documents.place_figures import Compared, compared_of, figures_of
from portal.documents.reach import within
from priorities.documents.standing import current_list, public_lists

PLANS, ANSWERS, EVENTS = 3, 6, 4  # the newest of each


@dataclass
class About:
    """What is held about a place, each part as its page shows it; empty where nothing is."""

    figures: list = field(default_factory=list)  # (figure, headline)
    compared: Compared | None = None
    plans: list = field(default_factory=list)  # (plan, standing, actions that name the place)
    answers: list = field(default_factory=list)
    events: list = field(default_factory=list)  # (event, standing, hours)
    priorities: object = None  # the list that holds

    @property
    def actions(self):
        return [(plan, action) for plan, _, some in self.plans for action in some]


def about(area, partnership, on, *, whole, asked=""):
    """All of it; ``whole`` where the place is all that the partnership covers.

    What a town or ward is named in belongs to it; of a whole area everything does, so there the
    plan and the newest answers stand for all. ``asked`` picks the figure that is compared.
    """
    keys = set(within({area.pk}))
    figures = figures_of(area, partnership, on, whole=whole)
    lists = public_lists(partnership).prefetch_related("entries__priority")
    return About(
        figures=figures,
        compared=compared_of([one for one, _ in figures], partnership, on, asked),
        plans=_plans(area, partnership, on, whole=whole),
        answers=_answers(keys, partnership, on, whole=whole),
        events=_events(area, keys, partnership, on, whole=whole),
        priorities=current_list(lists, on),
    )


def names_of(area):
    """A pattern that finds the place in a text by any of its names."""
    aliases = AreaAlias.objects.filter(area=area).values_list("name", flat=True)
    names = {area.name, area.name_cy, *aliases}
    known = sorted((re.escape(name) for name in names if len(name) > 2), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(known)})(?!\w)", re.IGNORECASE)


def _plans(area, partnership, on, *, whole):
    """The newest published plans, those in force first, each with the actions that name it."""
    plans = Plan.objects.published().filter(partnership=partnership, document__withdrawn_at=None)
    plans = plans.select_related("document__current_edition", "partnership")
    plans = plans.defer("document__current_edition__fragment", "submitted_fragment")
    rows = [(plan, plan_standing(plan, on)) for plan in plans if plan.is_carried_on]
    rows.sort(key=lambda row: not row[1].in_force)
    named = names_of(area)
    return [
        (plan, standing, [] if whole else _naming(plan, named)) for plan, standing in rows[:PLANS]
    ]


def _naming(plan, named):
    actions = public_actions(plan, plan.document.current_edition)
    return [one for one in actions if named.search(one.frozen["wording"])]


def _answers(keys, partnership, on, *, whole):
    found = public_answers(on).filter(partnership=partnership)
    if not whole:
        found = found.filter(areas__in=keys).distinct()
    newest = with_words(found).order_by("-answered_on", "-pk")[:ANSWERS]
    return [told(one, on) for one in newest]


def _names(event, named):
    return named.search(f"{event.title}. {event.place}")


def _events(area, keys, partnership, on, *, whole):
    """What is held there or about it, what is to come first."""
    events = Event.objects.published().filter(partnership=partnership)
    events = events.select_related("document__current_edition", "partnership", "host")
    events = events.defer("document__current_edition__fragment")
    if not whole:
        named = names_of(area)
        in_it = set(events.filter(areas__in=keys).order_by().values_list("pk", flat=True))
        events = [one for one in events if one.pk in in_it or _names(one, named)]
    coming, over = by_time(list(events), on)
    return [(one, standing_of(one, on), hours(one)) for one in [*coming, *over][:EVENTS]]
