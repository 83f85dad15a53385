"""Where each action of a group's report comes from, and where what is said of it goes."""

from plans.documents.tree import numbers_in
from plans.models import Action
from priorities.models.strands import SINCE
from records.periods import day_label, plan_year_label


def action_threads(actions):
    """The steps of each action's thread by its key: (name, words, “done”, “here” or “ahead”)."""
    numbers = numbers_in({action.plan_id for action in actions})
    onward = _carried_on(actions)
    return {
        action.pk: [
            (*_origin(action), "done"),
            (*_place(action, numbers), "done"),
            ("This action", "you are here", "here"),
            ("Result", "this report adds to it", "ahead"),
            ("Next plan", "carried on" if action.pk in onward else "", "ahead"),
        ]
        for action in actions
    }


def _origin(action):
    """The duty or the priorities that it serves."""
    if action.duty:
        since = SINCE.get(action.duty)
        words = action.get_duty_display()
        return "Duty", f"{words}, from {day_label(since)}" if since else words
    titles = [priority.title for priority in action.priorities.all()]
    if len(titles) == 1:
        return "Priority", titles[0]
    if titles:
        return "Priorities", f"{titles[0]} and {len(titles) - 1} more"
    return "Priorities", "all of them" if action.all_priorities else "not stated"


def _place(action, numbers):
    """The plan, and the section of it in which the action stands."""
    number = numbers.get(action.section_id)
    where = f"Section {number}" if number else action.section.title
    return f"Plan {plan_year_label(action.plan.starts_on.year)}", where


def _carried_on(actions):
    carried = Action.objects.filter(came_from__in=[action.pk for action in actions])
    return set(carried.values_list("came_from", flat=True))
