"""People of a partnership, its end, and what of it exists for whom."""

from partnership.views.ending import EndPartnership, GoOn
from partnership.views.people import (
    EndRole,
    InvitePerson,
    PeopleList,
    ResetSecondFactor,
    WithdrawInvitation,
    partnership_with_role,
    visible,
)

__all__ = [
    "EndPartnership",
    "EndRole",
    "GoOn",
    "InvitePerson",
    "PeopleList",
    "ResetSecondFactor",
    "WithdrawInvitation",
    "partnership_with_role",
    "visible",
]
