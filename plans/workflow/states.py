"""How a section moves: ready when its writer says so, agreed with its plan, a draft when edited."""

from django.db import transaction
from django.db.models import F
from simple_history.utils import bulk_update_with_history

from plans.models import Section
from plans.models.sections import SectionState
from plans.permissions import may_answer, may_edit
from records.models import note
from records.moves import Move, MoveTable, Refused

DRAFT, READY, AGREED = SectionState.values

SECTION_MOVES = MoveTable(
    Move("ready", "Ready", (DRAFT,), READY, lambda by, section: may_edit(by, section.plan)),
    Move("draft", "Draft", (READY, AGREED), DRAFT, lambda by, section: may_edit(by, section.plan)),
    Move("agree", "Agreed", (DRAFT, READY), AGREED, lambda by, s: may_answer(by, s.plan)),
)


@transaction.atomic
def fall_back(section, *, by, now):
    """An edited section is a draft again: says what it was before, "" where it was one already."""
    stored = Section.with_taken_out.select_for_update().get(pk=section.pk)
    if stored.state == DRAFT or stored.taken_out_at:
        return ""
    SECTION_MOVES.make(stored, "draft", by=by, now=now)
    return stored.get_state_display()


@transaction.atomic
def agree_sections(plan, *, by, now):
    """Every section that stands in an agreed plan is agreed: in a constant number of queries."""
    if not may_answer(by, plan):
        raise Refused("You may not do this: agree.")
    rows = list(plan.sections.select_for_update().exclude(state=AGREED))
    if not rows:
        return
    plan.sections.filter(pk__in=[row.pk for row in rows]).update(
        state=AGREED, version=F("version") + 1
    )
    for row in rows:
        row.state, row.version = AGREED, row.version + 1
    bulk_update_with_history(rows, Section, [], default_user=by, default_date=now)
    note("plan.agree_sections", by=by, now=now, target=plan, after={"sections": len(rows)})
