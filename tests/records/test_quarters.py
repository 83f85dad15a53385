"""Quarters of the plan year by the calendar: every month, the year's end, a leap day."""

import datetime

import pytest

from records.quarters import Quarter, quarter_of

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("month", "year", "number"),
    [
        *((month, 2011, 4) for month in (1, 2, 3)),
        *((month, 2012, 1) for month in (4, 5, 6)),
        *((month, 2012, 2) for month in (7, 8, 9)),
        *((month, 2012, 3) for month in (10, 11, 12)),
    ],
)
def test_every_month_lies_in_its_quarter(month, year, number):
    assert quarter_of(datetime.date(2012, month, 15)) == Quarter(year, number)


def test_every_day_of_forty_years_lies_between_its_quarters_days():
    day, end = datetime.date(2000, 1, 1), datetime.date(2040, 1, 1)
    while day < end:
        quarter = quarter_of(day)
        assert quarter.starts_on <= day <= quarter.ends_on
        assert quarter_of(quarter.starts_on) == quarter == quarter_of(quarter.ends_on)
        assert quarter.after.before == quarter == quarter.before.after
        day += datetime.timedelta(days=1)


def test_the_plan_year_ends_on_31_march():
    last, first = datetime.date(2012, 3, 31), datetime.date(2012, 4, 1)
    assert quarter_of(last) == Quarter(2011, 4)
    assert quarter_of(first) == Quarter(2012, 1) == Quarter(2011, 4).after
    assert (Quarter(2011, 4).ends_on, Quarter(2012, 1).starts_on) == (last, first)


def test_a_leap_day_is_in_the_fourth_quarter():
    assert quarter_of(datetime.date(2012, 2, 29)) == Quarter(2011, 4)
    assert Quarter(2011, 4).months == "January to March 2012"


def test_quarters_are_named_with_their_plan_year():
    quarter = Quarter(2011, 3)
    assert (quarter.label, quarter.key) == ("Quarter 3, 2011-12", "2011-3")
    assert quarter.months == "October to December 2011"
