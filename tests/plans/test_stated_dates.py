"""When something will be done, as people type it."""

import datetime

import pytest

from plans.documents.dates import Unclear, read_when, when_shown, when_text

pytestmark = pytest.mark.once

STARTS_ON = datetime.date(2011, 4, 1)


@pytest.mark.parametrize(
    ("typed", "shown", "stated"),
    [
        ("30 June 2011", "By 30 June 2011", ""),
        ("30/6/11", "By 30 June 2011", ""),
        ("2011-06-30", "By 30 June 2011", ""),
        ("1st May", "By 1 May 2011", ""),
        ("June", "By 30 June 2011", "June"),
        ("by the end of June 2011", "By 30 June 2011", "by the end of June 2011"),
        ("February", "By 29 February 2012", "February"),
        ("Jun-11", "By 30 June 2011", "Jun-11"),
        ("Q1", "By 30 June 2011", "Q1"),
        ("quarter 4 2011/12", "By 31 March 2012", "quarter 4 2011/12"),
        ("2011/12", "By 31 March 2012", "2011/12"),
        ("2012", "By 31 December 2012", "2012"),
        ("each quarter", "Each quarter", ""),
        ("Monthly", "Monthly", ""),
        ("Ongoing", "Ongoing", ""),
        ("Ongoing “continue to”", "Ongoing", "continue to"),
        ('30 June 2011 "end of June"', "By 30 June 2011", "end of June"),
        ("“as funds allow”", "“as funds allow”", ""),
        ("not stated", "", ""),
        ("", "", ""),
    ],
)
def test_a_date_is_shown_as_it_was_understood_and_keeps_its_wording(typed, shown, stated):
    assert when_shown(read_when(typed, STARTS_ON)) == (shown, stated)


@pytest.mark.parametrize(
    "typed",
    [
        *("30 June 2011", "June", "Q3", "2011/12", "each quarter", "Ongoing “until “then””"),
        *("“as funds allow”", "not stated", "30 June 2011 “before the summer”", "Ongoing"),
    ],
)
def test_what_stands_in_the_cell_reads_the_same_again(typed):
    meant = read_when(typed, STARTS_ON)
    assert read_when(when_text(meant, STARTS_ON), STARTS_ON) == meant


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("31 June 2011", "June 2011 has 30 days"),
        ("13/13/2011", "no month 13"),
        ("soon", "not a date that can be read"),
        ("June 1911", "1911 cannot be right"),
        ("2011/15", "2011/12"),
        ("June " * 60, "not a date"),
        ("“" + "x" * 120 + "”", "100 letters"),
    ],
)
def test_what_cannot_be_read_says_why(typed, words):
    with pytest.raises(Unclear, match=words):
        read_when(typed, STARTS_ON)
