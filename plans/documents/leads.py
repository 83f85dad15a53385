"""Who can lead an action, by every name that people use: organisations, and groups."""

import difflib
import re
from functools import cached_property

from django.db.models import Q

from partnership.models import Group, Organisation
from partnership.models.names import alike
from plans.documents.dates import NEITHER, NOT_STATED, Unclear

BETWEEN = re.compile(r"\s*(?:;|\n|,| and | with | & )\s*")
NEAR = 3
ORGANISATIONS = ("name", "name_cy", "short_name", "aliases__name", "names__name")
ORGANISATION, GROUP = "organisation", "group"


def organisations_offered(plan):
    """The members of the partnership, and whoever leads something in the plan already."""
    within = Q(memberships__partnership=plan.partnership_id)
    leading = Organisation.objects.filter(pk__in=_leading(plan))
    return (Organisation.objects.offered().filter(within) | leading).distinct()


def groups_offered(plan):
    """The partnership's own groups, those lent to it, and those that lead something in the plan."""
    of = plan.partnership_id
    leading = plan.actions.exclude(lead_group=None).values("lead_group")
    return Group.objects.filter(Q(partnership=of) | Q(lent_to=of) | Q(pk__in=leading)).distinct()


def _leading(plan):
    through = plan.actions.model.lead_organisations.through
    return through.objects.filter(action__plan=plan).values("organisation")


class Leads:
    """The bodies that can lead an action of a plan; read once for all its rows."""

    def __init__(self, plan):
        self.plan = plan

    @cached_property
    def _named(self):
        """{(kind, key): (its label, its other names)}."""
        found = {}
        organisations = organisations_offered(self.plan).order_by("name")
        for pk, name, *others in organisations.values_list("pk", *ORGANISATIONS):
            found.setdefault((ORGANISATION, pk), (name, set()))[1].update(filter(None, others))
        taken = {alike(name) for name, _ in found.values()}
        groups = groups_offered(self.plan).order_by("name")
        for pk, name, other in groups.values_list("pk", "name", "name_cy"):
            label = f"{name} (group)" if alike(name) in taken else name
            found[GROUP, pk] = (label, {other} - {""})
        return found

    @cached_property
    def _by_name(self):
        """Whom each name means; a body's own name counts before another's alias."""
        own, other = {}, {}
        for key, (label, names) in self._named.items():
            own.setdefault(alike(label), []).append(key)
            for name in names:
                other.setdefault(alike(name), []).append(key)
        return other | own

    @cached_property
    def options(self):
        """What the cell suggests: label, and the names by which it is found as well."""
        return [
            {"label": label, "kind": kind, "names": sorted(names - {label})}
            for (kind, _), (label, names) in self._named.items()
        ]

    def read(self, text):
        """{"lead_organisations": keys, "lead_group": a key or None}; Unclear says what is near."""
        typed = " ".join(str(text).replace("\n", ";").split()).strip(" ;,.")
        if typed.casefold() in NEITHER:
            return {"lead_organisations": [], "lead_group": None}
        keys = list(dict.fromkeys(self._split(typed)))
        groups = [pk for kind, pk in keys if kind == GROUP]
        if len(groups) > 1:
            raise Unclear("Only one group can lead. Other groups can be named in the wording.")
        organisations = sorted(pk for kind, pk in keys if kind == ORGANISATION)
        return {"lead_organisations": organisations, "lead_group": groups[0] if groups else None}

    def _split(self, typed):
        """The bodies in a list of names, some of which hold an “and” themselves."""
        whole = self._by_name.get(alike(typed), [])
        if len(whole) > 1:
            raise Unclear(f"“{typed}” can mean {self._listed(whole)}. Type the whole name.")
        if whole:
            return whole
        for mark in BETWEEN.finditer(typed):
            first = self._by_name.get(alike(typed[: mark.start()]), [])
            if len(first) == 1:
                return first + self._split(typed[mark.end() :])
        raise Unclear(self._nothing_named(re.split(r"\s*;\s*", typed)[0]))

    def _nothing_named(self, typed):
        near = difflib.get_close_matches(alike(typed), self._by_name, n=NEAR, cutoff=0.5)
        near += [name for name in self._by_name if alike(typed) in name]
        keys = list(dict.fromkeys(key for name in near for key in self._by_name[name]))[:NEAR]
        hint = f"Near it: {self._listed(keys)}." if keys else "Add it under Partnership first."
        return f"No organisation or group here is called “{typed}”. {hint}"

    def _listed(self, keys):
        *most, last = [self._named[key][0] for key in keys]
        return f"{', '.join(most)} or {last}" if most else last

    def names(self, action):
        """Who leads an action, the group first."""
        named = self._named
        group = action.lead_group
        found = [named.get((GROUP, group.pk), (group.name,))[0]] if group else []
        return found + [one.name for one in action.lead_organisations.all()]

    def listed(self, fields):
        """The names of what ``read`` understood."""
        keys = [(GROUP, fields["lead_group"])] if fields["lead_group"] else []
        keys += [(ORGANISATION, pk) for pk in fields["lead_organisations"]]
        return "; ".join(self._named[key][0] for key in keys)

    def text(self, action):
        return "; ".join(self.names(action)) or NOT_STATED
