"""What somebody chose to see of a plan's actions. It stands in the address, so it can be sent."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from plans.documents.grid import FILTERS
from plans.models.progress import NO_REPORT, Progress

NONE = "none"
# In the order in which a meeting goes through them: exceptions first.
STATUSES = {
    Progress.RED: Progress.RED.label,
    Progress.AMBER: Progress.AMBER.label,
    Progress.GREY: NO_REPORT,
    Progress.GREEN: Progress.GREEN.label,
    Progress.COMPLETE: Progress.COMPLETE.label,
}


@dataclass(frozen=True)
class Option:
    """One value of a filter, its words, and whether it is chosen."""

    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True)
class Chip:
    """A link that counts the rows it would leave."""

    label: str
    count: int
    query: str
    chosen: bool


def _leads(row):
    group = row.action.lead_group
    found = [(str(group.uid), group.name)] if group else []
    found += [(str(one.uid), one.name) for one in row.action.lead_organisations.all()]
    return found or [(NONE, "No lead stated")]


def _priorities(row):
    if row.action.all_priorities:
        return [("all", "All priorities")]
    return [(str(one.uid), one.title) for one in row.action.priorities.all()] or [
        (NONE, "No priority stated")
    ]


def _objectives(row):
    return [(str(one.uid), one.wording) for one in row.action.objectives.all()]


def _common(row):
    action = row.action
    found = [(str(action.theme.uid), action.theme.title)] if action.theme else []
    return found + ([(action.duty, f"Duty: {action.get_duty_display()}")] if action.duty else [])


def _section(row):
    section = row.entry.section
    return [(str(section.uid), f"{row.entry.number} {section.title}".strip())]


def _elements(row):
    found = [(name, name.capitalize()) for name in row.elements]
    return found or [(NONE, "No element chosen")]


def _status(row):
    return [(row.standing.status, STATUSES[row.standing.status])]


# {name in the address: (its label, the values and words of a row)}
FACETS = {
    "priority": ("Priority", _priorities),
    "objective": ("Objective", _objectives),
    "theme": ("Cross-cutting theme or duty", _common),
    "section": ("Section", _section),
    "element": ("Element", _elements),
    "lead": ("Lead", _leads),
    "status": ("Status", _status),
}


def _ordered(name, found):
    """Sections as the plan has them, everything else by name; “not stated” comes last."""
    if name == "section":
        return found
    last = {"all": 1, NONE: 2}
    return dict(sorted(found.items(), key=lambda one: (last.get(one[0], 0), one[1].casefold())))


class ActionFilters:
    """The filters of board, list, timeline and roll-up: one set, kept from page to page."""

    def __init__(self, grid, asked, **kept):
        self.grid = grid
        self.show = asked.get("show") if asked.get("show") in FILTERS else "all"
        self.asked = {name: asked.get(name, "") for name in FACETS}
        self.kept = {name: value for name, value in kept.items() if value}

    @cached_property
    def rows(self):
        return [row for row in self.grid.chosen(self.show) if self._fits(row)]

    def _fits(self, row):
        return all(
            value in dict(FACETS[name][1](row)) for name, value in self.asked.items() if value
        )

    @cached_property
    def chosen(self):
        """What is chosen, in words; a value that no action of the plan has says so."""
        found = []
        for name, value in self.asked.items():
            if value:
                words = dict(self._values(name)).get(value, "not in this plan")
                found.append((FACETS[name][0], words))
        return found

    @property
    def chips(self):
        return [
            Chip(one.label, one.count, self.query(show=one.name), one.name == self.show)
            for one in self.grid.filters
        ]

    @property
    def choices(self):
        """Each filter that this plan has values for: name, label, options."""
        for name, (label, _) in FACETS.items():
            values = self._values(name)
            if values or self.asked[name]:
                yield (
                    name,
                    label,
                    [Option(value, words, value == self.asked[name]) for value, words in values],
                )

    def _values(self, name):
        found = {}
        for row in self.grid.rows:
            found.update(FACETS[name][1](row))
        return list(STATUSES.items()) if name == "status" else list(_ordered(name, found).items())

    def in_order(self, name, found):
        """Some values of a filter with what belongs to each, as its list of choices has them."""
        return [value for value, _ in self._values(name) if value in found]

    def query(self, **changes):
        """The address's question with these changes: “?plan=…&lead=…&show=late”."""
        show = self.show if self.show != "all" else ""
        wanted = self.kept | self.asked | {"show": show} | changes
        wanted = {name: value for name, value in wanted.items() if value}
        return f"?{urlencode(wanted)}"

    @property
    def whole(self):
        """The question without any filter."""
        return self.query(show="", **dict.fromkeys(FACETS, ""))
