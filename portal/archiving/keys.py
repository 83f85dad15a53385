"""Keys that were never given out, for rows that name one another before they are written."""

from django.db import connection
from django.db.models import Max


def new_keys(model, count):
    """As many free keys of a table, rising; in a transaction of the caller's that writes."""
    meta = model._meta
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [meta.db_table, meta.pk.column, count],
            )
            return sorted(key for (key,) in cursor.fetchall())
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [meta.db_table])
        found = cursor.fetchone()
    last = model._base_manager.aggregate(last=Max("pk"))["last"] or 0
    first = max(last, found[0] if found else 0) + 1
    return list(range(first, first + count))
