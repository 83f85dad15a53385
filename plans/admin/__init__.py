"""Plans and their parts, maintained by officers while a plan is a draft."""

from plans.admin import (
    actions,
    approval,
    consultation,
    money,
    past,
    plans,
    progress,
    requirements,
    review,
    sections,
    writing,
)

__all__ = [
    "actions",
    "approval",
    "consultation",
    "money",
    "past",
    "plans",
    "progress",
    "requirements",
    "review",
    "sections",
    "writing",
]
