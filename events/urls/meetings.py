"""Meetings: the year’s calendar, agendas, notes, and what the public sees of them."""

from django.urls import path

from events.public_views import meetings as public
from events.views.meetings import (
    actions,
    agenda,
    attendance,
    calendar,
    decisions,
    live,
    notes,
    papers,
    public_ones,
    setting_up,
    templates,
)

W = "workspace/"
OF = f"{W}<slug:partnership>/"
MEETING = f"{W}meetings/<uuid:meeting>/"
ITEM = f"{W}agenda-items/<uuid:item>/"
PAPER = f"{W}papers/<uuid:paper>/"
TEMPLATES = f"{OF}agenda-templates/"
PUBLIC = "<slug:partnership>/meetings/<slug:meeting>/"

# ---- set up

SET_UP = [
    path(f"{W}meetings/", calendar.meeting_home, name="meeting_home"),
    path(f"{OF}meetings/", calendar.MeetingList.as_view(), name="meeting_list"),
    path(f"{OF}meetings/add/", setting_up.MeetingAdd.as_view(), name="meeting_add"),
    path(
        f"{OF}meetings/public/add/",
        public_ones.PublicMeetingAdd.as_view(),
        name="public_meeting_add",
    ),
    path(f"{MEETING}edit/", setting_up.MeetingEdit.as_view(), name="meeting_edit"),
    path(f"{MEETING}move/", setting_up.MeetingMove.as_view(), name="meeting_move"),
    path(f"{MEETING}cancel/", setting_up.MeetingCancel.as_view(), name="meeting_cancel"),
    path(f"{MEETING}announce/", setting_up.meeting_announce, name="meeting_announce"),
    path(f"{MEETING}take-back/", setting_up.meeting_take_back, name="meeting_take_back"),
    path(f"{MEETING}agenda/", agenda.AgendaEdit.as_view(), name="agenda_edit"),
    path(f"{MEETING}agenda/read/", agenda.AgendaPage.as_view(), name="agenda_page"),
    path(f"{MEETING}agenda/send/", agenda.AgendaSend.as_view(), name="agenda_send"),
    path(f"{MEETING}agenda/fill/", agenda.agenda_fill, name="agenda_fill"),
    path(f"{MEETING}agenda/carry/", agenda.agenda_carry, name="agenda_carry"),
    path(f"{MEETING}agenda/add/", agenda.AgendaItemAdd.as_view(), name="agenda_item_add"),
    path(ITEM, agenda.AgendaItemEdit.as_view(), name="agenda_item_edit"),
    path(f"{ITEM}move/", agenda.agenda_item_move, name="agenda_item_move"),
    path(f"{ITEM}remove/", agenda.agenda_item_remove, name="agenda_item_remove"),
    path(f"{ITEM}papers/add/", papers.PaperAdd.as_view(), name="paper_add"),
    path(PAPER, papers.paper_file, name="paper_file"),
    path(f"{PAPER}show/", papers.paper_show, name="paper_show"),
    path(f"{PAPER}remove/", papers.paper_remove, name="paper_remove"),
    path(TEMPLATES, templates.AgendaTemplateList.as_view(), name="agenda_template_list"),
    path(f"{TEMPLATES}add/", templates.AgendaTemplateAdd.as_view(), name="agenda_template_add"),
    path(
        f"{W}agenda-templates/<uuid:agenda_template>/",
        templates.AgendaTemplateEdit.as_view(),
        name="agenda_template_edit",
    ),
]

# ---- held, and its notes

NOTES = f"{MEETING}notes/"
DECISION = f"{W}meeting-decisions/<uuid:meeting_decision>/"
ACTION = f"{W}meeting-actions/<uuid:meeting_action>/"

HELD = [
    path(MEETING, live.MeetingDetail.as_view(), name="meeting_detail"),
    path(f"{MEETING}hold/", live.meeting_hold, name="meeting_hold"),
    path(f"{ITEM}current/", live.item_current, name="item_current"),
    path(f"{ITEM}outcome/", live.item_outcome, name="item_outcome"),
    path(f"{ITEM}notes/", live.ItemNotes.as_view(), name="item_notes"),
    path(f"{MEETING}attendance/", attendance.attendance_record, name="attendance_record"),
    path(f"{MEETING}attendance/add/", attendance.AttendanceAdd.as_view(), name="attendance_add"),
    path(
        f"{W}attendance/<uuid:attendance>/remove/",
        attendance.attendance_remove,
        name="attendance_remove",
    ),
    path(f"{ITEM}decisions/add/", decisions.meeting_decision_add, name="meeting_decision_add"),
    path(
        f"{DECISION}correct/",
        decisions.MeetingDecisionCorrect.as_view(),
        name="meeting_decision_correct",
    ),
    path(
        f"{DECISION}group/", decisions.MeetingDecisionGroup.as_view(), name="meeting_decision_group"
    ),
    path(f"{OF}meeting-actions/", actions.MeetingActionList.as_view(), name="meeting_action_list"),
    path(f"{MEETING}actions/add/", actions.MeetingActionAdd.as_view(), name="meeting_action_add"),
    path(f"{ACTION}edit/", actions.MeetingActionEdit.as_view(), name="meeting_action_edit"),
    path(f"{ACTION}drop/", actions.MeetingActionDrop.as_view(), name="meeting_action_drop"),
    path(f"{ACTION}move/", actions.meeting_action_move, name="meeting_action_move"),
    path(NOTES, notes.MeetingNotes.as_view(), name="meeting_notes"),
    path(f"{NOTES}public/", notes.meeting_notes_public, name="meeting_notes_public"),
    path(f"{NOTES}move/", notes.meeting_notes_move, name="meeting_notes_move"),
    path(f"{NOTES}send/", notes.MeetingNotesSend.as_view(), name="meeting_notes_send"),
    path(f"{NOTES}answer/", notes.MeetingNotesAnswer.as_view(), name="meeting_notes_answer"),
    path(f"{NOTES}agree/", notes.MeetingNotesAgree.as_view(), name="meeting_notes_agree"),
    path(f"{NOTES}withdraw/", notes.MeetingNotesWithdraw.as_view(), name="meeting_notes_withdraw"),
]

# ---- what the public sees

FOR_ALL = [
    path(PUBLIC, public.MeetingPage.as_view(), name="meeting_page"),
    path(f"{PUBLIC}meeting.ics", public.meeting_calendar, name="meeting_calendar"),
    path(f"{PUBLIC}papers/<uuid:paper>/", public.meeting_paper, name="meeting_paper"),
]

urlpatterns = [*SET_UP, *HELD, *FOR_ALL]
