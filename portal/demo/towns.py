"""The towns of South Lakeland, by whose names people look for their partnership."""

from partnership.models import Area, AreaAlias
from partnership.models.places import AreaKind
from portal.demo.places import lies_in

# Town, and what else people call it.
TOWNS = (
    ("Ambleside", ()),
    ("Grange-over-Sands", ("Grange",)),
    ("Kendal", ()),
    ("Kirkby Lonsdale", ()),
    ("Milnthorpe", ()),
    ("Sedbergh", ()),
    ("Ulverston", ()),
    ("Windermere", ("Bowness", "Bowness-on-Windermere")),
)


def add_towns(keep, district):
    """Each town in its district; they have no codes of the ONS."""
    for name, others in TOWNS:
        known = Area.objects.filter(name=name, kind=AreaKind.TOWN).first()
        town = known or keep.add(Area, name=name, kind=AreaKind.TOWN)
        lies_in(keep, town, district)
        for other in others:
            AreaAlias.objects.get_or_create(area=town, name=other)
