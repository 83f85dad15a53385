"""What anybody can read of meetings: day and place, the agenda for the public, published notes."""

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from events.documents.calendar import calendar_file
from events.documents.meetings_calendar import entries
from events.documents.meetings_public import (
    public_items,
    public_papers,
    standing_for_public,
    when_and_where,
    who_attended,
)
from events.documents.papers import handed_out
from events.models import Meeting
from events.public_views.events import formats_contact, public_partnership
from publishing.public_views import pdf_of


def public_meeting(partnership, slug):
    """A meeting that is announced, or 404."""
    found = Meeting.objects.announced().select_related("partnership").prefetch_related("groups")
    return get_object_or_404(found, partnership__slug=partnership, slug=slug)


@method_decorator(login_not_required, name="dispatch")
class MeetingPage(TemplateView):
    """One meeting: when and where, what is on its agenda, and what came of it."""

    template_name = "events/meeting_page.html"

    def get_context_data(self, **kwargs):
        meeting = public_meeting(self.kwargs["partnership"], self.kwargs["meeting"])
        partnership = meeting.partnership
        list_address = reverse("events:event_list", args=[partnership.slug])
        return {
            **super().get_context_data(**kwargs),
            "partnership": partnership,
            "formats": formats_contact(partnership),
            "room": "events",
            "meeting": meeting,
            "standing": standing_for_public(meeting, timezone.localdate()),
            "rows": when_and_where(meeting),
            "items": public_items(meeting),
            "attended": who_attended(meeting) if meeting.notes_published_at else [],
            "crumbs": [
                (
                    reverse("portal:partnership_home", args=[partnership.slug]),
                    partnership.place_name,
                ),
                (list_address, _("Events and meetings")),
                ("", meeting.title),
            ],
        }


@login_not_required
@require_safe
def meeting_calendar(request, partnership, meeting):
    """One meeting for people's own calendars."""
    found = public_meeting(partnership, meeting)
    [entry] = entries(Meeting.objects.announced().filter(pk=found.pk))
    made = calendar_file(
        [entry],
        name=found.title,
        address_of=lambda one: request.build_absolute_uri(one.address),
    )
    response = HttpResponse(made, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{found.slug}.ics"'
    return response


@login_not_required
@require_safe
def meeting_paper(request, partnership, meeting, paper):
    """A paper that an officer marked for the public, of an item that is public too."""
    of = public_partnership(partnership)
    papers = public_papers().filter(item__meeting__partnership=of, item__meeting__slug=meeting)
    papers = papers.select_related("item__meeting", "edition__document")
    found = get_object_or_404(papers, uid=paper)
    if found.link:
        return redirect(found.link)
    if found.edition:
        return pdf_of(found.edition)
    return FileResponse(found.file.open("rb"), **handed_out(found))
