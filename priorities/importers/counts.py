"""Numbers as statistical files write them, and the marks that stand where there is none."""

import re

from priorities.models.stated import Missing

NUMBER = re.compile(r"-?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\.0+)?")
# The shorthand of official statistics, and what people type instead of it.
MARKS = {
    "": Missing.NO_DATA,
    "[x]": Missing.NO_DATA,
    "[z]": Missing.NO_DATA,
    "..": Missing.NO_DATA,
    ":": Missing.NO_DATA,
    "n/a": Missing.NO_DATA,
    "-": Missing.NO_DATA,
    "[c]": Missing.SUPPRESSED,
    "*": Missing.SUPPRESSED,
}
NO_COUNT = (
    "This is not a count. Write it with the digits 0 to 9, or “[x]” where its source has none."
)


class NoCount(ValueError):
    """Neither a number nor a mark that says why there is none."""


def count(words):
    """(a whole number, "") or (None, why there is none); " -00 " is nought, "5,655 " a number."""
    said = str(words).strip()
    if said.lower() in MARKS:
        return None, MARKS[said.lower()]
    said = said.replace("\N{MINUS SIGN}", "-")
    if not NUMBER.fullmatch(said):
        raise NoCount(NO_COUNT)
    return int(said.partition(".")[0].replace(",", "")), ""
