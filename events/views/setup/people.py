"""Who took part, at how many tables, and what a consultation asked of whom."""

from django.contrib import messages
from django.db.models import Sum
from django.http import Http404
from django.utils import timezone

from events.forms.asked import ConsultationForm
from events.forms.attendance import AttendanceForm, stored_list
from events.forms.tables import TablesForm
from events.models import Consultation
from events.views.setup.events import EventPage
from records.views import Clash


class AttendanceEdit(EventPage):
    """The headcount, and the list of who took part."""

    form_class = AttendanceForm
    template_name = "events/attendance_edit.html"

    def form_valid(self, form):
        answer = super().form_valid(form)
        listed = self.object.attendances.aggregate(people=Sum("number"))["people"] or 0
        saved = answer.status_code == 302
        if saved and self.object.headcount is not None and self.object.headcount < listed:
            messages.warning(
                self.request,
                f"Saved. {self.object.headcount:,} took part, but the list adds up to {listed:,}: "
                "check the numbers, or leave them as the source states them.",
            )
        return answer

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if context.get("clashes") is not None:
            stored, typed = stored_list(self.object), context["form"].data.get("listed", "")
            if stored.split() != typed.split():
                context["clashes"].append(Clash("List", stored, typed))
        return context


class TablesEdit(EventPage):
    """How many tables there are, and who facilitates each."""

    form_class = TablesForm
    template_name = "events/tables_edit.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"now": timezone.now()}


class ConsultationEdit(EventPage):
    """What a consultation asked of whom, and how many answered in which way."""

    form_class = ConsultationForm
    template_name = "events/consultation_edit.html"

    def get_record(self):
        event = super().get_record()
        if not event.is_consultation:
            raise Http404("Nobody was asked by post or web: this is an event.")
        found = Consultation.objects.filter(event=event).select_related("event__partnership")
        return found.first() or Consultation(event=event)

    def get_event(self):
        return self.object.event
