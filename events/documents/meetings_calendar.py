"""Meetings in people's own calendars: the same file as events, moved and cancelled ones too."""

import datetime
import uuid
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from events.models import Meeting


@dataclass(frozen=True)
class Entry:
    """A meeting in the shape that events have in a calendar file."""

    uid: uuid.UUID
    title: str
    version: int
    changed_at: datetime.datetime
    state: str
    starts_on: datetime.date
    ends_on: None
    starts_at: datetime.time | None
    ends_at: datetime.time | None
    place: str
    summary: str
    address: str


def entries(meetings):
    """Announced meetings as entries, each with the time of its last change."""
    changes = Meeting.history.filter(id=OuterRef("pk")).order_by("-history_date", "-history_id")
    found = meetings.select_related("partnership").order_by("held_on", "pk")
    found = found.annotate(changed_at=Subquery(changes.values("history_date")[:1]))
    return [_entry(meeting) for meeting in found]


def _entry(meeting):
    return Entry(
        uid=meeting.uid,
        title=meeting.title,
        version=meeting.version,
        changed_at=meeting.changed_at,
        state=meeting.state,
        starts_on=meeting.held_on,
        ends_on=None,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        place=meeting.venue,
        summary=meeting.cancelled_reason or ("Open to the public" if meeting.open_to_all else ""),
        address=reverse("events:meeting_page", args=[meeting.partnership.slug, meeting.slug]),
    )
