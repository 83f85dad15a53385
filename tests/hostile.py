"""A partnership whose every text is an attempt, put into the database past all that cleans."""

from django.db import DatabaseError, models, transaction

from records.fields import RichTextField
from tests.payloads import PAYLOADS

# What programs read: an address, a code or a name of a file, each checked where it is set.
READ_BY_PROGRAMS = ("slug", "colour", "token", "hash", "key", "anchor", "extension", "sha256")
READ_BY_PROGRAMS += ("language", "dataset", "password", "password", "suffix", "rule", "action")
READ_BY_PROGRAMS += ("media_type", "code", "district", "number", "form", "digest", "sort")


def fill(things, words):
    """Put the words into every text of every thing, and all payloads into every rich text.

    The number of texts that took them; what is frozen keeps its own.
    """
    filled = 0
    for thing in things.values():
        for field in thing._meta.concrete_fields:
            if text := _text_for(field, words):
                filled += _put(thing, field, text)
    return filled


def _text_for(field, words):
    if isinstance(field, RichTextField):
        return "\n".join(PAYLOADS)
    plain = type(field) in {models.CharField, models.TextField}
    if not plain or field.choices or any(name in field.name for name in READ_BY_PROGRAMS):
        return None
    return words if not field.max_length or field.max_length >= len(words) else None


def _put(thing, field, text):
    try:
        with transaction.atomic():
            return type(thing)._base_manager.filter(pk=thing.pk).update(**{field.name: text})
    except DatabaseError:
        return 0
