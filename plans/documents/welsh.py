"""The two texts of a plan side by side, and what is missing in one of them."""

from dataclasses import dataclass

from django.urls import reverse

from plans.documents.outline import load_outline
from plans.models.blocks import BlockKind

COVER, SHARED = "Cover", "Money and what else the text draws on"


@dataclass(frozen=True)
class Pair:
    """One text in English and in Welsh; ``written_at`` is where the English one is changed."""

    kind: str
    record: object
    field: str
    part: str
    label: str
    written_at: str

    @property
    def english(self):
        return getattr(self.record, self.field)

    @property
    def welsh(self):
        return getattr(self.record, f"{self.field}_cy")

    @property
    def key(self):
        return f"{self.kind}-{self.record.pk}-{self.field}"

    @property
    def is_rich(self):
        return self.kind == "block" and self.field == "text"

    @property
    def missing(self):
        """In which language it is missing, or ""."""
        if self.english and self.welsh:
            return ""
        return "English" if self.welsh else "Welsh"

    @property
    def section(self):
        """The section whose text it is, where it is one's."""
        return {"section": self.record, "block": getattr(self.record, "section", None)}.get(
            self.kind
        )


@dataclass(frozen=True)
class BothTexts:
    """All texts of a plan that stand in both languages, in the order in which they are read."""

    pairs: list

    @property
    def count(self):
        return len(self.pairs)

    @property
    def missing(self):
        return [pair for pair in self.pairs if pair.missing]

    @property
    def done(self):
        return self.count - len(self.missing)

    @property
    def complete(self):
        return not self.missing

    @property
    def parts(self):
        """The pairs by the part of the plan in which they stand."""
        found = {}
        for pair in self.pairs:
            found.setdefault(pair.part, []).append(pair)
        return list(found.items())

    def after(self, key):
        """The next text that is missing behind this one, or the first of all; None: none is."""
        keys = [pair.key for pair in self.pairs]
        here = keys.index(key) if key in keys else -1
        behind = [p for p in self.pairs[here + 1 :] if p.missing]
        others = [p for p in self.missing if p.key != key]
        return next(iter(behind or others), None)


def both_texts(plan, outline=None):
    """The texts of a plan in English and Welsh; a constant number of queries."""
    outline = outline or load_outline(plan)
    found = {}
    for pair in _read(plan, outline):
        if pair.english or pair.welsh:
            found.setdefault(pair.key, pair)
    return BothTexts(list(found.values()))


def _read(plan, outline):
    yield from _cover(plan)
    for entry in outline.walk():
        yield from _of_section(entry, outline)
    yield from _money(plan)
    yield from _drawn_on(plan, outline)


def _cover(plan):
    at = reverse("plans:plan_edit", args=[plan.uid])
    yield Pair("plan", plan, "title", COVER, "Title of the plan", at)
    yield Pair("plan", plan, "summary", COVER, "Summary", at)
    home = reverse("plans:plan_detail", args=[plan.uid])
    yield Pair("partnership", plan.partnership, "vision", COVER, "Vision", home)


def _of_section(entry, outline):
    section = entry.section
    part = f"{entry.number} {section.title}".strip()
    at = reverse("plans:section_edit", args=[section.uid])
    yield Pair("section", section, "title", part, "Title of the section", at)
    yield Pair("section", section, "contents_title", part, "Title in the contents", at)
    for block in entry.blocks:
        yield from _of_block(block, section, part)
    for objective in outline.objectives.get(section.pk, []):
        here = reverse("plans:section_detail", args=[section.uid])
        yield Pair("objective", objective, "wording", part, "Objective", here)
    for place, action in enumerate(outline.actions.get(section.pk, []), start=1):
        label = f"Action {entry.number}.{place}"
        here = reverse("plans:action_edit", args=[action.uid])
        yield Pair("action", action, "wording", part, label, here)


def _of_block(block, section, part):
    here = reverse("plans:block_edit", args=[block.uid])
    # The row that the outline read knows its section; nothing is asked of the database again.
    block.section = section
    if block.kind != BlockKind.TEXT:
        yield Pair("block", block, "caption", part, f"{block.get_kind_display()}: title", here)
    if block.is_written:
        yield Pair("block", block, "text", part, block.get_kind_display(), here)
    if block.picture:
        label = "What the picture shows"
        yield Pair("picture", block.picture, "description", part, label, here)


def _money(plan):
    home = reverse("plans:money_home", args=[plan.uid])
    for source in plan.funding_sources.all():
        yield Pair("source", source, "wording", SHARED, "Funding source", home)
    budget = getattr(plan, "budget", None)
    if budget:
        yield Pair("budget", budget, "name", SHARED, "Name of the budget", home)
        yield Pair("budget", budget, "compared", SHARED, "How it compares", home)
        risk = budget.risks.first()
        if risk:
            yield Pair("risk", risk, "wording", SHARED, "Risk to the budget", home)


def _drawn_on(plan, outline):
    """Words of the partnership's own data, where the text shows them."""
    home = reverse("plans:plan_detail", args=[plan.uid])
    for achievement in plan.achievements.all():
        yield Pair("achievement", achievement, "wording", SHARED, "Achievement", home)
    if plan.priority_list:
        for entry in plan.priority_list.entries.all():
            yield Pair("entry", entry, "wording", SHARED, "Priority as it is listed", home)
        for theme in plan.priority_list.themes.all():
            yield Pair("theme", theme, "title", SHARED, "Theme across the priorities", home)
    for block in (block for entry in outline.walk() for block in entry.blocks):
        yield from _of_data(block, plan, home)


def _of_data(block, plan, home):
    for chosen in block.chosen_figures.all():
        yield from _of_measure(chosen.figure.measure, plan)
    for statement in block.statements.all():
        yield Pair("statement", statement, "wording", SHARED, "Survey result", home)
        for finding in statement.findings.all():
            yield Pair("finding", finding, "label", SHARED, "Label in the chart", home)


def _of_measure(measure, plan):
    """A measure of the partnership's own; national ones are not the officers' to name."""
    if measure.partnership_id == plan.partnership_id:
        at = reverse("priorities:measure_edit", args=[plan.partnership.slug, measure.uid])
        yield Pair("measure", measure, "name", SHARED, "Measure", at)
        yield Pair("measure", measure, "noun", SHARED, "What it counts", at)


def welsh_missing(plan, outline=None):
    """What keeps a plan in two languages from being submitted: what is missing in one."""
    return both_texts(plan, outline).missing if plan.in_welsh else []
