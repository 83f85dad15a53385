"""What is done in the actions grid: one cell, one row, or a whole paste and its undo."""

import datetime

from django.db import transaction
from django.db.models import Max

from plans.documents.cells import cell_texts, read_cell, same_text, says_already
from plans.documents.leads import Leads
from plans.models import Action, Plan
from plans.permissions import may_edit
from plans.workflow.states import fall_back
from records.models import note
from records.moves import Refused
from records.saving import change_places, save_new, save_over

SERVED = ("all_priorities", "theme", "duty")  # and priorities and objectives, of which several


class CellClash(Exception):
    """Somebody else wrote in the same cell meanwhile: what is stored there now, and by whom."""

    def __init__(self, action, theirs, who):
        self.action, self.theirs, self.who = action, theirs, who
        super().__init__(f"{who} changed this cell meanwhile.")


@transaction.atomic
def write_cell(action, column, text, *, base_version, seen, by, now):
    """Save what one cell says; ``seen`` is what its writer saw there before.

    A row that moved on in other cells takes it all the same, one that moved on in this cell does
    not: the clash says both. Returns the row as it is stored then.
    """
    plan = open_for_rows(action.plan, by)
    leads = Leads(plan)
    fields = read_cell(column, text, leads)
    row = locked_rows(plan).get(pk=action.pk)
    stored = cell_texts(row, leads)[column]
    if row.version != base_version and not same_text(stored, seen):
        raise CellClash(row, stored, _last_writer(row))
    if not says_already(row, fields):
        put_fields(row, fields, by=by)
        fall_back(row.section, by=by, now=now)
    return locked_rows(plan).get(pk=row.pk)


@transaction.atomic
def add_row(section, wording, *, by, now):
    """A new action at the end of a section; it serves what the action above it serves."""
    plan = open_for_rows(section.plan, by)
    action = add_action(section, read_cell("wording", wording, Leads(plan)), by=by)
    fall_back(section, by=by, now=now)
    return action


@transaction.atomic
def move_row(action, *, up, by, now):
    """Change places with the action above or below, in the same section."""
    open_for_rows(action.plan, by)
    rows = list(action.section.actions.select_for_update().order_by("order", "pk"))
    if not change_places(rows, action, up=up, by=by):
        end = "first" if up else "last"
        raise Refused(f"It is the {end} of its section. Its own page moves it to another one.")
    fall_back(action.section, by=by, now=now)


@transaction.atomic
def move_to_section(action, section, *, by, now):
    """Put an action at the end of another section of its plan."""
    plan = open_for_rows(action.plan, by)
    row = locked_rows(plan).get(pk=action.pk)
    before = row.section
    row.section, row.order = section, next_order(section)
    save_over(row, base_version=row.version, by=by)
    note("action.move", by=by, now=now, target=row, before={"section": str(before.uid)})
    fall_back(before, by=by, now=now)
    fall_back(section, by=by, now=now)


@transaction.atomic
def take_out(action, *, by, now):
    """Take an action out of the plan; it is kept and can be put back."""
    open_for_rows(action.plan, by)
    row = Action.with_taken_out.select_for_update().get(pk=action.pk)
    if row.taken_out_at is None:
        row.taken_out_at = now
        save_over(row, base_version=row.version, by=by)
        note("action.take_out", by=by, now=now, target=row, before={"wording": row.wording})
        fall_back(row.section, by=by, now=now)


@transaction.atomic
def put_back(action, *, by, now):
    """Put an action back where it stood."""
    open_for_rows(action.plan, by)
    row = Action.with_taken_out.select_for_update().select_related("section").get(pk=action.pk)
    if row.section.taken_out_at:
        raise Refused("Its section was taken out of the plan. Put that back first.")
    if row.taken_out_at is not None:
        row.taken_out_at = None
        save_over(row, base_version=row.version, by=by)
        note("action.put_back", by=by, now=now, target=row)
        fall_back(row.section, by=by, now=now)


def open_for_rows(plan, by):
    """The plan, held while its rows change; it must still be open."""
    held = Plan.objects.select_for_update().get(pk=plan.pk)
    if not may_edit(by, held):
        raise Refused("The text is locked. Reopen the plan for changes first.")
    return held


def locked_rows(plan):
    return plan.actions.select_related("section__plan", "lead_group").select_for_update(
        of=("self",)
    )


def _last_writer(row):
    entry = row.history.select_related("history_user").order_by("-history_id").first()
    return entry.history_user.label if entry and entry.history_user else "Somebody"


def put_fields(row, fields, *, by):
    """Set what cells say on a row that is held, and save it over its version."""
    plain = dict(fields)
    organisations = plain.pop("lead_organisations", None)
    if "lead_group" in plain:
        plain["lead_group_id"] = plain.pop("lead_group")
    if plain.get("by_date"):
        plain["by_date"] = datetime.date.fromisoformat(plain["by_date"])
    for name, value in plain.items():
        setattr(row, name, value)
    if row.pk:
        save_over(row, base_version=row.version, by=by)
    else:
        save_new(row, by=by)
    if organisations is not None:
        row.lead_organisations.set(organisations)
    return row


def add_action(section, fields, *, by):
    """A new action at the end of a section that serves what the last one there serves."""
    above = section.actions.order_by("order", "pk").last()
    row = Action(plan=section.plan, section=section, order=next_order(section))
    for name in SERVED if above else ():
        setattr(row, name, getattr(above, name))
    put_fields(row, fields, by=by)
    if above:
        row.priorities.set(above.priorities.all())
        row.objectives.set(above.objectives.all())
    return row


def next_order(section):
    """The place after all that ever stood in the section."""
    stood = Action.with_taken_out.filter(section=section)
    return (stood.aggregate(last=Max("order"))["last"] or 0) + 1
