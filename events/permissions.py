"""Who may do what with an event: the whole policy on one screen."""

from partnership.permissions import has_any_role, is_officer


def may_read(user, event):
    """Everybody with a role in the partnership follows its events, without what was redacted."""
    return has_any_role(user, event.partnership)


def may_write(user, event):
    """Officers set up events, type in, code themes, redact, import, export and publish."""
    return is_officer(user, event.partnership)


def may_see_originals(user, event):
    """Words that were redacted stay readable for officers only; each look is logged."""
    return is_officer(user, event.partnership)
