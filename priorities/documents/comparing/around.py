"""What a place lies in, of what that is made up, and how many people live there."""

import datetime
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from partnership.models.places import AreaKind
from priorities.models import Figure
from priorities.models.measures import POPULATION
from records.periods import day_label, short_span

TIERS = (AreaKind.DISTRICT, AreaKind.PARTNERSHIP)


@dataclass(frozen=True)
class Around:
    """The police force area and the region of a place on a day, with their parts.

    ``forces`` are those that lie wholly in the region; ``parts`` what each force consists of.
    """

    force: object = None
    force_parts: list = field(default_factory=list)
    region: object = None
    region_parts: list = field(default_factory=list)
    forces: list = field(default_factory=list)
    parts: dict = field(default_factory=dict)

    @property
    def areas(self):
        above = [area for area in (self.force, self.region) if area]
        return [*above, *self.force_parts, *self.region_parts, *self.forces]


def around(places, area, day):
    """What a place lies in on a day; in Wales the country stands for the region."""
    tier = area.kind if area.kind in TIERS else AreaKind.PARTNERSHIP
    force = places.police_force(area, day)
    region = places.region(area, day) or _country(places, area, day)
    inside = places.children(region, tier, day) if region else []
    by_force = defaultdict(list)
    for part in inside:
        by_force[places.police_force(part, day)].append(part)
    by_force.pop(None, None)
    known = {*by_force, *([force] if force else [])}
    parts = {one.pk: places.children(one, tier, day) for one in known}
    return Around(
        force if force != area else None,
        parts[force.pk] if force else [],
        region if region != area else None,
        inside,
        [one for one, found in by_force.items() if found == parts[one.pk]],
        parts,
    )


def _country(places, area, day):
    return next(iter(places.parents(area, AreaKind.COUNTRY, day)), None)


@dataclass(frozen=True)
class People:
    """How many people live somewhere, and which population that is."""

    number: Decimal
    words: str = ""


class Population:
    """Populations of areas: a partnership area's is the sum of its councils'."""

    def __init__(self, places, needs):
        """``needs``: pairs of an area and a day; all their populations are read at once."""
        self.places = places
        wanted = {one.pk for area, day in needs for one in places.districts_of(area, day) or []}
        self.known = defaultdict(dict)
        found = Figure.objects.certain().filter(
            measure__code=POPULATION,
            measure__partnership=None,
            area__in=wanted | {area.pk for area, _ in needs},
            level__isnull=False,
        )
        rows = found.order_by("pk").values_list("area", "starts_on", "ends_on", "level")
        for pk, first, last, level in rows:
            self.known[pk][(first, last)] = level

    def of(self, area, span):
        """The population nearest to a period: the area's own, else that of its councils."""
        if area.pk in self.known:
            return self._people([area], span)
        councils = self.places.districts_of(area, span[1])
        return self._people(councils, span) if councils else None

    def _people(self, areas, span):
        """The sum over areas, at the date nearest to a period that all of them have."""
        dates = set.intersection(*(set(self.known.get(area.pk, ())) for area in areas))
        if not dates:
            return None
        when = _nearest(dates, span)
        number = sum(self.known[area.pk][when] for area in areas)
        names = ", ".join(_named(area) for area in areas)
        told = {"names": names, "when": f"{date_words(*when)}{_ended(areas, span)}"}
        return People(number, _("population of %(names)s, %(when)s") % told)


def _ended(areas, span):
    last = {area.to_date for area in areas if area.to_date and area.to_date < span[1]}
    return _(", which ended on %(day_label)s") % {"day_label": day_label(max(last))} if last else ""


def _named(area):
    return (
        _("%(name)s district") % {"name": area.name}
        if area.kind == AreaKind.DISTRICT
        else area.name
    )


def _nearest(dates, span):
    middle = _middle(span)
    return min(sorted(dates), key=lambda date: abs(_middle(date) - middle))


def _middle(span):
    return span[0].toordinal() + (span[1] - span[0]).days / 2


def date_words(first, last):
    """Mid-2020 for an estimate of 30 June, else the day or the period."""
    if first == last == datetime.date(first.year, 6, 30):
        return _("mid-%(year)s") % {"year": first.year}
    return short_span(first, last)
