"""What lies in what: links that files tell, links that later files and ended councils end."""

import datetime
from collections import defaultdict

from django.db.models import Q

from partnership.models import AreaLink
from partnership.models.places import AreaKind
from priorities.importers.known_areas import name_key

ONE_DAY = datetime.timedelta(days=1)
MANY = 500  # keys in one question to the database
COUNCIL = AreaKind.DISTRICT
PARTNERSHIP = AreaKind.PARTNERSHIP


def new_links(told, coded, *, older):
    """Pairs of codes that are not linked yet, on whatever days."""
    known = _known_pairs({area.pk for area in coded.values()})
    return [
        (child, parent)
        for child, parent in told.links()
        if child not in coded
        or parent not in coded
        or (coded[child].pk, coded[parent].pk) not in known
    ]


def _known_pairs(keys):
    keys, found = sorted(keys), set()
    for start in range(0, len(keys), MANY):
        links = AreaLink.objects.filter(child__in=keys[start : start + MANY])
        found.update(links.values_list("child", "parent"))
    return found


def overtaken(told, coded):
    """Open links of councils with partnerships that this lookup no longer has."""
    if told.on is None or not told.partnerships:
        return []
    now = {
        frozenset((coded[council].pk, coded[one].pk))
        for council, into in told.partnerships.items()
        for one in into
        if council in coded and one in coded
    }
    councils = [coded[council].pk for council in told.partnerships if council in coded]
    links = AreaLink.objects.filter(to_date=None).select_related("child", "parent")
    open_ones = links.filter(child__in=councils, parent__kind=PARTNERSHIP) | links.filter(
        parent__in=councils, child__kind=PARTNERSHIP
    )
    direction = {
        (coded[one].pk, coded[two].pk) for one, two in told.links() if one in coded and two in coded
    }
    return [
        link
        for link in open_ones
        if frozenset((link.child_id, link.parent_id)) not in now
        or (link.parent_id, link.child_id) in direction
    ]


def end(links, day):
    """What a lookup of a day no longer has ended before that day; how many links that were."""
    for link in links:
        link.to_date = max(day - ONE_DAY, link.from_date or day - ONE_DAY)
    AreaLink.objects.bulk_update(links, ["to_date"])
    return len(links)


def keep_to_councils():
    """No link of a council reaches beyond the days on which there was one; how many did.

    That a council lies in the one that came after it holds from its end on.
    """
    dated = Q(child__kind=COUNCIL) | Q(parent__kind=COUNCIL)
    links = AreaLink.objects.filter(dated).exclude(child__kind=AreaKind.NEIGHBOURHOOD)
    changed = [link for link in links.select_related("child", "parent") if _clipped(link)]
    AreaLink.objects.bulk_update(changed, ["from_date", "to_date"], batch_size=MANY)
    return len(changed)


def _clipped(link):
    before = (link.from_date, link.to_date)
    after_it = link.child.kind == link.parent.kind == COUNCIL
    councils = [link.parent] if after_it else [link.child, link.parent]
    for council in councils:
        if council.kind != COUNCIL:
            continue
        if council.from_date and (link.from_date is None or link.from_date < council.from_date):
            link.from_date = council.from_date
        if council.to_date and (link.to_date is None or link.to_date > council.to_date):
            link.to_date = council.to_date
    return (link.from_date, link.to_date) != before


def place_former_councils():
    """Former councils whose partnership follows from what came after them; how many.

    One that went into a council with a single partnership lay in that partnership; one that
    went into a divided council, in the one of its own name. Others stay without.
    """
    links = AreaLink.objects.filter(
        Q(child__kind__in=(COUNCIL, PARTNERSHIP)), Q(parent__kind__in=(COUNCIL, PARTNERSHIP))
    ).select_related("child", "parent")
    whole, parts, after = defaultdict(set), defaultdict(set), defaultdict(set)
    for link in links:
        if link.parent.kind == PARTNERSHIP:
            whole[link.child].add(link.parent)
        elif link.child.kind == PARTNERSHIP:
            parts[link.parent].add(link.child)
        else:
            after[link.child].add(link.parent)
    made = [
        AreaLink(child=former, parent=found.pop(), to_date=former.to_date)
        for former, councils in after.items()
        if former not in whole
        and len(found := _partnerships_of(former, councils, whole, parts)) == 1
    ]
    AreaLink.objects.bulk_create(made)
    return len(made)


def _partnerships_of(former, councils, whole, parts):
    found = set()
    for council in councils:
        found |= whole[council]
        found |= {one for one in parts[council] if name_key(one.name) == name_key(former.name)}
    return found
