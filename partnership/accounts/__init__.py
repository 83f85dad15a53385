"""How people are let in: passwords, second factors, sessions. All of it stands on allauth."""

from partnership.accounts.door import InvitationOnly
from partnership.accounts.factors import SecondFactors
from partnership.accounts.required import second_factor_required
from partnership.accounts.sessions import sessions_end
from partnership.accounts.uncounted import refused_while_uncounted

__all__ = [
    "InvitationOnly",
    "SecondFactors",
    "refused_while_uncounted",
    "second_factor_required",
    "sessions_end",
]
