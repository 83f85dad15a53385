"""An event's evaluation report as sections, with all that they draw on, read in few queries."""

from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Count

from events.documents.facts import how_asked, took_part, when_and_where, who_answered
from events.documents.lines import said_in
from events.models import Contribution, Event, ReportedTheme
from events.models.contributions import Heading, heading_of
from events.models.themes import Part
from partnership.models.contacts import ContactPoint, Purpose


@dataclass(frozen=True)
class Line:
    """A theme as the report names it, and how often it was said."""

    stored: ReportedTheme
    entries: int
    tables: int
    of_tables: int

    @property
    def said(self):
        """12 entries at 7 of 8 tables; empty where the theme stands without entries."""
        if not self.entries:
            return ""
        words = f"{self.entries:,} {'entry' if self.entries == 1 else 'entries'}"
        if not self.tables:
            return words
        noun = "table" if self.of_tables == 1 else "tables"
        return f"{words} at {self.tables} of {self.of_tables} {noun}"


@dataclass(frozen=True)
class HeadingBar:
    """One of the four headings, or "Not placed"; width in per cent of the longest bar."""

    label: str
    entries: int
    width: float
    placed: bool


@dataclass
class Session:
    """A session in the report: its lines by part and by resident type, and what was placed."""

    workshop: object
    lines: list = field(default_factory=list)
    bars: list = field(default_factory=list)
    top_priorities: list = field(default_factory=list)

    @property
    def parts(self):
        """(part, lines that name no resident type), in the order of the report."""
        return _by_part(line for line in self.lines if not line.stored.resident_type_id)

    @property
    def residents(self):
        """(resident type, its parts) for each type that lines name."""
        types = {
            line.stored.resident_type_id: line.stored.resident_type
            for line in self.lines
            if line.stored.resident_type_id
        }
        ordered = sorted(types.values(), key=lambda type: (type.order, type.pk))
        return [
            (type, _by_part(x for x in self.lines if x.stored.resident_type_id == type.pk))
            for type in ordered
        ]

    @property
    def placed(self):
        return sum(bar.entries for bar in self.bars if bar.placed)


def _by_part(lines):
    lines = list(lines)
    found = [(part, [line for line in lines if line.stored.part == part]) for part in Part]
    return [(part, rows) for part, rows in found if rows]


class Report:
    """All that the report of an event is made of."""

    def __init__(self, event):
        found = Event.objects.select_related("partnership", "series", "host", "contact")
        self.event = found.prefetch_related("areas").get(pk=event.pk)

    @cached_property
    def workshops(self):
        return list(
            self.event.workshops.select_related("speaker_organisation").prefetch_related(
                "resident_types"
            )
        )

    @cached_property
    def said(self):
        return said_in(self.event, self.workshops)

    @cached_property
    def stored_lines(self):
        lines = ReportedTheme.objects.filter(workshop__event=self.event)
        return list(lines.select_related("theme", "resident_type").order_by("order", "pk"))

    @cached_property
    def tables(self):
        return self.event.tables.count()

    @cached_property
    def sessions(self):
        sessions = {workshop.pk: Session(workshop) for workshop in self.workshops}
        for stored in self.stored_lines:
            sessions[stored.workshop_id].lines.append(self._line(stored))
        for pk, bars in _heading_bars(self.event).items():
            if pk in sessions:
                sessions[pk].bars = bars
        for words in _top_priorities(self.event):
            if words.workshop_id in sessions:
                sessions[words.workshop_id].top_priorities.append(words)
        return list(sessions.values())

    def _line(self, stored):
        said = self.said.get((stored.workshop_id, stored.theme.root_id or stored.theme_id))
        return Line(stored, said.entries if said else 0, said.tables if said else 0, self.tables)

    @cached_property
    def attendances(self):
        return list(self.event.attendances.select_related("organisation", "area"))

    @property
    def numbers_recorded(self):
        return any(row.number is not None for row in self.attendances)

    @property
    def took_part(self):
        return took_part(self.event, bool(self.attendances))

    @cached_property
    def consultation(self):
        return getattr(self.event, "consultation", None)

    @cached_property
    def channels(self):
        if not self.consultation:
            return []
        return list(self.consultation.channels.select_related("organisation"))

    @cached_property
    def formats(self):
        points = ContactPoint.objects.filter(partnership=self.event.partnership)
        return points.filter(purpose=Purpose.FORMATS).first()

    @property
    def when_and_where(self):
        return when_and_where(self.event)

    @property
    def how_asked(self):
        return how_asked(self.consultation) if self.consultation else []

    @property
    def who_answered(self):
        return who_answered(self.consultation) if self.consultation else []


def _heading_bars(event):
    """For each session with placed entries: the four headings, then what nobody placed."""
    rows = (
        Contribution.objects.kept()
        .filter(event=event, workshop__asks_heading=True)
        .order_by()
        .values_list("workshop", "urgent", "essential")
        .annotate(n=Count("pk"))
    )
    counts = {}
    for workshop, urgent, essential, number in rows:
        counts.setdefault(workshop, {})[heading_of(urgent, essential)] = number
    return {workshop: _bars(found) for workshop, found in counts.items() if set(found) != {None}}


def _bars(counts):
    labels = [(heading, str(heading.label)) for heading in Heading]
    if None in counts:
        labels.append((None, "Not placed"))
    longest = max(counts.values())
    return [
        HeadingBar(label, number, round(100 * number / longest, 1), heading is not None)
        for heading, label in labels
        for number in [counts.get(heading, 0)]
    ]


def _top_priorities(event):
    found = Contribution.objects.kept().filter(event=event, top_priority=True)
    return found.order_by("table__number", "pk").prefetch_related("redactions")
