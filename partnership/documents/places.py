"""What lies in what on a day: councils, partnerships, police forces, regions."""

from collections import defaultdict

from partnership.models import Area, AreaLink
from partnership.models.names import alike
from partnership.models.places import AreaKind


def holds_on(dated, day):
    """Whether something dated is true on a day; no day asks whether it ever was."""
    if day is None:
        return True
    begun = dated.from_date is None or dated.from_date <= day
    return begun and (dated.to_date is None or dated.to_date >= day)


class Places:
    """All areas above the neighbourhood and what lies in what, read once.

    Many to many and dated: a partnership lies in its police force area; a council with one
    partnership lies in it; a council that is divided among several holds each of them; a
    council that ended lies in the one that came after it. Without a day every link counts.
    """

    def __init__(self, areas, links):
        self.areas = {area.pk: area for area in areas}
        self._up, self._down = defaultdict(list), defaultdict(list)
        for link in links:
            if link.parent_id in self.areas and link.child_id in self.areas:
                self._up[link.child_id].append((link.parent_id, link))
                self._down[link.parent_id].append((link.child_id, link))

    @classmethod
    def load(cls):
        small = AreaKind.NEIGHBOURHOOD
        links = AreaLink.objects.exclude(child__kind=small).exclude(parent__kind=small)
        return cls(Area.objects.offered().exclude(kind=small), links)

    # ---- one step, and all steps

    def _beside(self, steps, area, kind, day):
        """What is one link away."""
        found = {pk for pk, link in steps[area.pk] if holds_on(link, day)}
        return [self.areas[pk] for pk in found if self.areas[pk].kind == kind]

    def _reach(self, steps, area, day):
        found, waiting = set(), [area.pk]
        while waiting:
            for pk, link in steps[waiting.pop()]:
                if pk not in found and pk != area.pk and holds_on(link, day):
                    found.add(pk)
                    waiting.append(pk)
        return found

    def _of_kind(self, keys, kind, day):
        chosen = (self.areas[pk] for pk in keys)
        return sorted(
            (area for area in chosen if area.kind == kind and holds_on(area, day)),
            key=lambda area: area.name,
        )

    def parents(self, area, kind, on):
        """What it lies in, at any height."""
        return self._of_kind(self._reach(self._up, area, on), kind, on)

    def children(self, area, kind, on):
        """What lies in it, at any depth; a partnership does if all of its councils do."""
        below = self._reach(self._down, area, on)
        if kind == AreaKind.PARTNERSHIP:
            below |= {
                partnership.pk
                for council in self._of_kind(below, AreaKind.DISTRICT, on)
                for partnership in self._beside(self._up, council, kind, on)
                if below.issuperset(self._whole_councils(partnership, on))
            }
        return self._of_kind(below, kind, on)

    def _whole_councils(self, partnership, day):
        """Keys of the councils that lie in a partnership as a whole."""
        near = self._beside(self._down, partnership, AreaKind.DISTRICT, day)
        return {council.pk for council in near if holds_on(council, day)}

    # ---- the usual questions

    def police_force(self, area, on):
        return self._the_one(area, AreaKind.POLICE_FORCE, on)

    def region(self, area, on):
        return self._the_one(area, AreaKind.REGION, on)

    def _the_one(self, area, kind, on):
        """The one that it lies in; by its parts, and by what held once, where links say less."""
        if area.kind == kind:
            return area
        for day in (on, None):
            found = self._of_kind(self._reach(self._up, area, day), kind, day)
            found = found or self._of_kind(self._above_parts(area, day), kind, day)
            if len(found) == 1:
                return found[0]
        return None

    def _above_parts(self, area, day):
        parts = (AreaKind.DISTRICT, AreaKind.PARTNERSHIP)
        below = [self.areas[pk] for pk in self._reach(self._down, area, day)]
        return {
            pk
            for part in below
            if part.kind in parts and holds_on(part, day)
            for pk in self._reach(self._up, part, day)
        }

    def districts_of(self, area, on):
        """The councils that a partnership area consists of: their populations make its own.

        Where it has only a part of a council, those that ended before and were whole parts of
        it; whoever shows them says so. None where even these do not make it up.
        """
        if area.kind == AreaKind.DISTRICT:
            return [area]
        if area.kind != AreaKind.PARTNERSHIP:
            return self.children(area, AreaKind.DISTRICT, on)
        # Councils of which it has only a part, whenever that was.
        shared = self._beside(self._up, area, AreaKind.DISTRICT, None)
        found = self._of_kind(self._whole_councils(area, on), AreaKind.DISTRICT, on)
        if not found or any(holds_on(council, on) for council in shared):
            found = self._former_districts(area, on)
        last = min((one.to_date for one in found if one.to_date), default=None)
        named_alike = len(found) == 1 and alike(found[0].name) == alike(area.name)
        return found if named_alike or not self._unplaced(shared, last) else []

    def _former_districts(self, area, on):
        once = self._beside(self._down, area, AreaKind.DISTRICT, None)
        ended = [one for one in once if one.to_date and one.to_date < on]
        last = max((one.to_date for one in ended), default=None)
        return sorted((one for one in ended if one.to_date == last), key=lambda one: one.name)

    def _unplaced(self, councils, day):
        """Whether a council that went into one of these is in no partnership that is known."""
        return any(
            holds_on(former, day) and not self._beside(self._up, former, AreaKind.PARTNERSHIP, None)
            for council in councils
            for former in self._beside(self._down, council, AreaKind.DISTRICT, None)
        )

    def partnership_area(self, covered, on, name=""):
        """The partnership area that covered areas make up, else the first of these."""
        found = {}
        for area in covered:
            if area.kind == AreaKind.PARTNERSHIP:
                found[area.pk] = area
                continue
            near = self._beside(self._up, area, AreaKind.PARTNERSHIP, on)
            near = near or self._beside(self._up, area, AreaKind.PARTNERSHIP, None)
            found |= {one.pk: one for one in near}
        if len(found) == 1:
            return next(iter(found.values()))
        wanted = [one for one in found.values() if alike(one.name) == alike(name)]
        return wanted[0] if len(wanted) == 1 else next(iter(covered), None)


def covered_areas(partnership, on):
    """The areas that a partnership is responsible for on a day; if none then, those it ever was."""
    rows = list(partnership.covered_areas.select_related("area").order_by("area__name", "pk"))
    return [row.area for row in rows if holds_on(row, on)] or [row.area for row in rows]


def partnership_area(partnership, on, places=None):
    """The area that stands for a partnership in national figures.

    The partnership area that its councils lie in, or the one of its name; without one the area
    that it covers; None where it covers none.
    """
    places = places or Places.load()
    return places.partnership_area(covered_areas(partnership, on), on, partnership.place_name)
