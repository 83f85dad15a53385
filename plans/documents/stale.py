"""Years and dates of last year's plan that were left standing in the words of this one."""

import re

from records.periods import plan_year_label

MONTHS = (
    *("April", "May", "June", "July", "August", "September", "October", "November", "December"),
)
MONTHS_AFTER = ("January", "February", "March")


def stale_dates(words, plan):
    """What names a time of last year's plan, each once and in order; empty for a first plan."""
    if plan.predecessor_id is None:
        return []
    found = (match.group() for match in of_year(plan.predecessor.year).finditer(words))
    return list(dict.fromkeys(found))


def of_year(year):
    """A pattern for “2010-11”, “2010/2011”, “2010 to 2011”, and “12 May 2010” within that year."""
    after = year + 1
    return re.compile(
        rf"\b{year}\s?(?:[-/–]|to|and)\s?(?:{after}|{plan_year_label(year)[-2:]})\b"
        rf"|\b(?:\d{{1,2}} )?(?:{'|'.join(MONTHS)}) {year}\b"
        rf"|\b(?:\d{{1,2}} )?(?:{'|'.join(MONTHS_AFTER)}) {after}\b"
    )
