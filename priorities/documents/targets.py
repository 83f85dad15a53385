"""How a measure stands against its target: computed by rule, quarter and year to date apart."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class MeasureStanding:
    """One measure at the end of a quarter, against what it should be by then.

    ``status`` is “green”, “amber”, “red” or “grey”; ``words`` say why, as in “2% off target”.
    ``value`` is the quarter's, ``to_date`` the year's so far, ``aim`` what it should be by now.
    """

    status: str
    words: str
    value: Decimal | None
    to_date: Decimal | None
    aim: Decimal | None
