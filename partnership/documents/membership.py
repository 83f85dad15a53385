"""Who works together in a partnership today."""

from django.utils.translation import gettext as _

from partnership.models.groups import GroupState
from partnership.models.organisations import MembershipKind
from records.fields import valid_on

RUNNING = (GroupState.ACTIVE, GroupState.REVIEW)


def members_by_kind(partnership, on):
    """The bodies of a day under the capacity in which they take part; empty ones left out."""
    found = partnership.memberships.filter(valid_on(on)).select_related("organisation")
    rows = list(found.order_by("organisation__name"))
    kinds = [(_label(kind), [row for row in rows if row.kind == kind]) for kind in MembershipKind]
    return [(label, of_kind) for label, of_kind in kinds if of_kind]


def _label(kind):
    if kind == MembershipKind.NOT_STATED:
        return _("In a capacity that is not stated")
    return kind.label


def running_groups(partnership, on):
    """Its groups that meet, and the boards outside that it reports to, each with its chair."""
    groups = partnership.groups.filter(valid_on(on), state__in=RUNNING)
    return list(groups.order_by("kind", "name"))
