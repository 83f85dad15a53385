"""A made-up second event of the series, in full swing: its first session is open.

Everything in it is an example: the place, the day, what was said, and by which table.
"""

import datetime

from django.utils.timezone import localdate

from events.models import Contribution, Event, Table
from events.models.contributions import Origin
from events.models.workshops import Kind
from events.workflow.coding import code
from events.workflow.designs import copy_design
from events.workflow.redaction import redact
from events.workflow.states import announce, open_capture, open_session
from portal.demo.eastern_words import IDENTIFYING, SAID

SLUG = "our-partnership-challenge-eastern-division"
TABLES = 8


def add_event(keep, northern, themes, *, now):
    """The event, made like the real one, with what its tables have said so far."""
    event = keep.add(
        Event,
        partnership=northern.partnership,
        title="Our Partnership Challenge: Eastern Division",
        short_name="Eastern Division",
        slug=SLUG,
        summary="An example of an evening at which eight tables write down what they see coming.",
        venue="A town hall",
        starts_on=localdate(now),
        example=True,
    )
    event = copy_design(northern, event, by=keep.by)
    for number in range(1, TABLES + 1):
        keep.add(Table, event=event, number=number)
    announce(event, by=keep.by, now=now)
    open_capture(event, by=keep.by, now=now)
    session = event.workshops.first()
    open_session(session, by=keep.by, now=now)
    _say(keep, session, themes, now=now)


def _say(keep, session, themes, *, now):
    tables = {table.number: table for table in session.event.tables.all()}
    start = now - datetime.timedelta(minutes=len(SAID))
    for minute, (number, heading, level, names, words) in enumerate(SAID):
        said = Contribution(
            event=session.event,
            workshop=session,
            table=tables[number],
            kind=Kind.CHALLENGE,
            text=words.removeprefix("* "),
            top_priority=words.startswith("* "),
            level=level,
            origin=Origin.TABLE,
            said_at=start + datetime.timedelta(minutes=minute),
        )
        said.heading = heading
        keep.save(said)
        _code_and_redact(keep, said, [themes[name] for name in names], now=now)


def _code_and_redact(keep, said, themes, *, now):
    if themes:
        code(said, themes=themes, shown=[], no_theme_reason="", by=keep.by, now=now)
    at = said.text.find(IDENTIFYING)
    if at >= 0:
        end = at + len(IDENTIFYING)
        redact(said, starts_at=at, ends_at=end, reason="identifies", by=keep.by, now=now)
