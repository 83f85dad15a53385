"""Everything that happened to one thing: its moves, and every version of its contents."""

import datetime
from dataclasses import dataclass
from itertools import pairwise

from django.apps import apps

from portal.documents.audit import Line, action_in_words, changes_seen
from records import richtext
from records.fields import RichTextField
from records.numbers import NOT_STATED

MOST = 200  # versions and moves each, of the newest
UNTOLD = {"id", "version"}  # columns that say nothing to people


@dataclass(frozen=True)
class Happening:
    """One entry: a move from the audit, or a save with what it changed."""

    at: datetime.datetime
    who: str
    what: str
    reason: str
    pairs: list


def model_of(kind):
    """The model that an address names as ``plans.section``; None where there is none."""
    try:
        return apps.get_model(kind)
    except (LookupError, ValueError):
        return None


def happenings(user, model, thing):
    """What somebody may read of a thing's past, newest first, and whether older is left out."""
    moves = list(changes_seen(user).filter(target=thing)[: MOST + 1])
    versions = list(_versions(model, thing))
    told = [_told(Line.of(move)) for move in moves[:MOST]]
    told += _saves(model, versions)
    told.sort(key=lambda one: one.at, reverse=True)
    return told, len(moves) > MOST or len(versions) > MOST


def _told(line):
    return Happening(line.at, line.who, line.what, line.reason, line.pairs)


def _versions(model, thing):
    manager = getattr(model, getattr(model._meta, "simple_history_manager_attribute", ""), None)
    if manager is None:
        return []
    return (
        manager.filter(uid=thing).select_related("history_user").order_by("-history_id")[: MOST + 1]
    )


def _saves(model, versions):
    """Each version beside the one before it; the oldest one of all was made."""
    fields = [f for f in model._meta.concrete_fields if f.name not in UNTOLD]
    for newer, older in pairwise([*versions, None]):
        if older is None and len(versions) > MOST:
            return
        changed = [
            (str(field.verbose_name).capitalize(), _shown(field, older), _shown(field, newer))
            for field in fields
            if _differs(field, older, newer)
        ]
        verb = {"+": "added", "~": "saved", "-": "deleted"}[newer.history_type]
        if changed or newer.history_type != "~":
            yield Happening(
                newer.history_date,
                newer.history_user.label if newer.history_user else "The portal",
                action_in_words(f"{model._meta.verbose_name}.{verb}"),
                "",
                changed if newer.history_type == "~" else [],
            )


def _differs(field, older, newer):
    has_it = hasattr(newer, field.attname)
    return older is not None and has_it and _value(older, field) != _value(newer, field)


def _value(version, field):
    return getattr(version, field.attname)


def _shown(field, version):
    value = _value(version, field)
    if field.is_relation and value is not None:
        named = field.related_model._base_manager.filter(pk=value).first()
        return str(named or "one that is gone")
    if isinstance(field, RichTextField) or (isinstance(value, str) and value.startswith("<")):
        value = richtext.words(value)
    elif field.choices:
        value = dict(field.flatchoices).get(value, value)
    return NOT_STATED if value in (None, "") else str(value)
