"""Quarters of a plan year: 1 is April to June, 4 is January to March."""

import datetime
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from records.periods import from_to, month_label, plan_year_label


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter of the plan year that starts in ``year``."""

    year: int
    number: int

    @property
    def label(self):
        year = plan_year_label(self.year)
        return _("Quarter %(number)s, %(year)s") % {"number": self.number, "year": year}

    @property
    def months(self):
        """“January to March 2012”."""
        return from_to(date_format(self.starts_on, "F"), month_label(self.ends_on))

    @property
    def key(self):
        return f"{self.year}-{self.number}"

    @property
    def starts_on(self):
        month = 3 * self.number + 1
        return datetime.date(self.year + (month > 12), (month - 1) % 12 + 1, 1)

    @property
    def ends_on(self):
        return self.after.starts_on - datetime.timedelta(days=1)

    @property
    def before(self):
        if self.number > 1:
            return Quarter(self.year, self.number - 1)
        return Quarter(self.year - 1, 4)

    @property
    def after(self):
        if self.number < 4:
            return Quarter(self.year, self.number + 1)
        return Quarter(self.year + 1, 1)


def quarter_of(day):
    """The quarter in which a day lies."""
    return Quarter(day.year - (day.month < 4), (day.month - 4) % 12 // 3 + 1)
