"""The actions of a plan as a grid: its rows, what is missing in them, how they are grouped."""

from collections import Counter
from dataclasses import dataclass, field

from plans.documents.actions import serves
from plans.documents.cells import cell_texts
from plans.documents.dates import when_shown
from plans.documents.leads import Leads
from plans.documents.left import Left
from plans.documents.milestones import late_milestones
from plans.documents.outline import load_outline
from plans.documents.quarters import shown_quarter, standing

FILTERS = {
    "all": ("All", lambda row: True),
    "no-lead": ("No lead", lambda row: not row.leads),
    "no-date": ("No date", lambda row: row.has_no_date),
    "no-element": ("No element", lambda row: not row.elements),
    "ended-lead": ("Lead ended", lambda row: bool(row.gone)),
    "late": ("Off track or late", lambda row: row.standing.late or bool(row.late_milestones)),
}
GROUPINGS = {"section": "Section", "lead": "Lead", "priority": "Priority"}
NAMED = 3  # priorities that a group's head names


@dataclass
class GridRow:
    """One action with its number in the plan and its cells as text and in words.

    ``code`` is the number that the plan prints (4.2.1), ``gone`` its leads that are there no more.
    """

    action: object
    number: int
    entry: object
    texts: dict
    leads: list
    standing: object
    may_report: bool = False
    code: str = ""
    gone: list = field(default_factory=list)
    late_milestones: list = field(default_factory=list)

    @property
    def elements(self):
        return self.action.elements

    @property
    def when(self):
        return when_shown(self.action)

    @property
    def has_no_date(self):
        return not self.when[0]

    @property
    def serves_nothing(self):
        return serves(self.action) == "not stated"


@dataclass
class GridGroup:
    """Rows under one head: a section with what it serves, a lead, a priority."""

    title: str
    note: str = ""
    entry: object = None
    rows: list = field(default_factory=list)


@dataclass(frozen=True)
class Filter:
    """A link that counts the rows it would leave."""

    name: str
    label: str
    count: int


class Grid:
    """All rows of a plan, read in a number of queries that does not grow with them."""

    def __init__(self, plan, on, quarter=None):
        self.plan = plan
        self.leads = Leads(plan)
        self.left = Left(plan, on)
        self.quarter = quarter or shown_quarter(plan, on)
        self.entries = list(load_outline(plan).walk())
        self.rows = self._read(on)

    def _read(self, on):
        places = {entry.section.pk: place for place, entry in enumerate(self.entries)}
        found = self.plan.actions.select_related("lead_group", "theme", "section").order_by(
            "order", "pk"
        )
        related = ("priorities", "objectives", "lead_organisations", "updates", "milestones")
        actions = sorted(
            (one for one in found.prefetch_related(*related) if one.section_id in places),
            key=lambda one: places[one.section_id],
        )
        rows, counted = [], Counter()
        for number, action in enumerate(actions, start=1):
            action.plan = self.plan
            entry = self.entries[places[action.section_id]]
            counted[action.section_id] += 1
            row = self.row(action, number, entry, on)
            row.code = f"{entry.number}.{counted[action.section_id]}".strip(".")
            rows.append(row)
        return rows

    def row(self, action, number, entry, on):
        texts, names = cell_texts(action, self.leads), self.leads.names(action)
        how = standing(action, action.updates.all(), self.quarter, on)
        late = late_milestones(action, on)
        gone = self.left.of(action)
        return GridRow(action, number, entry, texts, names, how, gone=gone, late_milestones=late)

    @property
    def filters(self):
        """Each filter with the number of rows that it would leave."""
        return [
            Filter(name, label, sum(map(test, self.rows)))
            for name, (label, test) in FILTERS.items()
        ]

    def chosen(self, name):
        return [row for row in self.rows if FILTERS[name][1](row)]

    @property
    def without_element(self):
        return sum(not row.elements for row in self.rows)

    def groups(self, rows, by):
        """The rows under their heads; one that belongs under several stands under the first."""
        heads = {}
        for row in rows:
            key, title = _head(row, by)
            entry = row.entry if by == "section" else None
            heads.setdefault(key, GridGroup(title, entry=entry)).rows.append(row)
        groups = list(heads.values())
        for group in groups:
            group.note = _note(group.rows) if by == "section" else ""
        return groups if by == "section" else sorted(groups, key=lambda one: one.title.casefold())


def _head(row, by):
    if by == "section":
        return row.entry.section.pk, f"{row.entry.number} {row.entry.section.title}".strip()
    if by == "lead":
        names = "; ".join(row.leads) or "No lead stated"
        return names, names
    titles = [one.title for one in row.action.priorities.all()]
    title = "All priorities" if row.action.all_priorities else "; ".join(titles) or "No priority"
    return title, title


def _note(rows):
    """What the actions of a section serve, together."""
    told = {serves(row.action) for row in rows} - {"not stated"}
    if len(told) == 1:
        return f"serves {told.pop()}"
    titles = list(dict.fromkeys(p.title for row in rows for p in row.action.priorities.all()))
    more = f" and {len(titles) - NAMED} more" if len(titles) > NAMED else ""
    return f"serves {', '.join(titles[:NAMED])}{more}" if titles else ""


def taken_out(plan):
    """Actions that were taken out of the plan and can be put back, the latest first."""
    gone = plan.actions.model.with_taken_out.filter(plan=plan, taken_out_at__isnull=False)
    return gone.select_related("section").order_by("-taken_out_at", "-pk")
