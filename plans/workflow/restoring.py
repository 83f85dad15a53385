"""A section reads again as it did at an earlier moment; nothing that came since is lost."""

from dataclasses import dataclass

from django.db import transaction

from plans.documents.history import blocks_at
from plans.models import Block
from plans.workflow.arranging import hold
from plans.workflow.states import fall_back
from records.models import note
from records.moves import Refused
from records.saving import save_over

RESTORED = ("text", "text_cy", "caption", "caption_cy", "order")


@dataclass(frozen=True)
class Restoring:
    """What bringing a moment back does to the blocks of a section."""

    back: list  # (block of now, block of then) whose words or place become those of then
    out: list  # blocks made since, which are taken out

    @property
    def put_back(self):
        return [now for now, _ in self.back if now.taken_out_at]


def restoring(section, at):
    """What would be done; the page says it before anybody presses."""
    then = {block.pk: block for block in blocks_at(section, at)}
    now = {block.pk: block for block in Block.with_taken_out.filter(section=section)}
    back = [(now[key], then[key]) for key in then if key in now and _differs(now[key], then[key])]
    out = [block for key, block in now.items() if key not in then and not block.taken_out_at]
    return Restoring(back, out)


def _differs(now, then):
    changed = any(getattr(now, name) != getattr(then, name) for name in RESTORED)
    return changed or now.taken_out_at is not None


@transaction.atomic
def restore(section, at, *, by, now):
    """Bring the texts of a moment back as a new entry; blocks made since are taken out."""
    hold(section.plan, by=by)
    if section.taken_out_at:
        raise Refused("This section was taken out of the plan. Put it back first.")
    list(Block.with_taken_out.select_for_update().filter(section=section))
    work = restoring(section, at)
    if not (work.back or work.out):
        raise Refused("The section already reads as it did then.")
    for block, then in work.back:
        for name in RESTORED:
            setattr(block, name, getattr(then, name))
        block.taken_out_at = None
        _save(block, by, now)
    for block in work.out:
        block.taken_out_at = now
        _save(block, by, now)
    fall_back(section, by=by, now=now)
    note(
        "section.restore",
        by=by,
        now=now,
        target=section,
        after={"as_at": at.isoformat(), "back": len(work.back), "taken_out": len(work.out)},
    )


def _save(block, by, now):
    block._history_date = now
    save_over(block, base_version=block.version, by=by)
