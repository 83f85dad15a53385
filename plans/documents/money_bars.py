"""Money as bars on one scale: spent filled, committed hatched, what is neither left white.

Widths are in per cent of the longest bar, so the drawing holds at any width.
"""

from dataclasses import dataclass

from plans.documents.money import MoneyRow
from plans.documents.money_sums import ZERO
from records.numbers import pounds


@dataclass(frozen=True)
class Bar:
    """The bar of one row: where each part starts and how wide it is, in per cent."""

    row: MoneyRow
    spent: float
    committed: float
    open: float

    @property
    def open_at(self):
        return round(self.spent + self.committed, 2)

    @property
    def is_drawn(self):
        return bool(self.spent or self.committed or self.open)

    @property
    def words(self):
        """What the bar shows, for those who do not see it."""
        waiting = max(self.row.committed - self.row.spent, ZERO)
        rest = max((self.row.given or ZERO) - max(self.row.committed, self.row.spent), ZERO)
        return (
            f"{pounds(self.row.spent)} spent, {pounds(waiting)} committed and not yet spent, "
            f"{pounds(rest)} not committed"
        )


def bars(rows):
    """A bar for each row, all on one scale; a difference below nothing has none."""
    longest = max((_length(row) for row in rows), default=ZERO) or 1
    return [_bar(row, float(longest)) for row in rows]


def _length(row):
    return max(row.given or ZERO, row.committed, ZERO)


def _bar(row, longest):
    spent = min(row.spent, _length(row))
    waiting = max(row.committed - spent, ZERO)
    rest = max(_length(row) - spent - waiting, ZERO)
    return Bar(row, *(round(100 * float(part) / longest, 2) for part in (spent, waiting, rest)))
