"""On the night: the tables open and close, the sessions one after the other, the wall."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from events.documents.board import board, night
from events.documents.sheets import pin_in_threes, sheets_html
from events.models import Table, Workshop
from events.views.access import event_context, for_writing, visible, visible_event
from events.workflow import states
from events.workflow.tables import change_pin
from events.workflow.wall import release_themes
from publishing.children import RenderFailed
from publishing.rendering import render_pdf, renderer_available
from records.moves import Refused
from records.views import attempt


class EventNight(TemplateView):
    """The officer's page for the night; its tables are asked for again while it is open."""

    template_name = "events/event_night.html"

    def get_template_names(self):
        return ["events/_night_tables.html"] if self.request.htmx else [self.template_name]

    def get_context_data(self, **kwargs):
        user = self.request.user
        event = visible_event(user, self.kwargs["event"])
        return {
            **super().get_context_data(**kwargs),
            **event_context(event, user, "night"),
            **night(event, now=timezone.now()),
            "moves": states.CAPTURE_MOVES.open_to(event, user),
            "renderer": renderer_available(),
        }


def _answered(request, event, act, done):
    attempt(request, act, done)
    return redirect("events:event_night", event.uid)


CAPTURE = {
    "open": (states.open_capture, "The tables are open. Now open the first session."),
    "close": (states.close_capture, "The event is closed. The tables’ links have ended."),
}
SESSION = {
    "open": (states.open_session, "Open. The tables see it now."),
    "close": (states.close_session, "Closed. What waits on devices is taken for 15 minutes."),
}


def _chosen(request, moves):
    act, done = moves.get(request.POST.get("move"), (_nothing, ""))
    return lambda thing: act(thing, by=request.user, now=timezone.now()), done


def _nothing(thing, *, by, now):
    raise Refused("Choose what to do.")


@require_POST
def night_move(request, event):
    """Open or close all tables of an event."""
    found = visible_event(request.user, event)
    for_writing(request.user, found)
    act, done = _chosen(request, CAPTURE)
    return _answered(request, found, lambda: act(found), done)


@require_POST
def session_move(request, workshop):
    """Put a session to the tables, or end it."""
    sessions = Workshop.objects.select_related("event__partnership")
    found = visible(sessions, request.user, workshop)
    for_writing(request.user, found.event)
    act, done = _chosen(request, SESSION)
    return _answered(request, found.event, lambda: act(found), f"{found}. {done}")


@require_POST
def table_pin(request, table):
    """Give a table a new PIN; the old one ends at once."""
    tables = Table.objects.select_related("event__partnership")
    found = visible(tables, request.user, table)
    for_writing(request.user, found.event)
    fresh = change_pin(found, by=request.user, now=timezone.now())
    messages.success(
        request, f"{found} has a new PIN: {pin_in_threes(fresh)}. The old one has ended."
    )
    return redirect("events:event_night", found.event.uid)


@require_POST
def themes_release(request, event):
    """Show the themes' names on the wall after the close, or take them off again."""
    found = visible_event(request.user, event)
    for_writing(request.user, found)
    released = request.POST.get("released") == "yes"
    release_themes(found, released=released, by=request.user, now=timezone.now())
    done = "The wall shows the themes once the event is closed." if released else "Taken off."
    messages.success(request, done)
    return redirect("events:event_night", found.uid)


class EventWall(TemplateView):
    """The board on the wall: counts only, nothing that identifies a person."""

    template_name = "events/event_wall.html"

    def get_context_data(self, **kwargs):
        event = visible_event(self.request.user, self.kwargs["event"])
        return {
            **super().get_context_data(**kwargs),
            "event": event,
            "partnership": event.partnership,
            "board": board(event),
            "now": timezone.localtime(),
        }


class EventWallBoard(EventWall):
    """The board alone, as the wall asks for it every few seconds."""

    template_name = "events/_event_wall_board.html"


def table_sheets(request, event):
    """The sheets for all tables and sessions, to print; they carry the PINs."""
    found = visible_event(request.user, event)
    for_writing(request.user, found)
    try:
        pdf = render_pdf(sheets_html(found, large="large" in request.GET))
    except (Refused, RenderFailed) as failure:
        messages.error(request, str(failure))
        return redirect("events:event_night", found.uid)
    response = HttpResponse(pdf.bytes, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="sheets-{found.slug}.pdf"'
    response.headers["Cache-Control"] = "no-store"
    return response
