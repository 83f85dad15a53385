"""Which tables a backup holds, and how their values are written so that each database reads them.

Values are written as they are stored, past all cleaning and counting of the models: a backup
tells what was there, not what would be accepted today.
"""

import base64
import datetime
import decimal
import json
import uuid
from functools import cached_property

from django.apps import apps

# Sessions end with a restore; what is searched is made anew from what is published.
LEFT_OUT = {"sessions.Session", "portal.SearchEntry", "portal.SearchMark"}


class Table:
    """One table, with its columns in the order in which its rows are written."""

    def __init__(self, model):
        self.model = model
        self.name = model._meta.db_table
        self.fields = model._meta.local_concrete_fields
        self.columns = [field.column for field in self.fields]

    @cached_property
    def counted(self):
        """The column whose values the database counts up by itself, or None."""
        key = self.model._meta.pk
        return key.column if key.get_internal_type() in ("AutoField", "BigAutoField") else None

    def reader(self, connection):
        """A function that writes a row of the database as a line of JSON."""
        converters = [_converters(field, self.name, connection) for field in self.fields]

        def line(row):
            values = [
                _converted(value, of_field, connection)
                for value, of_field in zip(row, converters, strict=True)
            ]
            return json.dumps(values, default=_as_text, ensure_ascii=False).encode() + b"\n"

        return line

    def writer(self, connection):
        """A function that makes of a line of JSON what the database stores."""
        storers = [_storer(_plain(field), connection) for field in self.fields]

        def row(line):
            return [
                store(value) if store and value is not None else value
                for store, value in zip(storers, json.loads(line), strict=True)
            ]

        return row


def tables():
    """Every table of every room and of what the portal stands on, but those in LEFT_OUT."""
    models = apps.get_models(include_auto_created=True)
    return [Table(each) for each in models if _is_kept(each._meta)]


def _is_kept(meta):
    return meta.managed and not meta.proxy and meta.label not in LEFT_OUT


def _plain(field):
    """The field that says how a value is stored: for a foreign key that of its target."""
    while field.remote_field:
        field = field.target_field
    return field


def _converters(field, table, connection):
    column = _plain(field).get_col(table)
    return [(each, column) for each in connection.ops.get_db_converters(column)]


def _converted(value, converters, connection):
    for convert, column in converters:
        value = convert(value, column, connection)
    return value


def _as_text(value):
    """What JSON has no form for."""
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, decimal.Decimal | uuid.UUID):
        return str(value)
    return base64.b64encode(value).decode()


def _storer(field, connection):
    """How a value that was written as text is given to the database; None: as it is."""
    ops = connection.ops
    storers = {
        "DateTimeField": lambda text: ops.adapt_datetimefield_value(
            datetime.datetime.fromisoformat(text)
        ),
        "DateField": lambda text: ops.adapt_datefield_value(datetime.date.fromisoformat(text)),
        "TimeField": lambda text: ops.adapt_timefield_value(datetime.time.fromisoformat(text)),
        "DecimalField": lambda text: ops.adapt_decimalfield_value(
            decimal.Decimal(text), field.max_digits, field.decimal_places
        ),
        "UUIDField": uuid.UUID
        if connection.features.has_native_uuid_field
        else lambda text: uuid.UUID(text).hex,
        "BinaryField": lambda text: connection.Database.Binary(base64.b64decode(text)),
    }
    return storers.get(field.get_internal_type())
