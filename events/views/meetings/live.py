"""The meeting as it is held: its page, its current item, and what each item came to."""

from django.http import JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import FormView, TemplateView

from events.forms.meeting_notes import ItemNotesForm
from events.models import AgendaItem
from events.views.meetings.access import for_running, meeting_context, visible_meeting
from events.views.meetings.answering import (
    REFUSED,
    answered,
    held_context,
    meeting_address,
    parts_answer,
    run_meeting,
    wants_parts,
)
from events.workflow import meeting_states
from events.workflow.meeting_notes import make_current, set_outcome, write_notes
from partnership.views import visible
from records.moves import Refused
from records.saving import StaleVersion
from records.views import CONFLICT, attempt

ITEMS = AgendaItem.objects.select_related("meeting__partnership")


def run_item(user, uid):
    """An item of a meeting that this person runs."""
    found = visible(ITEMS.all(), user, uid)
    for_running(user, found.meeting)
    return found


class MeetingDetail(TemplateView):
    """Agenda, attendance and action log of one meeting, for whoever takes its notes."""

    template_name = "events/meeting_detail.html"

    def get_context_data(self, **kwargs):
        meeting = visible_meeting(self.request.user, self.kwargs["meeting"])
        return super().get_context_data(**kwargs) | held_context(meeting, self.request.user)


@require_POST
def meeting_hold(request, meeting):
    """Say that the meeting has begun."""
    found = run_meeting(request.user, meeting)
    asked = {"by": request.user, "now": timezone.now()}
    attempt(request, lambda: meeting_states.hold(found, **asked), "The meeting has begun.")
    return redirect(meeting_address(found))


@require_POST
def item_current(request, item):
    """Make an item the one that the meeting speaks of."""
    found = run_item(request.user, item)
    asked = {"by": request.user, "now": timezone.now()}
    return answered(
        request,
        found.meeting,
        lambda: make_current(found, **asked),
        done="",
        anchor=f"item-{found.uid}",
        parts=["agenda"],
    )


@require_POST
def item_outcome(request, item):
    """Noted, agreed or deferred; the same button again clears it."""
    found = run_item(request.user, item)
    asked = {
        "outcome": request.POST.get("outcome", ""),
        "was": request.POST.get("was", ""),
        "by": request.user,
        "now": timezone.now(),
    }
    return answered(
        request,
        found.meeting,
        lambda: set_outcome(found, **asked),
        done="",
        anchor=f"item-{found.uid}",
        parts=["agenda"],
    )


class ItemNotes(FormView):
    """The notes of one item. Over somebody else's newer text nothing is saved: both are shown."""

    template_name = "events/item_notes.html"
    form_class = ItemNotesForm

    def dispatch(self, request, *args, **kwargs):
        self.item = run_item(request.user, self.kwargs["item"])
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self):
        return {"words": self.item.notes, "was": self.item.notes}

    def form_valid(self, form):
        asked = {"by": self.request.user, "now": timezone.now(), **form.cleaned_data}
        try:
            write_notes(self.item, **asked)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        except StaleVersion as stale:
            return self.form_stale(form, stale.current)
        if wants_parts(self.request):
            return parts_answer(self.request, self.item.meeting, 200, "", [])
        return redirect(meeting_address(self.item.meeting, f"item-{self.item.uid}"))

    def form_invalid(self, form):
        if wants_parts(self.request):
            words = " ".join(error for errors in form.errors.values() for error in errors)
            return JsonResponse({"words": words, "parts": {}}, status=REFUSED)
        return super().form_invalid(form)

    def form_stale(self, form, current):
        words = (
            "Somebody else wrote here meanwhile. Nothing is lost: join the two texts, then save."
        )
        if wants_parts(self.request):
            said = {"theirs": current.notes}
            return parts_answer(self.request, self.item.meeting, CONFLICT, words, [], **said)
        form.data = form.data.copy()
        form.data["was"] = current.notes
        context = self.get_context_data(form=form, theirs=current.notes)
        return self.render_to_response(context, status=CONFLICT)

    def get_context_data(self, **kwargs):
        meeting = self.item.meeting
        return super().get_context_data(**kwargs) | {
            **meeting_context(meeting, self.request.user),
            "item": self.item,
            "back": meeting_address(meeting, f"item-{self.item.uid}"),
        }
