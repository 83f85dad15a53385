"""What people write into a cell of survey results, understood: shares, changes, comparisons."""

import re
from dataclasses import dataclass
from decimal import Decimal

from priorities.models.surveys import Comparison
from records.columns import key
from records.fields import Qualifier

NUMBER = re.compile(r"(?P<about>[a-z ]*?)\s*(?P<number>[-+−–]?[0-9]+(\.[0-9]+)?)\s*(?P<unit>.*)")
QUALIFIERS = {key(name): value for value, name in Qualifier.choices}
QUALIFIERS |= {"": Qualifier.EXACT, "nearly": Qualifier.ALMOST, "exact": Qualifier.EXACT}
QUALIFIERS |= {"morethan": Qualifier.OVER, "lessthan": Qualifier.UNDER}
PER_CENT = {"", "%", "percent", "per cent"}
UNITS = {"percent": "percent", "": ""}
UNITS |= dict.fromkeys(("points", "percentagepoints", "pp", "point", "ppts"), "points")
COMPARISONS = {
    "significantly above": Comparison.SIGNIFICANTLY_ABOVE,
    "significantly higher": Comparison.SIGNIFICANTLY_ABOVE,
    "above": Comparison.ABOVE,
    "higher": Comparison.ABOVE,
    "below": Comparison.BELOW,
    "lower": Comparison.BELOW,
}
YEAR = re.compile(r"(19|20)[0-9]{2}([-/][0-9]{2,4})?")
YES = {"yes", "y", "true", "1", "x"}
NO = {"", "no", "n", "false", "0"}
LARGEST = 2_147_483_647  # what every database keeps as a whole number
HUNDREDTH = Decimal("0.01")

NO_SHARE = "Write per cent from 0 to 100, as in 12, 12.5 or 12%."
TOO_MUCH = "A share lies between 0 and 100 per cent."
NO_CHANGE = "Write a number, with a minus for a fall, as in -5."
NO_WHOLE = "Write a whole number, or leave it empty."
NO_QUALIFIER = "Write one of: " + ", ".join(Qualifier.labels) + "; or leave it empty."
NO_UNIT = "Write per cent or points, or leave it empty if it is not stated."
NO_YES = "Write yes or no, or leave it empty."
NO_YEAR = "Write the year with four digits, as in 2010."


class Unfit(ValueError):
    """What is wrong with a cell, and what to do."""


@dataclass(frozen=True)
class Measured:
    """A number as it was written: how exactly it is meant, and whether a sign said per cent."""

    number: Decimal
    qualifier: str
    unit: str
    signed: bool = False


def measured(said, words):
    """A number with the words around it, or None; ``words`` say what should have stood there."""
    if not said:
        return None
    found = NUMBER.fullmatch(said.casefold())
    if not found or key(found["about"]) not in QUALIFIERS:
        raise Unfit(words)
    number = found["number"].replace("−", "-").replace("–", "-")
    unit = found["unit"].strip()
    return Measured(Decimal(number), QUALIFIERS[key(found["about"])], unit, unit in {"%"})


def share(said):
    found = measured(said, NO_SHARE)
    if found and found.unit not in PER_CENT:
        raise Unfit(NO_SHARE)
    if found and not 0 <= found.number <= 100:
        raise Unfit(TOO_MUCH)
    return found


def change(said):
    found = measured(said, NO_CHANGE)
    if found and found.unit != "%" and key(found.unit) not in UNITS:
        raise Unfit(NO_CHANGE)
    return found


def unit_of_change(said):
    if said == "%":
        return "percent"
    if key(said) not in UNITS:
        raise Unfit(NO_UNIT)
    return UNITS[key(said)]


def whole(said):
    plain = said.replace(",", "").removesuffix(".0")
    if not plain:
        return None
    if not re.fullmatch("[0-9]{1,10}", plain) or int(plain) > LARGEST:
        raise Unfit(NO_WHOLE)
    return int(plain)


def year(said):
    plain = said.removesuffix(".0")
    if not re.fullmatch(r"(19|20)[0-9]{2}", plain):
        raise Unfit(NO_YEAR)
    return int(plain)


def qualifier(said):
    if key(said) not in QUALIFIERS:
        raise Unfit(NO_QUALIFIER)
    return QUALIFIERS[key(said)]


def yes_or_no(said):
    if said.casefold() not in YES | NO:
        raise Unfit(NO_YES)
    return said.casefold() in YES


def beside(said):
    """“above”, “below” or “significantly above” where a cell begins with it, else nothing."""
    low = said.casefold().lstrip("“\"'")
    return next((value for words, value in COMPARISONS.items() if low.startswith(words)), "")


def is_year(comparator):
    return bool(YEAR.fullmatch(comparator))


def two_decimals(number):
    return number.quantize(HUNDREDTH)
