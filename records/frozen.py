"""Rows that nobody can alter: a database trigger refuses every UPDATE of a table.

Deletion is mostly guarded by PROTECT: a DELETE trigger stops Django's flush on SQLite.
"""

from django.db.migrations import RunPython

SQLITE = """
CREATE TRIGGER {table}_frozen BEFORE UPDATE ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is never altered'); END
"""
POSTGRESQL = """
CREATE FUNCTION {table}_frozen() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{table} is never altered' USING ERRCODE = '23001'; END $$;
CREATE TRIGGER {table}_frozen BEFORE UPDATE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_frozen();
"""


# Kept columns are as they were, and the erasure that takes the others' words out is named.
SQLITE_GATE = """
CREATE TRIGGER {table}_frozen BEFORE UPDATE ON {table}
WHEN NEW.taken_out_id IS NULL OR NEW.taken_out_id IS OLD.taken_out_id OR {altered}
BEGIN SELECT RAISE(ABORT, '{table} is never altered'); END
"""
POSTGRESQL_GATE = """
CREATE FUNCTION {table}_frozen() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{table} is never altered' USING ERRCODE = '23001'; END $$;
CREATE TRIGGER {table}_frozen BEFORE UPDATE ON {table}
FOR EACH ROW WHEN (
    NEW.taken_out_id IS NULL OR NEW.taken_out_id IS NOT DISTINCT FROM OLD.taken_out_id OR {altered}
) EXECUTE FUNCTION {table}_frozen();
"""
# PostgreSQL empties tables by TRUNCATE, which no row trigger sees; SQLite by DELETE, so a test
# run takes this trigger out of its own database (tests/conftest.py).
SQLITE_KEPT = """
CREATE TRIGGER {table}_kept BEFORE DELETE ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is never deleted'); END
"""
POSTGRESQL_KEPT = """
CREATE FUNCTION {table}_kept() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{table} is never deleted' USING ERRCODE = '23001'; END $$;
CREATE TRIGGER {table}_kept BEFORE DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_kept();
"""


def freeze_but_for_erasures(table, *kept):
    """As ``freeze``, but an erasure (column ``taken_out_id``) may empty what is not ``kept``.

    Each row is emptied on behalf of one ``Erasure``; in place of what ``freeze`` made.
    """

    def forwards(apps, editor):
        postgresql = editor.connection.vendor == "postgresql"
        differs = "IS DISTINCT FROM" if postgresql else "IS NOT"
        altered = " OR ".join(f"NEW.{column} {differs} OLD.{column}" for column in kept)
        sql = POSTGRESQL_GATE if postgresql else SQLITE_GATE
        editor.execute(sql.format(table=table, altered=altered))

    return RunPython(forwards, _drop(table, "frozen"))


def keep(table):
    """A reversible migration operation after which no row of a table can be deleted."""

    def forwards(apps, editor):
        sql = POSTGRESQL_KEPT if editor.connection.vendor == "postgresql" else SQLITE_KEPT
        editor.execute(sql.format(table=table))

    return RunPython(forwards, _drop(table, "kept"))


def thaw(table):
    """Take the trigger of ``freeze`` away, before its table is altered or guarded otherwise."""
    return RunPython(_drop(table, "frozen"), freeze(table).code)


def _drop(table, guard):
    def drop(apps, editor):
        if editor.connection.vendor == "postgresql":
            editor.execute(f"DROP FUNCTION IF EXISTS {table}_{guard}() CASCADE")
        else:
            editor.execute(f"DROP TRIGGER IF EXISTS {table}_{guard}")

    return drop


def freeze(table):
    """A reversible migration operation that freezes a table's rows."""

    def forwards(apps, editor):
        sql = POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE
        editor.execute(sql.format(table=table))

    return RunPython(forwards, _drop(table, "frozen"))
