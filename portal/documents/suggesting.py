"""What the lookups tell of an area, to be offered to whoever sets up its partnership."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.db.models import Q
from django.utils.text import slugify

from partnership.documents.places import Places
from partnership.models import Area
from partnership.models.partnerships import Nation
from partnership.models.places import AreaKind
from records.fields import valid_on

# Files that come with the portal; their README says whence.
FOLDER = Path(__file__).resolve().parent.parent / "data" / "areas"
REGISTER = FOLDER / "uk-local-authorities-current.csv"
# What a partnership can be responsible for.
KINDS = (AreaKind.PARTNERSHIP, AreaKind.DISTRICT, AreaKind.COUNTY, AreaKind.POLICE_FORCE)
MOST = 30  # areas that one search shows


@dataclass(frozen=True)
class Suggested:
    """What is known beforehand of a partnership for some areas; empty where nothing is."""

    place_name: str = ""
    nation: str = Nation.ENGLAND
    councils: tuple = ()
    police: str = ""

    @property
    def name(self):
        return self.place_name and f"{self.place_name} Community Safety Partnership"

    @property
    def short_name(self):
        return self.place_name and f"{self.place_name} CSP"

    @property
    def slug(self):
        return slugify(self.place_name)

    @property
    def in_wales(self):
        return self.nation == Nation.WALES


def choosable(on):
    """The areas of today that a partnership can cover."""
    areas = Area.objects.offered().filter(valid_on(on), kind__in=KINDS)
    return areas.order_by("name", "kind")


def found_areas(words, on):
    """Areas whose name, other name or code holds the words; a few, and whether there are more."""
    words = words.strip()
    if not words:
        return [], False
    told = Q(name__icontains=words) | Q(code__iexact=words) | Q(aliases__name__icontains=words)
    found = list(choosable(on).filter(told).distinct()[: MOST + 1])
    return found[:MOST], len(found) > MOST


def suggested(areas, on):
    """What the lookups say of these areas on a day."""
    areas = list(areas)
    if not areas:
        return Suggested()
    places = Places.load()
    councils = _once(name for area in areas for name in _councils(places, area, on))
    forces = {places.police_force(area, on) for area in areas} - {None}
    return Suggested(
        place_name=_joined([_said(area.name) for area in areas]),
        nation=Nation.WALES if areas[0].code.startswith("W") else Nation.ENGLAND,
        councils=tuple(councils),
        police=_forces().get(forces.pop().code, "") if len(forces) == 1 else "",
    )


def _once(names):
    return list(dict.fromkeys(filter(None, names)))


def _said(name):
    """“City of London” where the lookup writes “London, City of”."""
    first, _, last = name.partition(", ")
    return f"{last} {first}" if last in ("City of", "County of") else name


def _joined(names):
    """“A, B and C”, at the length that a name of a place may have."""
    *others, last = _once(names)
    joined = f"{', '.join(others)} and {last}" if others else last
    return joined if len(joined) <= 80 else names[0]


def _councils(places, area, on):
    """The official names of the councils of an area, its county's last."""
    near = [area] if area.kind == AreaKind.DISTRICT else []
    if area.kind != AreaKind.DISTRICT:
        near += places.children(area, AreaKind.DISTRICT, on)
        near += places.parents(area, AreaKind.DISTRICT, on)
    counties = [area] if area.kind == AreaKind.COUNTY else []
    counties += [county for one in near for county in places.parents(one, AreaKind.COUNTY, on)]
    official = _official_names()
    return [official.get(one.code, "") for one in (*near, *counties)]


@cache
def _official_names():
    with REGISTER.open(encoding="utf-8-sig", newline="") as file:
        return {row["gss-code"]: row["official-name"] for row in csv.DictReader(file)}


@cache
def _forces():
    with (FOLDER / "police-forces.csv").open(encoding="utf-8", newline="") as file:
        return {row["PFA19CD"]: row["force"] for row in csv.DictReader(file)}
