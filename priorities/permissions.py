"""Who may do what with evidence, scores and priorities: the whole policy on one screen."""

from partnership.permissions import is_administrator, is_executive, is_officer, working_roles
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
    """Officers and executive members of all that take part read candidates and their evidence;
    group leads do not."""
    return any(is_officer(user, one) or is_executive(user, one) for one in round.partners)


def may_score(user, round):
    """Executive members of all that take part score for themselves; the officers of the one whose
    round it is enter what a session or a body agreed."""
    if round.scheme is None:
        return False
    if round.scheme.scorers == ScoringScheme.Scorers.MEMBERS:
        return any(_is_member(user, one) for one in round.partners)
    return is_officer(user, round.partnership)


def _is_member(user, partnership):
    """By role: an administrator is no member of the group, and has no score to give."""
    own = [role for role in working_roles(user) if role.partnership_id == partnership.pk]
    return any(role.kind == "executive" for role in own)


def may_decide(user, round):
    """Officers of the partnership whose round it is record what the group decided."""
    return is_officer(user, round.partnership)


def may_draw(user, round, partnership):
    """Officers of a partnership with which a round is shared repeat its list as their own."""
    shared = partnership.pk != round.partnership_id and partnership in round.partners
    return shared and is_officer(user, partnership)


def may_bring_in(user, partnership, dataset):
    """Officers bring in their partnership's files; areas are everybody's: administrators."""
    if dataset == Dataset.AREAS:
        return partnership is None and is_administrator(user)
    return may_keep(user, partnership) and (partnership is not None or dataset not in OWN)
