"""What anybody can read of events: the list, and each event's page."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from events.documents.address import report_address
from events.documents.facts import when_and_where
from events.documents.meetings_public import public_list
from events.documents.standing import standing_of
from events.models import Event, Meeting
from partnership.models import Partnership
from partnership.models.contacts import Purpose
from publishing.public_views.files import page_language, public_formats


def public_partnership(slug):
    """A partnership that the public can find, or 404."""
    return get_object_or_404(Partnership.objects.published(), slug=slug)


def public_event(partnership, slug):
    """An event that the public can find, or 404."""
    events = Event.objects.published().select_related(
        "partnership", "host", "series", "document__current_edition"
    )
    return get_object_or_404(events, partnership__slug=partnership, slug=slug)


def formats_contact(partnership):
    """Whom to ask for another format, for the foot of the page."""
    return partnership.contact_points.filter(purpose=Purpose.FORMATS).first()


def report_formats(event):
    """The formats of an event's report."""
    edition = event.document.current_edition
    text = edition.text_in(page_language()) or edition
    return public_formats(edition, text, report_address(event), current=True)


@method_decorator(login_not_required, name="dispatch")
class EventList(TemplateView):
    """Events, consultations and meetings: those to come, and those that are over."""

    template_name = "events/event_list.html"

    def get_context_data(self, **kwargs):
        partnership = public_partnership(self.kwargs["partnership"])
        events = Event.objects.published().filter(partnership=partnership)
        today = timezone.localdate()
        found = events.select_related("document__current_edition", "partnership")
        meetings = Meeting.objects.announced().filter(partnership=partnership)
        coming, over = public_list(list(found), list(meetings), today)
        return {
            **super().get_context_data(**kwargs),
            "partnership": partnership,
            "formats": formats_contact(partnership),
            "room": "events",
            "groups": [
                ("coming", _("Coming up"), coming),
                ("over", _("Past events, consultations and meetings"), over),
            ],
            "crumbs": [
                (
                    reverse("portal:partnership_home", args=[partnership.slug]),
                    partnership.place_name,
                ),
                ("", _("Events and meetings")),
            ],
        }


@method_decorator(login_not_required, name="dispatch")
class EventPage(TemplateView):
    """One event: when and where, what is asked there, and what came of it."""

    template_name = "events/event_page.html"

    def get_context_data(self, **kwargs):
        event = public_event(self.kwargs["partnership"], self.kwargs["event"])
        partnership, document = event.partnership, event.document
        current = document.current_edition if document else None
        list_address = reverse("events:event_list", args=[partnership.slug])
        return {
            **super().get_context_data(**kwargs),
            "partnership": partnership,
            "formats": formats_contact(partnership),
            "room": "events",
            "event": event,
            "standing": standing_of(event, timezone.localdate()),
            "rows": when_and_where(event),
            "workshops": event.workshops.select_related("speaker_organisation"),
            "consultation": getattr(event, "consultation", None),
            "edition": current,
            "document": event.document,
            "formats_made": report_formats(event) if current else None,
            "crumbs": [
                (
                    reverse("portal:partnership_home", args=[partnership.slug]),
                    partnership.place_name,
                ),
                (list_address, _("Events and meetings")),
                ("", event.short_name or event.title),
            ],
        }
