"""Warnings of actions: who, by when, how, and what they serve."""

from itertools import chain

from plans.documents.requirements.found import at
from plans.documents.warnings.groups import Warned, WarningGroup
from plans.models import ProgressUpdate
from plans.models.blocks import BlockKind
from plans.models.progress import Progress
from records.periods import day_label

SHORT = 60


def _group(code, what, why, material, is_so, said=lambda action: ""):
    found = []
    for number, entry, action in _numbered(material):
        if is_so(action):
            words = f"{number} {_short(action.wording)}"
            more = said(action)
            found.append(Warned(f"{words} ({more})" if more else words, _place(material, entry)))
    return WarningGroup(code, f"action {what}", f"actions {what}", why, found)


def _numbered(material):
    counts = {}
    for entry, action in material.actions:
        counts[entry.section.pk] = place = counts.get(entry.section.pk, 0) + 1
        yield f"{entry.number}.{place}", entry, action


def _place(material, entry):
    blocks = (block for found, block in material.blocks(BlockKind.ACTIONS) if found is entry)
    return at(entry, next(blocks, None))


def _short(words):
    words = " ".join(words.split())
    return words if len(words) <= SHORT else f"{words[:SHORT].rsplit(' ', 1)[0]} …"


def without_owner(material, on):
    return _group(
        "owner",
        "without a lead",
        "Readers see “not stated”, and nobody is asked for the progress.",
        material,
        lambda a: not a.lead_group_id and not a.lead_organisations.all(),
    )


def without_date(material, on):
    return _group(
        "date",
        "without a date",
        "Without a date nobody can say whether it is late.",
        material,
        lambda a: not (a.by_date or a.ongoing or a.date_as_stated),
    )


def without_element(material, on):
    return _group(
        "element",
        "without an element",
        "The plan says that each action prevents, educates, enforces or reassures.",
        material,
        lambda a: not a.elements,
    )


def out_of_period(material, on):
    return _group(
        "before",
        "dated before the plan begins",
        "The date may still be last year’s.",
        material,
        lambda a: bool(a.by_date) and a.by_date < material.plan.starts_on,
        lambda a: day_label(a.by_date),
    )


def overdue(material, on):
    """Past its date and not told complete; what was due before the plan begins is told apart."""
    done = set(
        ProgressUpdate.objects.filter(
            action__plan=material.plan, status=Progress.COMPLETE
        ).values_list("action", flat=True)
    )
    return _group(
        "past",
        "past their date and not complete",
        "Report how it stands, or give it the date that holds now.",
        material,
        lambda a: (
            bool(a.by_date) and material.plan.starts_on <= a.by_date < on and a.pk not in done
        ),
        lambda a: day_label(a.by_date),
    )


def priorities_without_action(material, on):
    """What the plan calls a priority and does nothing for."""
    group = WarningGroup(
        "unserved",
        "priority without an action",
        "priorities without an action",
        "What is called a priority is expected to have something done for it.",
    )
    rows = [action for _, action in material.actions]
    if any(action.all_priorities for action in rows):
        return group
    own = {priority.pk for action in rows for priority in action.priorities.all()}
    across = [material.themes.get(action.theme_id, ()) for action in rows]
    served = own | set(chain.from_iterable(across))
    place = material.chapter_of(BlockKind.ACTIONS) or material.cover
    for entry in material.listed:
        if entry.priority_id not in served:
            group.found.append(Warned(entry.wording, place))
    return group
