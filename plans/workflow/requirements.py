"""What is asked of plans, brought in and kept; and how an officer's statement is withdrawn."""

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.utils.timezone import localdate

from plans.models import Requirement
from plans.permissions import may_write
from records.models import note
from records.moves import Refused
from records.saving import save_new, save_over

FIELDS = (
    *("title", "wording", "source_kind", "source", "source_link", "checked_note", "nation"),
    *("from_date", "to_date", "plan_kinds", "evidence", "evidence_kind", "order"),
)


@dataclass
class Loaded:
    """What became of the lines that the portal brings: counts, for whoever runs the machine."""

    new: int = 0
    changed: int = 0
    ended: int = 0
    kept: int = 0


def read_requirements(data):
    """The lines of a parsed requirements.toml as values of the model's fields, by code."""
    unsure, found = data["unsure"], {}
    for line in data["requirement"]:
        values = dict.fromkeys(FIELDS, "") | {"from_date": None, "to_date": None} | line
        if values.pop("unsure", False):
            values["checked_note"] = unsure
        kinds = values["plan_kinds"]
        values["plan_kinds"] = f"|{'|'.join(kinds)}|" if kinds else ""
        found[values.pop("code")] = values
    return found


@transaction.atomic
def load_requirements(lines, *, now, by=None):
    """Bring in the lines by their code; what a person added or changed stays as they left it.

    A line that is no longer brought is ended the day before, so that older plans keep it.
    """
    loaded = Loaded()
    stored = {one.code: one for one in Requirement.objects.select_for_update()}
    people = _kept_by_people(stored.values())
    for code, values in lines.items():
        _bring(stored.get(code), code, values, people, loaded, by)
    yesterday = localdate(now) - datetime.timedelta(days=1)
    for code in stored.keys() - lines.keys():
        _end(stored[code], yesterday, people, loaded, by)
    if loaded.new or loaded.changed or loaded.ended:
        note("requirements.load", by=by, now=now, after=vars(loaded))
    return loaded


def _kept_by_people(requirements):
    """The keys of those of which somebody signed in wrote a version."""
    written = Requirement.history.filter(
        id__in=[one.pk for one in requirements], history_user__isnull=False
    )
    return set(written.values_list("id", flat=True))


def _bring(one, code, values, people, loaded, by):
    if one is None:
        save_new(Requirement(code=code, **values), by=by)
        loaded.new += 1
        return
    if one.pk in people:
        loaded.kept += 1
        return
    if all(getattr(one, name) == value for name, value in values.items()):
        return
    for name, value in values.items():
        setattr(one, name, value)
    save_over(one, base_version=one.version, by=by)
    loaded.changed += 1


def _end(one, day, people, loaded, by):
    if one.pk in people or (one.to_date and one.to_date <= day):
        return
    one.to_date = max(day, one.from_date) if one.from_date else day
    save_over(one, base_version=one.version, by=by)
    loaded.ended += 1


@transaction.atomic
def withdraw_statement(statement, *, by, now):
    """Take a statement back: the line is open again; history and audit keep what was stated."""
    if not may_write(by, statement.plan):
        raise Refused("Officers of the partnership make and withdraw its statements.")
    said = {"statement": statement.statement, "stated_by": statement.stated_by}
    note("requirementstatement.withdraw", by=by, now=now, target=statement, before=said)
    statement._history_user = by
    statement.delete()
