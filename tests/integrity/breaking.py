"""An operation that breaks at its n-th write, for every n, and what is there afterwards."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.db import OperationalError, connection

WRITES = ("INSERT", "UPDATE", "DELETE")


class Breaking:
    """Lets some writes through; the next one fails as on a disk that has gone."""

    def __init__(self, writes):
        self.left = writes

    def __call__(self, execute, sql, params, many, context):
        if sql.lstrip().upper().startswith(WRITES):
            if self.left == 0:
                raise OperationalError("disk I/O error")
            self.left -= 1
        return execute(sql, params, many, context)


def everything():
    """All rows of all tables and all files: equal only where nothing at all has changed."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found[table] = sorted(map(repr, cursor.fetchall()))
    for path in Path(settings.MEDIA_ROOT).rglob("*"):
        if path.is_file():
            found[str(path)] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def difference(before, after):
    """The tables and files that changed."""
    return sorted(n for n in before.keys() | after.keys() if before.get(n) != after.get(n))


def broken_everywhere(operation):
    """Break an operation at its first write, its second and so on, until none is left to break.

    After each break all must be as before. Returns how many writes were broken.
    """
    before, writes = everything(), 0
    while True:
        breaking = Breaking(writes)
        try:
            with connection.execute_wrapper(breaking):
                operation()
        except OperationalError:
            changed = difference(before, everything())
            assert changed == [], f"half is there after write {writes + 1}: {changed}"
            writes += 1
        else:
            assert breaking.left == 0, "it swallowed a failure"
            assert difference(before, everything()), "it did nothing"
            return writes
