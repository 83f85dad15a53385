"""By when a document in another form is promised, and how a request is named on the telephone."""

import datetime

WORKING_DAYS = 10  # within which somebody gets what they asked for, or hears when
KEPT_DAYS = 90  # after its end: so long we know how to reach whoever asked
SATURDAY = 5


def working_days_on(day, count):
    """The day that is so many working days later, or earlier; bank holidays count as days."""
    step = datetime.timedelta(days=1 if count > 0 else -1)
    left = abs(count)
    while left:
        day += step
        left -= day.weekday() < SATURDAY
    return day


def promised_from(day):
    """By when we answer what is asked on a day."""
    return working_days_on(day, WORKING_DAYS)


def reference_of(asked):
    """Eight letters and digits in two groups, as people read them out: “3F9A 01BC”."""
    short = asked.uid.hex[:8].upper()
    return f"{short[:4]} {short[4:]}"


def is_due_words(due, on):
    """“In 3 days”, “Today”, “4 days late”."""
    days = (due - on).days
    size = f"{abs(days)} day{'' if abs(days) == 1 else 's'}"
    if days == 0:
        return "Today"
    return f"In {size}" if days > 0 else f"{size} late"


def forgotten_from(asked):
    """The day on which the way to reach whoever asked is taken out, or None while it is open."""
    if asked.closed_at is None:
        return None
    return asked.closed_at + datetime.timedelta(days=KEPT_DAYS)
