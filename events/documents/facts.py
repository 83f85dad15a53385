"""The facts of an event in words: when, where, for whom, and how many answered."""

from records import periods
from records.numbers import NOT_STATED, plain_number


def clock(time):
    """6pm, 7.30pm."""
    minutes = f".{time.minute:02d}" if time.minute else ""
    return f"{time.hour % 12 or 12}{minutes}{'am' if time.hour < 12 else 'pm'}"


def hours(event):
    """6pm to 7.30pm; empty where no time is stated."""
    return " to ".join(clock(time) for time in (event.starts_at, event.ends_at) if time)


def when_and_where(event):
    """What readers are told of date and place, as pairs of a name and a value."""
    stated = event.starts_on and event.date_as_stated
    rows = [
        ("Dates" if event.ends_on else "Date", event.when),
        ("Date as stated", f"“{event.date_as_stated}”" if stated else ""),
        ("How the date was found", event.date_note),
        ("Time", hours(event)),
        ("Venue", event.venue or ("" if event.is_consultation else NOT_STATED)),
        ("Place as stated", f"“{event.place_as_stated}”" if event.place_as_stated else ""),
        ("Areas", ", ".join(area.name for area in event.areas.all())),
        ("Hosted by", event.host.name if event.host else ""),
        ("Part of", _series(event)),
        ("Looks ahead", event.horizon),
        ("Fulfils", event.duty),
    ]
    return [(name, value) for name, value in rows if value]


def _series(event):
    if not event.series:
        return ""
    number = f", {event.series.planned} events" if event.series.planned else ""
    return f"{event.series.name}{number}"


def how_asked(consultation):
    """What a consultation asked, of whom and how; what is missing is not stated."""
    rows = [
        ("What was asked", consultation.asked),
        ("Who was asked", consultation.asked_of),
        ("Method", consultation.method),
        ("Subjects", consultation.subjects),
        ("Commissioned by", consultation.commissioned_by),
        ("Undertaken by", consultation.undertaken_by),
    ]
    return [(name, value or NOT_STATED) for name, value in rows]


def who_answered(consultation):
    """Sample, responses and rate: the rate as stated and as computed stand side by side."""
    return [
        ("Number asked", plain_number(consultation.sample)),
        ("Responses", plain_number(consultation.responses)),
        ("Response rate as stated", _per_cent(consultation.rate_as_stated)),
        ("Response rate as computed", _computed(consultation)),
    ]


def _computed(consultation):
    if consultation.rate is None:
        return "cannot be computed: number asked or responses not stated"
    return (
        f"{_per_cent(consultation.rate)} "
        f"({plain_number(consultation.responses)} of {plain_number(consultation.sample)})"
    )


def _per_cent(value):
    return NOT_STATED if value is None else f"{plain_number(value)}%"


def took_part(event, named):
    """How many came, as a sentence; ``named`` says whether a list of bodies follows."""
    if event.headcount is None:
        people = "How many people took part was not recorded"
        return f"{people}. They included representatives from:" if named else f"{people}."
    noun = "participant" if event.headcount == 1 else "participants"
    people = f"{event.people[:1].upper()}{event.people[1:]} {noun} took part"
    return f"{people} and they included representatives from:" if named else f"{people}."


def days(event):
    """The day or days as covers print them."""
    if not event.starts_on:
        return event.date_as_stated
    if event.ends_on and event.ends_on != event.starts_on:
        return periods.span(event.starts_on, event.ends_on)
    return periods.day_label(event.starts_on)
