"""Which places a partnership covers: its areas, and all that lies in them."""

from collections import defaultdict

from partnership.documents.places import holds_on
from partnership.models import Area, AreaLink, CoveredArea
from partnership.models.places import AreaKind

DEEPEST = 12  # steps from a place to a country; more would be a fault in the links


def address_part(area):
    """How a place stands in an address: its ONS code, else what it is known by here."""
    return area.code.lower() if area.code else str(area.uid)


def _linked(keys, one, other):
    """Keys one link further, as (key, further key); small areas are no places that people name."""
    links = AreaLink.objects.filter(**{f"{one}__in": keys}).order_by()
    links = links.exclude(child__kind=AreaKind.NEIGHBOURHOOD)
    return links.values_list(one, other)


def spread(keys, one, other):
    """{key: those of the first keys from which it is reached}, at any depth."""
    found = defaultdict(set, {key: {key} for key in keys})
    waiting = set(found)
    for _ in range(DEEPEST):
        further = set()
        for key, beyond in _linked(waiting, one, other):
            fresh = found[key] - found[beyond]
            if fresh:
                found[beyond] |= fresh
                further.add(beyond)
        if not further:
            break
        waiting = further
    return dict(found)


def above(keys):
    """What places lie in: {key: the places that lie in it}, themselves among them."""
    return spread(keys, "child", "parent")


def within(keys):
    """What lies in places: {key: the places that it lies in}, themselves among them."""
    return spread(keys, "parent", "child")


def covering(on):
    """{key of a partnership: keys of its areas} on a day; of one without any then, all it had."""
    rows = defaultdict(list)
    for row in CoveredArea.objects.filter(partnership__public=True):
        rows[row.partnership_id].append(row)
    return {
        key: {row.area_id for row in some if holds_on(row, on)} or {row.area_id for row in some}
        for key, some in rows.items()
    }


def places_of(partnership, on):
    """The places that a partnership covers: (its own areas, what lies in them), by name."""
    own = covering(on).get(partnership.pk, set())
    keys = within(own).keys() - own if own else set()
    named = Area.objects.offered().order_by("name", "pk")
    return list(named.filter(pk__in=own)), list(named.filter(pk__in=keys))
