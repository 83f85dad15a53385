"""What the events of a series said, side by side: the numbers, from a constant few queries.

A share is a share of the tables, so that a large event does not win by its size.
"""

from django.db.models import Count, Q
from django.db.models.functions import Coalesce

from events.documents.compared import Cell, Choice, Column, Comparison, Row
from events.models import Contribution, ReportedTheme, Table, Tag, Theme, Workshop

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def compare(series, choice=None):
    """All themes of a series at all its events, most raised first."""
    choice = choice or Choice()
    columns = _columns(series, choice)
    counts, named = _counts(series, choice), _named(series, choice)
    themes = Theme.objects.filter(pk__in={theme for theme, _ in counts.keys() | named})
    rows = []
    for theme in themes:
        row = Row(theme)
        for column in columns:
            key = (theme.pk, column.event.pk)
            tables, entries = counts.get(key, (0, 0))
            row.cells.append(Cell(column, column.heard(theme), tables, entries, key in named))
        rows.append(row)
    rows.sort(key=_place)
    return Comparison(columns, rows)


def _place(row):
    return (-(row.together or 0), -row.raised, -row.entries, -row.named, row.theme.name)


def _columns(series, choice):
    events = list(series.events.order_by("starts_on", "title", "pk"))
    tables = _number(Table.objects.filter(event__in=events), "event")
    said = Contribution.objects.kept().filter(choice.of(), event__in=events)
    totals, coded = _number(said, "event"), _number(said.coded(), "event")
    at_tables = _number(said.filter(table__isnull=False), "event")
    asked, held = _asked(events, choice), _held(events)
    return [
        Column(
            event,
            _letter(place),
            tables.get(event.pk, 0),
            coded.get(event.pk, 0),
            totals.get(event.pk, 0),
            at_tables.get(event.pk, 0),
            event.pk in asked or event.pk in totals,
            held.get(event.pk, frozenset()),
        )
        for place, event in enumerate(events)
    ]


def _letter(place):
    """A to Z, then AA: a series of years has more events than letters."""
    turn, rest = divmod(place, len(LETTERS))
    return (_letter(turn - 1) if turn else "") + LETTERS[rest]


def _number(rows, by):
    return dict(rows.order_by().values_list(by).annotate(n=Count("pk")))


def _asked(events, choice):
    """The events with a session that asked what is compared."""
    workshops = Workshop.objects.filter(event__in=events, form=Workshop.Form.WORKSHOP)
    if choice.session:
        workshops = workshops.filter(order=choice.session)
    if choice.level:
        workshops = workshops.filter(asks_level=True)
    if choice.pressing:
        workshops = workshops.filter(asks_heading=True)
    return set(workshops.values_list("event", flat=True))


def _held(events):
    """The numbers of the sessions that each event has held: closed, or with entries."""
    held = Q(state="closed") | Q(contributions__standing="kept")
    rows = Workshop.objects.filter(held, event__in=events).values_list("event", "order")
    found = {}
    for event, number in rows.distinct():
        found[event] = found.get(event, frozenset()) | {number}
    return found


def _counts(series, choice):
    """By theme and event: the tables that raised it, and the entries."""
    said = Tag.objects.live().filter(
        choice.of("contribution__"), contribution__event__series=series
    )
    rows = (
        said.order_by()
        .annotate(top=Coalesce("theme__root", "theme"))
        .values_list("top", "contribution__event")
        .annotate(
            tables=Count("contribution__table", distinct=True),
            entries=Count("contribution", distinct=True),
        )
    )
    return {(theme, event): (tables, entries) for theme, event, tables, entries in rows}


def _named(series, choice):
    """Themes that an event's report names, with or without numbers."""
    if choice.pressing:
        return set()  # a report's line does not say where the tables placed it
    lines = ReportedTheme.objects.filter(workshop__event__series=series)
    if choice.session:
        lines = lines.filter(workshop__order=choice.session)
    if choice.level:
        lines = lines.filter(Q(part=choice.level) | Q(theme__level=choice.level))
    top = Coalesce("theme__root", "theme")
    return set(lines.annotate(top=top).values_list("top", "workshop__event"))
