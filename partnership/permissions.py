"""Who may do what in a partnership: the whole policy on one screen.

Nothing is allowed that is not named here. Administrators may do everything, everywhere;
everybody else has what their roles of today give them in that one partnership. When it has
ended, its people still read; only an officer who was kept to close it still writes.
"""

from partnership.models.people import RoleKind


def is_administrator(user):
    """Runs the whole installation: accounts, partnerships, national data."""
    return user.is_authenticated and user.is_active and user.is_superuser


def is_officer(user, partnership):
    """Maintains everything of the partnership: its people, data and documents."""
    return _holds(user, partnership, RoleKind.OFFICER)


def is_executive(user, partnership):
    """Reviews and agrees what the partnership publishes."""
    return _holds(user, partnership, RoleKind.EXECUTIVE)


def has_any_role(user, partnership):
    """Reads the partnership's unpublished work; to others its pages do not exist."""
    return is_administrator(user) or any(r.partnership_id == partnership.pk for r in _roles(user))


def officer_of(user):
    """Keys of the partnerships that somebody maintains by role."""
    return {r.partnership_id for r in working_roles(user) if r.kind == RoleKind.OFFICER}


def working_roles(user):
    """The roles of today that do more than read: a partnership that ended has few."""
    return [role for role in _roles(user) if not role.only_reads]


def _roles(user):
    return user.current_roles if user.is_authenticated and user.is_active else []


def _holds(user, partnership, *kinds):
    if is_administrator(user):
        return True
    own = [role for role in working_roles(user) if role.partnership_id == partnership.pk]
    return any(role.kind in kinds for role in own)
