"""Rows and files of a backup, put into an empty place."""

import hashlib
from contextlib import contextmanager
from itertools import islice

from django.contrib.contenttypes.models import ContentType
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Max

from portal.backing_up.archive import pieces_of
from portal.backing_up.tables import tables
from records.models import Change
from records.moves import Refused

# What a place that was only just made has already: it gives way to what the backup holds.
OF_A_NEW_PLACE = {
    "contenttypes.ContentType", "auth.Permission", "records.Change",
    "plans.Requirement", "plans.HistoricalRequirement",
    "portal.SiteText", "portal.HistoricalSiteText",
}  # fmt: skip
MOST_VALUES = 20_000  # in one statement, where the database has no limit of its own

NOT_EMPTY = "Only an empty place is restored into: there are rows in {} here. Nothing was changed."
OTHER_FILE = "There is another file under the name {} here. Nothing was changed."
OLDER = (
    "The backup was made by an older portal, which lacks {}. Install that one, restore there, "
    "then update it."
)
NEWER = (
    "The backup was made by a newer portal, with {}. Install that one, or a later one that can "
    "update it, and restore there."
)
OTHER_COLUMNS = "The backup knows the tables of another portal: {} differs."
REFUSED_ROW = "The database refuses what the backup holds for {}: {}"


def applied_migrations(of=connection):
    """The state of the tables: every migration that was applied, as “room.name”."""
    return sorted(".".join(key) for key in MigrationRecorder(of).applied_migrations())


def check_fits(backup):
    """The tables here are those of the backup, and nobody has put anything into them."""
    here, there = set(applied_migrations()), set(backup.manifest["migrations"])
    if there - here:
        raise Refused(NEWER.format(", ".join(sorted(there - here)[:5])))
    if here - there:
        raise Refused(OLDER.format(", ".join(sorted(here - there)[:5])))
    known = {table.name: table.columns for table in tables()}
    said = {name: about["columns"] for name, about in backup.manifest["tables"].items()}
    if other := [name for name in {*known, *said} if known.get(name) != said.get(name)]:
        raise Refused(OTHER_COLUMNS.format(", ".join(sorted(other)[:5])))
    check_empty()


def check_empty():
    """Nobody has worked here yet: there is nothing but what a new place comes with."""
    full = [
        table.model._meta.label
        for table in tables()
        if table.model._meta.label not in OF_A_NEW_PLACE and table.model._base_manager.exists()
    ]
    if Change.objects.filter(actor__isnull=False).exists():
        full.append(Change._meta.label)
    if full:
        raise Refused(NOT_EMPTY.format(", ".join(full[:5])))


# ---- files


@contextmanager
def files_put_back(backup, say):
    """Write the files whole; where what follows fails, those that came now go again."""
    there = {name for name in backup.files() if default_storage.exists(name)}
    for name in sorted(there):
        _check_file(backup, name)
    came = [name for name in backup.files() if name not in there]
    try:
        for number, name in enumerate(came, start=1):
            with backup.open_file(name) as member:
                default_storage.save(name, File(member, name))
            _check_file(backup, name)
            say("files", number)
        yield
    except BaseException:
        for name in came:
            default_storage.delete(name)
        raise


def _check_file(backup, name):
    digest = hashlib.sha256()
    with default_storage.open(name) as file:
        for piece in pieces_of(file):
            digest.update(piece)
    if digest.hexdigest() != backup.sha256(name):
        raise Refused(OTHER_FILE.format(name))


# ---- rows


def put_rows_back(backup, say):
    """All rows with their keys, in a transaction of the caller's; nothing is cleaned or counted."""
    kept = tables()
    check_empty()  # once more: now nobody else can come in between
    _empty(kept)
    done = 0
    for table in kept:
        try:
            for number in _insert(table, backup.lines(table.name)):
                done += number
                say("rows", done)
            _go_on_counting(table, backup.manifest["tables"][table.name]["last_key"])
        except DatabaseError as error:
            raise Refused(REFUSED_ROW.format(table.name, error)) from error
    _check_references()
    ContentType.objects.clear_cache()


def _check_references():
    try:
        connection.check_constraints()
    except DatabaseError as error:
        raise Refused(REFUSED_ROW.format("a reference", error)) from error


def _empty(kept):
    """Take out what a new place came with, its audit too, which is otherwise never deleted."""
    quoted = connection.ops.quote_name
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            names = ", ".join(quoted(table.name) for table in kept)
            cursor.execute(f"TRUNCATE {names} CASCADE")
            return
        for table in kept:
            guards = _guards_of_deletion(cursor, table.name)
            for name, _ in guards:
                cursor.execute(f"DROP TRIGGER {quoted(name)}")
            cursor.execute(f"DELETE FROM {quoted(table.name)}")  # noqa: S608
            for _, statement in guards:
                cursor.execute(statement)


def _guards_of_deletion(cursor, table):
    cursor.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s"
        " AND sql LIKE '%%BEFORE DELETE%%'",
        [table],
    )
    return cursor.fetchall()


def _insert(table, lines):
    quoted = connection.ops.quote_name
    columns = ", ".join(quoted(column) for column in table.columns)
    row = table.writer(connection)
    most = connection.features.max_query_params or MOST_VALUES
    at_once = max(1, most // len(table.columns))
    one = f"({', '.join(['%s'] * len(table.columns))})"
    with connection.cursor() as cursor:
        while piece := [row(line) for line in islice(lines, at_once)]:
            values = ", ".join([one] * len(piece))
            cursor.execute(
                f"INSERT INTO {quoted(table.name)} ({columns}) VALUES {values}",  # noqa: S608
                [value for each in piece for value in each],
            )
            yield len(piece)


def _go_on_counting(table, last_key):
    """The next key is one that was never given out, also not to a row that is gone."""
    if not table.counted:
        return
    last = max(last_key or 0, table.model._base_manager.aggregate(last=Max("pk"))["last"] or 0)
    if not last:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, %s), %s)",
                [table.name, table.counted, last],
            )
            return
        cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table.name])
        cursor.execute(
            "INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table.name, last]
        )
