"""What a hostile walk needs: what a request writes, and what a page's form would send."""

import datetime
import re
import uuid
from contextlib import contextmanager
from html.parser import HTMLParser

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.forms import BaseForm, BaseFormSet
from django.utils import timezone

from tests.world import PDF

WRITES = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.IGNORECASE)
OF_NOBODY = {"django_session", "cache"}  # what a request leaves behind whoever asks
UUIDS = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")

# Whoever stands elsewhere has keys from this range, so that one is known wherever it turns up.
FROM, TO = 900_000, 2_000_000


class Written(list):
    """The rows that a request wrote, or tried to: each its table and the values."""

    @property
    def tables(self):
        return {table for table, _ in self}

    @property
    def values(self):
        return {value for _, values in self for value in values if not isinstance(value, list)}


@contextmanager
def writing():
    """Watch what is written, also where it is taken back later."""
    written = Written()

    def watch(execute, sql, params, many, context):
        found = WRITES.match(sql)
        if found and found[1] not in OF_NOBODY:
            values = [value for row in params for value in row] if many else list(params or [])
            written.append((found[1], values))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield written


def set_sequences(start):
    """Let the next row of every table have a key above this one (SQLite)."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            cursor.execute(
                "INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, start]
            )


# ---- what a page would send


class _Inputs(HTMLParser):
    """The fields of the forms that a page posts, with the values that they have."""

    def __init__(self):
        super().__init__()
        self.sent, self._in, self._select, self._area = {}, False, None, None

    def handle_starttag(self, tag, attributes):
        of = dict(attributes)
        name = of.get("name")
        if tag == "form":
            self._in = (of.get("method") or "").lower() == "post" and not of.get("action")
        if not self._in:
            return
        if tag == "option" and self._select and "selected" in of:
            self.sent.setdefault(self._select, []).append(of.get("value") or "")
        if tag == "select":
            self._select = name
        if tag == "textarea" and name:
            self._area = name
            self.sent[name] = [""]
        if name and (tag == "button" or (tag == "input" and self._sends(of))):
            self.sent.setdefault(name, []).append(of.get("value", "on"))

    def _sends(self, of):
        kind = of.get("type") or "text"
        if kind in {"checkbox", "radio"}:
            return "checked" in of
        return kind not in {"file", "submit"} and of.get("value")

    def handle_data(self, data):
        if self._area:
            self.sent[self._area][0] += data

    def handle_endtag(self, tag):
        if tag == "form":
            self._in = False
        if tag == "select":
            self._select = None
        if tag == "textarea":
            self._area = None


def forms_of(response):
    """Every form, also in formsets, that a page was drawn with."""
    found = {}
    for context in response.context or []:
        for value in context.flatten().values() if hasattr(context, "flatten") else []:
            for form in _in(value):
                found[id(form)] = form
    return list(found.values())


def _in(value):
    if isinstance(value, BaseForm):
        yield value
    elif isinstance(value, BaseFormSet):
        yield value.management_form
        yield from value.forms
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _in(each)


def sent_by(response, found):
    """What the page would send, with something in every field that must not be empty."""
    page = _Inputs()
    page.feed(response.content.decode())
    sent = dict(page.sent)
    for form in found:
        for bound in form:
            if not bound.field.disabled and not any(sent.get(bound.html_name, [])):
                sent |= _invented(bound)
    return sent


def _invented(bound):
    field, name = bound.field, bound.html_name
    words = type(field) is forms.CharField  # often needed though not marked
    if not (field.required or words or isinstance(field, forms.ModelChoiceField)):
        return {}
    if isinstance(field.widget, forms.MultiWidget):
        parts = field.widget.decompress(timezone.localdate())
        return {
            f"{name}{suffix}": [part]
            for suffix, part in zip(field.widget.widgets_names, parts, strict=True)
            if part is not None
        }
    value = _value_for(field)
    return {} if value is None else {name: [value]}


def _value_for(field):
    if isinstance(field, forms.ModelChoiceField):
        first = field.queryset.first()
        return first and field.prepare_value(first)
    if isinstance(field, forms.ChoiceField):
        return next((value for value, _ in _flat(field.choices) if value != ""), None)
    for kind, value in (
        (forms.FileField, SimpleUploadedFile("a.pdf", PDF)),
        (forms.DateTimeField, timezone.now().isoformat()),
        (forms.DateField, timezone.localdate().isoformat()),
        (forms.TimeField, "10:00"),
        (forms.IntegerField, max(getattr(field, "min_value", 1) or 1, 1)),
        (forms.EmailField, "a@example.org"),
        (forms.UUIDField, str(uuid.uuid4())),
        (forms.BooleanField, "on"),
    ):
        if isinstance(field, kind):
            return value
    return "Words"


def _flat(choices):
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield value, label


def values_offered(form):
    """The values of the form's plain lists to choose from."""
    for bound in form:
        if isinstance(bound.field, forms.ChoiceField) and not isinstance(
            bound.field, forms.ModelChoiceField
        ):
            yield from (str(value) for value, _ in _flat(bound.field.choices))


# ---- what nobody was asked for

UID = uuid.UUID("00000000-0000-4000-8000-00000000dead")
LONG_AGO = datetime.date(1901, 2, 3)
VERSION = 77_123
MARK = "smuggled-7f3a"

NOT_ASKED = {
    "uid": str(UID),
    "version": VERSION,
    "is_superuser": "on",
    "is_staff": "on",
    "state_note": MARK,
    **dict.fromkeys(["content_hash", "sha256", "token", "by_label", "author_label"], MARK),
    **dict.fromkeys(["published_at", "approved_at", "accepted_at", "taken_out_at"], LONG_AGO),
    **dict.fromkeys(["revoked_at", "agreed_on", "closed_on", "made_at", "at"], LONG_AGO),
}


def smuggled(values):
    """Those of the values that came from fields that no page offers."""
    text = {str(value) for value in values}
    marks = {str(UID), UID.hex, str(VERSION), MARK}
    return text & marks | {value for value in text if value.startswith(str(LONG_AGO))}
