"""One thing under two names becomes one thing: everything moves to the one that is kept.

Nothing is lost. What cannot move, because the one that is kept has its like already, stays where
it is if it says something of its own; if it says nothing of its own it was the same fact.
"""

from collections import Counter

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import CheckConstraint, Q, UniqueConstraint
from simple_history.models import HistoricalChanges

from partnership.permissions import is_administrator
from records.models import Record, note
from records.moves import Refused
from records.saving import save_new, save_over

# They tell one row from another and say nothing about the world.
IDENTITY = {"uid", "version", "order"}
MOVED, STAYED, SAME = "moved", "stayed", "the same already"


@transaction.atomic
def merge(kept, gone, *, by, now):
    """Merge an organisation or an area into another; return the one that is kept.

    ``gone`` stays, marked, and leads to ``kept``; all its names become names of ``kept``.
    """
    kept, gone = _locked(kept, gone)
    _check(kept, gone, by)
    done = {MOVED: {}, STAYED: {}, SAME: {}}
    for relation in _relations(type(gone)):
        for row in _rows(relation, gone):
            key = f"{row._meta.label}.{relation.field.name}"
            name = str(getattr(row, "uid", row.pk))
            done[_move(row, relation.field, kept, by)].setdefault(key, []).append(name)
    _take_names(kept, gone, by)
    gone.merged_into = kept
    save_over(gone, base_version=gone.version, by=by)
    note(
        f"{gone._meta.model_name}.merge",
        by=by,
        now=now,
        target=gone,
        after={"merged_into": str(kept.uid), "name": kept.name, **done},
    )
    return kept


def standing_on(thing):
    """What a merge would touch: (words for the kind of row, how many), for who decides it."""
    found = Counter()
    for relation in _relations(type(thing)):
        model = relation.related_model
        named = model._meta.auto_created or model
        found[named._meta.verbose_name_plural] += _rows(relation, thing).count()
    return sorted((words, number) for words, number in found.items() if number)


def _locked(kept, gone):
    """Both as they are stored, locked in one order, so that two merges cannot block each other."""
    rows = type(kept)._base_manager.select_for_update().order_by("pk")
    found = {row.pk: row for row in rows.filter(pk__in=[kept.pk, gone.pk])}
    return found[kept.pk], found[gone.pk]


def _check(kept, gone, by):
    if not is_administrator(by):
        raise Refused("Only administrators merge what all partnerships share.")
    if kept.pk == gone.pk:
        raise Refused("Choose two different ones.")
    for one in (kept, gone):
        if one.merged_into_id:
            raise Refused(f"{one} was merged into {one.merged_into} already.")
    if getattr(kept, "code", "") and getattr(gone, "code", ""):
        raise Refused(
            f"{kept} and {gone} have an ONS code each, so they are two areas. "
            "If one of the codes is wrong, take it out first."
        )


# ---- what stands on it


def _relations(model):
    """Every foreign key to a model, those of many-to-many tables too, but not the history's:
    that tells what was true then."""
    for relation in model._meta.get_fields(include_hidden=True):
        incoming = relation.auto_created and (relation.one_to_many or relation.one_to_one)
        if incoming and not issubclass(relation.related_model, HistoricalChanges):
            yield relation


def _rows(relation, thing):
    rows = relation.related_model._base_manager
    return rows.filter(**{relation.field.name: thing}).order_by("pk")


# ---- moving a row


def _move(row, field, kept, by):
    """Let one row name the one that is kept, if it can; say what became of it."""
    likes = list(_likes(row, field, kept))
    if any(_says_no_more(row, like, field) for like in likes) and not _is_referred_to(row):
        row._history_user = by
        row.delete()
        return SAME
    setattr(row, field.name, kept)
    if not _is_allowed(row, field):
        return STAYED
    if isinstance(row, Record):
        save_over(row, base_version=row.version, by=by)
    else:
        save_new(row, by=by)
    return MOVED


def _likes(row, field, kept):
    """The rows of ``kept`` that may stand only once beside this row; an unknown date is alike."""
    for names, condition in _once(row, field):
        same = {name: getattr(row, name) for name in names if name != field.name}
        known = {name: value for name, value in same.items() if value is not None}
        unknown = {f"{name}__isnull": True for name in same.keys() - known.keys()}
        rows = row._meta.base_manager.filter(condition, **known, **unknown)
        yield from rows.filter(**{field.name: kept}).exclude(pk=row.pk)


def _once(row, field):
    """The rules "only once" in which a field has a part: its fields and its condition."""
    for constraint in row._meta.constraints:
        if isinstance(constraint, UniqueConstraint) and field.name in constraint.fields:
            yield constraint.fields, constraint.condition or Q()
    for names in row._meta.unique_together:  # how Django itself makes many-to-many tables
        if field.name in names:
            yield names, Q()


def _says_no_more(row, like, field):
    """Whether a row tells nothing that its like does not tell."""
    for other in row._meta.concrete_fields:
        if other.primary_key or other == field or other.name in IDENTITY:
            continue
        value = getattr(row, other.attname)
        if value not in (None, "") and value != getattr(like, other.attname):
            return False
    return True


def _is_referred_to(row):
    return any(_rows(relation, row).exists() for relation in _relations(type(row)))


def _is_allowed(row, field):
    """Whether the database would take the row as it is now."""
    try:
        row.validate_unique(exclude=IDENTITY & {f.name for f in row._meta.fields})
        for constraint in row._meta.constraints:
            if _has_part_in(constraint, field):
                constraint.validate(type(row), row)
    except ValidationError:
        return False
    return True


def _has_part_in(constraint, field):
    if isinstance(constraint, CheckConstraint):
        return field.name in constraint.condition.referenced_base_fields
    return field.name in getattr(constraint, "fields", ())


# ---- names


def _take_names(kept, gone, by):
    """Give the one that is kept what it lacks, and the other's names as aliases."""
    taken = []
    for name in ("name_cy", "short_name", "code"):
        if getattr(gone, name, "") and not getattr(kept, name):
            setattr(kept, name, getattr(gone, name))
            taken.append(name)
    if "code" in taken:
        # A code stands once; the history of the one that is gone still has it.
        gone.code = ""
        save_over(gone, base_version=gone.version, by=by)
    if taken:
        save_over(kept, base_version=kept.version, by=by)
    for name in {gone.name, gone.name_cy, getattr(gone, "short_name", "")}:
        if name and name not in {kept.name, kept.name_cy, getattr(kept, "short_name", "")}:
            kept.aliases.get_or_create(name=name)
