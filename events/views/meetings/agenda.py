"""An agenda: put together by the officer, read and printed by members, sent to them by mail."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from events.documents.agendas import (
    ends_at,
    items_of,
    last_meeting,
    minutes_over,
    stands_over,
    timed,
)
from events.documents.meeting_actions import open_actions
from events.documents.meetings import standing_in_workspace
from events.documents.papers import by_label, what_it_is
from events.forms.meetings_agenda import ItemForm
from events.models import AgendaItem, AgendaTemplate
from events.models.agendas import ItemKind
from events.views.meetings.access import (
    for_running,
    meeting_context,
    visible,
    visible_meeting,
)
from events.views.meetings.setting_up import MeetingPage
from events.workflow import agendas
from events.workflow.agenda_letters import letters_of, mail_of, send_agenda, sendings
from records.moves import Refused
from records.views import attempt

ITEMS = AgendaItem.objects.select_related("meeting__partnership")


def runnable_item(user, uid):
    """An item of a meeting that this person sets up."""
    item = visible(ITEMS.all(), user, uid)
    for_running(user, item.meeting)
    return item


def agenda_address(meeting):
    return reverse("events:agenda_edit", args=[meeting.uid])


def agenda_of(meeting, today):
    """The agenda with all that its readers see: times, papers, open actions where they belong."""
    items = items_of(meeting)
    lines = timed(items, meeting.starts_at)
    kinds = {item.kind for item in items}
    groups = list(meeting.groups.all())
    open_ones = (
        open_actions(groups, today, partnership=meeting.partnership)
        if ItemKind.ACTIONS in kinds
        else []
    )
    papers = [paper for item in items for paper in item.papers.all()]
    return {
        "lines": lines,
        "ends_at": ends_at(items, meeting.starts_at),
        "over": minutes_over(meeting, items),
        "groups": groups,
        "open_actions": open_ones,
        "late": sum(1 for row in open_ones if row.late),
        "last": last_meeting(meeting) if ItemKind.NOTES in kinds else None,
        "papers": [(paper, what_it_is(paper)) for paper in sorted(papers, key=by_label)],
    }


class AgendaEdit(TemplateView):
    """A meeting before it is held: its agenda, and all that is set up for it."""

    template_name = "events/agenda_edit.html"

    def get_context_data(self, **kwargs):
        user, today = self.request.user, timezone.localdate()
        meeting = visible_meeting(user, self.kwargs["meeting"])
        for_running(user, meeting)
        kind, words = standing_in_workspace(meeting, today)
        return {
            **super().get_context_data(**kwargs),
            **meeting_context(meeting, user),
            **agenda_of(meeting, today),
            "standing": {"kind": kind, "words": words},
            "waiting": list(stands_over(meeting)) if meeting.is_open else [],
            "templates": AgendaTemplate.objects.for_partnership(meeting.partnership),
            "sendings": sendings(meeting),
            "letters": letters_of(meeting).count(),
        }


class AgendaPage(TemplateView):
    """The agenda as members read and print it."""

    template_name = "events/agenda_page.html"

    def get_context_data(self, **kwargs):
        user, today = self.request.user, timezone.localdate()
        meeting = visible_meeting(user, self.kwargs["meeting"])
        return {
            **super().get_context_data(**kwargs),
            **meeting_context(meeting, user),
            **agenda_of(meeting, today),
        }


class AgendaItemEdit(MeetingPage):
    """One item of an agenda."""

    form_class = ItemForm
    template_name = "events/agenda_item_edit.html"

    def get_record(self):
        return runnable_item(self.request.user, self.kwargs["item"])

    def get_meeting(self):
        return self.object.meeting

    def get_success_url(self):
        return f"{self.get_back_url()}#item-{self.object.uid}"


class AgendaItemAdd(AgendaItemEdit):
    """A new item at the end of the agenda."""

    template_name = "events/agenda_item_add.html"

    def get_record(self):
        meeting = visible_meeting(self.request.user, self.kwargs["meeting"])
        for_running(self.request.user, meeting)
        return AgendaItem(meeting=meeting)


@require_POST
def agenda_item_move(request, item):
    """Move an item one place up or down."""
    found = runnable_item(request.user, item)
    up = request.POST.get("way") == "up"
    attempt(request, lambda: agendas.move_item(found, up=up, by=request.user))
    return redirect(f"{agenda_address(found.meeting)}#item-{found.uid}")


@require_POST
def agenda_item_remove(request, item):
    """Take an item off the agenda, unless something came of it."""
    found = runnable_item(request.user, item)
    asked = {"by": request.user, "now": timezone.now()}
    done = f"“{found}” was taken off the agenda."
    attempt(request, lambda: agendas.remove_item(found, **asked), done)
    return redirect(agenda_address(found.meeting))


@require_POST
def agenda_fill(request, meeting):
    """Add the usual items of a template."""
    found = visible_meeting(request.user, meeting)
    for_running(request.user, found)

    def act():
        templates = AgendaTemplate.objects.for_partnership(found.partnership)
        asked = request.POST.get("template", "")
        template = next((one for one in templates if str(one.uid) == asked), None)
        if template is None:
            raise Refused("Choose a template.")
        added = agendas.fill(found, template, by=request.user)
        messages.success(request, f"{added} item{'' if added == 1 else 's'} were added.")

    attempt(request, act)
    return redirect(agenda_address(found))


@require_POST
def agenda_carry(request, meeting):
    """Take up what earlier meetings of the same groups deferred."""
    found = visible_meeting(request.user, meeting)
    for_running(request.user, found)
    attempt(
        request,
        lambda: agendas.carry_over(found, by=request.user),
        "What was deferred is on the agenda now.",
    )
    return redirect(agenda_address(found))


class AgendaSend(TemplateView):
    """The mail with the agenda as members will get it, and to whom; then it is sent."""

    template_name = "events/agenda_send.html"

    def dispatch(self, request, *args, **kwargs):
        self.meeting = visible_meeting(request.user, kwargs["meeting"])
        for_running(request.user, self.meeting)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        number = request.POST.get("number", "")

        def act():
            sent = send_agenda(
                self.meeting,
                number=int(number) if number.isascii() and number.isdigit() else 0,
                by=request.user,
                now=timezone.now(),
                on=timezone.localdate(),
            )
            many = "1 person" if sent == 1 else f"{sent} people"
            messages.success(request, f"The agenda is on its way to {many}.")

        attempt(request, act)
        return redirect(agenda_address(self.meeting))

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            **meeting_context(self.meeting, self.request.user),
            "mail": mail_of(self.meeting, timezone.localdate()),
            "is_empty": not self.meeting.items.exists(),
        }
