"""What is done with people and with what all partnerships share, each in one function."""

from partnership.workflow.invitations import (
    accept,
    check_for,
    check_open,
    end_role,
    invite,
    is_last_officer,
    open_invitations,
    withdraw,
)
from partnership.workflow.merging import merge, standing_on
from partnership.workflow.second_factors import lock_anew, reset_second_factor
from partnership.workflow.sessions import end_sessions
from partnership.workflow.succession import (
    end_partnership,
    follow_partnership,
    merge_partnerships,
    refuse_ended,
    split_partnership,
    take_back_end,
)

__all__ = [
    "accept",
    "check_for",
    "check_open",
    "end_partnership",
    "end_role",
    "end_sessions",
    "follow_partnership",
    "invite",
    "is_last_officer",
    "lock_anew",
    "merge",
    "merge_partnerships",
    "open_invitations",
    "refuse_ended",
    "reset_second_factor",
    "split_partnership",
    "standing_on",
    "take_back_end",
    "withdraw",
]
