"""What will be done: plans, their sections, actions, money, risks and approval."""

from plans.models.actions import Action, Objective
from plans.models.approval import ApprovalRecord, ApprovalStep
from plans.models.blocks import Block, BlockFigure, Picture
from plans.models.money import Budget, FundingSource, Risk
from plans.models.plans import Plan, PlanLink, PlanPartner
from plans.models.sections import Achievement, Section

__all__ = [
    "Achievement",
    "Action",
    "ApprovalRecord",
    "ApprovalStep",
    "Block",
    "BlockFigure",
    "Budget",
    "FundingSource",
    "Objective",
    "Picture",
    "Plan",
    "PlanLink",
    "PlanPartner",
    "Risk",
    "Section",
]
