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
from plans.public_views.easy_read import EasyReadPage, easy_read_pdf
from plans.public_views.editions import EditionChanges
from plans.public_views.past import PastPlanPage, past_plan_file
from plans.public_views.plans import (
    EditionPage,
    PlanList,
    PlanPage,
    edition_file,
    picture,
    plan_figures,
    plan_file,
)
from plans.public_views.progress import Progress, ProgressPage

__all__ = [
    "DraftAnswersPage",
    "DraftPage",
    "DraftPaper",
    "DraftReplied",
    "DraftReplyPage",
    "EasyReadPage",
    "EditionChanges",
    "EditionPage",
    "PastPlanPage",
    "PlanList",
    "PlanPage",
    "PlanSince",
    "Progress",
    "ProgressPage",
    "check_page",
    "draft_pdf",
    "easy_read_pdf",
    "edition_file",
    "past_plan_file",
    "picture",
    "plan_figures",
    "plan_file",
]
