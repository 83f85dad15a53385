"""The notes of a meeting: how they will read, who agrees to them, and what everybody sees."""

import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import FormView, TemplateView

from events.documents.meeting_actions import rows
from events.documents.meeting_notes import attendance, live_lines
from events.documents.notes_letters import notes_mail, readers
from events.forms.meeting_notes import AgreeForm, NotesAnswerForm, SendForm, WithdrawNotesForm
from events.models import MeetingAction
from events.permissions import may_answer_notes
from events.views.meetings.access import meeting_context, visible_meeting
from events.views.meetings.answering import run_meeting
from events.workflow import meeting_notes as notes
from events.workflow import meeting_states, notes_letters
from records.moves import Refused
from records.views import attempt


def notes_address(meeting):
    return reverse("events:meeting_notes", args=[meeting.uid])


def notes_context(meeting, user):
    """The notes as members read them."""
    today = timezone.localdate()
    return meeting_context(meeting, user) | {
        "lines": live_lines(meeting),
        "here": attendance(meeting),
        "asked": rows(MeetingAction.objects.filter(meeting=meeting), today, meeting=meeting),
    }


class MeetingNotes(TemplateView):
    """The notes as they will read, what is public of them, and who has answered."""

    template_name = "events/meeting_notes.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        meeting = visible_meeting(user, self.kwargs["meeting"])
        return super().get_context_data(**kwargs) | {
            **notes_context(meeting, user),
            "readers": readers(meeting, timezone.localdate()),
            "may_answer": meeting.state == "sent" and may_answer_notes(user, meeting),
        }


@require_POST
def meeting_notes_public(request, meeting):
    """Choose which items and decisions everybody may read."""
    found = run_meeting(request.user, meeting)
    ticked = set(request.POST.getlist("public"))
    items = {one.pk for one in found.items.all() if str(one.uid) in ticked}
    decisions = {
        one.pk
        for item in found.items.prefetch_related("decisions")
        for one in item.decisions.all()
        if str(one.uid) in ticked
    }
    asked = {"items": items, "decisions": decisions, "by": request.user, "now": timezone.now()}
    attempt(request, lambda: notes.choose_public(found, **asked), "Kept what the public may see.")
    return redirect(notes_address(found))


MOVES = {
    "take_back": (meeting_states.take_back, "The notes can be changed. Send them again after."),
    "publish": (meeting_states.publish_notes, "Everybody can read the notes, as far as allowed."),
}


def _nothing(meeting, *, by, now):
    raise Refused("Choose what to do with the notes.")


@require_POST
def meeting_notes_move(request, meeting):
    """Take notes back to change them, or show them to everybody."""
    found = run_meeting(request.user, meeting)
    act, done = MOVES.get(request.POST.get("move"), (_nothing, ""))
    asked = {"by": request.user, "now": timezone.now()}
    attempt(request, lambda: act(found, **asked), done)
    return redirect(notes_address(found))


class NotesStep(FormView):
    """A step of the notes that asks something first; officers only."""

    done = ""

    def dispatch(self, request, *args, **kwargs):
        self.meeting = self.get_meeting()
        return super().dispatch(request, *args, **kwargs)

    def get_meeting(self):
        return run_meeting(self.request.user, self.kwargs["meeting"])

    def form_valid(self, form):
        asked = {"by": self.request.user, "now": timezone.now(), **form.cleaned_data}
        try:
            self.act(**asked)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, self.done)
        return redirect(notes_address(self.meeting))

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            **meeting_context(self.meeting, self.request.user),
            "back": notes_address(self.meeting),
        }


class MeetingNotesSend(NotesStep):
    """Send the notes round; the mail is shown first."""

    template_name = "events/meeting_notes_send.html"
    form_class = SendForm
    done = "The notes are on their way to the members."

    def get_mail(self):
        return notes_mail(self.meeting, None, timezone.localdate())

    def get_initial(self):
        week = timezone.localdate() + datetime.timedelta(days=7)
        return {"answer_by": week, "number": self.get_mail().number}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"on": timezone.localdate()}

    def act(self, **asked):
        notes_letters.send_notes(self.meeting, **asked)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"mail": self.get_mail()}


class MeetingNotesAgree(NotesStep):
    """The group agreed the notes on a day."""

    template_name = "events/meeting_notes_agree.html"
    form_class = AgreeForm
    done = "The notes are agreed, and stand still from now on."

    def get_initial(self):
        return {"on": timezone.localdate()}

    def act(self, **asked):
        meeting_states.agree(self.meeting, **asked)


class MeetingNotesWithdraw(NotesStep):
    """Take the notes off the public site."""

    template_name = "events/meeting_notes_withdraw.html"
    form_class = WithdrawNotesForm
    done = "The public cannot read the notes any more."

    def act(self, **asked):
        meeting_states.withdraw_notes(self.meeting, **asked)


class MeetingNotesAnswer(NotesStep):
    """A member reads the notes and says whether they are right."""

    template_name = "events/meeting_notes_answer.html"
    form_class = NotesAnswerForm
    done = "Thank you. Your answer is kept; you can change it until the notes are agreed."

    def get_meeting(self):
        found = visible_meeting(self.request.user, self.kwargs["meeting"])
        if not may_answer_notes(self.request.user, found):
            raise PermissionDenied("Members of the group answer its notes.")
        return found

    def get_initial(self):
        given = self.meeting.notes_answers.filter(user=self.request.user).first()
        if given is None:
            return {}
        return {"agreed": "yes" if given.agreed else "no", "words": given.words}

    def act(self, **asked):
        notes.answer_notes(self.meeting, **asked)

    def get_context_data(self, **kwargs):
        context = notes_context(self.meeting, self.request.user)
        return super().get_context_data(**kwargs) | context
