"""A paste of many rows into the actions of a plan: all of it or nothing, and taken back whole."""

from dataclasses import dataclass

from django.db import transaction

from plans.documents.cells import fields_of
from plans.models import Action, Section
from plans.workflow.grid import add_action, locked_rows, open_for_rows, put_fields
from plans.workflow.states import fall_back
from records.models import Change, note
from records.moves import Refused
from records.saving import save_over

PASTED, UNDONE = "plan.paste_actions", "plan.undo_paste"
MOVED_ON = (
    "Somebody changed “{}” since. Nothing was written. Look at the rows below again, then apply "
    "them."
)
CANNOT_UNDO = (
    "“{}” was changed since the paste, so the paste cannot be undone as a whole. "
    "Change single rows instead."
)


@dataclass(frozen=True)
class Step:
    """One row of a paste: the fields to set on an action, or on a new one in a section."""

    fields: dict
    action: Action | None = None
    section: Section | None = None


@transaction.atomic
def apply_paste(plan, steps, *, by, now):
    """Write all rows of a paste or none; returns the audit's line, by which it can be undone."""
    plan = open_for_rows(plan, by)
    related = locked_rows(plan).prefetch_related("lead_organisations")
    held = {row.pk: row for row in related.filter(pk__in=[s.action.pk for s in steps if s.action])}
    before, after, sections = [], [], {}
    for step in steps:
        row = _write(plan, step, held, before, by)
        after.append({"uid": str(row.uid), "version": row.version})
        sections[row.section_id] = row.section
    _fall_back(sections.values(), by, now)
    return note(PASTED, by=by, now=now, target=plan, before={"rows": before}, after={"rows": after})


def _write(plan, step, held, before, by):
    if step.action is None:
        row = add_action(step.section, step.fields, by=by)
        before.append({"uid": str(row.uid), "fields": None})
        return row
    row = held.get(step.action.pk)
    if row is None or row.version != step.action.version:
        raise Refused(MOVED_ON.format(step.action.wording[:60]))
    stored = fields_of(row)
    fields = {name: stored[name] for name in step.fields}
    before.append({"uid": str(row.uid), "fields": fields})
    return put_fields(row, step.fields, by=by)


@transaction.atomic
def undo_paste(plan, number, *, by, now):
    """Take a paste back: changed rows say what they said, added rows are taken out."""
    plan = open_for_rows(plan, by)
    paste = Change.objects.filter(action=PASTED, target=plan.uid, pk=number).first()
    if paste is None:
        raise Refused("There is no such paste in this plan.")
    versions = {row["uid"]: row["version"] for row in paste.after["rows"]}
    rows = Action.with_taken_out.filter(plan=plan, uid__in=versions).select_for_update(of=("self",))
    held = {str(row.uid): row for row in rows.select_related("section", "plan")}
    for uid, version in versions.items():
        if uid not in held or held[uid].version != version:
            raise Refused(CANNOT_UNDO.format(held[uid].wording[:60] if uid in held else "A row"))
    for row in paste.before["rows"]:
        _take_back(held[row["uid"]], row["fields"], by, now)
    _fall_back({row.section_id: row.section for row in held.values()}.values(), by, now)
    note(UNDONE, by=by, now=now, target=plan, before={"paste": paste.pk})
    return len(held)


def _take_back(row, fields, by, now):
    if fields is None:
        row.taken_out_at = now
        save_over(row, base_version=row.version, by=by)
    else:
        put_fields(row, fields, by=by)


def _fall_back(sections, by, now):
    for section in sections:
        fall_back(section, by=by, now=now)
