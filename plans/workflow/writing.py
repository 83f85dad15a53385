"""Text that is saved while it is typed: over the newest version, joined with it, or kept."""

from dataclasses import dataclass

from django.db import transaction

from plans.documents.joining import join
from plans.models import Block, Plan
from plans.models.blocks import WRITTEN
from plans.permissions import may_write
from plans.workflow.kept import keep_text, keep_without_place, place_of
from plans.workflow.states import fall_back
from records import anchors, richtext
from records.moves import Refused
from records.saving import save_in_sitting, save_new, save_over


@dataclass(frozen=True)
class Typed:
    """What one window sends: its text, and the text and version that it started from.

    ``tried`` is what it sent before without hearing an answer: where one of these was saved
    after all, the window goes on from it.
    """

    text: str
    base_version: int
    base: str | None = None
    tried: tuple = ()


@dataclass(frozen=True)
class SavedText:
    """A block as it is stored now, and with whose change it was joined.

    ``fell_back`` is the state that its section had, where the edit made it a draft again.
    """

    block: Block
    joined_with: str = ""
    fell_back: str = ""


class TooLong(Refused):
    """More than a block holds."""


class NotSaved(Refused):
    """A text that could not be saved in its place; ``kept`` holds it for its author."""

    def __init__(self, words, kept):
        self.kept = kept
        super().__init__(words)


class Clash(NotSaved):
    """Somebody changed the same words: ``who``, and the ``version`` that is stored now."""

    def __init__(self, kept, *, who, version):
        self.who, self.version = who, version
        super().__init__(f"{who} has changed this. Saving is paused", kept)


class Gone(NotSaved):
    """The block, or its section, was taken out of the plan meanwhile."""


class Locked(NotSaved):
    """The plan was submitted meanwhile."""


def save_text(block, *, text, base_version, by, now, base=None, tried=()):
    """Save what was typed into a block; NotSaved where it could only be kept.

    What is raised leaves the kept text stored, so it is raised after the transaction.
    """
    short_enough(text)
    typed = Typed(text, base_version, base, tuple(tried))
    with transaction.atomic():
        outcome = _save_or_keep(block, typed, by, now)
    if isinstance(outcome, NotSaved):
        raise outcome
    return outcome


def short_enough(*texts):
    """Refuse a text that is longer than a block holds."""
    for text in texts:
        if len(text) > richtext.LONGEST:
            raise TooLong(
                f"This text has {len(text):,} characters. Keep it under {richtext.LONGEST:,}."
            )


def _save_or_keep(block, typed, by, now):
    plan = Plan.objects.select_for_update().get(pk=block.section.plan_id)
    if not may_write(by, plan):
        raise Refused("Officers of the partnership write its plans.")
    stored = Block.with_taken_out.select_for_update(of=("self",)).select_related("section")
    stored = stored.filter(pk=block.pk).first()
    if stored is None or not _in_place(stored):
        return _keep_gone(plan, stored or block, typed, by, now)
    if not plan.is_open:
        return _keep_locked(plan, stored, typed, by, now)
    if stored.kind not in WRITTEN:
        raise Refused("A live block shows data and holds no text of its own.")
    return _save_or_join(stored, typed, by, now)


def _in_place(block):
    """Whether the block, its section and all sections above it still stand in the plan."""
    if block.taken_out_at:
        return False
    section = block.section
    while section and not section.taken_out_at:
        section = section.parent
    return section is None


def _keep_gone(plan, block, typed, by, now):
    """Kept with its block where that was only taken out, so that both can be put back."""
    if Block.with_taken_out.filter(pk=block.pk).exists():
        kept = _keep(block, typed, by, now)
    else:
        where, base = place_of(block.section), typed.base or ""
        kept = keep_without_place(plan, where=where, base=base, text=typed.text, by=by, now=now)
    return Gone("This was taken out of the plan. Your text is kept", kept)


def _keep_locked(plan, stored, typed, by, now):
    kept = _keep(stored, typed, by, now)
    return Locked(f"The text is locked: {plan.get_state_display().lower()}. Yours is kept", kept)


def _keep(stored, typed, by, now):
    return keep_text(
        stored,
        base_version=typed.base_version,
        base=typed.base or "",
        text=typed.text,
        by=by,
        now=now,
    )


def _save_or_join(stored, typed, by, now):
    if _is_stored(typed.text, stored):
        return SavedText(stored)
    text, joined_with = typed.text, ""
    if stored.version != typed.base_version and not _stands_on(stored, typed):
        joined = _joined(typed, stored)
        who = last_writer(stored, by)
        if joined is None or joined.clashes:
            return Clash(_keep(stored, typed, by, now), who=who, version=stored.version)
        text, joined_with = joined.html, who
        if _is_stored(text, stored):
            return SavedText(stored, joined_with)
    stored.text = text
    save_in_sitting(stored, base_version=stored.version, by=by, now=now)
    return SavedText(stored, joined_with, fall_back(stored.section, by=by, now=now))


def _joined(typed, stored):
    if typed.base is None:
        return None
    return join(richtext.clean(typed.base), richtext.clean(typed.text), stored.text)


def _stands_on(stored, typed):
    """Whether the words are still those that were started from: only the block itself moved."""
    known = [text for text in (typed.base, *typed.tried) if text is not None]
    return any(_is_stored(text, stored) for text in known)


def _is_stored(text, stored):
    return anchors.anchored(richtext.clean(text), stored.text) == stored.text


def last_writer(block, reader):
    """Who saved a block last, as its reader would say it."""
    entry = block.history.order_by("-history_id").first()
    person = entry.history_user if entry else None
    if person is None:
        return "The portal"
    return "Your other window" if person == reader else person.label


@transaction.atomic
def split_text(block, *, before, after, kind, base_version, by, now):
    """Cut a text in two and put a new block of another kind between; returns the new block.

    What follows the cut becomes a text of its own; nothing is made of an end without words.
    """
    short_enough(before, after)
    plan = Plan.objects.select_for_update().get(pk=block.section.plan_id)
    stored = Block.with_taken_out.select_for_update(of=("self",)).get(pk=block.pk)
    if not (may_write(by, plan) and plan.is_open and _in_place(stored)):
        raise Refused("This text cannot be changed now.")
    if stored.version != base_version:
        raise Refused("Somebody changed this text a moment ago. Look at it and try again.")
    new = [Block(section=stored.section, kind=kind)]
    if richtext.words(after):
        new.append(Block(section=stored.section, kind="text", text=after))
    _make_room(stored, len(new), by)
    for order, each in enumerate(new, start=stored.order + 1):
        each.order = order
        save_new(each, by=by)
    stored.text = before
    save_in_sitting(stored, base_version=stored.version, by=by, now=now)
    fall_back(stored.section, by=by, now=now)
    return new[0]


def _make_room(block, count, by):
    """Move the blocks that follow down by as many places as are wanted."""
    rows = list(block.section.blocks.select_for_update().order_by("order", "pk"))
    place = rows.index(block)
    for order, each in enumerate(rows[: place + 1], start=1):
        _at(each, order, by)
    for order, each in enumerate(rows[place + 1 :], start=place + 2 + count):
        _at(each, order, by)
    block.refresh_from_db(fields=["order", "version"])


def _at(row, order, by):
    if row.order != order:
        row.order = order
        save_over(row, base_version=row.version, by=by)
