"""The published reports of events that are answered before Django."""

from functools import partial

from events.documents.address import report_address
from events.models import Event
from publishing.documents.shown import Shown


def shown_reports():
    """Each event's report that the public can read, with what its pages say of the event."""
    events = Event.objects.reported().select_related(
        "partnership", "document__partnership", "document__current_edition"
    )
    for event in events:
        yield Shown(event.document, str(event.version), partial(report_address, event))
