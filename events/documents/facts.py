"""The facts of an event in words: when, where, for whom, and how many answered."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from records import periods
from records.languages import in_language
from records.numbers import NOT_STATED, plain_number


def clock(time):
    """6pm, 7.30pm."""
    minutes = f".{time.minute:02d}" if time.minute else ""
    return f"{time.hour % 12 or 12}{minutes}{'am' if time.hour < 12 else 'pm'}"


def hours(event):
    """6pm to 7.30pm; empty where no time is stated."""
    times = [clock(time) for time in (event.starts_at, event.ends_at) if time]
    return periods.from_to(*times) if len(times) == 2 else "".join(times)


def when_and_where(event):
    """What readers are told of date and place, as pairs of a name and a value."""
    stated = event.starts_on and event.date_as_stated
    rows = [
        (_("Dates") if event.ends_on else _("Date"), event.when),
        (_("Date as stated"), f"“{event.date_as_stated}”" if stated else ""),
        (_("How the date was found"), event.date_note),
        (_("Time"), hours(event)),
        (_("Venue"), event.venue or ("" if event.is_consultation else NOT_STATED)),
        (_("Place as stated"), f"“{event.place_as_stated}”" if event.place_as_stated else ""),
        (_("Areas"), ", ".join(in_language(area, "name") for area in event.areas.all())),
        (_("Hosted by"), in_language(event.host, "name") if event.host else ""),
        (_("Part of"), _series(event)),
        (_("Looks ahead"), event.horizon),
        (_("Fulfils"), event.duty),
    ]
    return [(name, value) for name, value in rows if value]


def _series(event):
    if not event.series:
        return ""
    number = (
        _(", %(planned)s events") % {"planned": event.series.planned}
        if event.series.planned
        else ""
    )
    return f"{in_language(event.series, 'name')}{number}"


def how_asked(consultation):
    """What a consultation asked, of whom and how; what is missing is not stated."""
    rows = [
        (_("What was asked"), consultation.asked),
        (_("Who was asked"), consultation.asked_of),
        (_("Method"), consultation.method),
        (_("Subjects"), consultation.subjects),
        (_("Commissioned by"), consultation.commissioned_by),
        (_("Undertaken by"), consultation.undertaken_by),
    ]
    return [(name, value or NOT_STATED) for name, value in rows]


def who_answered(consultation):
    """Sample, responses and rate: the rate as stated and as computed stand side by side."""
    return [
        (_("Number asked"), plain_number(consultation.sample)),
        (_("Responses"), plain_number(consultation.responses)),
        (_("Response rate as stated"), _per_cent(consultation.rate_as_stated)),
        (_("Response rate as computed"), _computed(consultation)),
    ]


def _computed(consultation):
    if consultation.rate is None:
        return _("cannot be computed: number asked or responses not stated")
    return _("%(per_cent)s (%(plain_number)s of %(plain_number_2)s)") % {
        "per_cent": _per_cent(consultation.rate),
        "plain_number": plain_number(consultation.responses),
        "plain_number_2": plain_number(consultation.sample),
    }


def _per_cent(value):
    return NOT_STATED if value is None else f"{plain_number(value)}%"


def took_part(event, named):
    """How many came, as a sentence; ``named`` says whether a list of bodies follows."""
    if event.headcount is None:
        people = _("How many people took part was not recorded")
        return (
            _("%(people)s. They included representatives from:") % {"people": people}
            if named
            else f"{people}."
        )
    number = f"{event.people[:1].upper()}{event.people[1:]}"
    people = ngettext(
        "%(number)s participant took part", "%(number)s participants took part", event.headcount
    ) % {"number": number}
    return (
        _("%(people)s and they included representatives from:") % {"people": people}
        if named
        else f"{people}."
    )


def days(event):
    """The day or days as covers print them."""
    if not event.starts_on:
        return event.date_as_stated
    if event.ends_on and event.ends_on != event.starts_on:
        return periods.span(event.starts_on, event.ends_on)
    return periods.day_label(event.starts_on)
