"""How a value of each kind of column is written in an archive, and read from one."""

import datetime
import decimal
import re
import uuid

from django.core.exceptions import ValidationError
from django.db import models

from portal.archiving.contents import COLUMNS_LEFT_OUT, PARTNERSHIP

# Without these nobody can tell what it is; other texts were left empty by people before.
NEEDED = {"name", "title", "slug", "email", "wording"}
NOTHING = object()  # no value is implied: it is always written
DAY = re.compile(r"\d{4}-\d\d-\d\d")
NUMBER = re.compile(r"-?\d{1,30}(\.\d{1,30})?")


class Wrong(ValueError):
    """A value that cannot be taken, in words."""


class Column:
    """One column that travels: the field, and the value that is meant where none is written."""

    def __init__(self, field):
        self.field = field
        self.name = field.name
        self.kind = _kind(field)
        self.implied = _implied(field)

    @property
    def target(self):
        """The model that it names a row of, or None."""
        return self.field.remote_field.model if self.field.remote_field else None

    @property
    def is_optional(self):
        """Whether a person may leave it out."""
        return (
            self.implied is not NOTHING
            or self.field.has_default()
            or getattr(self.field, "auto_now_add", False)
        )

    def absent(self, now):
        """The value of a row that does not say any."""
        if getattr(self.field, "auto_now_add", False):
            return now
        return self.field.get_default() if self.field.has_default() else self.implied

    def written(self, value):
        """A stored value as JSON has it."""
        if value is None or self.kind in ("boolean", "integer", "json", "text"):
            return value
        if self.kind == "decimal":
            return f"{value:.{self.field.decimal_places}f}"
        if self.kind == "moment":
            return value.astimezone(datetime.UTC).isoformat().replace("+00:00", "Z")
        return value.isoformat() if self.kind in ("day", "time") else str(value)

    def read(self, said):
        """The value that JSON means; Wrong where it means none."""
        if said is None:
            if self.field.null:
                return None
            raise Wrong("must not be null.")
        value = READERS[self.kind](said, self.field)
        self._check(value, said)
        return value

    def _check(self, value, said):
        choices = dict(self.field.flatchoices or ())
        blank = self.field.blank or not self.field.editable
        if choices and value not in choices and value != "":
            raise Wrong(f"“{_short(said)}” is none of {', '.join(map(str, choices))}.")
        if value == "" and not blank and self.name in NEEDED:
            raise Wrong("must not be empty.")
        try:
            self.field.run_validators(value)
        except ValidationError as error:
            raise Wrong(" ".join(error.messages)) from None


def columns_of(model, without=()):
    """The plain columns of a model that travel: neither its key nor whose it is."""
    label = model._meta.label
    return [
        Column(field)
        for field in model._meta.local_concrete_fields
        if not field.primary_key
        and not is_owner(field)
        and field.name not in without
        and f"{label}.{field.name}" not in COLUMNS_LEFT_OUT
    ]


def is_owner(field):
    """Whether a column says whose a row is, which the whole archive says already."""
    if field.model._meta.label == "records.Change":
        return field.name == "partnership"
    return bool(field.remote_field) and field.remote_field.model._meta.label == PARTNERSHIP


def lists_of(model):
    """The lists of other things that a row names and that have no rows of their own."""
    label = model._meta.label
    return [
        field
        for field in model._meta.local_many_to_many
        if field.remote_field.through._meta.auto_created
        and f"{label}.{field.name}" not in COLUMNS_LEFT_OUT
    ]


def _kind(field):
    if isinstance(field, models.ForeignKey):
        return "reference"
    if isinstance(field, models.FileField):
        return "file"
    for kind, types in KINDS.items():
        if isinstance(field, types):
            return kind
    raise TypeError(f"An archive has no form for {field}.")


KINDS = {
    "boolean": models.BooleanField,
    "integer": models.IntegerField,
    "decimal": models.DecimalField,
    "moment": models.DateTimeField,  # before the day, which it is a kind of
    "day": models.DateField,
    "time": models.TimeField,
    "uid": models.UUIDField,
    "json": models.JSONField,
    "text": (models.CharField, models.TextField),
}


def _implied(field):
    if field.has_default():
        default = field.default
        if callable(default):
            return default() if default in (list, dict) else NOTHING
        return getattr(default, "value", default)
    if field.null:
        return None
    return "" if field.blank and field.empty_strings_allowed else NOTHING


# ---- reading


def _boolean(said, field):
    if not isinstance(said, bool):
        raise Wrong("must be true or false.")
    return said


def _integer(said, field):
    if not isinstance(said, int) or isinstance(said, bool):
        raise Wrong("must be a whole number.")
    return said


def _decimal(said, field):
    if not isinstance(said, str) or not NUMBER.fullmatch(said):
        raise Wrong("must be a number in quotes, as in “12.50”.")
    return decimal.Decimal(said)


def _moment(said, field):
    try:
        value = datetime.datetime.fromisoformat(_text(said, field))
        if value.tzinfo is None:
            raise ValueError("no zone")
        return value.astimezone(datetime.UTC)
    except (ValueError, OverflowError):
        raise Wrong("must be a moment, as in “2011-05-23T10:00:00Z”.") from None


def _day(said, field):
    try:
        if not DAY.fullmatch(_text(said, field)):
            raise ValueError("another form")
        return datetime.date.fromisoformat(said)
    except ValueError:
        raise Wrong("must be a date, as in “2011-05-23”.") from None


def _time(said, field):
    try:
        return datetime.time.fromisoformat(_text(said, field))
    except ValueError:
        raise Wrong("must be a time of day, as in “18:30:00”.") from None


def _uid(said, field):
    try:
        return uuid.UUID(_text(said, field))
    except ValueError:
        raise Wrong("must be a UUID, as in “0b6d9a0e-9f5c-4c5e-8f7e-2a1c3d4e5f60”.") from None


def _text(said, field):
    if not isinstance(said, str):
        raise Wrong("must be text.")
    _check_characters(said)
    return said


def _json(said, field):
    rest = [said]
    while rest:
        one = rest.pop()
        if isinstance(one, dict):
            rest += [*one, *one.values()]
        elif isinstance(one, list):
            rest += one
        elif isinstance(one, str):
            _check_characters(one)
    return said


def _check_characters(text):
    """What a database cannot keep: half characters, and the one that ends texts in C."""
    if "\0" in text or any("\ud800" <= each <= "\udfff" for each in text):
        raise Wrong("holds characters that are none.")


def _short(said):
    text = str(said)
    return text if len(text) <= 40 else f"{text[:39]}…"


READERS = {
    "boolean": _boolean,
    "integer": _integer,
    "decimal": _decimal,
    "moment": _moment,
    "day": _day,
    "time": _time,
    "uid": _uid,
    "json": _json,
    "text": _text,
    "reference": _text,
    "file": _text,
}
