"""Whether anything stands in a section yet: words that were written, or data that a block shows."""

from plans.models.blocks import WRITTEN, BlockKind
from records import richtext


def mark_empty(outline):
    """Say of each section whether it and all that lies in it is empty; few queries for all."""
    filled = _Filled(outline)
    for entry in outline.sections:
        _mark(entry, filled)


def _mark(entry, filled):
    below = [_mark(child, filled) for child in entry.children]
    entry.is_empty = all(below) and not any(filled(block, entry) for block in entry.blocks)
    return entry.is_empty


class _Filled:
    """Whether a block has content; what all blocks of a kind share is asked for once."""

    def __init__(self, outline):
        self.outline = outline
        self.known = {}

    def __call__(self, block, entry):
        if block.kind in WRITTEN:
            return bool(richtext.words(block.text))
        if block.kind in CHOSEN:
            return bool(CHOSEN[block.kind](block))
        if block.kind in (BlockKind.ACTIONS, BlockKind.OBJECTIVES):
            return self._of_section(block.kind, entry)
        if block.kind not in self.known:
            self.known[block.kind] = bool(SHARED.get(block.kind, _yes)(self.outline))
        return self.known[block.kind]

    def _of_section(self, kind, entry):
        if kind == BlockKind.ACTIONS:
            return entry.section.pk in self.outline.actions
        if kind not in self.known:
            found = self.outline.plan.objectives.values_list("section", flat=True)
            self.known[kind] = set(found)
        return entry.section.pk in self.known[kind]


def _yes(outline):
    return True


CHOSEN = {
    BlockKind.PICTURE: lambda block: block.picture_id,
    BlockKind.FIGURES: lambda block: block.chosen_figures.all(),
    BlockKind.FINDINGS: lambda block: block.statements.all(),
    BlockKind.REFERRALS: lambda block: block.referrals.all(),
}
SHARED = {
    BlockKind.ACHIEVEMENTS: lambda outline: outline.plan.achievements.exists(),
    BlockKind.VISION: lambda outline: outline.plan.partnership.vision,
    BlockKind.STRUCTURE: lambda outline: outline.reporting_lines,
    BlockKind.PRIORITIES: lambda outline: outline.plan.priority_list_id,
    BlockKind.PARTS: lambda outline: any(one.entries for one in outline.parts_chose),
    BlockKind.CANDIDATES: lambda outline: outline.plan.round_id,
    BlockKind.SCORES: lambda outline: outline.plan.round_id,
    BlockKind.DECISIONS: lambda outline: outline.plan.round_id,
    BlockKind.PROGRESS: lambda outline: outline.actions,
    BlockKind.FUNDING_SOURCES: lambda outline: outline.plan.funding_sources.exists(),
    BlockKind.BUDGET: lambda outline: getattr(outline.plan, "budget", None),
    BlockKind.PARTNERS: lambda outline: outline.plan.partners.exists(),
    BlockKind.RELATED: lambda outline: outline.plan.links.exists(),
    BlockKind.REPORT_CRIME: lambda outline: outline.contacts,
    BlockKind.CONTACT: lambda outline: outline.contacts.get("plan"),
}
