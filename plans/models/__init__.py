"""What will be done: plans, their sections, actions, money, risks and approval."""

from plans.models.actions import Action, Objective
from plans.models.approval import ApprovalRecord, ApprovalStep
from plans.models.blocks import Block, BlockFigure, Picture
from plans.models.consultation import ConsultationDraft, DraftReply
from plans.models.money import Budget, FundingSource, Risk
from plans.models.past import PastPlan, PlanImport
from plans.models.plans import Plan, PlanLink, PlanPartner
from plans.models.progress import ProgressUpdate
from plans.models.requirements import Requirement, RequirementStatement
from plans.models.review import Check, Comment
from plans.models.sections import Achievement, Section
from plans.models.writing import KeptText, PlanLook, Presence, SectionLook, SeenText

__all__ = [
    "Achievement",
    "Action",
    "ApprovalRecord",
    "ApprovalStep",
    "Block",
    "BlockFigure",
    "Budget",
    "Check",
    "Comment",
    "ConsultationDraft",
    "DraftReply",
    "FundingSource",
    "KeptText",
    "Objective",
    "PastPlan",
    "Picture",
    "Plan",
    "PlanImport",
    "PlanLink",
    "PlanLook",
    "PlanPartner",
    "Presence",
    "ProgressUpdate",
    "Requirement",
    "RequirementStatement",
    "Risk",
    "Section",
    "SectionLook",
    "SeenText",
]
