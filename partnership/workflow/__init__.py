"""What is done with people and with what all partnerships share, each in one function."""

from partnership.workflow.invitations import (
    accept,
    check_open,
    end_role,
    invite,
    open_invitations,
    withdraw,
)
from partnership.workflow.merging import merge, standing_on

__all__ = [
    "accept",
    "check_open",
    "end_role",
    "invite",
    "merge",
    "open_invitations",
    "standing_on",
    "withdraw",
]
