"""Public meetings (PACT and the like): a series of events set up in one form."""

from django.contrib import messages
from django.urls import reverse
from django.utils import timezone

from events.forms.meetings_public import PublicMeetingsForm
from events.models import Event
from events.models.events import EventKind
from events.views.setup.series import my_partnership
from records.moves import Refused
from records.views import CheckedEdit


class PublicMeetingAdd(CheckedEdit):
    """Place, time and days; each day becomes an event of its own."""

    form_class = PublicMeetingsForm
    template_name = "events/public_meeting_add.html"

    def get_record(self):
        partnership = my_partnership(self.request.user, self.kwargs["partnership"])
        return Event(partnership=partnership, kind=EventKind.PUBLIC_MEETING)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"now": timezone.now()}

    def form_valid(self, form):
        try:
            answer = super().form_valid(form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        many = len(form.made)
        meetings = "1 public meeting was" if many == 1 else f"{many} public meetings were"
        messages.success(self.request, f"{meetings} added to the calendar.")
        return answer

    def get_back_url(self):
        return reverse("events:meeting_list", args=[self.kwargs["partnership"]])

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"partnership": self.object.partnership, "room": "meetings"}
