"""How a measure stands against its target: computed by rule, quarter and year to date apart."""

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from priorities.documents.target_figures import quarter_figures, quarter_values
from priorities.documents.target_words import (
    CONTEXT,
    MET,
    NO_DATA,
    NO_TARGET,
    SMALL_BASE,
    fall_words,
    off_words,
    over_nought,
)
from priorities.models.measures import GoodDirection, Unit

__all__ = ["LOOKS", "MeasureStanding", "quarter_figures", "quarter_values", "standing"]

YEAR = 4  # quarters
FEWEST = 10  # a per cent on a smaller base says little
LOOKS = {"green": "good", "amber": "warn", "red": "bad", "grey": "wait", "complete": "done"}


@dataclass(frozen=True)
class MeasureStanding:
    """One measure at the end of a quarter, against what it should be by then.

    ``status`` is “green”, “amber”, “red” or “grey”; ``words`` say why, as in “2% off target”.
    ``value`` is the quarter's, ``to_date`` the year's so far, ``aim`` what it should be by now
    (with ``aim_upper`` the end of a range), ``last`` the same of the year before.
    """

    status: str
    words: str
    value: Decimal | None
    to_date: Decimal | None
    aim: Decimal | None
    aim_upper: Decimal | None = None
    last: Decimal | None = None
    last_words: str = "last year"
    warning: str = ""
    by_hand: str = ""  # why somebody set the status
    computed: str = ""  # what the rule says, where somebody set another

    @property
    def look(self):
        """The site's kind of status: shape and colour beside the words."""
        return LOOKS[self.status]

    @property
    def needs_attention(self):
        """Red, amber, or grey for want of a figure; to have no target is no exception."""
        without = self.status == "grey" and self.words not in (NO_TARGET, CONTEXT)
        return self.status in ("red", "amber") or without


def standing(target, values, number, *, before=None, to_date=None, status="", reason=""):
    """How a target's measure stands at the end of quarter ``number`` of its year.

    ``values`` and ``before`` hold the quarters of the year, and of the year before, by number;
    ``to_date`` is the year so far as a group reported it, where it is not the sum. ``status``
    with its ``reason`` is what somebody set by hand: it wins, and says so.
    """
    found = _measured(target, values, number, to_date)
    found = _beside_last_year(found, target, number, before or {})
    found = _judged(found, target, values, number, told=to_date is not None)
    if not status:
        return found
    return replace(
        found, status=status, words=f"Set by hand: {reason}", by_hand=reason, computed=found.words
    )


def _measured(target, values, number, to_date):
    """The quarter, the year so far, and what that should be."""
    value = values.get(number)
    if to_date is None:
        to_date = _so_far(target, values, number)
    share = Decimal(number) / YEAR if target.adds_up else 1
    aim, upper = (_share_of(one, share, target) for one in (target.value, target.upper))
    return MeasureStanding("grey", NO_DATA, value, to_date, aim, upper)


def _share_of(number, share, target):
    """What should be reached by now; of a count a whole number, as nobody counts halves."""
    if number is None:
        return None
    if target.measure.unit != Unit.COUNT:
        return number * share
    return (number * share).quantize(Decimal(1), ROUND_HALF_UP)


def _so_far(target, values, number):
    """The sum of the quarters that there are; or this quarter alone, where they do not add up."""
    if not target.adds_up:
        return values.get(number)
    return sum(known) if (known := _known(values, number)) else None


def _known(values, number):
    return [values[one] for one in range(1, number + 1) if values.get(one) is not None]


def _is_whole(target, values, number):
    return len(_known(values, number)) == number if target.adds_up else number in values


def _beside_last_year(found, target, number, before):
    """The same of the year before, where all its quarters are known; else the baseline."""
    if _is_whole(target, before, number):
        return replace(found, last=_so_far(target, before, number))
    if target.baseline is None:
        return found
    share = Decimal(number) / YEAR if target.adds_up else 1
    return replace(found, last=target.baseline * share, last_words="the baseline")


def _judged(found, target, values, number, *, told):
    """The status by rule; ``told``: the year so far is no sum of these quarters."""
    if found.to_date is None:
        return found
    if target.measure.good == GoodDirection.CONTEXT:
        return replace(found, words=CONTEXT)
    known = len(_known(values, number))
    if target.adds_up and not told and known < number:
        return replace(found, words=f"{known} of {number} quarters")
    if target.measure.good == GoodDirection.REPORTING:
        return _reported(found, target)
    return _against_target(found, target)


def _reported(found, target):
    """Where a rise in reporting is welcome a fall is off target, and a rise is never red."""
    if found.last is not None and found.to_date < found.last:
        off = (found.last - found.to_date) / found.last * 100
        words = fall_words(target.measure, found, off)
        return _off(found, target, off, words, base=found.last)
    judged = _against_target(found, target)
    if judged.status == "red" and found.last is not None:
        return replace(judged, status="amber")
    return judged


def _against_target(found, target):
    if found.aim is None:
        return replace(found, words=NO_TARGET)
    distance, base = _distance(found, target)
    if distance <= 0:
        return replace(found, status="green", words=MET)
    if base <= 0:
        return replace(found, status="red", words=over_nought(target.measure, distance))
    off = distance / base * 100
    return _off(found, target, off, off_words(off), base=base)


def _distance(found, target):
    """How far on the wrong side of the target, and the number that is a share of."""
    if found.aim_upper is not None:
        low, high = found.aim - found.to_date, found.to_date - found.aim_upper
        return (low, found.aim) if low > 0 else (high, found.aim_upper)
    if target.measure.good == GoodDirection.LOWER:
        return found.to_date - found.aim, found.aim
    return found.aim - found.to_date, found.aim


def _off(found, target, off, words, *, base):
    """Red beyond the tolerance, amber up to it; a per cent on a small base carries a warning."""
    small = target.measure.unit == Unit.COUNT and base < FEWEST
    status = "red" if off > target.tolerance else "amber"
    return replace(found, status=status, words=words, warning=SMALL_BASE if small else "")
