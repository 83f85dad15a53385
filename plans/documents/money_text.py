"""The lines of the money as a plan's own text shows them, where its budget block is asked to.

The text tells what was given: what is confirmed, or else indicative. What is committed or spent
later is not part of it, and neither is anything dated after the day on which the plan was first
published. So the year's amounts change no text that was agreed; correcting a line, or an amount
of before that day, does, and becomes a new edition with its note.
"""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.timezone import localdate

from plans.documents.money import Line, counts, lines_of
from plans.documents.money_sums import ZERO, added, sums_of
from plans.models.funding import AmountStatus

TOLD = (AmountStatus.INDICATIVE, AmountStatus.CONFIRMED)


@dataclass(frozen=True)
class TextLines:
    """The lines with what they add up to, and what they lack of the budget."""

    lines: list
    printed: Decimal | None

    @property
    def given(self):
        return added(line.sums for line in self.lines).given or ZERO

    @property
    def difference(self):
        """What is not in lines; below nothing where the lines pass the budget; None: unknown."""
        return None if self.printed is None else self.printed - self.given

    @property
    def over(self):
        return max(-(self.difference or ZERO), ZERO)


def text_lines(plan, budget):
    """The lines as the plan's text shows them now."""
    until = _first_published(plan)
    lines = []
    for line in lines_of(plan):
        told = tuple(one for one in line.amounts if one.status in TOLD and counts(one, until))
        lines.append(Line(line.stored, told, sums_of(told)))
    return TextLines(lines, budget.amount)


def _first_published(plan):
    """The day on which the plan's first edition was published, or None."""
    if plan.document_id is None:
        return None
    first = plan.document.editions.order_by("number").first()
    return localdate(first.published_at) if first else None
