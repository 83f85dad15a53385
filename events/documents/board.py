"""What the wall and the officer see on the night: counts, never anybody's words."""

import datetime
from dataclasses import dataclass, field

from django.db.models import Count, Max

from events.models import CaptureDevice, Contribution, Theme, Workshop
from events.models.contributions import Heading, heading_of
from events.models.events import Capture
from events.models.workshops import SessionState

STILL_HERE = datetime.timedelta(minutes=2)
MOST_THEMES = 10

# A panel's blocks in the units of its drawing: ten to a row so that they can be counted.
ROW = 10
WIDTH, HEIGHT = 73.0, 47.0
GAP = 10.5
ROOM = 3 * HEIGHT + 2 * GAP


@dataclass(frozen=True)
class Block:
    """One entry: where it stands in the drawing."""

    x: float
    y: float
    height: float
    newest: bool


@dataclass
class Panel:
    """The entries under one heading, or of one kind where nobody was asked for headings."""

    title: str
    heading: Heading | None = None
    count: int = 0
    newest: int = 0
    blocks: list = field(default_factory=list)


@dataclass
class Board:
    """What stands on the wall now."""

    workshop: Workshop | None
    number: int
    sessions: int
    closed: bool
    panels: list
    unplaced: int
    total: int
    tables: list
    themes: list | None


def board(event):
    """The board of the session that is open, or was the last one."""
    asked = [one for one in event.workshops.all() if one.form == Workshop.Form.WORKSHOP]
    workshop = shown(asked)
    rows = _counted(event, workshop)
    panels = _panels(workshop, rows)
    return Board(
        workshop=workshop,
        number=asked.index(workshop) + 1 if workshop else 0,
        sessions=len(asked),
        closed=event.capture == Capture.CLOSED,
        panels=panels,
        unplaced=sum(row["n"] for row in rows) - sum(panel.count for panel in panels),
        total=sum(row["n"] for row in rows),
        tables=_by_table(event, rows),
        themes=_themes(event),
    )


def shown(workshops):
    """The open session; else the one that closed last; else the first."""
    open_now = [one for one in workshops if one.state == SessionState.OPEN]
    closed = sorted((one for one in workshops if one.closed_at), key=lambda one: one.closed_at)
    return next(iter([*open_now, *reversed(closed), *workshops]), None)


def _counted(event, workshop):
    said = Contribution.objects.kept().filter(event=event, workshop=workshop)
    groups = said.order_by().values("urgent", "essential", "kind", "table__number")
    return list(groups.annotate(n=Count("pk"), newest=Max("pk"))) if workshop else []


def _panels(workshop, rows):
    if workshop is None:
        return []
    if workshop.asks_heading:
        panels = {heading: Panel(heading.label, heading) for heading in Heading}
    else:
        panels = {value: Panel(words) for value, words in workshop.kinds}
    for row in rows:
        placed = heading_of(row["urgent"], row["essential"])
        panel = panels.get(placed if workshop.asks_heading else row["kind"])
        if panel:
            panel.count += row["n"]
            panel.newest = max(panel.newest, row["newest"])
    newest = max((row["newest"] for row in rows), default=0)
    for panel in panels.values():
        panel.blocks = blocks(panel.count, ringed=bool(newest) and panel.newest == newest)
    return list(panels.values())


def blocks(count, *, ringed):
    """A block for each entry; more than three rows get lower, so that all stay in sight."""
    rows = max(3, -(-count // ROW))
    gap = min(GAP, ROOM / rows / 4)
    height = (ROOM - gap * (rows - 1)) / rows
    return [
        Block(
            x=round(place % ROW * (WIDTH + GAP), 1),
            y=round(place // ROW * (height + gap), 1),
            height=round(height, 1),
            newest=ringed and place == count - 1,
        )
        for place in range(count)
    ]


def _by_table(event, rows):
    counts = {}
    for row in rows:
        counts[row["table__number"]] = counts.get(row["table__number"], 0) + row["n"]
    numbers = event.tables.values_list("number", flat=True)
    return [(number, counts.get(number, 0)) for number in numbers]


def _themes(event):
    """The themes' names with their entries, once the event is closed and an officer says so."""
    if event.capture != Capture.CLOSED or not event.themes_released:
        return None
    counted = Theme.objects.offered_for(event).with_counts(event).filter(entries__gt=0)
    return list(counted.order_by("-entries", "name")[:MOST_THEMES]) or None


def night(event, *, now):
    """What the officer follows: each session and each table with its entries and devices."""
    workshops = list(event.workshops.all())
    said = Contribution.objects.kept().filter(event=event).order_by()
    counts = said.values_list("workshop", "table").annotate(n=Count("pk"))
    counts = {(workshop, table): n for workshop, table, n in counts}
    here = CaptureDevice.objects.filter(table__event=event, seen_at__gte=now - STILL_HERE)
    devices = dict(here.order_by().values_list("table").annotate(n=Count("pk")))
    current = next((one for one in workshops if one.state == SessionState.OPEN), None)
    return {
        "current": current,
        "begun": current and any(workshop == current.pk for workshop, _ in counts),
        "sessions": [
            (one, sum(n for (workshop, _), n in counts.items() if workshop == one.pk))
            for one in workshops
        ],
        "rows": [
            {
                "table": table,
                "here": counts.get((current.pk, table.pk), 0) if current else None,
                "all": sum(n for (_, at), n in counts.items() if at == table.pk),
                "devices": devices.get(table.pk, 0),
            }
            for table in event.tables.all()
        ],
    }
