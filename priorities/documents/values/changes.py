"""What changed from one figure to a later one, and what that means; never what caused it."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from priorities.documents.values.figures import QUERIED, in_unit, shown
from priorities.models.measures import GoodDirection, Unit
from records.numbers import plain_number

SMALLEST_BASE = 20  # from fewer than this a per cent would mislead


@dataclass(frozen=True, slots=True)
class Sign:
    """What a change or a level means, as a status: its kind (good, warn, bad, wait), its words."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Change:
    """From one level to the next: number and per cent together, or why it cannot be told."""

    words: str
    arrow: str = ""  # up, down or none
    number: Decimal | None = None
    percent: Decimal | None = None
    sign: Sign | None = None

    @property
    def is_told(self):
        return self.number is not None


def change(earlier, later, *, breaks=()):
    """From one figure to a later one of the same series, unless the counting changed between."""
    why = _why_not(earlier, later, breaks)
    if why:
        return Change(why)
    return _between(later.measure, _value(earlier), _value(later))


def _value(figure):
    return Decimal(figure.rate if figure.level is None else figure.level)


def _why_not(earlier, later, breaks):
    if earlier is None:
        return _("No earlier figure")
    if any(earlier.starts_on < gap.on <= later.starts_on for gap in breaks):
        return _("Cannot be compared: counted in another way since")
    for figure in (later, earlier):
        said = shown(figure)
        if said.number is None:
            told = {"figure": _which(figure, later), "unsaid": _unsaid(figure, said)}
            return _("Cannot be told: %(figure)s is %(unsaid)s") % told
    if (earlier.level is None) != (later.level is None):
        return _("Cannot be told: one is a rate, the other is not")
    if not _same_length(earlier, later):
        return _("Cannot be compared: the periods differ in length")
    return ""


def _which(figure, later):
    return _("this figure") if figure is later else _("the figure before")


def _unsaid(figure, said):
    if QUERIED in said.marks:
        return _("in doubt")
    return said.words[0].lower() + said.words[1:] if figure.missing else said.words


def _same_length(one, other):
    days = [(figure.ends_on - figure.starts_on).days for figure in (one, other)]
    return abs(days[0] - days[1]) <= 3  # February, and quarters of 90 to 92 days


def _between(measure, before, now):
    number = now - before
    sign = change_sign(measure, number)
    if not number:
        return Change(_("did not change"), "", number, Decimal(0), sign)
    arrow, words = (
        ("down", _("fell by %(amount)s")) if number < 0 else ("up", _("rose by %(amount)s"))
    )
    percent = None
    if measure.unit != Unit.SHARE and before > 0 and not _base_too_small(measure, before):
        percent = abs(number) / before * 100
    share = "" if percent is None else f" ({whole_percent(percent)})"
    amount = f"{_size(measure, abs(number))}{share}"
    return Change(words % {"amount": amount}, arrow, number, percent, sign)


def _base_too_small(measure, base):
    return measure.unit == Unit.COUNT and base < SMALLEST_BASE


def _size(measure, number):
    if measure.unit == Unit.SHARE:
        return _("%(plain_number)s percentage points") % {"plain_number": plain_number(number)}
    return in_unit(measure, number) if measure.unit == Unit.MONEY else plain_number(number)


def whole_percent(percent):
    """13%; "less than 1%" where rounding would say that nothing changed."""
    whole = percent.quantize(Decimal(1), ROUND_HALF_UP)
    return f"{whole:,}%" if whole else _("less than 1%")


def change_sign(measure, number):
    """What a rise (positive) or a fall of this measure means, in words."""
    if measure.good == GoodDirection.CONTEXT:
        return Sign("wait", _("For context"))
    if not number:
        return Sign("wait", _("No change"))
    if measure.good == GoodDirection.REPORTING:
        if number > 0:
            return Sign("good", _("A rise in reporting is welcome"))
        return Sign("warn", _("Fewer reports: ask why"))
    better = (number < 0) == (measure.good == GoodDirection.LOWER)
    return Sign("good", _("Better")) if better else Sign("bad", _("Worse"))
