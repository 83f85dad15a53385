"""What of a thread everybody may read; whatever is not named here stays inside."""

from django.db.models import Q

from events.models import Contribution, Event, Theme
from plans.models import Action, Plan, ProgressUpdate, Response
from priorities.models import Figure, FindingStatement, Priority, PriorityList


def contributions():
    """Words that a public answer names, and what a public report prints as a top priority."""
    answered = Response.objects.published().exclude(contribution=None)
    printed = Q(top_priority=True, event__in=Event.objects.reported())
    named = Q(pk__in=answered.values("contribution"))
    return Contribution.objects.kept().filter(named | printed, event__partnership__public=True)


def themes():
    """Themes that a public report names, or a public answer."""
    answered = Response.objects.published().exclude(theme=None)
    return Theme.objects.filter(
        Q(reported__workshop__event__in=Event.objects.reported())
        | Q(pk__in=answered.values("theme")),
        partnership__public=True,
    ).distinct()


def findings():
    """Sentences of surveys with at least one result that is not internal."""
    return FindingStatement.objects.filter(
        findings__internal=False, survey__partnership__public=True
    ).distinct()


def figures():
    return Figure.objects.public()


def priorities():
    """Priorities that stand in a public list."""
    lists = PriorityList.objects.published()
    return Priority.objects.filter(listed__priority_list__in=lists).distinct()


def actions():
    """Actions of plans of which an edition is public; what an edition lacks is left out later."""
    return Action.objects.filter(plan__in=Plan.objects.published())


def updates():
    return ProgressUpdate.objects.published()


def responses():
    return Response.objects.published()
