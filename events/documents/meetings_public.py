"""What everybody may know of a meeting: when, the items for the public, the notes as allowed."""

from dataclasses import dataclass, field

from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _

from events.documents.agendas import Line, timed
from events.documents.facts import hours
from events.documents.meetings import day_words
from events.documents.standing import Standing, by_time, last_day, standing_of
from events.models import AgendaItem, Meeting, MeetingDecision, Paper
from events.models.meetings import MeetingState
from publishing.models import Edition
from records.languages import in_language
from records.numbers import NOT_STATED
from records.periods import day_label

OUTCOMES = AgendaItem.Outcome


def public_papers():
    """Papers that everybody may read: marked so, for an item that is public, and announced."""
    readable = Q(edition=None) | Q(edition__in=Edition.objects.public())
    return Paper.objects.filter(
        readable, public=True, item__public=True, item__meeting__in=Meeting.objects.announced()
    )


def standing_for_public(meeting, today):
    """How a meeting stands, in words for the public."""
    if meeting.state == MeetingState.CANCELLED:
        return Standing("bad", _("Cancelled"))
    if meeting.notes_published_at:
        return Standing("done", _("Notes published"))
    if meeting.held_on > today:
        return (
            Standing("warn", _("Moved")) if meeting.moved_from else Standing("here", _("Coming up"))
        )
    if meeting.held_on == today:
        return Standing("here", _("Today"))
    return Standing("wait", _("Notes not published yet"))


def when_and_where(meeting):
    """Date, time, place and who may come, as pairs of a name and a value."""
    moved = (
        _(" (moved from %(day_label)s)") % {"day_label": day_label(meeting.moved_from)}
        if meeting.moved_from
        else ""
    )
    groups = ", ".join(in_language(group, "name") for group in meeting.groups.all())
    return [
        (_("Date"), f"{day_words(meeting)}{moved}"),
        (_("Time"), hours(meeting) or NOT_STATED),
        (_("Place"), meeting.venue or NOT_STATED),
        (_("Who meets"), groups),
        (
            _("Open to the public"),
            _("Yes, anybody may come and listen") if meeting.open_to_all else _("No"),
        ),
    ]


@dataclass(frozen=True)
class PublicItem:
    """An item as the public reads it; notes, outcome and decisions only once they are public."""

    line: Line
    papers: list
    notes: str = ""
    outcome: str = ""
    decisions: list = field(default_factory=list)


def public_items(meeting):
    """The items marked for the public, numbered and timed as on the whole agenda."""
    papers = Prefetch("papers", public_papers(), to_attr="public_papers")
    decisions = Prefetch(
        "decisions",
        MeetingDecision.objects.filter(public=True).select_related("corrects", "corrected_by"),
        to_attr="public_decisions",
    )
    items = list(meeting.items.prefetch_related(papers, decisions))
    noted = bool(meeting.notes_published_at)
    return [
        _public_item(line, noted) for line in timed(items, meeting.starts_at) if line.item.public
    ]


def _public_item(line, noted):
    item = line.item
    if not noted:
        return PublicItem(line, item.public_papers)
    outcome = OUTCOMES(item.outcome).label if item.outcome else ""
    decisions = item.public_decisions
    return PublicItem(line, item.public_papers, item.notes, outcome, decisions)


def who_attended(meeting):
    """Bodies by how they attended, for notes that are public; people appear by post only."""
    states = dict.fromkeys(("present", "substitute", "apologies"))
    found = {state: [] for state in states}
    for row in meeting.attendances.exclude(state="").select_related("organisation"):
        found[row.state].append(_who(row))
    headings = {
        "present": _("Present"),
        "substitute": _("By a substitute"),
        "apologies": _("Apologies"),
    }
    return [(headings[state], rows) for state, rows in found.items() if rows]


def _who(row):
    return f"{row} ({row.substitute})" if row.substitute else str(row)


def public_list(events, meetings, today):
    """Events and meetings in one order: those to come, soonest first; those over, newest first.

    What has no exact day stands last.
    """
    coming, over = by_time(events, today)
    rows = [_event_row(event, today, event.starts_on) for event in coming]
    past = [_event_row(event, today, last_day(event)) for event in over]
    for meeting in meetings:
        (rows if meeting.held_on >= today else past).append(_meeting_row(meeting, today))
    return _by_day(rows), _by_day(past, newest_first=True)


def _by_day(rows, *, newest_first=False):
    dated = [row for row in rows if row["on"]]
    dated.sort(key=lambda row: row["on"], reverse=newest_first)
    return dated + [row for row in rows if not row["on"]]


def _event_row(event, today, on):
    stands = standing_of(event, today)
    return {"event": event, "standing": stands, "hours": hours(event), "on": on}


def _meeting_row(meeting, today):
    stands = standing_for_public(meeting, today)
    return {"meeting": meeting, "standing": stands, "hours": hours(meeting), "on": meeting.held_on}
