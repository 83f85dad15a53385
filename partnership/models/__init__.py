"""Who: people and their roles, partnerships, places, organisations, groups and contacts."""

from partnership.models.contacts import ContactPoint
from partnership.models.groups import Group, GroupMember, ReportingLine
from partnership.models.letters import Letter
from partnership.models.organisations import Membership, Organisation, OrganisationAlias
from partnership.models.partnerships import KnownAs, Partnership
from partnership.models.people import Invitation, Role, User
from partnership.models.places import Area, AreaAlias, AreaLink, CoveredArea
from partnership.models.related import RelatedDocument
from partnership.models.topics import Topic, TopicAlias

__all__ = [
    "Area",
    "AreaAlias",
    "AreaLink",
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
    "RelatedDocument",
    "ReportingLine",
    "Role",
    "Topic",
    "TopicAlias",
    "User",
]
