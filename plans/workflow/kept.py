"""Words that could not be saved where they were typed: kept for their author, joined, discarded."""

from django.db import transaction

from plans.documents.joining import join
from plans.documents.outline import load_outline
from plans.models import Block
from plans.models.writing import KeptText
from plans.permissions import may_edit
from plans.workflow.parts import put_back_block, put_back_section
from plans.workflow.states import fall_back
from records.anchors import anchored
from records.models import note
from records.moves import Refused
from records.richtext import clean
from records.saving import save_over

WHERE_LENGTH = 220


@transaction.atomic
def keep_text(block, *, base_version, base, text, by, now):
    """Keep what ``by`` made of ``base`` in a block that moved on meanwhile.

    There is one kept text for each block and person. A newer one on the same base replaces it;
    one on a newer base has the kept changes joined into it, or, where both changed a paragraph,
    the older text is kept by itself, without a place.
    """
    block = _in_any_state().select_for_update(of=("self",)).get(pk=block.pk)
    base = anchored(clean(base), before=block.text)
    text = anchored(clean(text), before=base)
    kept = KeptText.objects.select_for_update().filter(block=block, user=by).first()
    if kept is not None and kept.base_version != base_version:
        together = join(kept.base, kept.text, text).html
        if together is None:
            KeptText.objects.filter(pk=kept.pk).update(block=None)
            kept = None
        else:
            text = together
    kept = kept or KeptText(plan=block.section.plan, block=block, user=by)
    kept.where = place_of(block.section)
    kept.base_version, kept.base, kept.text, kept.at = base_version, base, text, now
    kept.save()
    return kept


@transaction.atomic
def keep_without_place(plan, *, where, base, text, by, now):
    """Keep words whose block is gone from the plan; the same place typed again replaces them."""
    where, base = where[:WHERE_LENGTH], anchored(clean(base))
    text = anchored(clean(text), before=base)
    found = KeptText.objects.select_for_update().filter(
        plan=plan, user=by, block=None, where=where, base=base
    )
    kept = found.first() or KeptText(plan=plan, user=by, where=where, base=base, base_version=0)
    kept.text, kept.at = text, now
    kept.save()
    return kept


def place_of(section):
    """Number and title of a section as its plan counts now; the title where it was taken out."""
    for entry in load_outline(section.plan).walk():
        if entry.section.pk == section.pk:
            return f"{entry.number} {section.title}".strip()[:WHERE_LENGTH]
    return section.title[:WHERE_LENGTH]


@transaction.atomic
def discard(kept, *, by, now):
    """Let a kept text go because its author said so; the audit says that, not the words."""
    note("kept.discard", by=by, now=now, target=kept.plan, reason=kept.where)
    kept.delete()


@transaction.atomic
def settle(kept, text, *, base_version, shown, by, now):
    """Save the joined text over the version that the page showed; the kept text goes.

    ``shown`` is their text as the page had it. Where the block moved on again, the newer
    changes join by themselves, or None comes back and the kept text holds the choices made:
    only what is new remains to be chosen.
    """
    block = _writable(kept, by)
    text = clean(text)
    if block.version != base_version:
        joined = join(shown, text, block.text)
        if joined.html is None:
            kept.base_version, kept.base, kept.text = base_version, anchored(clean(shown)), text
            kept.at = now
            kept.save()
            return None
        text = joined.html
    parents = {
        "from": kept.base_version,
        "mine": kept.text,
        "theirs": block.text,
        "version": block.version,
    }
    block.text = text
    _save(block, by=by, now=now)
    after = {"version": block.version}
    note("block.join", by=by, now=now, target=block, before=parents, after=after)
    kept.delete()
    return block


@transaction.atomic
def put_at_end(kept, section, *, by, now):
    """Give a text without a place one: as a new text at the end of a section."""
    if section is None:
        raise Refused("Choose a section that stands in the plan.")
    if not may_edit(by, section.plan):
        raise Refused("The text is locked. Your text stays kept for you.")
    last = section.blocks.order_by("order").last()
    block = Block(section=section, order=last.order + 1 if last else 1, text=clean(kept.text))
    block._history_user = by
    block.save()
    fall_back(section, by=by, now=now)
    note("block.place_kept", by=by, now=now, target=block, reason=kept.where)
    kept.delete()
    return block


@transaction.atomic
def put_back(kept, *, by, now):
    """Put the block of a kept text back into the plan, and its section where that is gone too."""
    block = block_of(kept)
    if block is None:
        raise Refused("The block itself is gone. Choose another place for your text.")
    if block.section.taken_out_at:
        put_back_section(block.section, by=by, now=now)
    if block.taken_out_at:
        put_back_block(block, by=by, now=now)


def block_of(kept):
    """The block that a text was typed in, also where it was taken out; None where it is gone."""
    return _in_any_state().filter(pk=kept.block_id).first()


def is_in_place(block):
    """Whether a block and its section stand in the plan."""
    return not (block.taken_out_at or block.section.taken_out_at)


def _in_any_state():
    return Block.with_taken_out.select_related("section__plan__partnership")


def _writable(kept, by):
    block = _in_any_state().select_for_update(of=("self",)).filter(pk=kept.block_id).first()
    if block is None or not is_in_place(block):
        raise Refused("The place of this text was taken out of the plan. Choose another place.")
    if not may_edit(by, block.section.plan):
        raise Refused("The text is locked. Your text stays kept for you.")
    return block


def _save(block, *, by, now):
    block._history_date = now
    save_over(block, base_version=block.version, by=by)
    fall_back(block.section, by=by, now=now)


def kept_for(user, plan):
    """The texts kept for somebody in a plan, the newest first."""
    found = KeptText.objects.filter(user=user, plan=plan)
    return found.select_related("block__section", "plan")
