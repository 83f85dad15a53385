"""What a tap or a text on a meeting's page gets back: the page again, or only what changed.

Without JavaScript a button posts and the browser returns to its place. The page's script asks
for the same with ``Accept: application/json``, and gets the parts of the page that changed.
"""

import uuid

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from events.documents.meeting_actions import action_log
from events.documents.meeting_notes import attendance, live_lines, owners_offered
from events.models import AgendaItem, MeetingAttendance
from events.permissions import may_answer_notes, may_run
from events.views.meetings.access import for_running, meeting_context, visible_meeting
from records.moves import Refused
from records.saving import StaleVersion
from records.views import CONFLICT

PARTS = {
    "state": "events/_meeting_state.html",
    "agenda": "events/_meeting_agenda.html",
    "who": "events/_meeting_who.html",
    "counts": "events/_meeting_counts.html",
    "log": "events/_meeting_log.html",
}
REFUSED = 422


def run_meeting(user, uid):
    """A meeting that this person runs; 404 where it does not exist for them, else 403."""
    found = visible_meeting(user, uid)
    for_running(user, found)
    return found


def meeting_address(meeting, anchor=""):
    page = reverse("events:meeting_detail", args=[meeting.uid])
    return f"{page}#{anchor}" if anchor else page


def held_context(meeting, user):
    """The page of a meeting as it is held."""
    today = timezone.localdate()
    prefetch_related_objects([meeting], "groups")
    lines, here = live_lines(meeting), attendance(meeting)
    log = action_log(meeting, today)
    runs = may_run(user, meeting)
    return meeting_context(meeting, user) | {
        "lines": lines,
        "here": here,
        "log": log,
        "late": sum(row.late for row in log),
        "open": sum(row.action.state == "open" and not row.late for row in log),
        "done": sum(row.action.state == "done" for row in log),
        "states": MeetingAttendance.State.choices,
        "outcomes": AgendaItem.Outcome.choices,
        "owners": owners_offered(meeting, here) if runs else [],
        "writes": runs and meeting.is_open,
        "may_answer": meeting.state == "sent" and may_answer_notes(user, meeting),
        "may_hold": runs and meeting.state == "planned" and meeting.held_on <= today,
        "fresh": {"decision": uuid.uuid4(), "action": uuid.uuid4()},
    }


def wants_parts(request):
    return request.headers.get("Accept") == "application/json"


def answered(request, meeting, act, *, done, anchor, parts):
    """Do what was asked; say what was done, or why not, with what is stored now."""
    try:
        act()
    except Refused as refusal:
        return _answer(request, meeting, REFUSED, str(refusal), anchor, parts)
    except StaleVersion as stale:
        words = f"Somebody else recorded something here meanwhile: {_now(stale.current)}."
        return _answer(request, meeting, CONFLICT, words, anchor, parts)
    return _answer(request, meeting, 200, done, anchor, parts)


def _now(current):
    if isinstance(current, AgendaItem):
        return f"item {current.order} is “{current.get_outcome_display() or 'without an outcome'}”"
    return f"{current} is “{current.get_state_display() or 'not recorded'}”"


def _answer(request, meeting, status, words, anchor, parts):
    if wants_parts(request):
        return parts_answer(request, meeting, status, words, parts)
    if status == CONFLICT:
        messages.error(request, words)
        return conflict_page(request, meeting)
    if words:
        (messages.success if status == 200 else messages.error)(request, words)
    return HttpResponseRedirect(meeting_address(meeting, anchor))


def conflict_page(request, meeting):
    """The page as it is stored now, where a tap met somebody else's."""
    fresh = visible_meeting(request.user, meeting.uid)
    context = held_context(fresh, request.user)
    return TemplateResponse(request, "events/meeting_detail.html", context, status=CONFLICT)


def parts_answer(request, meeting, status, words, parts, **more):
    """The parts that changed, freshly read, for the page's script."""
    found = {}
    if parts:
        fresh = visible_meeting(request.user, meeting.uid)
        context = held_context(fresh, request.user)
        found = {
            part: render_to_string(PARTS[part], context, request) for part in ["state", *parts]
        }
    saved = f"{timezone.localtime():%H:%M}"
    return JsonResponse({"words": words, "saved": saved, "parts": found, **more}, status=status)
