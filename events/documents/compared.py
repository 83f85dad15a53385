"""The parts of a comparison: what is compared, and each event and theme as column and row."""

from dataclasses import dataclass, field

from django.db.models import Q

from events.models import Event, Theme
from events.models.contributions import Level

FEWEST = 5  # tables: below that a share says more than it knows


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
    sessions: frozenset = frozenset()  # numbers of those that have been held

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

    def heard(self, theme):
        """Whether its tables could raise the theme: its session has been held."""
        return self.by_table and (theme.session is None or theme.session in self.sessions)

    @property
    def coded_per_cent(self):
        return 100 * self.coded // self.said if self.said else 0


@dataclass
class Cell:
    """What one event said of one theme."""

    column: Column
    heard: bool  # whether its tables could raise the theme
    raised: int = 0  # tables
    entries: int = 0
    named: bool = False

    @property
    def state(self):
        """counted, named, entries (known without tables), not_asked or not_named."""
        if self.heard or self.raised:
            return "counted"
        if self.named:
            return "named"
        if self.column.by_table:
            return "not_asked"
        if self.column.said:
            return "entries"
        return "not_named" if self.column.asked else "not_asked"

    @property
    def share(self):
        """Per cent of the event's tables; None where counts must do."""
        if not self.column.charted or self.state != "counted":
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
