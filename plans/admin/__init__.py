"""Plans and their parts, maintained by officers while a plan is a draft."""

from plans.admin import (
    actions,
    approval,
    consultation,
    easy_read,
    funding,
    money,
    past,
    plans,
    progress,
    reporting,
    reports,
    requirements,
    responses,
    review,
    sections,
    writing,
)

__all__ = [
    "actions",
    "approval",
    "consultation",
    "easy_read",
    "funding",
    "money",
    "past",
    "plans",
    "progress",
    "reporting",
    "reports",
    "requirements",
    "responses",
    "review",
    "sections",
    "writing",
]
