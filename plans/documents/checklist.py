"""What a plan lacks, for its officers: requirements that are not met, and warnings."""

from dataclasses import dataclass

from plans.documents.outline import load_outline
from plans.documents.requirements import Found, Material, find
from plans.documents.requirements.found import at
from plans.documents.warnings import WarningGroup, warnings
from plans.models import Requirement, RequirementStatement

SHOWN_IN_PLACE = 4
SHOWN_TO_DO = 3


@dataclass(frozen=True)
class Item:
    """One requirement, what the plan's own data says to it, and what somebody stated."""

    requirement: Requirement
    found: Found
    statement: RequirementStatement | None
    stated_at: object = None  # the place that the statement names

    @property
    def met(self):
        return self.found.met or self.statement is not None

    @property
    def only_stated(self):
        """A statement stands where content is missing: the page says both."""
        return self.statement is not None and not self.found.met

    @property
    def place(self):
        return self.stated_at or self.found.place

    @property
    def short(self):
        """As the start page lists it: “fig. 1 described in words”."""
        title = self.requirement.title
        return title if title.startswith("Fig.") else title[:1].lower() + title[1:]


@dataclass(frozen=True)
class Checklist:
    """All that is asked of a plan, what is missing first, and what officers are warned of."""

    items: list[Item]
    groups: list[WarningGroup]

    @property
    def count(self):
        return len(self.items)

    @property
    def missing(self):
        return [item for item in self.items if not item.met]

    @property
    def in_place(self):
        return [item for item in self.items if item.met]

    @property
    def met(self):
        return len(self.in_place)

    @property
    def complete(self):
        return not self.missing

    @property
    def first_in_place(self):
        """Those that the pane shows at once; the others are behind a line."""
        return self.in_place[:SHOWN_IN_PLACE]

    @property
    def others_in_place(self):
        return self.in_place[SHOWN_IN_PLACE:]

    @property
    def warnings(self):
        return sum(group.count for group in self.groups)

    @property
    def to_do(self):
        """The first things that are missing, as one line of the start page."""
        named, more = self.missing[:SHOWN_TO_DO], len(self.missing) - SHOWN_TO_DO
        words = ", ".join(item.short for item in named)
        return f"{words} and {more} more" if more > 0 else words


def checklist(plan, on, outline=None):
    """What is asked of a plan and what it warns of on a day; a constant number of queries."""
    material = Material(plan, outline or load_outline(plan))
    return Checklist(list(_items(plan, material)), warnings(material, on))


def _items(plan, material):
    statements = {one.requirement_id: one for one in plan.requirement_statements.all()}
    entries = {entry.section.pk: entry for entry in material.entries}
    for requirement in Requirement.objects.asked_of(plan):
        statement = statements.get(requirement.pk)
        entry = statement and entries.get(statement.section_id)
        place = at(entry) if entry else None
        yield Item(requirement, find(requirement, material), statement, place)


def gaps(plan):
    """What readers will find "not stated": (words, how many, the first section). Only warnings."""
    actions = plan.actions.select_related("section", "lead_group").prefetch_related(
        "lead_organisations"
    )
    checks = {
        "without an element": lambda a: not a.elements,
        "without a lead": lambda a: not a.lead_group_id and not a.lead_organisations.all(),
        "without a date": lambda a: not (a.by_date or a.ongoing or a.date_as_stated),
    }
    actions = list(actions)
    for words, is_missing in checks.items():
        missing = [action for action in actions if is_missing(action)]
        if missing:
            yield words, len(missing), missing[0].section
