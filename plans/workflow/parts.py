"""The parts of a plan: put in another order, taken out, put back."""

from django.db import transaction

from plans.documents.tree import DEEPEST, Tree
from plans.models import Action, Block, Objective, Section
from plans.workflow.arranging import hold
from records.models import note
from records.moves import Refused
from records.saving import change_places, save_over


class StillHolds(Refused):
    """A section that cannot be taken out: actions or objectives of it stand in the plan."""

    def __init__(self, section, held):
        self.plan = section.plan
        super().__init__(
            f"“{section}” cannot be taken out while it holds {held}. "
            "Move what it holds to another section, or take that out first."
        )


@transaction.atomic
def move_block(block, *, up, by):
    """Change places with the block above or below."""
    rows = list(block.section.blocks.select_for_update().order_by("order", "pk"))
    if block not in rows:
        raise Refused("This block was taken out of the plan meanwhile.")
    change_places(rows, block, up=up, by=by)


@transaction.atomic
def take_out_block(block, *, by, now):
    """Take a block out of its section, with all its words; data that it showed stays."""
    hold(block.section.plan, by=by)
    block = Block.with_taken_out.select_for_update().get(pk=block.pk)
    if block.taken_out_at:
        raise Refused("This block was taken out already.")
    note("block.remove", by=by, now=now, target=block, before={"text": block.text})
    block.taken_out_at = now
    return save_over(block, base_version=block.version, by=by)


@transaction.atomic
def put_back_block(block, *, by, now):
    """Put a block back where it stood, if its section stands in the plan."""
    hold(block.section.plan, by=by)
    block = Block.with_taken_out.select_for_update().get(pk=block.pk)
    section = Section.with_taken_out.get(pk=block.section_id)
    if section.taken_out_at:
        raise Refused(f"“{section}” was taken out too. Put the section back first.")
    if not block.taken_out_at:
        raise Refused("This block stands in the plan already.")
    block.taken_out_at = None
    note("block.put_back", by=by, now=now, target=block)
    return save_over(block, base_version=block.version, by=by)


@transaction.atomic
def take_out_section(section, *, by, now):
    """Take a section out with all that lies in it; only these come back together."""
    plan = hold(section.plan, by=by)
    tree = Tree.of(plan)
    section = tree.rows.get(section.pk)
    if section is None:
        raise Refused("This section was taken out already.")
    gone = [section, *tree.below(section)]
    _refuse_what_holds(section, gone)
    for row in gone:
        row.taken_out_at = now
        save_over(row, base_version=row.version, by=by)
    note("section.take_out", by=by, now=now, target=section, before={"sections": len(gone)})
    return gone


def _refuse_what_holds(section, gone):
    counts = {
        "action": Action.objects.filter(section__in=gone).count(),
        "objective": Objective.objects.filter(section__in=gone).count(),
    }
    held = [f"{n} {word}{'' if n == 1 else 's'}" for word, n in counts.items() if n]
    if held:
        raise StillHolds(section, " and ".join(held))


@transaction.atomic
def put_back_section(section, *, by, now):
    """Put a section back where it stood, with what was taken out along with it."""
    plan = hold(section.plan, by=by)
    everything = Tree(Section.with_taken_out.filter(plan=plan))
    section = everything.rows[section.pk]
    if not section.taken_out_at:
        raise Refused("This section stands in the plan already.")
    back = [section, *_taken_out_along(everything, section)]
    _refuse_place(everything, section, back)
    taken = {row.anchor for row in everything.rows.values() if not row.taken_out_at}
    for row in back:
        row.taken_out_at = None
        row.anchor = free(row.anchor, taken)
        taken.add(row.anchor)
        save_over(row, base_version=row.version, by=by)
    note("section.put_back", by=by, now=now, target=section, after={"sections": len(back)})
    return back


def _taken_out_along(tree, section):
    """What lies below it and went in the same moment."""
    found = []
    for child in tree.children.get(section.pk, []):
        if child.taken_out_at == section.taken_out_at:
            found += [child, *_taken_out_along(tree, child)]
    return found


def _refuse_place(tree, section, back):
    above = tree.rows.get(section.parent_id)
    if above and above.taken_out_at:
        raise Refused(f"It stood in “{above}”, which was taken out too. Put that back first.")
    if max(tree.depth(row) for row in back) > DEEPEST:
        raise Refused(f"“{above}” now stands too deep for it. Move “{above}” out first.")


def free(anchor, taken):
    """An anchor like this one that is not taken."""
    tries = [anchor, *(f"{anchor[:74]}-{number}" for number in range(2, len(taken) + 3))]
    return next(one for one in tries if one not in taken)
