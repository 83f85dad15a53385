"""How an event stands on a day, in words for the public."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models.events import EventState


@dataclass(frozen=True)
class Standing:
    """A status: its kind (as components/_status.html knows it) and its words."""

    kind: str
    words: str


CANCELLED = Standing("bad", gettext_lazy("Cancelled"))
WITHDRAWN = Standing("warn", gettext_lazy("Report withdrawn"))
REPORTED = Standing("done", gettext_lazy("Report published"))
NO_DAY = Standing("wait", gettext_lazy("No exact date"))


def last_day(event):
    return event.ends_on or event.starts_on


def standing_of(event, today):
    """Cancelled first, then what can be read, then the calendar."""
    document = event.document
    if event.state == EventState.CANCELLED:
        return CANCELLED
    if document and document.current_edition_id:
        return WITHDRAWN if document.withdrawn else REPORTED
    if not event.starts_on:
        return NO_DAY
    return _by_day(event, today)


def _by_day(event, today):
    if today < event.starts_on:
        return Standing("here", _("Coming up"))
    if today <= last_day(event):
        return Standing("here", _("Open now") if event.is_consultation else _("Today"))
    return Standing(
        "wait", _("Closed, no report yet") if event.is_consultation else _("No report yet")
    )


def by_time(events, today):
    """Events that are still to come, soonest first, and those that are over, newest first.

    What has no exact day counts as still to come until there is a report of it.
    """
    coming = [event for event in events if _is_coming(event, today)]
    over = [event for event in events if not _is_coming(event, today)]
    coming.sort(key=lambda event: (event.starts_on is None, event.starts_on, event.title))
    over.sort(key=lambda event: (event.starts_on is not None, last_day(event)), reverse=True)
    return coming, over


def _is_coming(event, today):
    if not event.starts_on:
        return not (event.document and event.document.current_edition_id)
    return last_day(event) >= today
