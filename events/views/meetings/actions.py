"""What meetings asked somebody to do: added, ended, given to another, and all of them in a list."""

import uuid

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import FormView, TemplateView

from events.documents.meeting_actions import in_order, list_filters, listed, rows
from events.forms.meeting_notes import ActionEditForm, ActionForm, DropForm
from events.models import MeetingAction, MeetingDecision
from events.views.meetings.access import for_running, meeting_context, visible_meeting
from events.views.meetings.answering import answered, meeting_address, run_meeting, wants_parts
from events.workflow import meeting_actions
from partnership.permissions import is_officer
from partnership.views import partnership_with_role, visible
from records.moves import Refused
from records.pages import KeysetPage
from records.views import CheckedEdit, attempt

ACTIONS = MeetingAction.objects.select_related("meeting__partnership", "organisation")


def run_action(user, uid):
    """An action of a meeting that this person runs."""
    found = visible(ACTIONS.all(), user, uid)
    for_running(user, found.meeting)
    return found


class MeetingActionAdd(FormView):
    """A new action; from a decision or an item it brings the words."""

    template_name = "events/meeting_action_add.html"
    form_class = ActionForm

    def dispatch(self, request, *args, **kwargs):
        self.meeting = run_meeting(request.user, self.kwargs["meeting"])
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self):
        asked = self.request.GET
        initial = {name: asked.get(name, "") for name in ("wording", "item", "decision")}
        decided = MeetingDecision.objects.filter(
            item__meeting=self.meeting, uid__in=_uids(initial["decision"])
        ).first()
        if decided:
            initial["wording"] = decided.wording
        return initial | {"uid": uuid.uuid4()}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"meeting": self.meeting}

    def form_valid(self, form):
        asked = {"by": self.request.user, "now": timezone.now(), **form.cleaned_data}

        def act():
            meeting_actions.add(self.meeting, **asked)

        parts = ["agenda", "log"]
        words = {"done": "The action is in the log.", "anchor": "actions", "parts": parts}
        return answered(self.request, self.meeting, act, **words)

    def form_invalid(self, form):
        if not wants_parts(self.request):
            return super().form_invalid(form)

        def refuse():
            raise Refused(" ".join(error for errors in form.errors.values() for error in errors))

        asked = {"done": "", "anchor": "actions", "parts": ["log"]}
        return answered(self.request, self.meeting, refuse, **asked)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            **meeting_context(self.meeting, self.request.user),
            "back": meeting_address(self.meeting, "actions"),
        }


def _uids(words):
    try:
        return [uuid.UUID(words)]
    except ValueError:
        return []


MOVES = {
    "done": (meeting_actions.mark_done, "Marked as done."),
    "reopen": (meeting_actions.reopen, "The action is open again."),
}


@require_POST
def meeting_action_move(request, meeting_action):
    """Mark an action done, or take that back."""
    found = run_action(request.user, meeting_action)
    act, done = MOVES.get(request.POST.get("move"), (_nothing, ""))
    asked = {"by": request.user, "now": timezone.now()}
    if request.POST.get("at") == "list":
        attempt(request, lambda: act(found, **asked), done)
        page = reverse("events:meeting_action_list", args=[found.meeting.partnership.slug])
        return redirect(f"{page}?show=all#action-{found.uid}")
    return answered(
        request,
        _page_of(request, found),
        lambda: act(found, **asked),
        done=done,
        anchor=f"action-{found.uid}",
        parts=["log"],
    )


def _page_of(request, action):
    """The meeting on whose page the button stood: perhaps a later one than the action's own."""
    later = _uids(request.POST.get("at", ""))
    return visible_meeting(request.user, later[0]) if later else action.meeting


def _nothing(action, *, by, now):
    raise Refused("Choose what became of the action.")


class MeetingActionDrop(FormView):
    """An action that is no longer needed, with the reason."""

    template_name = "events/meeting_action_drop.html"
    form_class = DropForm

    def dispatch(self, request, *args, **kwargs):
        self.action = run_action(request.user, self.kwargs["meeting_action"])
        return super().dispatch(request, *args, **kwargs)

    def get_back(self):
        return meeting_address(self.action.meeting, f"action-{self.action.uid}")

    def form_valid(self, form):
        asked = {"by": self.request.user, "now": timezone.now()}
        try:
            meeting_actions.drop(self.action, reason=form.cleaned_data["reason"], **asked)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "No longer needed: it stays in the list with its reason.")
        return redirect(self.get_back())

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            **meeting_context(self.action.meeting, self.request.user),
            "action": self.action,
            "back": self.get_back(),
        }


class MeetingActionEdit(CheckedEdit):
    """Another owner or another day for an action."""

    template_name = "events/meeting_action_edit.html"
    form_class = ActionEditForm

    def get_record(self):
        return run_action(self.request.user, self.kwargs["meeting_action"])

    def get_back_url(self):
        return meeting_address(self.object.meeting, f"action-{self.object.uid}")

    def get_context_data(self, **kwargs):
        found = rows(MeetingAction.objects.filter(pk=self.object.pk), timezone.localdate())
        return super().get_context_data(**kwargs) | {
            **meeting_context(self.object.meeting, self.request.user),
            "action": self.object,
            "left": found[0].left,
        }


class MeetingActionList(TemplateView):
    """All that the meetings of a partnership asked somebody to do."""

    template_name = "events/meeting_action_list.html"

    def get_context_data(self, **kwargs):
        user, today = self.request.user, timezone.localdate()
        partnership = partnership_with_role(user, self.kwargs["partnership"])
        asked = self.request.GET
        show, owner = asked.get("show", ""), asked.get("owner", "")[:200]
        page = KeysetPage.of(listed(partnership, today, show=show, owner=owner), asked)
        return super().get_context_data(**kwargs) | {
            "partnership": partnership,
            "room": "meetings",
            "page": page,
            "rows": in_order(page.rows, today),
            "filters": list_filters(partnership, today, show=show, owner=owner),
            "owner": owner,
            "show": show,
            "can_run": is_officer(user, partnership),
        }
