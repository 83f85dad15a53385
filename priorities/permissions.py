"""Who may do what with evidence, scores and priorities: the whole policy on one screen."""

from partnership.permissions import is_administrator, is_executive, is_officer
from priorities.models import ScoringScheme
from priorities.models.imports import Dataset

# What has no meaning but in a partnership.
OWN = (Dataset.SURVEY, Dataset.SIMILAR_GROUP)


def may_edit_figure(user, figure):
    """Officers keep their partnership's figures; administrators the national ones."""
    return may_keep(user, figure.owner)


def may_keep(user, partnership):
    """Officers keep evidence, rounds and lists; administrators what all partnerships share."""
    return is_administrator(user) if partnership is None else is_officer(user, partnership)


def may_review(user, round):
    """Officers and executive members read candidates and their evidence; group leads do not."""
    return is_officer(user, round.partnership) or is_executive(user, round.partnership)


def may_score(user, round):
    """Executive members score for themselves; officers enter what a session or a body agreed."""
    if round.scheme is None:
        return False
    if round.scheme.scorers == ScoringScheme.Scorers.MEMBERS:
        return _is_member(user, round.partnership)
    return is_officer(user, round.partnership)


def _is_member(user, partnership):
    """By role: an administrator is no member of the group, and has no score to give."""
    roles = user.current_roles if user.is_authenticated else []
    return any(r.partnership_id == partnership.pk and r.kind == "executive" for r in roles)


def may_decide(user, round):
    """Officers record what the group decided."""
    return is_officer(user, round.partnership)


def may_bring_in(user, partnership, dataset):
    """Officers bring in their partnership's files; areas are everybody's: administrators."""
    if dataset == Dataset.AREAS:
        return partnership is None and is_administrator(user)
    return may_keep(user, partnership) and (partnership is not None or dataset not in OWN)
