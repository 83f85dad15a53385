"""What was said: events and consultations, contributions, and the themes made of them."""

from events.models.agendas import (
    AgendaItem,
    AgendaTemplate,
    AgendaTemplateItem,
    MeetingAction,
    MeetingDecision,
    Paper,
)
from events.models.attendance import Attendance
from events.models.consultations import Channel, Consultation
from events.models.contributions import Contribution, Redaction
from events.models.events import Event
from events.models.imports import ContributionImport
from events.models.meetings import Meeting, MeetingAttendance, NotesAnswer
from events.models.series import EventSeries
from events.models.themes import ReportedTheme, Tag, Theme
from events.models.workshops import BackStory, CaptureDevice, ResidentType, Table, Workshop

__all__ = [
    "AgendaItem",
    "AgendaTemplate",
    "AgendaTemplateItem",
    "Attendance",
    "BackStory",
    "CaptureDevice",
    "Channel",
    "Consultation",
    "Contribution",
    "ContributionImport",
    "Event",
    "EventSeries",
    "Meeting",
    "MeetingAction",
    "MeetingAttendance",
    "MeetingDecision",
    "NotesAnswer",
    "Paper",
    "Redaction",
    "ReportedTheme",
    "ResidentType",
    "Table",
    "Tag",
    "Theme",
    "Workshop",
]
