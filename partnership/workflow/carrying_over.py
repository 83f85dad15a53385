"""What one that follows has on its first day of one that ended: copies, each told where from."""

from partnership.models import Role
from partnership.models.people import RoleKind
from records.fields import valid_on
from records.models import note
from records.saving import save_new

# What can be carried over, by the word that a form sends.
CARRIED = {
    "areas": "The areas that it covers",
    "groups": "Its groups, with their members",
    "contacts": "Its contact points",
    "library": "Its related documents",
}


def carry_over(old, new, wanted, roles, *, first_day, by, now):
    """Copy to a successor what was ticked; what it has already is left as it is."""
    reason = f"Continued from {old}, which ends."
    said = {"reason": reason, "by": by, "now": now}
    groups = {}
    if "areas" in wanted:
        _areas(old, new, first_day, by)
    if "groups" in wanted:
        groups = _groups(old, new, first_day, **said)
    if "contacts" in wanted:
        _alike(old.contact_points.filter(valid_on(first_day)), new, POINT, first_day, **said)
    if "library" in wanted:
        _alike(old.related_documents.all(), new, DOCUMENT, first_day, **said)
    for role in roles:
        _role(role, new, groups, first_day, **said)


def _copy(row, **fields):
    """A new row that says the same, under a uid and a version of its own."""
    own = {"id", "uid", "version"}
    same = {f.name: getattr(row, f.name) for f in row._meta.concrete_fields if f.name not in own}
    return type(row)(**same | fields)


def _areas(old, new, first_day, by):
    had = set(new.covered_areas.filter(valid_on(first_day)).values_list("area", flat=True))
    for row in old.covered_areas.filter(valid_on(first_day)):
        if row.area_id not in had:
            save_new(_copy(row, partnership=new, from_date=first_day), by=by)


def _groups(old, new, first_day, *, reason, by, now):
    """The groups that meet on that day, by what they were; one of the same name is taken for it."""
    found = {}
    there = {group.name: group for group in new.groups.all()}
    for group in old.groups.filter(valid_on(first_day)).exclude(state="ended"):
        if group.name in there:
            found[group.pk] = there[group.name]
            continue
        made = save_new(_copy(group, partnership=new, from_date=first_day), by=by)
        for member in group.members.filter(valid_on(first_day)):
            save_new(_copy(member, group=made), by=by)
        note("group.set_up", by=by, now=now, target=made, reason=reason)
        found[group.pk] = made
    return found


POINT = ("purpose", "name", "phone", "email")
DOCUMENT = ("title", "kind")


def _alike(rows, new, names, first_day, *, reason, by, now):
    """Copies of rows of which the successor has none that reads the same."""
    for row in rows:
        model = type(row)
        same = {name: getattr(row, name) for name in names}
        if model.objects.filter(partnership=new, **same).exists():
            continue
        dated = {"from_date": first_day} if hasattr(row, "from_date") else {}
        made = save_new(_copy(row, partnership=new, **dated), by=by)
        if hasattr(row, "topics"):
            made.topics.set(row.topics.all())
        note(f"{model._meta.model_name}.carry_over", by=by, now=now, target=made, reason=reason)


def _role(role, new, groups, first_day, *, reason, by, now):
    """The same role there; a lead's only with the group that the lead speaks for."""
    group = groups.get(role.group_id)
    if role.kind == RoleKind.LEAD and role.group_id and group is None:
        return
    same = {"user": role.user, "partnership": new, "kind": role.kind, "group": group}
    if Role.objects.filter(**same).filter(valid_on(first_day)).exists():
        return
    made = save_new(Role(**same, from_date=first_day), by=by)
    note("role.give", by=by, now=now, target=made, reason=reason)
