"""What some amounts come to: given, committed, spent and left.

The rules, for each line of the money and for every sum of lines:

- *Given* is what was confirmed. Where nothing is confirmed yet it is what is indicative, and that
  is said. Where neither is stated but money was committed, spent, kept back, carried over or
  returned, so much was given at least, and that is said too. A line of which no amount is known
  has none: "not stated" is a value, and never counts as nothing spent of nothing.
- *Committed* is what was promised and not paid yet, and what was spent: whoever spends a promised
  amount changes it from committed to spent, so that it is counted once.
- *Spent* is what was paid.
- *Left* is what was given without what was spent, kept back, carried over or returned. It may be
  less than nothing: then more was spent than given.

Sums are of pounds and pence, and never rounded.
"""

from dataclasses import dataclass
from decimal import Decimal

from plans.models.funding import AmountStatus

ZERO = Decimal("0.00")
USED = (AmountStatus.COMMITTED, AmountStatus.SPENT)
LEAVES = (AmountStatus.RETAINED, AmountStatus.CARRIED_OVER, AmountStatus.RETURNED)

CONFIRMED, INDICATIVE, AT_LEAST, NOT_STATED = "confirmed", "indicative", "at least", ""


@dataclass(frozen=True)
class Sums:
    """What was given, committed, spent and is left; ``given`` None where no amount is stated.

    ``basis`` says how the given is known: "confirmed", "indicative", "at least", or "".
    """

    given: Decimal | None = None
    committed: Decimal = ZERO
    spent: Decimal = ZERO
    gone: Decimal = ZERO
    basis: str = NOT_STATED

    @property
    def left(self):
        return None if self.given is None else self.given - self.spent - self.gone

    @property
    def overspent(self):
        """By how much more was committed, or has gone, than was given; else nothing."""
        return max((self.committed + self.gone) - (self.given or ZERO), ZERO)


def sums_of(amounts):
    """The sums of one line's amounts, by the rules above."""
    by = dict.fromkeys(AmountStatus, ZERO)
    for amount in amounts:
        by[amount.status] += amount.amount
    stated = {amount.status for amount in amounts}
    committed = sum((by[status] for status in USED), ZERO)
    gone = sum((by[status] for status in LEAVES), ZERO)
    given, basis = None, NOT_STATED
    if AmountStatus.CONFIRMED in stated:
        given, basis = by[AmountStatus.CONFIRMED], CONFIRMED
    elif AmountStatus.INDICATIVE in stated:
        given, basis = by[AmountStatus.INDICATIVE], INDICATIVE
    elif stated:
        given, basis = committed + gone, AT_LEAST
    return Sums(given, committed, by[AmountStatus.SPENT], gone, basis)


def added(sums):
    """Some sums together; what is not stated adds nothing, and where none is, none is."""
    sums = list(sums)
    given = [one.given for one in sums if one.given is not None]
    bases = {one.basis for one in sums} - {NOT_STATED}
    return Sums(
        sum(given, ZERO) if given else None,
        sum((one.committed for one in sums), ZERO),
        sum((one.spent for one in sums), ZERO),
        sum((one.gone for one in sums), ZERO),
        next((basis for basis in (INDICATIVE, AT_LEAST, CONFIRMED) if basis in bases), NOT_STATED),
    )
