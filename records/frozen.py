"""Rows that nobody can alter: a database trigger refuses every UPDATE of a table.

Deletion is guarded by PROTECT instead: a DELETE trigger would break Django's flush.
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


def freeze(table):
    """A reversible migration operation that freezes a table's rows."""

    def forwards(apps, editor):
        sql = POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE
        editor.execute(sql.format(table=table))

    def backwards(apps, editor):
        if editor.connection.vendor == "postgresql":
            editor.execute(f"DROP FUNCTION {table}_frozen() CASCADE")
        else:
            editor.execute(f"DROP TRIGGER {table}_frozen")

    return RunPython(forwards, backwards)
