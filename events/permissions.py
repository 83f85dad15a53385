"""Who may do what with an event: the whole policy on one screen."""

from partnership.permissions import is_officer


def may_write(user, event):
    """Officers set up events, type in, code themes, redact, import, export and publish."""
    return is_officer(user, event.partnership)


def may_see_originals(user, event):
    """Words that were redacted stay readable for officers only; each look is logged."""
    return is_officer(user, event.partnership)
