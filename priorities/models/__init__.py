"""What matters: figures, survey findings, the yearly round, scores, decisions and priorities."""

from priorities.models.comparators import ComparatorGroup, ComparatorMember, PublishedComparison
from priorities.models.decisions import Decision, DecisionMeeting
from priorities.models.figures import Figure
from priorities.models.imports import EvidenceImport
from priorities.models.lists import (
    CrossCuttingTheme,
    ListedPriority,
    Priority,
    PriorityList,
    Referral,
)
from priorities.models.measures import Measure, SeriesBreak
from priorities.models.rounds import (
    AssessmentRound,
    Candidate,
    EvidenceChoice,
)
from priorities.models.schemes import Criterion, ScoringScheme
from priorities.models.scores import Score, ScoreCard
from priorities.models.statements import EvidenceStatement
from priorities.models.strand_notes import StrandNote
from priorities.models.surveys import FindingStatement, Survey, SurveyFinding
from priorities.models.targets import PriorityDecision, Target

__all__ = [
    "AssessmentRound",
    "Candidate",
    "ComparatorGroup",
    "ComparatorMember",
    "Criterion",
    "CrossCuttingTheme",
    "Decision",
    "DecisionMeeting",
    "EvidenceChoice",
    "EvidenceImport",
    "EvidenceStatement",
    "Figure",
    "FindingStatement",
    "ListedPriority",
    "Measure",
    "Priority",
    "PriorityDecision",
    "PriorityList",
    "PublishedComparison",
    "Referral",
    "Score",
    "ScoreCard",
    "ScoringScheme",
    "SeriesBreak",
    "StrandNote",
    "Survey",
    "SurveyFinding",
    "Target",
]
