"""What matters: measures and figures, survey findings, priorities and referrals."""

from priorities.models.figures import Figure, Measure
from priorities.models.lists import (
    CrossCuttingTheme,
    ListedPriority,
    Priority,
    PriorityList,
    Referral,
)
from priorities.models.surveys import FindingStatement, Survey, SurveyFinding

__all__ = [
    "CrossCuttingTheme",
    "Figure",
    "FindingStatement",
    "ListedPriority",
    "Measure",
    "Priority",
    "PriorityList",
    "Referral",
    "Survey",
    "SurveyFinding",
]
