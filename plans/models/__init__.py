"""What will be done: plans, their sections, actions, money, risks and approval."""

from plans.models.actions import Action, Objective
from plans.models.approval import ApprovalRecord, ApprovalStep
from plans.models.blocks import Block, BlockFigure, Picture
from plans.models.consultation import ConsultationDraft, DraftReply
from plans.models.easy_read import EasyRead, EasyReadLine
from plans.models.funding import FundingAmount, FundingLine
from plans.models.milestones import Milestone
from plans.models.money import Budget, FundingSource, Risk
from plans.models.past import PastPlan, PlanImport
from plans.models.plans import Plan, PlanLink, PlanPartner
from plans.models.progress import ProgressUpdate
from plans.models.reporting import (
    ActionReport,
    GroupReport,
    MeasureReport,
    ReportCorrection,
    ReportFile,
    ReportingQuarter,
)
from plans.models.reports import Ask, FunderReturn, QuarterReport, ReturnShare
from plans.models.requirements import Requirement, RequirementStatement
from plans.models.responses import Response, ResponseUpdate
from plans.models.review import Check, Comment
from plans.models.sections import Achievement, Section
from plans.models.writing import KeptText, PlanLook, Presence, SectionLook, SeenText

__all__ = [
    "Achievement",
    "Action",
    "ActionReport",
    "ApprovalRecord",
    "ApprovalStep",
    "Ask",
    "Block",
    "BlockFigure",
    "Budget",
    "Check",
    "Comment",
    "ConsultationDraft",
    "DraftReply",
    "EasyRead",
    "EasyReadLine",
    "FunderReturn",
    "FundingAmount",
    "FundingLine",
    "FundingSource",
    "GroupReport",
    "KeptText",
    "MeasureReport",
    "Milestone",
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
    "QuarterReport",
    "ReportCorrection",
    "ReportFile",
    "ReportingQuarter",
    "Requirement",
    "RequirementStatement",
    "Response",
    "ResponseUpdate",
    "ReturnShare",
    "Risk",
    "Section",
    "SectionLook",
    "SeenText",
]
