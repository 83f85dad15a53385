"""When something will be done, as people type it: read, and written so that it reads the same."""

import calendar
import datetime
import re
from dataclasses import dataclass

from records.periods import day_label

NOT_STATED = "not stated"
NEITHER = ("", NOT_STATED, "none", "-", "–")
LONGEST = 100
MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
MONTHS["sept"] = 9
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
YEARS = range(2000, 2101)
ONGOING = ("ongoing", "on-going", "on going", "continuing", "throughout", "throughout the year")
EACH = re.compile(
    r"((each|every) (day|week|fortnight|month|quarter|year|half[- ]year|meeting))"
    r"|daily|weekly|fortnightly|monthly|quarterly|(bi|half[- ])?-?yearly|(bi-?)?annually"
)
QUARTERLY = ("each quarter", "every quarter", "quarterly")
AS_STATED = re.compile(r"(?P<date>[^“\"]*?)\s*[“\"](?P<words>.+)[”\"]\s*")
HELP = (
    "Type a date, a month, a quarter, a year, “each quarter”, “ongoing” or “not stated”. "
    "Words in quotation marks are kept as they are."
)


class Unclear(ValueError):
    """What was typed cannot be read, in words for the person who typed it."""


@dataclass(frozen=True)
class When:
    """A day, or that it goes on, or neither; and the words of the source where they say more."""

    by_date: datetime.date | None = None
    ongoing: bool = False
    date_as_stated: str = ""


def read_when(text, starts_on):
    """What somebody means by “June”, “Q2”, “each quarter”: in the plan that starts on this day."""
    typed = " ".join(str(text).split())
    quoted = AS_STATED.fullmatch(typed)
    if quoted:
        meant = read_when(quoted["date"], starts_on)
        return When(meant.by_date, meant.ongoing, _fitting(quoted["words"].strip()))
    plain = typed.casefold().rstrip(".")
    if plain in NEITHER:
        return When()
    if plain in ONGOING:
        return When(ongoing=True)
    if EACH.fullmatch(plain):
        return When(ongoing=True, date_as_stated=typed)
    day, exact = _day(re.sub(r"^(by|before|on|due)( the)? ", "", plain), starts_on)
    return When(by_date=day, date_as_stated="" if exact else _fitting(typed))


def _fitting(words):
    if len(words) > LONGEST:
        raise Unclear(f"Keep the wording of the date to {LONGEST} letters.")
    return words


def _day(plain, starts_on):
    """The last day that some words may mean, and whether they name that very day."""
    for pattern, meaning in WAYS:
        found = re.fullmatch(pattern, plain)
        if found:
            return meaning(found.groupdict(), starts_on), meaning is _exact
    raise Unclear(f"This is not a date that can be read. {HELP}")


def _exact(found, starts_on):
    month = found["month"]
    month = MONTHS[month] if month in MONTHS else _of_twelve(int(month))
    year = _year(found.get("year"), month, starts_on)
    last = calendar.monthrange(year, month)[1]
    if not 1 <= int(found["day"]) <= last:
        raise Unclear(f"{calendar.month_name[month]} {year} has {last} days.")
    return datetime.date(year, month, int(found["day"]))


def _month(found, starts_on):
    month = found["month"]
    month = MONTHS[month] if month in MONTHS else _of_twelve(int(month))
    return _last_of(_year(found.get("year"), month, starts_on), month)


def _quarter(found, starts_on):
    year = _checked(int(found["year"])) if found.get("year") else _plan_year(starts_on)
    if found.get("to") and (year + 1) % 100 != int(found["to"]) % 100:
        raise Unclear(f"A plan year ends a year after it begins: {year}/{(year + 1) % 100:02d}.")
    month = int(found["quarter"]) * 3 + 3
    return _last_of(year + (month > 12), month - 12 * (month > 12))


def _plan_years(found, starts_on):
    return _quarter(found | {"quarter": 4}, starts_on)


def _whole_year(found, starts_on):
    return datetime.date(_checked(int(found["year"])), 12, 31)


def _of_twelve(month):
    if not 1 <= month <= 12:
        raise Unclear(f"There is no month {month}. Write the day first, then the month.")
    return month


def _year(typed, month, starts_on):
    """The year typed; without one, that of the plan in which the month falls."""
    if typed:
        return _checked(int(typed) + (2000 if len(typed) == 2 else 0))
    return starts_on.year + (month < starts_on.month)


def _checked(year):
    if year not in YEARS:
        raise Unclear(f"The year {year} cannot be right for a plan.")
    return year


def _plan_year(starts_on):
    return starts_on.year - (starts_on.month < 4)


def _last_of(year, month):
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


END = "(the )?(end of|end|during|in)? ?(the )?"
TO = r"(?P<year>\d{4}) ?[/–-] ?(?P<to>\d{2}|\d{4})"
NAME = f"(?P<month>{MONTH})"
WAYS = [
    (rf"(?P<day>\d{{1,2}})(st|nd|rd|th)?( of)?[ -]{NAME}(,?[ -](?P<year>\d{{4}}))?", _exact),
    (r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4}|\d{2})", _exact),
    (r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})( 00:00:00)?", _exact),
    (rf"{END}{NAME}((,? | ?[/-] ?)(?P<year>\d{{4}}))?", _month),
    (rf"{NAME}[/-](?P<year>\d{{2}})", _month),
    (r"(?P<month>\d{1,2})/(?P<year>\d{4})", _month),
    (rf"{END}(q|quarter) ?(?P<quarter>[1-4])(( of)?,? {TO})?", _quarter),
    (rf"{END}(plan )?(year )?{TO}", _plan_years),
    (rf"{END}(?P<year>\d{{4}})", _whole_year),
]


def when_text(of, starts_on):
    """What stands in the cell to be typed over; ``read_when`` makes the same of it again."""
    stored = When(of.by_date, of.ongoing, of.date_as_stated)
    if stored.date_as_stated and _says(stored.date_as_stated, stored, starts_on):
        return stored.date_as_stated
    words = [day_label(of.by_date)] if of.by_date else ["Ongoing"] if of.ongoing else []
    words += [f"“{of.date_as_stated}”"] if of.date_as_stated else []
    return " ".join(words) or NOT_STATED


def _says(words, stored, starts_on):
    try:
        return read_when(words, starts_on) == stored
    except Unclear:
        return False


def when_shown(of):
    """The cell in words, and the wording of the source where it differs; both may be empty."""
    stated = of.date_as_stated
    if of.by_date:
        return f"By {day_label(of.by_date)}", stated
    if of.ongoing:
        regular = bool(EACH.fullmatch(stated.casefold()))
        return (stated[:1].upper() + stated[1:], "") if regular else ("Ongoing", stated)
    return (f"“{stated}”" if stated else ""), ""


def is_quarterly(of):
    """Whether a report on it is owed each quarter."""
    return of.ongoing and of.date_as_stated.casefold() in QUARTERLY
