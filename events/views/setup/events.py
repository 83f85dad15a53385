"""An event in the workspace: its facts on one page, and the pages that change them."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from events.documents.overview import facts_of
from events.forms.events import EventForm, EventTextsForm, NewEventForm
from events.models import Event, EventSeries
from events.models.events import EventKind
from events.views.access import event_context, for_writing, visible_event
from events.views.setup.series import my_partnership
from events.workflow import states
from records.moves import Refused
from records.views import CheckedEdit


class EventDetail(TemplateView):
    """What is known of an event, what readers will miss, and how it moves."""

    template_name = "events/event_detail.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        event = visible_event(user, self.kwargs["event"])
        return {
            **super().get_context_data(**kwargs),
            **event_context(event, user, "detail"),
            **facts_of(event),
            "moves": states.EVENT_MOVES.open_to(event, user),
        }


class EventPage(CheckedEdit):
    """What the pages that change a part of an event have in common."""

    def get_record(self):
        event = visible_event(self.request.user, self.kwargs["event"])
        for_writing(self.request.user, event)
        return event

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)

    def get_event(self):
        """The event that the edited thing belongs to."""
        return self.object

    def get_back_url(self):
        return reverse("events:event_detail", args=[self.get_event().uid])

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | event_context(self.get_event(), self.request.user, "detail")


class EventEdit(EventPage):
    """What, when, where and for whom."""

    form_class = EventForm
    template_name = "events/event_edit.html"


class EventTexts(EventPage):
    """The texts of the report, and the contact for the full data."""

    form_class = EventTextsForm
    template_name = "events/event_texts.html"


class EventAdd(EventPage):
    """A new event, or a new consultation, of a partnership whose officer I am."""

    form_class = NewEventForm
    template_name = "events/event_add.html"

    def get_record(self):
        partnership = my_partnership(self.request.user, self.kwargs["partnership"])
        event = Event(partnership=partnership)
        if "consultation" in self.request.GET:
            event.kind = EventKind.SURVEY
        return event

    def get_initial(self):
        """Opened from a series, it is already in it."""
        uid = self.request.GET.get("series", "")
        of = EventSeries.objects.for_partnership(self.object.partnership)
        series = next((one for one in of if str(one.uid) == uid), None)
        latest = series.events.order_by("-starts_on").first() if series else None
        return {"series": series, "same_design": latest} if series else {}

    def get_back_url(self):
        return reverse("events:workspace_event_list")

    def get_success_url(self):
        return reverse("events:event_detail", args=[self.object.uid])


MOVES = {"announce": states.announce, "cancel": states.cancel, "hide": states.hide}
MOVED = {
    "announce": "The public can find it now.",
    "cancel": "Cancelled. The public sees the notice.",
    "hide": "The public cannot find it any more.",
}


@require_POST
def event_move(request, event):
    """Show an event to the public, cancel it, or take it off the public site."""
    found = visible_event(request.user, event)
    for_writing(request.user, found)
    name = request.POST.get("move")
    reason = {} if name == "announce" else {"reason": request.POST.get("reason", "")}
    try:
        if name not in MOVES:
            raise Refused("Choose what to do.")
        MOVES[name](found, by=request.user, now=timezone.now(), **reason)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, MOVED[name])
    return redirect("events:event_detail", found.uid)
