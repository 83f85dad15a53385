"""What the executive group recorded and stands: each decision that no later one corrects."""

from priorities.models import Decision
from priorities.models.decisions import Outcome

ASIDE = (Outcome.WATCH, Outcome.NOT_NOW)


def valid_decisions(round):
    """The recorded decisions of a round, by their rank on the day, then as they stood."""
    decisions = Decision.objects.filter(
        candidate__round=round, meeting__isnull=False, corrected_by=None
    )
    found = decisions.select_related(
        *("candidate__priority", "candidate__round", "meeting__group", "organisation", "group")
    )
    return sorted(found, key=lambda d: (d.rank is None, d.rank or 0, d.candidate.order, d.pk))


def passed_over(priority_list):
    """What the round of a list considered and only watches, or does not take up now."""
    if priority_list.round_id is None:
        return []
    return [one for one in valid_decisions(priority_list.round) if one.outcome in ASIDE]
