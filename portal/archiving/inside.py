"""Keys of one database that stand inside the JSON of a row: written as names, and back.

The only ones are those by which a paste into a plan can be undone (plans/workflow/pasting.py).
"""

from partnership.models import Group, Organisation

PASTE = "plan.paste_actions"


def outward(label, said, name):
    """An object as it is written; ``name(model, key)`` gives the name of a row."""
    return _translated(label, said, name)


def inward(label, said, find):
    """An object as it is stored; ``find(model, name)`` gives the key of a row, or None."""
    return _translated(label, said, find)


def _translated(label, said, translate):
    if label != "records.Change" or said.get("action") != PASTE:
        return said
    before = said.get("before")
    if not isinstance(before, dict) or not isinstance(before.get("rows"), list):
        return said
    rows = [_row(row, translate) for row in before["rows"]]
    return said | {"before": before | {"rows": rows}}


def _row(row, translate):
    fields = row.get("fields") if isinstance(row, dict) else None
    if not isinstance(fields, dict):
        return row
    found = dict(fields)
    if isinstance(fields.get("lead_organisations"), list):
        keys = [translate(Organisation, one) for one in fields["lead_organisations"]]
        found["lead_organisations"] = [key for key in keys if key is not None]
    if fields.get("lead_group") is not None:
        found["lead_group"] = translate(Group, fields["lead_group"])
    return row | {"fields": found}
