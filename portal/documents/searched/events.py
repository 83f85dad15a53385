"""Events, consultations and announced meetings."""

from django.urls import reverse

from events.documents.address import event_address
from events.models import Event, Meeting
from portal.documents.searched.thing import Hit, Source, Thing, Words, among, in_both, one_line
from portal.models import SearchKind
from records.languages import in_language
from records.richtext import words


class Events(Source):
    kind = SearchKind.EVENT
    watched = (Event,)

    def stamps(self, today, keys=None):
        found = among(Event.objects.published(), keys).order_by()
        return {pk: f"version {version}" for pk, version in found.values_list("pk", "version")}

    def things(self, keys, today):
        for event in among(Event.objects.published(), keys):
            yield Thing(
                event.pk,
                event.partnership_id,
                event.starts_on,
                in_both(lambda event=event: [_event_words(event)]),
            )

    def hits(self, keys, today):
        found = among(Event.objects.published(), keys).select_related("partnership")
        return {
            event.pk: Hit(
                f"version {event.version}",
                event.partnership,
                in_language(event, "title"),
                event_address(event),
                event.starts_on,
                note=event.place,
                example=event.example,
            )
            for event in found
        }


def _event_words(event):
    texts = [words(in_language(event, name)) for name in ("background", "format", "closing")]
    return Words(
        in_language(event, "title"),
        one_line(in_language(event, "summary"), event.place, *texts),
    )


class Meetings(Source):
    kind = SearchKind.MEETING
    watched = (Meeting,)

    def stamps(self, today, keys=None):
        found = among(Meeting.objects.announced(), keys).order_by()
        return {pk: f"version {version}" for pk, version in found.values_list("pk", "version")}

    def things(self, keys, today):
        for meeting in among(Meeting.objects.announced(), keys):
            yield Thing(
                meeting.pk,
                meeting.partnership_id,
                meeting.held_on,
                in_both(lambda m=meeting: [Words(in_language(m, "title"), one_line(m.venue))]),
            )

    def hits(self, keys, today):
        found = among(Meeting.objects.announced(), keys).select_related("partnership")
        return {
            meeting.pk: Hit(
                f"version {meeting.version}",
                meeting.partnership,
                in_language(meeting, "title"),
                reverse("events:meeting_page", args=[meeting.partnership.slug, meeting.slug]),
                meeting.held_on,
                note=meeting.venue,
                example=meeting.example,
            )
            for meeting in found
        }
