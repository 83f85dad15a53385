"""Who may do what with what readers ask for and are told: the whole policy on one screen."""

from partnership.permissions import is_officer


def may_answer_request(user, asked):
    """Officers see how to reach whoever asked, and answer them."""
    return is_officer(user, asked.partnership)


def may_tell(user, thing):
    """Officers plan what is told, and write the news."""
    return is_officer(user, thing.partnership)


def may_take_out(user, edition):
    """Officers take out words that should not have been published."""
    return is_officer(user, edition.document.partnership)


def is_portal(user, thing):
    """What the portal does by itself at its time; a person never makes these moves."""
    return user is None
