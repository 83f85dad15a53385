"""What people write into a cell, understood: headings, levels, yes and no, times."""

import datetime
import re

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from events.models.contributions import Heading, Level
from events.models.workshops import Kind
from records.columns import key

NOTHING = {"", "-", "–", "not stated", "not said", "not recorded", "not placed", "none", "n/a"}
YES = {"yes", "y", "true", "1", "x", "*", "★"}
NO = {"no", "n", "false", "0"}


class Fault(Exception):
    """What is wrong with a cell, and what to do."""


def words(cell):
    """A cell's content as text: 4 rather than 4.0, without blanks around it."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell).strip()


def is_nothing(said):
    return said.casefold() in NOTHING


def yes_or_no(said):
    """True, False, or None where nothing is said."""
    low = said.casefold()
    if low in YES or low in NO:
        return low in YES
    if is_nothing(said):
        return None
    raise Fault("Write yes or no, or leave it empty.")


# "Urgent & Essential", "urgent + essential", "essential but not urgent", "U&E": what is left of
# them once joining words are gone.
HEADINGS = {
    "urgent essential": Heading.URGENT_ESSENTIAL,
    "essential urgent": Heading.URGENT_ESSENTIAL,
    "both": Heading.URGENT_ESSENTIAL,
    "1": Heading.URGENT_ESSENTIAL,
    "urgent not essential": Heading.URGENT,
    "not essential urgent": Heading.URGENT,
    "2": Heading.URGENT,
    "not urgent essential": Heading.ESSENTIAL,
    "essential not urgent": Heading.ESSENTIAL,
    "3": Heading.ESSENTIAL,
    "not urgent or essential": Heading.NEITHER,
    "not essential or urgent": Heading.NEITHER,
    "not urgent not essential": Heading.NEITHER,
    "not essential not urgent": Heading.NEITHER,
    "neither urgent or essential": Heading.NEITHER,
    "neither": Heading.NEITHER,
    "4": Heading.NEITHER,
}
LONG_FOR = {"u": "urgent", "e": "essential", "ue": "urgent essential", "non": "not", "nor": "or"}
JOINING = {"and", "but", "is", "also"}


def heading(said):
    """The heading that some words name, or None where they say nothing."""
    if is_nothing(said):
        return None
    parts = re.findall(r"[a-z0-9]+", said.casefold())
    plain = " ".join(LONG_FOR.get(part, part) for part in parts if part not in JOINING)
    if plain in HEADINGS:
        return HEADINGS[plain]
    if plain in ("urgent", "essential"):
        alone = str(Heading(plain).label)
        raise Fault(f"Say both: write “{Heading.URGENT_ESSENTIAL.label}” or “{alone}”.")
    raise Fault("Write one of: " + "; ".join(map(str, Heading.labels)) + ".")


LEVELS = {
    **{key(name): Level.LOCAL for name in ("local", "neighbourhood", Level.LOCAL.label)},
    **{key(name): Level.DIVISION for name in ("division", "divisional", "county")},
    **{key(name): Level.DIVISION for name in (Level.DIVISION.label, "divisional or county")},
    **{key(name): Level.LOCAL for name in ("local / neighbourhood", "local and neighbourhood")},
    **{key(name): Level.DIVISION for name in ("division / county", "divisional / county")},
}


def level(said):
    """Where it can be dealt with, or nothing."""
    if is_nothing(said):
        return ""
    if key(said) in LEVELS:
        return LEVELS[key(said)]
    raise Fault("Write “Local or neighbourhood” or “Division or county”, or leave it empty.")


KINDS = {key(name): value for value, label in Kind.choices for name in (value, label)}
KINDS |= {key(f"{label}s"): value for value, label in Kind.choices}
KINDS |= {"offer": Kind.OFFER.value, "comment": Kind.COMMENT.value}


def kind(said):
    """One of the kinds of contribution, or None where nothing is said."""
    if is_nothing(said):
        return None
    if key(said) in KINDS:
        return KINDS[key(said)]
    raise Fault("Write one of: " + "; ".join(map(str, Kind.labels)) + ".")


def moment(cell, day):
    """When it was said: a date and time, or a time alone on the day of the event."""
    if isinstance(cell, datetime.datetime):
        found = cell
    elif isinstance(cell, datetime.time):
        found = _on(day, cell)
    elif isinstance(cell, datetime.date):
        found = datetime.datetime.combine(cell, datetime.time())
    else:
        said = words(cell)
        if is_nothing(said):
            return None
        found = _written(said, day)
    return found if timezone.is_aware(found) else timezone.make_aware(found)


def _written(said, day):
    try:
        if found := parse_datetime(said):
            return found
    except ValueError:
        pass
    for pattern in ("%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d/%m/%Y"):
        try:
            return datetime.datetime.strptime(said, pattern)
        except ValueError:
            continue
    clock = re.fullmatch(r"([01]?\d|2[0-3])[:.]([0-5]\d)", said)
    if clock:
        return _on(day, datetime.time(int(clock[1]), int(clock[2])))
    raise Fault("Write it as 23/11/2009 19:27, as a time alone, or leave it empty.")


def _on(day, clock):
    if day is None:
        raise Fault("The event has no date, so write the day too: 23/11/2009 19:27.")
    return datetime.datetime.combine(day, clock)
