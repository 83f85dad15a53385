"""What was said: events and consultations, contributions, and the themes made of them."""

from events.models.consultations import Channel, Consultation
from events.models.contributions import Contribution, Redaction
from events.models.events import Attendance, Event
from events.models.imports import ContributionImport
from events.models.series import EventSeries
from events.models.themes import ReportedTheme, Tag, Theme
from events.models.workshops import BackStory, CaptureDevice, ResidentType, Table, Workshop

__all__ = [
    "Attendance",
    "BackStory",
    "CaptureDevice",
    "Channel",
    "Consultation",
    "Contribution",
    "ContributionImport",
    "Event",
    "EventSeries",
    "Redaction",
    "ReportedTheme",
    "ResidentType",
    "Table",
    "Tag",
    "Theme",
    "Workshop",
]
