"""The cells of the actions grid: what stands in each as text, and what a text means."""

import datetime

from plans.documents.dates import (
    NEITHER,
    NOT_STATED,
    Unclear,
    When,
    read_when,
    when_shown,
    when_text,
)
from plans.models.actions import ELEMENTS

COLUMNS = {"wording": "Action", "elements": "Elements", "lead": "Lead", "by": "By"}
LONGEST = 2000  # letters of a cell


def cell_texts(action, leads):
    """{column: its text}: as it is typed over, copied, compared and exported."""
    return {
        "wording": action.wording,
        "elements": ", ".join(action.elements).capitalize() or NOT_STATED,
        "lead": leads.text(action),
        "by": when_text(action, leads.plan.starts_on),
    }


def read_cell(column, text, leads):
    """The fields of an action that a text sets; Unclear says what is wrong with it."""
    typed = text.replace("\x00", "").replace("\r\n", "\n").strip()
    if len(typed) > LONGEST:
        raise Unclear(f"This is too long: a cell holds {LONGEST:,} letters.")
    if column == "wording":
        return _wording(typed)
    if column == "elements":
        return _elements(typed)
    if column == "lead":
        return leads.read(typed)
    when = read_when(typed, leads.plan.starts_on)
    day = when.by_date.isoformat() if when.by_date else None
    return {"by_date": day, "ongoing": when.ongoing, "date_as_stated": when.date_as_stated}


def _wording(typed):
    if not typed:
        raise Unclear("Say what will be done. To take the action out, use the menu of its row.")
    return {"wording": typed}


def _elements(typed):
    pieces = [piece.strip() for piece in typed.replace(";", ",").replace("\n", ",").split(",")]
    chosen = {piece.casefold() for piece in pieces} - set(NEITHER) - {"none chosen"}
    unknown = sorted(chosen - set(ELEMENTS))
    if unknown:
        raise Unclear(
            f"“{unknown[0]}” is no element. There are prevention, education, enforcement and "
            "reassurance."
        )
    return {name: name in chosen for name in ELEMENTS}


def same_text(one, other):
    """Whether two texts of a cell say the same, blanks and case at its start aside."""
    return " ".join(one.split()) == " ".join(other.split())


def fields_of(action):
    """What all cells of an action hold, as ``read_cell`` gives it: to compare, and to undo."""
    return {
        "wording": action.wording,
        **{name: getattr(action, name) for name in ELEMENTS},
        "lead_organisations": sorted(one.pk for one in action.lead_organisations.all()),
        "lead_group": action.lead_group_id,
        "by_date": action.by_date.isoformat() if action.by_date else None,
        "ongoing": action.ongoing,
        "date_as_stated": action.date_as_stated,
    }


def fields_shown(column, fields, leads):
    """What a cell will say with these fields, as they were understood."""
    if column == "wording":
        return fields["wording"]
    if column == "elements":
        chosen = [name for name in ELEMENTS if fields[name]]
        return ", ".join(chosen).capitalize() or NOT_STATED
    if column == "lead":
        return leads.listed(fields) or NOT_STATED
    day = datetime.date.fromisoformat(fields["by_date"]) if fields["by_date"] else None
    words, stated = when_shown(When(day, fields["ongoing"], fields["date_as_stated"]))
    return f"{words} (“{stated}”)" if stated else words or NOT_STATED


def says_already(action, fields):
    """Whether an action holds these fields as they are."""
    stored = fields_of(action)
    return all(stored[name] == value for name, value in fields.items())
