"""What the page of a section shows of its live data and its own state."""

from django.utils import timezone

from plans.documents.homes import furnish
from plans.documents.revised import revise
from plans.documents.templates import heading_for, requirement_of
from plans.models.blocks import BlockKind, ShowAs
from plans.workflow.seeing import look_at
from plans.workflow.starting import last_year_of
from plans.workflow.states import SECTION_MOVES


def live(entry, outline, user):
    """Furnish the section's live blocks; what is news to this person stays news until seen."""
    section = entry.section
    section.plan = outline.plan  # spares its queries
    for block in entry.blocks:
        if not block.is_written:
            furnish(block, outline)
    news = revise(entry.blocks, section, user)
    if not news and any(block.kind == BlockKind.FIGURES for block in entry.blocks):
        look_at(section, by=user, now=timezone.now())
    heading = heading_for(section) if entry.is_empty else None
    return {
        "ways_to_show": ShowAs.choices,
        "state_moves": [m for m in SECTION_MOVES.open_to(section, user) if m.name != "agree"],
        "belongs": heading,
        "requirement": requirement_of(heading, outline.plan),
        "last_year": last_year_of(section) if entry.is_empty else None,
    }
