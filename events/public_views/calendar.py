"""Events for people's own calendars."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from events.documents.address import event_address
from events.documents.calendar import calendar_file, for_calendar
from events.documents.meetings_calendar import entries
from events.models import Event, Meeting
from events.public_views.events import public_partnership
from records.languages import in_language


@login_not_required
def events_calendar(request, partnership):
    """All public events and announced meetings of a partnership that have a day."""
    found = public_partnership(partnership)
    meetings = Meeting.objects.announced().filter(partnership=found)
    events = [*for_calendar(_public(found.slug)), *entries(meetings)]
    return _calendar(
        request,
        events,
        name=_("Events and meetings of %(name)s") % {"name": in_language(found, "name")},
        filename=f"{found.slug}-events",
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


def _address(one):
    return event_address(one) if isinstance(one, Event) else one.address


def _calendar(request, events, name, filename):
    made = calendar_file(
        events,
        name=name,
        address_of=lambda one: request.build_absolute_uri(_address(one)),
    )
    response = HttpResponse(made, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{filename}.ics"'
    return response
