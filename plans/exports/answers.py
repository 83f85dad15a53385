"""“You said, we did” as a table: what the list shows, one answer a line."""

from plans.documents.answers import told
from records.cells import safe
from records.periods import day_label

COLUMNS = [
    *("You said", "Where it was said", "Date of the event", "Topic", "Places", "What became of it"),
    *("Date of the answer", "Our answer", "What happens next", "Answer due", "Days late"),
    *("Example", "Address"),
]


def answer_rows(responses, on, *, site):
    """The first line, then each answer in public words."""
    yield COLUMNS
    for response in responses:
        yield [safe(cell) for cell in _cells(told(response, on), site)]


def _cells(one, site):
    response = one.response
    event = one.event
    return [
        one.said,
        one.where,
        _day(event.starts_on if event else None),
        response.topic.name if response.topic else "not stated",
        "; ".join(area.name for area in response.areas.all()) or "not stated",
        one.status[1],
        _day(response.answered_on),
        one.did or (one.due if one.waits else "not stated"),
        one.changed,
        _day(response.due_on),
        one.late,
        "yes" if response.example else "",
        f"{site}{one.address}",
    ]


def _day(day):
    return day_label(day) if day else "not stated"
