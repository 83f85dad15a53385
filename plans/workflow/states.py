"""How a section moves: ready when its writer says so, agreed with its plan, a draft when edited."""

from plans.models.sections import SectionState
from plans.permissions import may_answer, may_edit
from records.moves import Move, MoveTable

DRAFT, READY, AGREED = SectionState.values

SECTION_MOVES = MoveTable(
    Move("ready", "Ready", (DRAFT,), READY, lambda by, section: may_edit(by, section.plan)),
    Move("draft", "Draft", (READY, AGREED), DRAFT, lambda by, section: may_edit(by, section.plan)),
    Move("agree", "Agreed", (DRAFT, READY), AGREED, lambda by, s: may_answer(by, s.plan)),
)


def fall_back(section, *, by, now):
    """An edited section is a draft again; True where it was not one before."""
    if section.state == DRAFT:
        return False
    SECTION_MOVES.make(section, "draft", by=by, now=now)
    return True
