"""What anybody can read of evaluation reports: the page, its editions, their files."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from events.documents.address import event_address, report_address
from events.models import Event
from publishing.public_views import (
    edition_context,
    file_of_current,
    file_of_edition,
    public_edition,
)


def reported_event(partnership, slug):
    """An event of which the public can read a report, or 404."""
    events = Event.objects.reported().select_related(
        "partnership", "document__partnership", "document__current_edition"
    )
    return get_object_or_404(events, partnership__slug=partnership, slug=slug)


@method_decorator(login_not_required, name="dispatch")
class ReportPage(TemplateView):
    """The current edition of a report as a web page, the first-class form."""

    template_name = "events/report_page.html"

    def get_context_data(self, **kwargs):
        event = reported_event(self.kwargs["partnership"], self.kwargs["event"])
        partnership = event.partnership
        return {
            **super().get_context_data(**kwargs),
            **edition_context(event.document, self.edition_of(event), report_address(event)),
            "example": event.example,
            "room": "events",
            "event": event,
            "event_address": event_address(event),
            "crumbs": [
                (
                    reverse("portal:partnership_home", args=[partnership.slug]),
                    partnership.place_name,
                ),
                (reverse("events:event_list", args=[partnership.slug]), _("Events and meetings")),
                (event_address(event), event.short_name or event.title),
                ("", _("Report")),
            ],
        }

    def edition_of(self, event):
        return event.document.current_edition


class ReportEditionPage(ReportPage):
    """One edition of a report, for ever at this address; an older one says so at its top."""

    template_name = "events/report_edition_page.html"

    def edition_of(self, event):
        return public_edition(event.document, self.kwargs["number"])


@login_not_required
def report_file(request, partnership, event, suffix):
    """The current edition in one of its formats: ``report.pdf``, ``report.epub`` …"""
    return file_of_current(reported_event(partnership, event).document, suffix)


@login_not_required
def report_edition_file(request, partnership, event, number, suffix):
    """One edition in one of its formats: the same bytes for ever."""
    return file_of_edition(reported_event(partnership, event).document, number, suffix)
