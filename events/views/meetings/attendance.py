"""Who is here: a tap for each body, and whoever else attends."""

import uuid

from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import FormView

from events.documents.meeting_notes import attendance, owner_named
from events.forms.meeting_notes import AttendsForm
from events.models import MeetingAttendance
from events.views.meetings.access import for_running, meeting_context
from events.views.meetings.answering import answered, meeting_address, run_meeting
from events.workflow import meeting_attendance
from partnership.views import visible
from records.moves import Refused
from records.views import attempt


@require_POST
def attendance_record(request, meeting):
    """Record, or clear, whether a body is there."""
    found = run_meeting(request.user, meeting)
    body = _body(found, request.POST.get("who", ""))
    asked = {
        "state": request.POST.get("state", ""),
        "was": request.POST.get("was", ""),
        "substitute": request.POST.get("substitute", ""),
        "by": request.user,
        "now": timezone.now(),
    }
    who = body.row if body.row else body.organisation
    return answered(
        request,
        found,
        lambda: meeting_attendance.record(found, who, **asked),
        done="",
        anchor=f"who-{body.key}",
        parts=["who", "counts"],
    )


def _body(meeting, asked):
    """One of those in the list, or 404."""
    try:
        wanted = uuid.UUID(asked)
    except ValueError as error:
        raise Http404 from error
    for body in attendance(meeting).bodies:
        if body.key == wanted:
            return body
    raise Http404


class AttendanceAdd(FormView):
    """Add somebody else who attends: a body or a post."""

    template_name = "events/attendance_add.html"
    form_class = AttendsForm

    def dispatch(self, request, *args, **kwargs):
        self.meeting = run_meeting(request.user, self.kwargs["meeting"])
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form):
        organisation, post = owner_named(form.cleaned_data["who"], self.meeting)
        asked = {"by": self.request.user, "now": timezone.now()}
        try:
            meeting_attendance.add(self.meeting, organisation=organisation, post=post, **asked)
        except Refused as refusal:
            form.add_error("who", str(refusal))
            return self.form_invalid(form)
        return redirect(meeting_address(self.meeting, "who"))

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            **meeting_context(self.meeting, self.request.user),
            "back": meeting_address(self.meeting, "who"),
        }


@require_POST
def attendance_remove(request, attendance):
    """Take somebody off the list who was added by mistake."""
    rows = MeetingAttendance.objects.select_related("meeting__partnership", "organisation")
    found = visible(rows, request.user, attendance)
    for_running(request.user, found.meeting)
    asked = {"by": request.user, "now": timezone.now()}
    attempt(
        request,
        lambda: meeting_attendance.remove(found, **asked),
        f"{found} is no longer in the list.",
    )
    return redirect(meeting_address(found.meeting, "who"))
