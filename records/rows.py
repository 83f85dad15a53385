"""Many rows of one table at once, where to make a model of each first would be most of the work."""

from django.db import connections, router

PARAMETERS = 15_000  # that one statement may carry; SQLite takes 32,766


def insert_rows(model, same, names, rows):
    """Insert rows: ``same`` holds what all have in common, ``names`` what each row gives.

    Fields that neither names get their defaults. No history is written, and nothing is checked
    but what the database checks.
    """
    connection = connections[router.db_for_write(model)]
    given = [_Prepared(model._meta.get_field(name), connection) for name in names]
    fields = [one.field for one in given]
    common = [f for f in model._meta.concrete_fields if not f.primary_key and f not in fields]
    tail = [_Prepared(field, connection)(_value(field, same)) for field in common]
    start = _insert_into(model, [*fields, *common], connection)
    marks = f"({', '.join(['%s'] * (len(given) + len(common)))})"
    piece = PARAMETERS // (len(given) + len(common))
    with connection.cursor() as cursor:
        for first in range(0, len(rows), piece):
            part = rows[first : first + piece]
            values = []
            for row in part:
                values += [prepared(value) for prepared, value in zip(given, row, strict=True)]
                values += tail
            cursor.execute(start + ", ".join([marks] * len(part)), values)


def _insert_into(model, fields, connection):
    quoted = connection.ops.quote_name
    columns = ", ".join(quoted(field.column) for field in fields)
    return f"INSERT INTO {quoted(model._meta.db_table)} ({columns}) VALUES "  # noqa: S608 - our names


def _value(field, same):
    return same[field.name] if field.name in same else field.get_default()


class _Prepared:
    """A field's values as the database takes them; what comes again is not worked out again."""

    def __init__(self, field, connection):
        self.field = field
        self.connection = connection
        self.known = {}

    def __call__(self, value):
        if value not in self.known:
            prepared = self.field.get_db_prep_save(value, self.connection)
            if self.field.unique:
                return prepared
            self.known[value] = prepared
        return self.known[value]
