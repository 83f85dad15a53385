"""Figures that were revised since somebody last looked at the section that shows them."""

from dataclasses import dataclass

from plans.models import SectionLook
from plans.models.blocks import BlockKind
from priorities.documents.values import sentence
from priorities.models import Figure


@dataclass(frozen=True)
class Revision:
    """A figure with both values, in words: as it was seen, and as it is; when, and by whom."""

    figure: object
    before: str
    now: str
    at: object
    by: str


def revise(blocks, section, user):
    """Tell each block of figures what is new to this person; True where anything is."""
    shown = [block for block in blocks if block.kind == BlockKind.FIGURES]
    look = SectionLook.objects.filter(section=section, user=user).first() if shown else None
    figures = {c.figure_id: c.figure for block in shown for c in block.chosen_figures.all()}
    found = _revisions(figures, look.at) if look and figures else {}
    for block in shown:
        keys = [chosen.figure_id for chosen in block.chosen_figures.all()]
        block.revisions = [found[key] for key in keys if key in found]
        block.revised_at = max((one.at for one in block.revisions), default=None)
    return bool(found)


def _revisions(figures, since):
    """By the figure's key; two queries however many there are."""
    entries = Figure.history.filter(id__in=figures).order_by("history_date", "history_id")
    after = {e.id: e for e in entries.filter(history_date__gt=since).select_related("history_user")}
    if not after:
        return {}
    seen = {e.id: e for e in entries.filter(id__in=after, history_date__lte=since)}
    told = {key: _told(figures[key], seen.get(key), entry) for key, entry in after.items()}
    return {key: one for key, one in told.items() if one and one.before != one.now}


def _told(figure, seen, entry):
    if seen is None:
        return None
    old = seen.instance
    old.measure, old.area = figure.measure, figure.area
    by = entry.history_user.label if entry.history_user else "the portal"
    return Revision(figure, sentence(old), sentence(figure), entry.history_date, by)
