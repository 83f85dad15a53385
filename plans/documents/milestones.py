"""The milestones of an action: which are late, and which lie outside the plan's time."""

from dataclasses import dataclass

from records.periods import day_label


def late_milestones(action, on):
    """Those whose day has passed and that nobody marked as reached."""
    return [one for one in action.milestones.all() if _is_late(one, on)]


def _is_late(milestone, on):
    return milestone.done_on is None and milestone.due_on < on


def is_outside(plan, day):
    """Whether a day lies outside the plan's time: said to people, never refused."""
    return not plan.starts_on <= day <= plan.ends_on


@dataclass(frozen=True)
class MilestoneShown:
    """A milestone with how it stands, as one of the site's status kinds and in words."""

    milestone: object
    kind: str
    words: str
    outside: bool


def shown_milestone(milestone, plan, on):
    """“Reached on 5 May 2011”, “Late”, or when it is due."""
    if milestone.done_on:
        kind, words = "done", f"Reached on {day_label(milestone.done_on)}"
    elif _is_late(milestone, on):
        kind, words = "bad", f"Late, was due on {day_label(milestone.due_on)}"
    else:
        kind, words = "wait", f"Due on {day_label(milestone.due_on)}"
    return MilestoneShown(milestone, kind, words, is_outside(plan, milestone.due_on))
