"""How a section and a plan came to read as they do: sittings and moves, and any two compared."""

import datetime
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from plans.models import Block, Section
from plans.models.sections import SectionState
from records.saving import SITTING
from records.wording import ADDED, REMOVED, compared

PORTAL = "The portal"


@dataclass(frozen=True)
class Writer:
    """Who saved a text last, and when; ``name`` is how its reader would say it."""

    label: str
    name: str
    at: datetime.datetime | None


def last_writer(block, reader):
    """Who saved the text of a block last."""
    entry = block.history.select_related("history_user").first()
    person = entry and entry.history_user
    if person is None:
        return Writer(PORTAL, "somebody else", entry and entry.history_date)
    label = f"The {person.label}" if person.label[:1].islower() else person.label
    if person.pk == reader.pk:
        return Writer(f"{label} (you)", "your other window", entry.history_date)
    return Writer(label, f"the {person.label}", entry.history_date)


@dataclass
class Entry:
    """One line of a history: a sitting at the texts of a section, or something done with it."""

    at: datetime.datetime
    began: datetime.datetime
    person: object
    section: int
    added: int = 0
    removed: int = 0
    acts: tuple = ()
    where: str = ""
    joined: object = None

    @property
    def who(self):
        return self.person.label if self.person else PORTAL

    @property
    def key(self):
        return key_of(self.at)

    @property
    def is_sitting(self):
        return bool(self.added or self.removed)


def key_of(at):
    """A moment as an address has it."""
    return at.astimezone(datetime.UTC).strftime("%Y%m%dT%H%M%S.%f")


def moment(key):
    """The moment that an address names; None for "now" and for what is no moment."""
    try:
        found = datetime.datetime.strptime(key or "", "%Y%m%dT%H%M%S.%f")
    except ValueError:
        return None
    return found.replace(tzinfo=datetime.UTC)


def entries(sections, *, before=None, person=None, size=60):
    """The newest entries of some sections until a moment, and when the older ones begin.

    What one person wrote in one section with less than 15 minutes between is one entry.
    """
    rows = [*_of_blocks(sections, before, person, size)]
    rows += _of_sections(sections, before, person, size)
    rows.sort(key=lambda row: (row.history_date, row.history_id), reverse=True)
    rows, older = _page(rows, size)
    found = []
    for row in rows:
        one = _entry(row)
        if one is not None and found and _same_sitting(found[-1], one):
            _take_in(found[-1], one)
        elif one is not None:
            found.append(one)
    return found, older


def _page(rows, size):
    """The rows of one page and the moment at which the next begins; one moment is never split."""
    if len(rows) <= size:
        return rows, None
    next_at = rows[size].history_date
    page = [row for row in rows[:size] if row.history_date > next_at]
    # Only a single moment with more rows than a page holds would be cut.
    return (page, next_at) if page else (rows[:size], next_at - datetime.timedelta(microseconds=1))


def _newest(model, where, before, person, size, fields):
    earlier = model.history.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
    earlier = earlier.order_by("-history_id")
    rows = model.history.filter(**where).select_related("history_user")
    if before is not None:
        rows = rows.filter(history_date__lte=before)
    if person is not None:
        rows = rows.filter(history_user=person)
    was = {f"was_{name}": Subquery(earlier.values(name)[:1]) for name in fields}
    return rows.annotate(**was).order_by("-history_date", "-history_id")[: size + 1]


def _of_blocks(sections, before, person, size):
    fields = ["history_id", "text", "order", "taken_out_at", "section_id"]
    return _newest(Block, {"section__in": sections}, before, person, size, fields)


def _of_sections(sections, before, person, size):
    fields = ["history_id", "title", "order", "parent_id", "state", "taken_out_at"]
    return _newest(Section, {"id__in": sections}, before, person, size, fields)


def _entry(row):
    of_block = hasattr(row, "text")
    added, removed = _counts(row) if of_block else (0, 0)
    acts = tuple((_block_acts if of_block else _section_acts)(row))
    if not (added or removed or acts):
        return None
    section = row.section_id if of_block else row.id
    at = row.history_date
    return Entry(at, at, row.history_user, section, added, removed, acts)


def _counts(row):
    """Words added and removed since the entry before; a text taken out keeps its words."""
    parts = compared(row.was_text or "", row.text)
    return sum(one.count(ADDED) for one in parts), sum(one.count(REMOVED) for one in parts)


def _block_acts(row):
    name = row.get_kind_display().lower()
    if row.was_history_id is None:
        yield f"{name} added"
    elif row.taken_out_at and not row.was_taken_out_at:
        yield f"{name} taken out"
    elif row.was_taken_out_at and not row.taken_out_at:
        yield f"{name} put back"
    elif row.order != row.was_order or row.section_id != row.was_section_id:
        yield f"{name} moved"
    elif row.text == row.was_text:
        yield f"{name} changed"


def _section_acts(row):
    if row.was_history_id is None:
        yield "section added"
        return
    if row.title != row.was_title:
        yield f"renamed from “{row.was_title}”"
    if row.state != row.was_state:
        yield f"marked {SectionState(row.state).label}"
    if bool(row.taken_out_at) != bool(row.was_taken_out_at):
        yield "section taken out" if row.taken_out_at else "section put back"
    if (row.order, row.parent_id) != (row.was_order, row.was_parent_id):
        yield "section moved"


def _same_sitting(later, one):
    return (
        later.person == one.person
        and later.section == one.section
        and later.began - one.at < SITTING
    )


def _take_in(later, one):
    later.began = one.at
    later.added += one.added
    later.removed += one.removed
    later.acts = tuple(dict.fromkeys((*one.acts, *later.acts)))


# ---- the section as it was


@dataclass(frozen=True)
class BlockThen:
    """A block in two moments: its paragraphs compared, or that it came or went."""

    name: str
    written: bool
    kind: str
    paragraphs: list

    @property
    def added(self):
        return sum(one.count(ADDED) for one in self.paragraphs)

    @property
    def removed(self):
        return sum(one.count(REMOVED) for one in self.paragraphs)


def blocks_at(section, at):
    """The blocks that stood in a section at a moment, in order; None is now."""
    if at is None:
        return list(section.blocks.order_by("order", "pk"))
    latest = Block.history.filter(id=OuterRef("id"), history_date__lte=at)
    latest = latest.order_by("-history_date", "-history_id").values("history_id")[:1]
    rows = Block.history.filter(section_id=section.pk, history_id=Subquery(latest))
    rows = rows.filter(taken_out_at=None).exclude(history_type="-")
    return [row.instance for row in rows.order_by("order", "id")]


def difference(section, first, second):
    """The section's blocks in two moments, those with nothing changed left out."""
    was = {block.pk: block for block in blocks_at(section, first)}
    now = {block.pk: block for block in blocks_at(section, second)}
    found = [_compared(was.get(key), now.get(key)) for key in dict.fromkeys([*now, *was])]
    return [one for one in found if one.kind != "same"]


def _compared(was, now):
    block = now or was
    parts = compared(was.text if was else "", now.text if now else "") if block.is_written else []
    if was is None or now is None:
        kind = "added" if was is None else "removed"
    else:
        kind = "same" if all(one.kind == "same" for one in parts) else "changed"
    return BlockThen(block.get_kind_display(), block.is_written, kind, parts)
