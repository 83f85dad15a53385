"""What a funder is told of its money in a period: each line, how it stood, what it achieved.

A line opens with what was known on the day before the period, and closes with what was known on
its last day; between the two stands what changed. An amount without a date is in no period, so
it is named apart and counted nowhere.
"""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from partnership.models.contacts import ContactPoint, Purpose
from plans.documents.money import Line
from plans.documents.money_sums import ZERO, Sums, added, sums_of
from plans.models import FunderReturn, FundingLine
from publishing.documents import composed, formats_line
from records.periods import day_label

ONE_DAY = datetime.timedelta(days=1)
FACTS = ("given", "committed", "spent", "gone")


@dataclass(frozen=True)
class ReturnLine:
    """A line of the source's money in the period."""

    line: Line
    of: object  # the return in which it stands
    opening: Sums
    closing: Sums
    within: tuple  # its amounts dated in the period, by date
    undated: tuple

    @property
    def stored(self):
        return self.line.stored

    @property
    def whose(self):
        """Whose money it is, where another partnership's stands in the return: “Barrow”."""
        partnership = self.stored.source.plan.partnership
        return partnership.short_name if partnership != self.of.partnership else ""

    @property
    def purpose(self):
        """What it is for, with whose it is where that is another partnership's."""
        whose = f"{self.whose}: " if self.whose else ""
        return f"{whose}{self.stored.purpose}"

    @property
    def changed(self):
        """What was given, committed, spent and went away in the period."""
        return _changed(self.opening, self.closing)

    @property
    def opened_with(self):
        return _left_before(self.opening, self.closing)

    @property
    def unstated(self):
        """Whether nothing dated is known of it by the end of the period."""
        return self.closing.given is None


def _left_before(opening, closing):
    """What was left when the period opened: nothing, where money came only within it."""
    if opening.left is None and closing.left is not None:
        return ZERO
    return opening.left


def _changed(opening, closing):
    return {fact: _or_none(closing, fact) - _or_none(opening, fact) for fact in FACTS}


def _or_none(sums, fact):
    return getattr(sums, fact) or ZERO


@dataclass(frozen=True)
class Return:
    """A return as it stands now, with what it adds up to."""

    stored: FunderReturn
    lines: list
    sources: list  # its own, and those that other partnerships confirmed

    @property
    def opening(self):
        return added(line.opening for line in self.lines)

    @property
    def closing(self):
        return added(line.closing for line in self.lines)

    @property
    def opened_with(self):
        return _left_before(self.opening, self.closing)

    @property
    def changed(self):
        return _changed(self.opening, self.closing)

    @property
    def within(self):
        """(line, amount) for all that is dated in the period, oldest first."""
        found = [(line, amount) for line in self.lines for amount in line.within]
        return sorted(found, key=lambda pair: (pair[1].on, pair[1].pk))

    @property
    def undated(self):
        return [(line, amount) for line in self.lines for amount in line.undated]

    @property
    def beyond(self):
        """By how much the lines pass what the source states; nothing where it states none."""
        stated = [source.amount for source in self.sources]
        if None in stated:
            return ZERO
        return max((self.closing.given or ZERO) - sum(stated), ZERO)

    @property
    def example(self):
        return self.stored.example or any(line.stored.example for line in self.lines)


def return_of(stored):
    """A return with the lines of its sources, read in few queries: its own first, then what
    other partnerships confirmed."""
    shares = stored.shares.filter(source__isnull=False).select_related("source__plan__partnership")
    sources = [stored.source, *(share.source for share in shares)]
    lines = FundingLine.objects.filter(source__in=sources).select_related(
        "recipient", "priority", "theme", "action", "source__plan__partnership"
    )
    found = list(lines.prefetch_related("amounts", "action__updates"))
    keys = [source.pk for source in sources]
    found.sort(key=lambda line: keys.index(line.source_id))  # each in the order of its own
    return Return(stored, [_line(line, stored) for line in found], sources)


def _line(stored, of):
    amounts = tuple(stored.amounts.all())
    dated = [one for one in amounts if one.on]
    return ReturnLine(
        Line(stored, amounts, sums_of(amounts)),
        of,
        sums_of([one for one in dated if one.on < of.starts_on]),
        sums_of([one for one in dated if one.on <= of.ends_on]),
        tuple(one for one in dated if of.starts_on <= one.on <= of.ends_on),
        tuple(one for one in amounts if one.on is None),
    )


def standing_of_return(stored, on):
    """Whether it is sent, due or late, as kind and words of a status."""
    if stored.sent_on:
        return "done", f"Sent on {day_label(stored.sent_on)}"
    if stored.due_on is None:
        return "wait", "Not sent; no date is stated"
    if stored.due_on < on:
        days = (on - stored.due_on).days
        return "bad", f"Late by {days:,} day{'' if days == 1 else 's'}"
    return "wait", f"Due on {day_label(stored.due_on)}"


def compose_return(found):
    """The return as a document for the funder; reads what was read already, and the contact."""
    stored = found.stored
    contact = ContactPoint.objects.filter(
        partnership=stored.partnership, purpose=Purpose.FORMATS
    ).first()
    chapters = list(_chapters(found))
    title = f"Return to the funder: {stored.source}"
    snapshot = {
        "title": title,
        "year": stored.period,
        "readers": "For the funder and the partnership",
        "partnership": stored.partnership.name,
        "formats_line": formats_line(contact),
        "contents": [
            {"number": str(n), "title": words, "anchor": anchor, "level": 1}
            for n, (anchor, words) in enumerate(chapters, start=1)
        ],
        "lines": [_frozen(line) for line in found.lines],
    }
    context = {
        "found": found,
        "of": stored,
        "chapters": [(n, *chapter) for n, chapter in enumerate(chapters, start=1)],
    }
    return composed(f"{title}, {stored.period}", "plans/documents/return.html", context, snapshot)


def _chapters(found):
    if found.stored.words:
        yield "words", "In our own words"
    yield "money", "The money"
    yield "achieved", "What it achieved"
    if found.within:
        yield "amounts", "Amounts in the period"
    if found.undated:
        yield "undated", "Amounts without a date"


def _frozen(line):
    return {
        "purpose": line.purpose,
        "receiver": line.stored.receiver,
        "opening": _text(line.opened_with),
        "closing": _text(line.closing.left),
    } | {fact: _text(value) for fact, value in line.changed.items()}


def _text(value: Decimal | None):
    return "" if value is None else f"{value:.2f}"
