"""The parts of a plan: put in another order, taken out."""

from django.db import transaction

from records.models import note
from records.saving import save_over


def move_block(block, *, up, by):
    """Change places with the block above or below."""
    _swap(block, block.section.blocks.all(), up, by)


def move_section(section, *, up, by):
    """Change places with the section above or below, on the same level."""
    _swap(section, section.plan.sections.filter(parent=section.parent), up, by)


@transaction.atomic
def _swap(row, neighbours, up, by):
    rows = list(neighbours.select_for_update().order_by("order", "pk"))
    here = rows.index(row)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(rows):
        return
    rows[here], rows[there] = rows[there], rows[here]
    for order, each in enumerate(rows, start=1):
        if each.order != order:
            each.order = order
            save_over(each, base_version=each.version, by=by)


@transaction.atomic
def remove_block(block, *, by, now):
    """Take a block out; its history and the audit keep its words."""
    note("block.remove", by=by, now=now, target=block, before={"text": block.text})
    block._history_user = by
    block.delete()
