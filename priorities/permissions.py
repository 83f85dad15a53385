"""Who may do what with evidence: the whole policy on one screen."""

from partnership.permissions import is_administrator, is_officer


def may_edit_figure(user, figure):
    """Officers keep their partnership's figures; administrators the national ones."""
    if figure.owner is None:
        return is_administrator(user)
    return is_officer(user, figure.owner)
