"""What readers asked for and were promised, and what is planned to be told: for officers."""

import datetime

from django.db.models import Count, Min
from django.urls import reverse

from partnership.permissions import officer_of
from plans.views.needs import due_words
from portal.views.rows import Row, dated
from publishing.models import Communication, FormatRequest
from publishing.workflow.requests import OPEN

AHEAD = datetime.timedelta(days=7)


def request_rows(user, on):
    """Each open request by its day; one row for all that should have been told by now."""
    mine = officer_of(user)
    if not mine:
        return
    asked = FormatRequest.objects.filter(partnership__in=mine, state__in=OPEN)
    for one in asked.select_related("document"):
        kind, state = dated(one.promised_on, on)
        yield Row(
            f"Asked for: {one.get_wanted_display()}",
            str(one.document or "No document named"),
            reverse("publishing:format_request_detail", args=[one.uid]),
            "Answer",
            kind,
            state,
            due=one.promised_on,
        )
    yield from _to_tell(mine, on)


def _to_tell(mine, on):
    """Lines of the communication plan that are due: one row for each partnership."""
    due = Communication.objects.filter(
        partnership__in=mine, state=Communication.State.PLANNED, due_on__lte=on + AHEAD
    )
    counted = due.order_by().values_list("partnership__slug")
    for slug, count, first in counted.annotate(n=Count("pk"), first=Min("due_on")):
        yield Row(
            f"{count} message{'' if count == 1 else 's'} to send this week",
            "From the communication plan.",
            reverse("publishing:communication_list", args=[slug]),
            "See them",
            "bad" if first < on else "warn",
            due_words(first, on),
            due=first,
        )
