"""The money of the plan by priority, as bars on one scale: spent, committed, not committed."""

from dataclasses import dataclass

from plans.documents.money import money_by_priority

WIDEST = 100  # per cent across
ZERO = 0


@dataclass(frozen=True)
class Bar:
    """One row of the money: its numbers, and how long the parts of its bar are."""

    row: object
    spent: float
    committed: float  # hatched from where what is spent ends
    given: float  # the outline


@dataclass(frozen=True)
class Money:
    """The money of one plan."""

    plan: object
    table: object
    bars: list


def money_of(plans, until):
    """The money of each plan that has lines, or a budget that is printed."""
    found = []
    for plan in plans:
        table = money_by_priority(plan, until=until)
        if table.rows or table.printed is not None:
            found.append(Money(plan, table, _bars(table)))
    return found


def _bars(table):
    largest = max((row.given or ZERO for row in table.rows), default=ZERO)
    return [_bar(row, largest) for row in table.rows]


def _bar(row, largest):
    lengths = [_length(one, largest) for one in (row.spent, row.committed, row.given)]
    return Bar(row, *lengths)


def _length(amount, largest):
    return round(float(max(amount or ZERO, ZERO) / largest) * WIDEST, 2) if largest else 0.0
