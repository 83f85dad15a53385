"""Which strands of the law a list serves, and which nobody has spoken for."""

from dataclasses import dataclass, field

from django.db.models import prefetch_related_objects

from priorities.models import StrandNote
from priorities.models.strands import Strand, strands_on

# What is read of a list for it; whoever shows several lists fetches it for all at once.
SPEAKING = (
    *("entries__priority", "referrals__organisation", "referrals__group"),
    "strand_notes",
)


@dataclass
class StrandRow:
    """One strand with what serves it: priorities and referrals of a list, or a statement."""

    strand: Strand
    entries: list = field(default_factory=list)
    referrals: list = field(default_factory=list)
    note: StrandNote | None = None

    @property
    def label(self):
        return str(self.strand.label)

    @property
    def value(self):
        return self.strand.value

    @property
    def open(self):
        return not (self.entries or self.referrals or self.note)

    @property
    def sentence(self):
        """What to do about an open strand; it is pointed out, never enforced."""
        return f"{self.label}: no priority, no referral. Say how it is covered."


def strand_rows(priority_list, on):
    """Every strand that the law asked for on a day, with what the list says of it."""
    prefetch_related_objects([priority_list], *SPEAKING)
    rows = {strand: StrandRow(strand) for strand in strands_on(on)}
    for entry in priority_list.entries.all():
        for row in _served(rows, entry.priority.strands):
            row.entries.append(entry)
    for referral in priority_list.referrals.all():
        for row in _served(rows, referral.strands):
            row.referrals.append(referral)
    for note in priority_list.strand_notes.all():
        for row in _served(rows, [note.strand]):
            row.note = note
    return list(rows.values())


def open_strands(priority_list, on):
    """The strands of that day without a priority, a referral or a dated, named statement."""
    return [row for row in strand_rows(priority_list, on) if row.open]


def _served(rows, strands):
    return [rows[strand] for strand in strands if strand in rows]
