"""A million contributions and the audit's lines on top of a country: what the long lists read.

Made up by counting, the same every time; each partnership has one event with its share of them.
"""

import datetime
import uuid
from itertools import islice

from django.db import connection

from bench import country_rows
from bench.country_beside import FIRST_YEAR, write
from events.models import Contribution, Event
from plans.models import Action, Section
from records.models import Change

ACTIONS = 20_000
TOGETHER = 500  # rows of a statement
AT = datetime.datetime(2025, 11, 3, 9, tzinfo=datetime.UTC)
WORDS = "Ensuring that there are resources for the particular issues of rural areas, number {}."


def fill(partnerships, years, contributions):
    """So many partnerships, years and contributions; the partnerships and their events."""
    made = country_rows.fill(partnerships, years)
    _actions(ACTIONS * partnerships * years // 3_300)
    events = write(
        Event,
        (
            Event(
                partnership=p, title="Community evening", slug="community-evening",
                starts_on=datetime.date(FIRST_YEAR, 11, 3), example=True,
            )
            for p in made
        ),
    )  # fmt: skip
    keys = [event.pk for event in events]
    _copy(_contribution(keys[0]), (_differing(keys, n) for n in range(contributions)))
    _copy(_change(made[0]), (_line(made, n) for n in range(contributions // 10)))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as the database does by itself after a while
    return made, events


def _actions(wanted):
    """As many actions as are still lacking, spread over the plans."""
    sections = list(Section.objects.order_by("pk"))
    lacking = wanted - Action.objects.count()
    write(
        Action,
        (
            Action(
                plan_id=section.plan_id, section=section, order=100 + n // len(sections),
                wording=f"Example action {n}",
            )
            for n in range(lacking)
            for section in [sections[n % len(sections)]]
        ),
    )  # fmt: skip


def _contribution(event):
    return Contribution(event_id=event, text=WORDS, urgent=True, essential=True)


def _differing(events, number):
    return {
        "uid": uuid.UUID(int=number + 1),
        "event_id": events[number % len(events)],
        "text": WORDS.format(number),
        "has_theme": number % 3 > 0,
    }


def _change(of):
    return Change(
        at=AT, actor_label="Officer", action="plan.save", target_label="Example plan", request=""
    )


def _line(made, number):
    return {
        "at": AT + datetime.timedelta(seconds=number),
        "partnership": made[number % len(made)].uid,
    }


def _copy(model, rows):
    """Rows like one that Django made, with their differences, many in a statement."""
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    same = {f.attname: f.get_db_prep_save(f.pre_save(model, add=True), connection) for f in fields}
    names = ", ".join(f'"{field.column}"' for field in fields)
    marks = f"({', '.join(['%s'] * len(fields))})"
    start = f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES '
    prepared = {field.attname: field.get_db_prep_save for field in fields}
    values = (
        [
            prepared[name](row[name], connection) if name in row else value
            for name, value in same.items()
        ]
        for row in rows
    )
    with connection.cursor() as cursor:
        while piece := list(islice(values, TOGETHER)):
            cursor.execute(
                start + ", ".join([marks] * len(piece)), [value for row in piece for value in row]
            )
