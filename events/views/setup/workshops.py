"""The sessions of an event, in their order."""

from django.db.models import Max
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from events.forms.workshops import PresentationForm, WorkshopForm
from events.models import Workshop
from events.views.access import for_writing, visible, visible_event
from events.views.setup.events import EventPage
from events.workflow.sessions import move_workshop, remove_workshop
from records.views import attempt

WORKSHOPS = Workshop.objects.select_related("event__partnership", "event__document")


def writable_workshop(user, uid):
    """A session of one of the person's partnerships that they may change."""
    workshop = visible(WORKSHOPS.all(), user, uid)
    for_writing(user, workshop.event)
    return workshop


class WorkshopEdit(EventPage):
    """A session: its question and what it collects, or what was presented."""

    template_name = "events/workshop_edit.html"

    def get_record(self):
        return writable_workshop(self.request.user, self.kwargs["workshop"])

    def get_event(self):
        return self.object.event

    def get_form_class(self):
        presents = self.object.form == Workshop.Form.PRESENTATION
        return PresentationForm if presents else WorkshopForm

    def get_back_url(self):
        return f"{super().get_back_url()}#sessions"


class WorkshopAdd(WorkshopEdit):
    """A new session at the end of an event."""

    template_name = "events/workshop_add.html"

    def get_record(self):
        event = visible_event(self.request.user, self.kwargs["event"])
        for_writing(self.request.user, event)
        last = event.workshops.aggregate(last=Max("order"))["last"] or 0
        presents = self.request.GET.get("form") == Workshop.Form.PRESENTATION
        form = Workshop.Form.PRESENTATION if presents else Workshop.Form.WORKSHOP
        return Workshop(event=event, order=last + 1, form=form)


def _to_sessions(workshop):
    return redirect(f"{reverse('events:event_detail', args=[workshop.event.uid])}#sessions")


@require_POST
def workshop_move(request, workshop):
    """Move a session one place up or down."""
    found = writable_workshop(request.user, workshop)
    move_workshop(found, up=request.POST.get("way") == "up", by=request.user)
    return _to_sessions(found)


@require_POST
def workshop_remove(request, workshop):
    """Take a session out, unless somebody said something in it."""
    found = writable_workshop(request.user, workshop)
    attempt(
        request,
        lambda: remove_workshop(found, by=request.user, now=timezone.now()),
        f"{found} was taken out.",
    )
    return _to_sessions(found)
