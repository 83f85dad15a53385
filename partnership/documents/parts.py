"""Which partnerships are part of which on a day, at any depth."""

from dataclasses import dataclass

from django.db.models import Q

from partnership.models import Partnership, PartnershipLink
from records.fields import valid_on


@dataclass(frozen=True)
class Part:
    """A partnership with how deep it lies in another: 1 is directly in it."""

    partnership: Partnership
    depth: int


def parts_of(whole, on):
    """All that is part of a partnership on a day, at any depth, each once; two queries.

    Those that have ended are no longer part of anything.
    """
    return _reach(whole, on, "whole_id", "part_id")


def wholes_of(part, on):
    """All that a partnership is part of on a day, the nearest first; two queries."""
    return _reach(part, on, "part_id", "whole_id")


def _reach(start, on, here, there):
    """Step by step over the links of a day, never back to what was reached before."""
    steps = {}
    for link in PartnershipLink.objects.filter(valid_on(on)).values(here, there):
        steps.setdefault(link[here], []).append(link[there])
    depths, waiting = {start.pk: 0}, [start.pk]
    for key in waiting:
        for near in steps.get(key, []):
            if near not in depths:
                depths[near] = depths[key] + 1
                waiting.append(near)
    found = Partnership.objects.filter(pk__in=depths.keys() - {start.pk})
    lasting = [one for one in found if not one.has_ended(on)]
    rows = [Part(one, depths[one.pk]) for one in lasting]
    return sorted(rows, key=lambda row: (row.depth, row.partnership.place_name))


def public_parts_of(whole, on):
    """Of these, those that the public can find."""
    return _public(parts_of(whole, on))


def public_wholes_of(part, on):
    """What the public can find of all that a partnership is part of."""
    return _public(wholes_of(part, on))


def _public(rows):
    return [row.partnership for row in rows if row.partnership.public]


def near(of, *, today, known=()):
    """With whom work can be shared: what a partnership is part of, its parts, those beside it in
    the same whole, and those with which it shares groups; and those known already."""
    wholes = wholes_of(of, today)
    found = {row.partnership.pk for row in [*wholes, *parts_of(of, today)]}
    found |= {one.pk for one in known}
    for row in wholes:
        found |= {beside.partnership.pk for beside in parts_of(row.partnership, today)}
    lent = Q(pk__in=of.groups.values("lent_to")) | Q(groups__in=of.borrowed_groups.all())
    return Partnership.objects.filter(Q(pk__in=found) | lent).exclude(pk=of.pk).distinct()
