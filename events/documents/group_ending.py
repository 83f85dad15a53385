"""What still stands on a group that a decision would close: said before it is closed."""

from events.models import MeetingAction

# Plans and priorities stand above this room: what they hang on a group is asked for by the
# names that they give it there, and nothing is imported.
COMPLETE = "complete"
TO_SEND = ("draft", "returned")


def stands_open(group, on):
    """What closing would leave behind, one line each: what it is, and how many."""
    reports = group.reports.filter(quarter__closed_at=None, state__in=TO_SEND)
    counts = {
        "Actions of a plan in force that need another lead": _plan_actions(group, on).count(),
        "Reports for a quarter that is not closed, not sent": reports.count(),
        "Priorities that it delivers": group.priority_set.filter(state="standing").count(),
        "Open actions of its meetings": _meeting_actions(group).count(),
    }
    return [(words, count) for words, count in counts.items() if count]


def _plan_actions(group, on):
    running = group.actions.filter(plan__starts_on__lte=on, plan__ends_on__gte=on)
    published = running.filter(plan__document__current_edition__isnull=False)
    return published.exclude(updates__status=COMPLETE).distinct()


def _meeting_actions(group):
    return MeetingAction.objects.filter(state="open", meeting__groups=group).distinct()
