"""An event whose contributions the bench imports, and the same rows written bare."""

import hashlib
import time

from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.utils import timezone

from events.importers.jobs import work
from events.models import Contribution, ContributionImport
from events.workflow import imports
from tests import factories

TABLES = 12


def an_event():
    of = factories.partnership()
    event = factories.event(of)
    factories.workshop(event)
    for _ in range(TABLES):
        factories.table(event)
    return event, factories.user("officer", of)


def bring_in(content):
    """Import a file into a new event; the seconds of reading and of saving."""
    batch, officer = uploaded(content)
    read = worked_on(batch)
    imports.confirm(batch, by=officer, now=timezone.now())
    saved = worked_on(batch)
    batch.refresh_from_db()
    assert (batch.state, batch.rows.kept().count()) == ("done", batch.rows_good), batch.reason
    return read, saved


def uploaded(content):
    """A file as an officer uploads it for a new event, and the officer."""
    event, officer = an_event()
    batch = imports.start(
        event,
        file=ContentFile(content),
        name="words.csv",
        sha256=hashlib.sha256(content).hexdigest(),
        extension="csv",
        by=officer,
        now=timezone.now(),
    )
    return batch, officer


def worked_on(batch):
    """Do the worker's next step with an import; its seconds."""
    sign = ContributionImport.objects.get(pk=batch.pk).seen_at
    started = time.perf_counter()
    work(batch.pk, sign=sign, clock=timezone.now)
    return time.perf_counter() - started


def bare_rows(rows):
    """Write the newest rows once more with nothing but the database's driver; the seconds."""
    fields = [f for f in Contribution._meta.concrete_fields if not f.primary_key]
    names = ", ".join(f'"{f.column}"' for f in fields)
    table = Contribution._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT {names} FROM "{table}" ORDER BY id DESC LIMIT {rows}')
        found = cursor.fetchall()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f'DELETE FROM "{table}"')
        marks = ", ".join(["%s"] * len(fields))
        started = time.perf_counter()
        cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', found)
        return time.perf_counter() - started
