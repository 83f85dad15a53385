"""Who gets the papers of a meeting: members of the executive, and leads of the groups that meet."""

from django.db.models import Q

from partnership.models import Group, Role, User
from partnership.models.people import RoleKind


def members_of(meeting, on):
    """The people to whom agenda and notes of a meeting go, each once, in a fixed order."""
    groups = list(meeting.groups.values_list("pk", flat=True))
    executive = Q(partnership=meeting.partnership_id, kind=RoleKind.EXECUTIVE)
    leads = Q(kind=RoleKind.LEAD, group__in=groups)
    held = Role.objects.current(on).filter(executive | leads)
    people = User.objects.filter(pk__in=held.values("user"), is_active=True)
    return list(people.order_by("post", "pk"))


def groups_to_meet(partnership):
    """The groups that a partnership can call together: its own, and those lent to it."""
    of = Group.objects.filter(Q(partnership=partnership) | Q(lent_to=partnership))
    return of.distinct().order_by("name")
