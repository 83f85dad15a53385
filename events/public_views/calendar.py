"""Events for people's own calendars."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse

from events.documents.address import event_address
from events.documents.calendar import calendar_file, for_calendar
from events.models import Event
from events.public_views.events import public_partnership


@login_not_required
def events_calendar(request, partnership):
    """All public events of a partnership that have a day."""
    found = public_partnership(partnership)
    events = for_calendar(_public(found.slug))
    return _calendar(
        request, events, name=f"Events of {found.name}", filename=f"{found.slug}-events"
    )


@login_not_required
def event_calendar(request, partnership, event):
    """One event; a consultation or an evening without an exact day has no place in a calendar."""
    found = for_calendar(_public(partnership)).filter(slug=event).first()
    if found is None:
        raise Http404("No such event with a day.")
    return _calendar(request, [found], found.title, found.slug)


def _public(partnership):
    return (
        Event.objects.published()
        .filter(partnership__slug=partnership)
        .select_related("partnership")
    )


def _calendar(request, events, name, filename):
    made = calendar_file(
        events,
        name=name,
        address_of=lambda event: request.build_absolute_uri(event_address(event)),
    )
    response = HttpResponse(made, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{filename}.ics"'
    return response
