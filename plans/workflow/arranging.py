"""The order of a plan's sections. Whoever moves one holds the plan's row: no two moves mix."""

from django.db import transaction

from plans.documents.tree import DEEPEST, Tree
from plans.models import Plan
from plans.permissions import may_edit
from records.models import note
from records.moves import Refused
from records.saving import save_over

TOO_DEEP = f"Sections nest {DEEPEST} levels deep at most, so it cannot go there."
GONE = "This section was taken out of the plan meanwhile. Look at the order again."


def hold(plan, *, by):
    """The plan's row, held until the transaction ends, while this person may write in it."""
    plan = Plan.objects.select_for_update().select_related("partnership").get(pk=plan.pk)
    if not may_edit(by, plan):
        raise Refused("The text is locked. Reopen the plan for changes first.")
    return plan


@transaction.atomic
def move_section(section, *, way, by, now):
    """Move a section one step "up", "down", "in" or "out"; returns its number from then on."""
    tree = Tree.of(hold(section.plan, by=by))
    moved = tree.rows.get(section.pk)
    if moved is None:
        raise Refused(GONE)
    if way not in WAYS:
        raise Refused("Sections move up, down, in or out.")
    parent, part, beside = WAYS[way](tree, moved)
    return _settle(tree, moved, parent, part, beside, by=by, now=now)


@transaction.atomic
def place_section(section, target, *, after, by, now):
    """Put a section right before or after another, on that one's level; returns its number."""
    tree = Tree.of(hold(section.plan, by=by))
    moved, goal = tree.rows.get(section.pk), tree.rows.get(target.pk)
    if moved is None or goal is None:
        raise Refused(GONE)
    if goal == moved or goal in tree.below(moved):
        raise Refused("A section cannot be moved into itself.")
    beside = [row for row in tree.beside(goal) if row != moved]
    beside.insert(beside.index(goal) + after, moved)
    return _settle(tree, moved, goal.parent_id, goal.part, beside, by=by, now=now)


def _up(tree, row):
    return row.parent_id, row.part, _swapped(tree.beside(row), row, -1)


def _down(tree, row):
    return row.parent_id, row.part, _swapped(tree.beside(row), row, 1)


def _swapped(rows, row, step):
    here = rows.index(row)
    there = here + step
    if not 0 <= there < len(rows):
        edge = "first" if step < 0 else "last"
        raise Refused(f"“{row}” is the {edge} of its level already. To go on, move it out first.")
    rows[here], rows[there] = rows[there], rows[here]
    return rows


def _in(tree, row):
    beside = tree.beside(row)
    here = beside.index(row)
    if not here:
        raise Refused(f"There is no section above “{row}” that it could go into.")
    above = beside[here - 1]
    children = [one for one in tree.children.get(above.pk, []) if one.part == row.part]
    return above.pk, row.part, [*children, row]


def _out(tree, row):
    above = tree.rows.get(row.parent_id)
    if above is None:
        raise Refused(f"“{row}” stands on the highest level already.")
    beside = tree.beside(above)
    beside.insert(beside.index(above) + 1, row)
    return above.parent_id, above.part, beside


WAYS = {"up": _up, "down": _down, "in": _in, "out": _out}


def _settle(tree, moved, parent, part, beside, *, by, now):
    """Save the new place, and the orders that it shifts; the rest stays untouched."""
    depth = 1 + (tree.depth(tree.rows[parent]) if parent else 0)
    if depth + tree.height(moved) - 1 > DEEPEST:
        raise Refused(TOO_DEEP)
    before = tree.numbers()[moved.pk]
    moved.parent_id, moved.part = parent, part
    for order, row in enumerate(beside, start=1):
        if row is moved or row.order != order:
            row.order = order
            save_over(row, base_version=row.version, by=by)
    after = Tree(tree.rows.values()).numbers()[moved.pk]
    note(
        "section.move",
        by=by,
        now=now,
        target=moved,
        before={"number": before},
        after={"number": after},
    )
    return after
