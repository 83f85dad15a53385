"""The database as it is at one moment, read while others go on writing."""

from contextlib import contextmanager

from django.db import connection, connections

ALIAS = "moment"
AT_ONCE = 100  # rows in memory: an edition may be a megabyte


@contextmanager
def moment():
    """A connection on which every query sees the same moment, under the alias ``moment``.

    Nobody waits for it: PostgreSQL keeps the versions of the rows that it sees, SQLite reads
    beside its log of writes.
    """
    reader = connection.copy(ALIAS)
    connections[ALIAS] = reader
    try:
        _begin(reader)
        yield reader
    finally:
        reader.close()
        del connections[ALIAS]


def _begin(reader):
    reader.ensure_connection()
    if reader.vendor == "postgresql":
        reader.set_autocommit(False)
        statements = [
            "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY",
            # Nothing is asked while files are copied, however long that takes.
            "SET LOCAL idle_in_transaction_session_timeout = 0",
            "SET LOCAL statement_timeout = 0",
        ]
    else:
        statements = ["PRAGMA query_only = ON", "BEGIN DEFERRED"]
    with reader.cursor() as cursor:
        for statement in [*statements, "SELECT COUNT(*) FROM django_migrations"]:
            cursor.execute(statement)


def rows(reader, table):
    """The rows of a table as lines of JSON, in the order of their keys."""
    quoted = reader.ops.quote_name
    columns = ", ".join(quoted(column) for column in table.columns)
    key = quoted(table.model._meta.pk.column)
    line = table.reader(reader)
    with reader.chunked_cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {quoted(table.name)} ORDER BY {key}")  # noqa: S608
        while found := cursor.fetchmany(AT_ONCE):
            for row in found:
                yield line(row)


def last_key(reader, table):
    """The last key that was given out, its row may be gone: none is given out twice."""
    if not table.counted:
        return None
    with reader.cursor() as cursor:
        if reader.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table.name])
            found = cursor.fetchone()
            return found[0] if found else 0
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [table.name, table.counted])
        sequence = cursor.fetchone()[0]
        cursor.execute(f"SELECT last_value, is_called FROM {sequence}")  # noqa: S608
        value, called = cursor.fetchone()
        return value if called else 0
