"""The evaluation report: its lines suggested, put in order, taken out; the whole published."""

from django.db import transaction
from simple_history.utils import bulk_create_with_history

from events.documents.compose import compose, title_of
from events.documents.lines import said_in, unnamed
from events.models import Event, ReportedTheme
from events.models.events import EventState
from events.models.themes import Part
from events.permissions import may_write
from events.workflow.states import announce
from publishing import workflow as publishing
from records.models import note
from records.moves import Refused
from records.saving import save_over

KIND = "event-report"


@transaction.atomic
def suggest(event, *, by, now):
    """A line for each theme with entries that no line names yet; returns the new lines.

    Key themes come first from the two urgent headings, most said first; the officer words them.
    """
    event = _lock(event, by)
    workshops = list(event.workshops.all())
    lines = list(ReportedTheme.objects.filter(workshop__event=event).select_related("theme"))
    made = []
    for workshop, themes in unnamed(workshops, lines, said_in(event, workshops)):
        last = max((line.order for line in lines if line.workshop_id == workshop.pk), default=0)
        rows = [(part, theme) for part in Part for theme in _most_said(part, themes)]
        made += [
            ReportedTheme(
                workshop=workshop, theme=theme, part=part, wording=theme.name, order=last + place
            )
            for place, (part, theme) in enumerate(rows, start=1)
        ]
    if not made:
        raise Refused("Each theme with entries has a line already.")
    bulk_create_with_history(made, ReportedTheme, default_user=by)
    note("report.suggest", by=by, now=now, target=event, after={"lines": len(made)})
    return made


def _most_said(part, themes):
    """The themes that belong in a part, those with most entries for it first."""
    belong = [row for row in themes if row[1].parts[part]]
    return [theme for theme, _ in sorted(belong, key=lambda row: -row[1].parts[part])]


def next_place(workshop):
    """The order of a line that is added at the end of a session."""
    last = workshop.reported_themes.order_by("order").last()
    return last.order + 1 if last else 1


@transaction.atomic
def move_line(line, *, up, by):
    """Change places with the line above or below in the same part of the report."""
    parts = list(Part.values)
    rows = list(line.workshop.reported_themes.select_for_update().order_by("order", "pk"))
    rows.sort(key=lambda row: parts.index(row.part))
    alike = [row for row in rows if _group(row) == _group(line)]
    here = alike.index(line)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(alike):
        return
    a, b = rows.index(alike[here]), rows.index(alike[there])
    rows[a], rows[b] = rows[b], rows[a]
    for order, row in enumerate(rows, start=1):
        if row.order != order:
            row.order = order
            save_over(row, base_version=row.version, by=by)


def _group(line):
    return line.part, line.resident_type_id


@transaction.atomic
def remove_line(line, *, by, now):
    """Take a line out of the report; theme and entries stay, history and audit keep its words."""
    note("report.line.remove", by=by, now=now, target=line, before={"wording": line.wording})
    line._history_user = by
    line.delete()


@transaction.atomic
def publish_report(event, *, number, change_note, by, now):
    """Publish the report as it stands as edition ``number``, and with it the event.

    Whoever asks for the same number twice is led to the edition that the first time made.
    """
    event = _lock(event, by)
    newest = event.document.newest_edition if event.document else None
    if newest and number <= newest.number:
        return newest
    if event.state == EventState.CANCELLED:
        raise Refused("The event is cancelled. Show it to the public again first.")
    if event.state == EventState.PLANNED:
        event = announce(event, by=by, now=now)
    document = event.document or _new_document(event, by, now)
    composed = compose(event)
    return publishing.publish_composed(
        document, composed, change_note=change_note, by=by, now=now, every_format=True
    )


def _lock(event, by):
    """The event's row, held until the transaction ends, for one who may write in it."""
    event = Event.objects.select_for_update().get(pk=event.pk)
    if not may_write(by, event):
        raise Refused("Officers of the partnership write and publish its reports.")
    return event


def _new_document(event, by, now):
    event.document = publishing.new_document(
        partnership=event.partnership,
        kind=KIND,
        slug=f"{event.slug}-report",
        title=title_of(event),
        by=by,
        now=now,
    )
    save_over(event, base_version=event.version, by=by)
    return event.document
