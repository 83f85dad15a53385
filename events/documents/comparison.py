"""What the events of a series said, side by side: the numbers, from a constant few queries.

A share is a share of the tables, so that a large event does not win by its size.
"""

from dataclasses import dataclass, field

from django.db.models import Count, Q
from django.db.models.functions import Coalesce

from events.models import Contribution, Event, ReportedTheme, Table, Tag, Theme, Workshop
from events.models.contributions import Level

FEWEST = 5  # tables: below that a share says more than it knows
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Choice:
    """What of the series is compared: a session by its number, a level, only the most pressing."""

    session: int | None = None
    level: str = ""
    pressing: bool = False  # only what was placed under Urgent & Essential

    def of(self, prefix=""):
        """As a condition on contributions."""
        wanted = {"workshop__order": self.session, "level": self.level}
        if self.pressing:
            wanted |= {"urgent": True, "essential": True}
        return Q(**{f"{prefix}{name}": value for name, value in wanted.items() if value})

    @property
    def words(self):
        level = Level(self.level).label if self.level else "All"
        session = str(self.session) if self.session else "All"
        return [
            ("Session", session),
            ("Level", level),
            ("Urgent & Essential only", "Yes" if self.pressing else "No"),
        ]


@dataclass
class Column:
    """One event: its letter, its tables, and whether it was asked this at all."""

    event: Event
    letter: str
    tables: int
    coded: int = 0
    said: int = 0  # contributions that the choice covers
    at_tables: int = 0  # those of them that came from a table
    asked: bool = True

    @property
    def name(self):
        return self.event.short_name or self.event.title

    @property
    def by_table(self):
        """Whether it is known which tables raised what; else perhaps only its report survives."""
        return self.tables > 0 and self.at_tables > 0

    @property
    def charted(self):
        return self.by_table and self.tables >= FEWEST

    @property
    def coded_per_cent(self):
        return 100 * self.coded // self.said if self.said else 0


@dataclass
class Cell:
    """What one event said of one theme."""

    column: Column
    raised: int = 0  # tables
    entries: int = 0
    named: bool = False

    @property
    def state(self):
        """counted, named, entries (known without tables), not_asked or not_named."""
        if self.column.by_table:
            return "counted"
        if self.named:
            return "named"
        if self.column.said:
            return "entries"
        return "not_named" if self.column.asked else "not_asked"

    @property
    def share(self):
        """Per cent of the event's tables; None where counts must do."""
        if not self.column.charted:
            return None
        return 100 * self.raised / self.column.tables


@dataclass
class Row:
    """One theme across the series."""

    theme: Theme
    cells: list = field(default_factory=list)

    @property
    def charted(self):
        return [cell for cell in self.cells if cell.share is not None]

    @property
    def together(self):
        """Per cent of all tables at the events that the chart shows; None without such."""
        tables = sum(cell.column.tables for cell in self.charted)
        return 100 * sum(cell.raised for cell in self.charted) / tables if tables else None

    @property
    def raised(self):
        return sum(cell.raised for cell in self.cells)

    @property
    def entries(self):
        return sum(cell.entries for cell in self.cells)

    @property
    def named(self):
        return sum(cell.named for cell in self.cells)


@dataclass(frozen=True)
class Comparison:
    columns: list
    rows: list

    @property
    def charted(self):
        return [column for column in self.columns if column.charted]

    @property
    def chart_rows(self):
        """The rows of which the chart can show something: raised where there are shares."""
        return [row for row in self.rows if row.together]


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
            row.cells.append(Cell(column, tables, entries, key in named))
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
    asked = _asked(events, choice)
    return [
        Column(
            event,
            _letter(place),
            tables.get(event.pk, 0),
            coded.get(event.pk, 0),
            totals.get(event.pk, 0),
            at_tables.get(event.pk, 0),
            event.pk in asked or event.pk in totals,
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
