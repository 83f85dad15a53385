"""Setting up meetings: one or a year of them, moving one, calling it off, telling the public."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic.edit import FormView

from events.forms.meetings import CancelForm, MeetingForm, MoveForm, NewMeetingForm
from events.models import Meeting
from events.views.meetings.access import for_running, meeting_context, visible_meeting
from events.workflow import meeting_states, meetings
from partnership.models.groups import GroupState
from partnership.views import partnership_with_role
from records.moves import Refused
from records.views import CheckedEdit, attempt


class MeetingPage(CheckedEdit):
    """What the pages that change a meeting have in common."""

    def get_record(self):
        meeting = visible_meeting(self.request.user, self.kwargs["meeting"])
        for_running(self.request.user, meeting)
        return meeting

    def get_meeting(self):
        """The meeting that the edited thing belongs to."""
        return self.object

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)

    def get_back_url(self):
        return reverse("events:agenda_edit", args=[self.get_meeting().uid])

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | meeting_context(self.get_meeting(), self.request.user)


class MeetingEdit(MeetingPage):
    """Who meets, where and at what time; another day is a move, which people are told of."""

    form_class = MeetingForm
    template_name = "events/meeting_edit.html"


class MeetingAdd(MeetingPage):
    """One meeting of a group, or all its meetings of a year."""

    form_class = NewMeetingForm
    template_name = "events/meeting_add.html"

    def get_record(self):
        partnership = partnership_with_role(self.request.user, self.kwargs["partnership"])
        meeting = Meeting(partnership=partnership)
        for_running(self.request.user, meeting)
        return meeting

    def get_initial(self):
        """Opened from a group that has no date yet, it is ticked already."""
        asked = self.request.GET.get("group", "")
        groups = self.object.partnership.groups.exclude(state=GroupState.ENDED)
        return {"groups": [group.pk for group in groups if str(group.uid) == asked]}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"now": timezone.now()}

    def get_back_url(self):
        return reverse("events:meeting_list", args=[self.kwargs["partnership"]])

    def form_valid(self, form):
        answer = super().form_valid(form)
        many = len(getattr(form, "made", []))
        if many < 2:
            return answer
        messages.success(self.request, f"{many} meetings were planned.")
        return redirect(self.get_back_url())

    def get_success_url(self):
        return reverse("events:agenda_edit", args=[self.object.uid])


class MeetingMove(MeetingPage):
    """Another day or hour: members and public are told where it was before."""

    form_class = MoveForm
    template_name = "events/meeting_move.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"now": timezone.now()}

    def get_success_url(self):
        messages.success(self.request, f"It is on {self.object.when} now.")
        return super().get_success_url()


class MeetingCancel(FormView):
    """Call a meeting off, with the reason that everybody reads."""

    form_class = CancelForm
    template_name = "events/meeting_cancel.html"

    def dispatch(self, request, *args, **kwargs):
        self.meeting = visible_meeting(request.user, kwargs["meeting"])
        for_running(request.user, self.meeting)
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form):
        asked = {"by": self.request.user, "now": timezone.now(), **form.cleaned_data}
        try:
            meeting_states.cancel(self.meeting, **asked)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "Cancelled. The reason stands on its page.")
        return redirect("events:agenda_edit", self.meeting.uid)

    def get_context_data(self, **kwargs):
        back = reverse("events:agenda_edit", args=[self.meeting.uid])
        context = super().get_context_data(**kwargs) | {"back": back}
        return context | meeting_context(self.meeting, self.request.user)


@require_POST
def meeting_announce(request, meeting):
    """Let everybody know of a meeting."""
    found = _to_run(request, meeting)
    asked = {"by": request.user, "now": timezone.now()}
    attempt(request, lambda: meetings.announce(found, **asked), "The public can find it now.")
    return redirect("events:agenda_edit", found.uid)


@require_POST
def meeting_take_back(request, meeting):
    """Take a meeting off the public site."""
    found = _to_run(request, meeting)
    asked = {"by": request.user, "now": timezone.now(), "reason": request.POST.get("reason", "")}
    done = "The public cannot find it any more."
    attempt(request, lambda: meetings.take_back(found, **asked), done)
    return redirect("events:agenda_edit", found.uid)


def _to_run(request, uid):
    found = visible_meeting(request.user, uid)
    for_running(request.user, found)
    return found
