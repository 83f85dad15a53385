"""The table of a chapter's actions: what is the same for all stands once, above the table."""

from dataclasses import dataclass

NOT_STATED = "not stated"


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
        "Serves": [serves(action) for action in actions],
        "With": [with_whom(action) for action in actions],
        "When": [action.when for action in actions],
        "Element": [elements(action) for action in actions],
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
    found = [priority.title for priority in action.priorities.all()]
    found += [objective.wording for objective in action.objectives.all()]
    if action.all_priorities:
        found.append("all priorities")
    if action.theme:
        found.append(f"{action.theme.title} (across the priorities)")
    if action.duty:
        found.append(f"the statutory duty to {action.get_duty_display().lower()}")
    return "; ".join(found) or NOT_STATED


def with_whom(action):
    """Who leads it: the group, the organisations, or nobody stated."""
    found = [action.lead_group.name] if action.lead_group else []
    found += [organisation.name for organisation in action.lead_organisations.all()]
    return "; ".join(found) or NOT_STATED


def elements(action):
    return ", ".join(action.elements).capitalize() or NOT_STATED
