"""What is said of a measure and its target, in words."""

from decimal import ROUND_HALF_UP, Decimal

from priorities.documents.values import in_unit
from priorities.models.measures import GoodDirection, Unit

MET, NO_DATA, NO_TARGET = "Met", "No data", "No target"
CONTEXT = "For context only"
SMALL_BASE = "The base is under 10: read the numbers, not the per cent"
GOOD = {
    GoodDirection.LOWER: "lower",
    GoodDirection.HIGHER: "higher",
    GoodDirection.REPORTING: "rise in reporting welcome",
    GoodDirection.CONTEXT: "for context only",
}


def per_cent(value):
    """2%, less than 1%."""
    whole = value.quantize(Decimal(1), ROUND_HALF_UP)
    return f"{whole:,f}%" if value >= 1 else "less than 1%"


def off_words(off):
    return f"{per_cent(off)} off target"


def over_nought(measure, distance):
    """Where the target is none at all, a per cent of it says nothing."""
    return f"{in_unit(measure, distance)} over a target of 0"


def fall_words(measure, found, off):
    """“Down 85 (11%) on last year”."""
    fallen = in_unit(measure, _rounded(found.last - found.to_date, measure))
    return f"Down {fallen} ({per_cent(off)}) on {found.last_words}"


def change_words(measure, found):
    """How it changed: “up 24 (2%) on last year”; empty where the year before is not known."""
    if found.to_date is None or found.last is None:
        return ""
    change = found.to_date - found.last
    if not change:
        return f"the same as {found.last_words}"
    sense = "up" if change > 0 else "down"
    share = f" ({per_cent(abs(change) / found.last * 100)})" if found.last > 0 else ""
    size = in_unit(measure, _rounded(abs(change), measure))
    return f"{sense} {size}{share} on {found.last_words}"


def target_words(target):
    """“no more than 95”, “at least 80%”, “between 5 and 10”, “not set”."""
    if target.value is None:
        return "not set"
    value = in_unit(target.measure, target.value)
    if target.upper is not None:
        return f"between {value} and {in_unit(target.measure, target.upper)}"
    if target.measure.good == GoodDirection.LOWER:
        return f"no more than {value}"
    return f"at least {value}"


def aim_words(target, found):
    """What it should be by now."""
    if found.aim is None:
        return "not set"
    low = in_unit(target.measure, _rounded(found.aim, target.measure))
    if found.aim_upper is None:
        return low
    return f"{low} to {in_unit(target.measure, _rounded(found.aim_upper, target.measure))}"


def value_words(measure, value):
    """A value in its unit, or that there is none."""
    return "no figure" if value is None else in_unit(measure, value)


def _rounded(value, measure):
    """A quarter of a target need not be whole: counts are told to one decimal at most."""
    places = Decimal("0.1") if measure.unit == Unit.COUNT else Decimal("0.01")
    return value.quantize(places, ROUND_HALF_UP)
