"""Whether a value fits its series: its unit, its sign, its size."""

from decimal import Decimal

from priorities.documents.values.changes import SMALLEST_BASE
from priorities.models import Figure
from priorities.models.measures import Unit

TIMES = 5  # more than this many times the last value, or less than that part of it


def misfit(measure, value, printed="", last=None):
    """What is in doubt about a value that somebody typed, in words; "" where it fits.

    ``printed`` is what the source has in its own signs; ``last`` is the value before.
    """
    return _of_unit(measure, value, printed) or _of_size(measure, value, last)


def _of_unit(measure, value, printed):
    if "£" in printed and measure.unit != Unit.MONEY:
        return "Pounds are given, but this is no amount of money."
    if "%" in printed and measure.unit != Unit.SHARE:
        return "A per cent is given, but this is no share."
    if value is None:
        return ""
    if measure.unit == Unit.SHARE and not 0 <= value <= 100:
        return "A share lies between 0 and 100 per cent."
    if measure.unit != Unit.MONEY and value < 0:
        return "A count or a rate is not negative."
    if measure.unit == Unit.COUNT and value != int(value):
        return "A count is a whole number."
    return ""


def _of_size(measure, value, last):
    if value is None or last is None or measure.unit not in (Unit.COUNT, Unit.MONEY):
        return ""
    if min(value, last) < SMALLEST_BASE:
        return ""
    if value > last * TIMES:
        return f"This is more than {TIMES} times the last value, {last.normalize():,f}."
    if value * TIMES < last:
        return f"This is less than a fifth of the last value, {last.normalize():,f}."
    return ""


def last_value(measure, area, starts_on, ends_on, *, but=None):
    """The value of the same length before a period, which a new one has to fit to."""
    before = Figure.objects.certain().filter(
        measure=measure, area=area, ends_on__lt=starts_on, level__isnull=False
    )
    days = (ends_on - starts_on).days
    rows = before.exclude(pk=but).order_by("-starts_on", "-pk")
    rows = rows.values_list("starts_on", "ends_on", "level")[:24]
    return next(
        (Decimal(level) for first, last, level in rows if abs((last - first).days - days) <= 3),
        None,
    )
