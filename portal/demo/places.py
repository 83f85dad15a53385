"""The partnerships of the demonstration, where they are, and how to reach them."""

from partnership.models import Area, AreaLink, ContactPoint, CoveredArea, Group, KnownAs
from partnership.models.contacts import Purpose
from partnership.models.groups import GroupKind
from partnership.models.places import AreaKind
from portal.demo.welsh import EXAMPLE_VALLEY

SOUTH_LAKELAND = {
    "slug": "south-lakeland",
    "name": "South Lakeland Community Safety Partnership",
    "short_name": "South Lakeland CSP",
    "place_name": "South Lakeland",
    "colour": "#17495c",
    "vision": "By working in partnership, South Lakeland communities will remain safe and "
    "reassured, without the fear or threat of crime",
}
LANCASHIRE = {
    "slug": "lancashire",
    "name": "Lancashire Community Safety Partnership",
    "short_name": "Lancashire CSP",
    "place_name": "Lancashire",
    "example": True,
}
SLUGS = (SOUTH_LAKELAND["slug"], LANCASHIRE["slug"], EXAMPLE_VALLEY["slug"])
# The source uses these beside the full name, misspelt ones included.
SHORT_NAMES = ("SLCSP", "SLDCSP", "SLCSPP")

CONTACTS = (
    {"purpose": Purpose.EMERGENCY, "name": "999", "phone": "999"},
    {
        "purpose": Purpose.NON_EMERGENCY,
        "name": "Cumbria Police",
        "phone": "0845 33 00 247",
        "website": "http://www.cumbria.police.uk",
        "website_as_stated": "www.cumbria.police.uk",
    },
    {"purpose": Purpose.ANONYMOUS, "name": "Crimestoppers", "phone": "0800 555 111"},
    {
        "purpose": Purpose.FORMATS,
        "name": "South Lakeland District Council",
        "phone": "0845 050 4434",
        "email": "customer.services@southlakeland.gov.uk",
        "website": "http://www.southlakeland.gov.uk",
        "website_as_stated": "www.southlakeland.gov.uk",
    },
    {
        "purpose": Purpose.PLAN,
        "name": "Partnerships and Communities",
        "address": "South Lakeland House\nLowther Street\nKendal\nLA9 4UQ.",
        "phone": "01539 733333",
        "email": "policy@southlakeland.gov.uk",
    },
)


def area(keep, name, kind, code):
    """An area by its ONS code; another part of the installation may hold it already."""
    known = Area.objects.filter(code=code).first()
    return known or keep.add(Area, name=name, kind=kind, code=code)


def lies_in(keep, child, parent):
    if not AreaLink.objects.filter(child=child, parent=parent).exists():
        keep.add(AreaLink, child=child, parent=parent)


def add_south_lakeland_places(keep, partnership):
    """The district in its county and region; returns the district."""
    district = area(keep, "South Lakeland", AreaKind.DISTRICT, "E07000031")
    county = area(keep, "Cumbria", AreaKind.COUNTY, "E10000006")
    region = area(keep, "North West", AreaKind.REGION, "E12000002")
    lies_in(keep, district, county)
    lies_in(keep, county, region)
    keep.add(CoveredArea, partnership=partnership, area=district)
    return district


def add_names_and_contacts(keep, partnership):
    former = "South Lakeland Crime and Disorder Reduction Partnership"
    keep.add(KnownAs, partnership=partnership, name=former)
    for short_name in SHORT_NAMES:
        keep.add(KnownAs, partnership=partnership, name=partnership.name, short_name=short_name)
    for order, contact in enumerate(CONTACTS, start=1):
        keep.add(ContactPoint, partnership=partnership, order=order, **contact)


def add_lancashire(keep, partnership):
    """A made-up partnership round the real events of Lancashire; returns its executive group."""
    county = area(keep, "Lancashire", AreaKind.COUNTY, "E10000017")
    keep.add(CoveredArea, partnership=partnership, area=county)
    return keep.add(
        Group, partnership=partnership, name="Executive Group", kind=GroupKind.EXECUTIVE
    )
