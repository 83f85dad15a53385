"""Who: people and their roles, partnerships, places, organisations, groups and contacts."""

from partnership.models.begun import Begun
from partnership.models.case_reviews import CaseReview, CaseReviewYear
from partnership.models.contacts import ContactPoint
from partnership.models.groups import Group, GroupMember, ReportingLine
from partnership.models.letters import Letter
from partnership.models.linking import PartnershipLink, Succession
from partnership.models.organisations import Membership, Organisation, OrganisationAlias
from partnership.models.partnerships import KnownAs, Partnership
from partnership.models.people import Invitation, Role, User
from partnership.models.places import Area, AreaAlias, AreaLink, CoveredArea, PostcodeDistrict
from partnership.models.related import RelatedDocument
from partnership.models.topics import Topic, TopicAlias

__all__ = [
    "Area",
    "AreaAlias",
    "AreaLink",
    "Begun",
    "CaseReview",
    "CaseReviewYear",
    "ContactPoint",
    "CoveredArea",
    "Group",
    "GroupMember",
    "Invitation",
    "KnownAs",
    "Letter",
    "Membership",
    "Organisation",
    "OrganisationAlias",
    "Partnership",
    "PartnershipLink",
    "PostcodeDistrict",
    "RelatedDocument",
    "ReportingLine",
    "Role",
    "Succession",
    "Topic",
    "TopicAlias",
    "User",
]
