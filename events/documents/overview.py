"""What is known of an event, and what its readers will miss."""

from dataclasses import dataclass

from events.models import Consultation, Workshop
from records import richtext


@dataclass(frozen=True)
class Gap:
    """Something that readers will find "not stated", and the field that would say it."""

    words: str
    page: str
    field: str = ""


def facts_of(event):
    """The parts of an event beside its own fields."""
    attendances = list(event.attendances.select_related("organisation", "area"))
    numbers = [row.number for row in attendances if row.number is not None]
    workshops = list(
        event.workshops.select_related("speaker_organisation").prefetch_related("resident_types")
    )
    facts = {
        "attendances": attendances,
        "listed": sum(numbers),
        "unrecorded": len(attendances) - len(numbers),
        "too_few": event.headcount is not None and event.headcount < sum(numbers),
        "workshops": workshops,
        "tables": list(event.tables.all()),
        "areas": list(event.areas.all()),
        "texts": list(texts_of(event)),
        **_asked(event),
    }
    return facts | {"gaps": list(gaps(event, facts))}


def texts_of(event):
    """The texts that the officer wrote, cleaned, with what is there in Welsh after each."""
    for title, name in (
        ("Background and objectives", "background"),
        ("Event format", "format"),
        ("What happens next", "closing"),
    ):
        yield title, richtext.render(getattr(event, name))
        if welsh := getattr(event, f"{name}_cy"):
            yield f"{title}, in Welsh", richtext.render(welsh)


def _asked(event):
    """What a consultation asked, its numbers in figures, and whether its two rates differ."""
    if not event.is_consultation:
        return {"consultation": None}
    found = Consultation.objects.filter(event=event).prefetch_related("channels").first()
    parts = {name: getattr(found, name, None) for name in ("sample", "responses")}
    numbers = {name: "" if value is None else f"{value:,}" for name, value in parts.items()}
    stated, computed = getattr(found, "rate_as_stated", None), getattr(found, "rate", None)
    differ = stated is not None and computed is not None and float(stated) != computed
    return {"consultation": found, "numbers": numbers, "rates_differ": differ}


# What an event should say of itself: its attribute, the words, the page and field that say it.
OF_EVERY_EVENT = (
    ("when_known", "When it is", "event_edit", "date_as_stated"),
    ("summary", "A sentence for the public list", "event_edit", "summary"),
    ("background", "Background and objectives", "event_texts", "background"),
    ("contact", "A contact for the full data", "event_texts", "contact"),
)
OF_EVENINGS = (
    ("venue", "Where it is", "event_edit", "venue"),
    ("host", "Who hosts it", "event_edit", "host"),
    ("format", "The format of the event", "event_texts", "format"),
    ("headcount", "How many took part", "attendance_edit", "headcount"),
)
OF_CONSULTATIONS = (
    ("asked", "What was asked", "consultation_edit", "asked"),
    ("asked_of", "Who was asked", "consultation_edit", "asked_of"),
    ("method", "How they were asked", "consultation_edit", "method"),
    ("responses", "How many answered", "consultation_edit", "responses"),
)


def gaps(event, facts):
    """What readers will miss. Only warnings: it can be published without."""
    known = {"when_known": bool(event.starts_on or event.date_as_stated)}
    wanted = OF_EVERY_EVENT + (() if event.is_consultation else OF_EVENINGS)
    yield from _missing(event, wanted, known)
    if event.is_consultation:
        yield from _missing(facts["consultation"], OF_CONSULTATIONS, {})
    else:
        yield from _gaps_of_evening(facts)


def _missing(thing, wanted, known):
    for name, words, page, field in wanted:
        value = known[name] if name in known else getattr(thing, name, None)
        if value in (None, "", False):
            yield Gap(words, f"events:{page}", f"id_{field}")


def _gaps_of_evening(facts):
    if not facts["attendances"]:
        yield Gap("Who took part", "events:attendance_edit", "id_listed")
    elif facts["unrecorded"]:
        words = f"How many came from {facts['unrecorded']} of {len(facts['attendances'])} bodies"
        yield Gap(words, "events:attendance_edit", "id_listed")
    if not facts["workshops"]:
        yield Gap("What was asked or presented: no session yet", "events:workshop_add")
    asked = [one for one in facts["workshops"] if one.form == Workshop.Form.WORKSHOP]
    if asked and not facts["tables"]:
        yield Gap("The tables: nobody can write on the night", "events:tables_edit", "id_number")
