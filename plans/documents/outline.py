"""The plan's tree of sections with all that its blocks draw on, read in few queries."""

from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from django.db.models import Prefetch

from partnership.documents.parts import public_parts_of
from partnership.models import ContactPoint, ReportingLine
from plans.models import Block, BlockFigure, Plan, Section
from priorities.documents.side_by_side import chosen_by
from priorities.models import FindingStatement
from records.languages import in_language


@dataclass
class OutlineSection:
    """A section in its place: its number, its level (1 or more) and what stands below it."""

    section: Section
    number: str
    level: int
    children: list
    blocks: list = field(default_factory=list)
    html: list = field(default_factory=list)

    @property
    def heading_level(self):
        return min(self.level + 1, 5)

    @property
    def contents_title(self):
        return in_language(self.section, "contents_title") or in_language(self.section, "title")


@dataclass
class Outline:
    """All sections of a plan in order, and the counters of its tables and charts."""

    plan: Plan
    sections: list
    counts: dict = field(default_factory=dict)

    def walk(self, sections=None):
        for section in self.sections if sections is None else sections:
            yield section
            yield from self.walk(section.children)

    def count(self, kind):
        """The next number for a "Table" or a "Chart"."""
        self.counts[kind] = self.counts.get(kind, 0) + 1
        return self.counts[kind]

    @cached_property
    def contacts(self):
        """Contact points by purpose."""
        points = ContactPoint.objects.filter(partnership=self.plan.partnership)
        found = {}
        for point in points:
            found.setdefault(point.purpose, []).append(point)
        return found

    @property
    def formats_contact(self):
        return (self.contacts.get("formats") or [None])[0]

    @cached_property
    def reporting_lines(self):
        lines = ReportingLine.objects.for_partnership(self.plan.partnership)
        return list(lines.select_related("lower", "upper"))

    @cached_property
    def parts_chose(self):
        """The public priorities, in the time of the plan, of all that is part of its partnership
        on its first day."""
        plan = self.plan
        parts = public_parts_of(plan.partnership, plan.starts_on)
        return chosen_by(parts, plan.starts_on, plan.ends_on)

    @cached_property
    def objectives(self):
        """Objectives by section."""
        found = {}
        for objective in self.plan.objectives.all():
            found.setdefault(objective.section_id, []).append(objective)
        return found

    @cached_property
    def actions(self):
        """Actions by section, with everything a row of their table says."""
        found = (
            self.plan.actions.select_related("section", "lead_group", "theme")
            .prefetch_related("priorities", "objectives", "lead_organisations")
            .order_by("section_id", "order", "pk")
        )
        return {key: list(rows) for key, rows in groupby(found, lambda a: a.section_id)}


def load_outline(plan):
    """Read a plan's sections and blocks; the number of queries does not grow with the plan."""
    blocks = Block.objects.select_related("picture").prefetch_related(
        Prefetch("chosen_figures", _figures_for(plan)),
        Prefetch(
            "statements",
            FindingStatement.objects.select_related("survey").prefetch_related("findings"),
        ),
        "referrals__organisation",
        "referrals__group",
    )
    rows = plan.sections.prefetch_related(Prefetch("blocks", blocks)).order_by("order", "pk")
    by_parent = {}
    for row in rows:
        by_parent.setdefault(row.parent_id, []).append(row)
    return Outline(plan, _branch(by_parent, None, "", 1))


def _figures_for(plan):
    """The chosen figures that a plan's readers may see: everybody's reads none that is internal."""
    chosen = BlockFigure.objects.select_related("figure__measure", "figure__area", "figure__batch")
    return chosen.filter(figure__internal=False) if plan.is_public else chosen


def _branch(by_parent, parent, prefix, level):
    branch, count = [], 0
    parts = list(Section.Part.values)
    for row in sorted(by_parent.get(parent, []), key=lambda r: (parts.index(r.part), r.order)):
        numbered = row.part == Section.Part.MAIN
        count += numbered
        number = f"{prefix}{count}" if numbered else ""
        below = _branch(by_parent, row.pk, f"{number}." if number else "", level + 1)
        branch.append(OutlineSection(row, number, level, below, list(row.blocks.all())))
    return branch
