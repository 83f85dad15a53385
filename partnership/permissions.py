"""Who may do what in a partnership: the whole policy on one screen.

Nothing is allowed that is not named here. Administrators may do everything, everywhere;
everybody else has what their roles of today give them in that one partnership.
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
    return _holds(user, partnership, *RoleKind)


def officer_of(user):
    """Keys of the partnerships that somebody maintains by role."""
    roles = _roles(user)
    return {role.partnership_id for role in roles if role.kind == RoleKind.OFFICER}


def _roles(user):
    return user.current_roles if user.is_authenticated and user.is_active else []


def _holds(user, partnership, *kinds):
    if is_administrator(user):
        return True
    return any(r.partnership_id == partnership.pk and r.kind in kinds for r in _roles(user))
