"""What a plan says of the priorities that were agreed: strands, wordings, actions."""

from plans.documents.requirements.found import Found, at, counted, numbers
from plans.models.blocks import BlockKind

NO_LIST = "No list of priorities is chosen"


def strands(material, requirement):
    """Each strand of the day on which the plan begins has a priority, a referral or a note."""
    rows = material.strands
    if not rows:
        return Found(False, detail=NO_LIST, place=material.cover)
    place = material.chapter_of(BlockKind.ACTIONS) or material.first(BlockKind.PRIORITIES)
    spoken = [_spoken(row) for row in rows if not row.open]
    still = [row.label for row in rows if row.open]
    detail = f"Nobody has said how it is covered: {'; '.join(still)}" if still else ""
    return Found(not still, "; ".join(spoken), detail, place or material.cover)


def _spoken(row):
    if row.entries:
        return f"{row.label}: {counted(len(row.entries), 'priority', 'priorities')}"
    if row.referrals:
        return f"{row.label}: left to others, as stated"
    return f"{row.label}: stated by {row.note.by_label}"


def priorities(material, requirement):
    """The wordings of the plan's list stand in it."""
    blocks, count = material.blocks(BlockKind.PRIORITIES), len(material.listed)
    if material.plan.priority_list is None:
        return Found(False, detail=NO_LIST, place=material.cover)
    if not count:
        return Found(False, detail="The list holds no priority yet", place=material.cover)
    if not blocks:
        return Found(False, detail="No section shows the priorities", place=material.cover)
    words = counted(count, "priority", "priorities")
    return Found(True, f"{words} in {numbers([blocks[0][0]])}", place=at(*blocks[0]))


def actions(material, requirement):
    """Actions that serve something stand where readers find them."""
    shown = [(e, a) for e, a in material.actions if e.section.pk in material.printed_sections]
    serving = [(e, a) for e, a in shown if serves_something(a)]
    place = material.chapter_of(BlockKind.ACTIONS)
    hidden = [(e, a) for e, a in material.actions if e.section.pk not in material.printed_sections]
    if not serving:
        detail = "No action serves a priority" if shown else "No action yet"
        return Found(False, detail=_with_hidden(detail, hidden), place=place)
    how = f"{counted(len(serving), 'action')} in {numbers([e for e, _ in serving])}"
    return Found(not hidden, how, _with_hidden("", hidden), place)


def _with_hidden(detail, hidden):
    """Actions in a section without a block of actions are read by nobody."""
    if not hidden:
        return detail
    words = f"{counted(len(hidden), 'action')} not shown in {numbers([e for e, _ in hidden])}"
    return f"{detail}. {words}" if detail else words


def serves_something(action):
    """Whether an action serves a priority, an objective, a theme or a duty."""
    named = action.all_priorities or action.theme_id or action.duty
    return bool(named or action.priorities.all() or action.objectives.all())
