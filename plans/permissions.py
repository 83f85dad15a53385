"""Who may do what with a plan: the whole policy on one screen."""

from partnership.models.groups import GroupKind
from partnership.models.people import RoleKind
from partnership.permissions import is_executive, is_officer, working_roles
from priorities.models import ScoringScheme
from priorities.permissions import may_score


def may_write(user, plan):
    """Officers write the plans of their partnership."""
    return is_officer(user, plan.partnership)


def may_edit(user, plan):
    """They write while the plan is a draft; a submitted text is locked."""
    return may_write(user, plan) and plan.is_open


def may_arrange_steps(user, plan):
    """Officers name the bodies that are asked, and their order."""
    return is_officer(user, plan.partnership)


def may_report(user, action):
    """Officers and the lead of the group that an action names say how it stands, at any time."""
    if is_officer(user, action.plan.partnership):
        return True
    return action.lead_group_id is not None and action.lead_group_id in _led(user)


def may_submit(user, plan):
    """Officers ask the named bodies for their agreement."""
    return is_officer(user, plan.partnership)


def may_record(user, step):
    """Executive members speak for their group; officers record what other bodies said."""
    if step.group is not None and step.group.kind == GroupKind.EXECUTIVE:
        return is_executive(user, step.plan.partnership)
    return is_officer(user, step.plan.partnership)


def may_answer(user, plan):
    """Whoever records the last answer moves the plan with it."""
    return any(may_record(user, step) for step in plan.approval_steps.select_related("group"))


def may_reopen(user, plan):
    """Officers take a text back to change it."""
    return is_officer(user, plan.partnership)


def may_publish(user, plan):
    """Officers publish what was agreed."""
    return is_officer(user, plan.partnership)


def may_consult(user, plan):
    """Officers give drafts to the public, and answer what comes in."""
    return is_officer(user, plan.partnership)


def may_resolve(user, comment):
    """A comment is resolved by an officer, or by whoever wrote it."""
    author = user.is_authenticated and comment.author_id == user.pk
    return author or is_officer(user, comment.plan.partnership)


def may_ask_check(user, plan):
    """Officers ask people without an account to check a section, and end their links."""
    return is_officer(user, plan.partnership)


def may_schedule(user, plan):
    """Officers say when it is published, and take that back."""
    return is_officer(user, plan.partnership)


def is_portal(user, plan):
    """What is due the portal does by itself; a person never makes these moves."""
    return user is None


def sits_on_group(user, partnership):
    """By role: who decides is a member, not whoever may read what members read."""
    own = [role for role in working_roles(user) if role.partnership_id == partnership.pk]
    return any(role.kind == RoleKind.EXECUTIVE for role in own)


def sits_on_round(user, round):
    """The same of any partnership that takes part in a round."""
    return any(sits_on_group(user, one) for one in round.partners)


def gives_own_scores(user, round):
    """Members score for themselves, where the round's scheme asks each of them."""
    alone = round.scheme is not None and round.scheme.scorers == ScoringScheme.Scorers.MEMBERS
    return alone and may_score(user, round)


def leads(user, group):
    """Whether somebody speaks for a group today."""
    return group.pk in _led(user)


def _led(user):
    return {role.group_id for role in working_roles(user) if role.kind == RoleKind.LEAD}


def may_run_quarters(user, partnership):
    """Officers ask for reports, remind, accept, return, close, and correct with a reason."""
    return is_officer(user, partnership)


def may_fill(user, report):
    """A group's report is filled by its lead, or by an officer in the group's name."""
    return leads(user, report.group) or is_officer(user, report.quarter.partnership)


def may_keep_money(user, plan):
    """Officers keep lines, amounts and risks, also of a published plan: they change no text."""
    return is_officer(user, plan.partnership)


def may_keep_milestones(user, action):
    """Whoever reports on an action keeps its milestones."""
    return may_report(user, action)


def may_show(user, partnership):
    """Officers say what of progress and answers the public sees."""
    return is_officer(user, partnership)


def may_respond(user, partnership):
    """Officers write the answers to what people said."""
    return is_officer(user, partnership)


def may_make_reports(user, partnership):
    """Officers make reports and returns of them; everybody with a role reads the reports."""
    return is_officer(user, partnership)
