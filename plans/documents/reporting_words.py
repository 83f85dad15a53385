"""When a report is due and what became of it, in words."""

from django.utils.timezone import localdate, localtime

from plans.documents.reported import FILLED
from plans.models.reporting import GroupReportState
from records.periods import day_label


def due_words(report, on):
    """“Due Friday 13 April 2012, in 3 days”, or “Late by 2 days”; the day alone once it is in."""
    due_on = report.quarter.due_on
    day = f"Due {due_on:%A} {day_label(due_on)}"
    if report.state not in FILLED or not report.quarter.is_open:
        return day
    left = (due_on - on).days
    size = f"{abs(left)} day{'' if abs(left) == 1 else 's'}"
    if left == 0:
        return f"{day}, today"
    return f"{day}, in {size}" if left > 0 else f"{day}. Late by {size}"


def state_words(report):
    """What became of a report that is no longer filled, or nothing; as (kind, words, more)."""
    if report.state == GroupReportState.ACCEPTED:
        when = day_label(localdate(report.accepted_at))
        more = "It is kept as it was sent. A correction goes through the partnership officer."
        return "good", f"Accepted on {when} by {report.accepted_by_label}", more
    if not report.quarter.is_open:
        more = "What it holds is kept. A correction goes through the partnership officer."
        return "wait", "The officer has closed the quarter", more
    if report.state == GroupReportState.SENT:
        at = localtime(report.sent_at)
        more = "You can change it until the officer accepts it or closes the quarter."
        words = f"Sent on {day_label(at)} at {at:%H:%M} by {report.sent_by_label}"
        return "good", words, more
    return None
