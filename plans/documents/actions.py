"""The table of a chapter's actions: what is the same for all stands once, above the table."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from records.languages import in_language

ELEMENT_WORDS = {
    "prevention": gettext_lazy("prevention"),
    "education": gettext_lazy("education"),
    "enforcement": gettext_lazy("enforcement"),
    "reassurance": gettext_lazy("reassurance"),
}


@dataclass(frozen=True)
class ActionRow:
    """One action as its table says it."""

    action: object
    number: str
    facts: list

    @property
    def anchor(self):
        return self.number.replace(".", "-")


@dataclass(frozen=True)
class ActionsTable:
    """Rows, each with the facts in which it differs, and the facts that all share."""

    rows: list
    shared: list

    @property
    def several(self):
        return len(self.rows) > 1


def actions_table(actions, prefix):
    facts = {
        _("Serves"): [serves(action) for action in actions],
        _("With"): [with_whom(action) for action in actions],
        _("When"): [action.when for action in actions],
        _("Element"): [elements(action) for action in actions],
    }
    shared = [(name, values[0]) for name, values in facts.items() if len(set(values)) == 1]
    differing = [name for name, values in facts.items() if len(set(values)) > 1]
    rows = [
        ActionRow(action, f"{prefix}.{i + 1}", [(name, facts[name][i]) for name in differing])
        for i, action in enumerate(actions)
    ]
    return ActionsTable(rows, shared)


def serves(action):
    """Whom or what an action serves, in words."""
    found = [in_language(priority, "title") for priority in action.priorities.all()]
    found += [in_language(objective, "wording") for objective in action.objectives.all()]
    if action.all_priorities:
        found.append(_("all priorities"))
    if action.theme:
        found.append(
            _("%(theme)s (across the priorities)") % {"theme": in_language(action.theme, "title")}
        )
    if action.duty:
        found.append(
            _("the statutory duty to %(duty)s") % {"duty": action.get_duty_display().lower()}
        )
    return "; ".join(found) or _("not stated")


def with_whom(action):
    """Who leads it: the group, the organisations, or nobody stated."""
    found = [in_language(action.lead_group, "name")] if action.lead_group else []
    found += [in_language(organisation, "name") for organisation in action.lead_organisations.all()]
    return "; ".join(found) or _("not stated")


def elements(action):
    return ", ".join(str(ELEMENT_WORDS[one]) for one in action.elements).capitalize() or _(
        "not stated"
    )
