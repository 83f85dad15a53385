"""Who may do what with an event: the whole policy on one screen."""

from partnership.permissions import is_executive, is_officer, working_roles


def may_write(user, event):
    """Officers set up events, type in, code themes, redact, import, export and publish."""
    return is_officer(user, event.partnership)


def may_see_originals(user, event):
    """Words that were redacted stay readable for officers only; each look is logged."""
    return is_officer(user, event.partnership)


def may_run(user, meeting):
    """Officers set up meetings, take their notes, and say what the public sees of them."""
    return is_officer(user, meeting.partnership)


def may_answer_notes(user, meeting):
    """Executive members, and leads of the groups that met, say whether notes are right."""
    if is_executive(user, meeting.partnership):
        return True
    led = {role.group_id for role in working_roles(user) if role.group_id}
    return bool(led) and meeting.groups.filter(pk__in=led).exists()
