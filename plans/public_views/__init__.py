"""What anybody can reach without an account, one file for each thing; list new views here."""

from plans.public_views.carrying import PlanSince
from plans.public_views.checks import check_page
from plans.public_views.consulting import (
    DraftAnswersPage,
    DraftPage,
    DraftPaper,
    DraftReplied,
    DraftReplyPage,
    draft_pdf,
)
from plans.public_views.past import PastPlanPage, past_plan_file
from plans.public_views.plans import (
    EditionPage,
    PlanList,
    PlanPage,
    edition_pdf,
    picture,
    plan_figures,
    plan_pdf,
)
from plans.public_views.progress import Progress, ProgressPage

__all__ = [
    "DraftAnswersPage",
    "DraftPage",
    "DraftPaper",
    "DraftReplied",
    "DraftReplyPage",
    "EditionPage",
    "PastPlanPage",
    "PlanList",
    "PlanPage",
    "PlanSince",
    "Progress",
    "ProgressPage",
    "check_page",
    "draft_pdf",
    "edition_pdf",
    "past_plan_file",
    "picture",
    "plan_figures",
    "plan_pdf",
]
