"""What lies in what: many to many, dated, and still answered after a council has ended."""

import datetime

import pytest

from partnership.documents.places import Places, partnership_area
from partnership.models import Area, AreaLink, CoveredArea
from tests import factories

pytestmark = pytest.mark.django_db

LAST = datetime.date(2023, 3, 31)
FIRST = datetime.date(2023, 4, 1)
BEFORE = datetime.date(2012, 3, 31)
AFTER = datetime.date(2025, 6, 30)


def lie(parent, *children, **dates):
    for child in children:
        AreaLink.objects.create(parent=parent, child=child, **dates)


def area(name, kind, **fields):
    return Area.objects.create(name=name, kind=kind, **fields)


def partnership_of(name, force, *councils, **dates):
    made = area(name, "partnership")
    lie(force, made)
    lie(made, *councils, **dates)
    return made


@pytest.fixture
def cumbria():
    """Two former districts that each had a partnership, now divided from one council."""
    found = {
        "region": area("North West", "region"),
        "force": area("Cumbria", "police_force"),
        "lakes": area("South Lakeland", "district", to_date=LAST),
        "eden": area("Eden", "district", to_date=LAST),
        "council": area("Westmorland and Furness", "district", from_date=FIRST),
        "devon": area("North Devon", "district"),
    }
    lie(found["region"], found["lakes"], found["eden"], found["council"])
    for name in ("lakes", "eden"):
        made = partnership_of(found[name].name, found["force"], found[name], to_date=LAST)
        found[f"{name}_csp"] = made
        lie(found["council"], made, found[name], from_date=FIRST)
    return found


def names(areas):
    return [one.name for one in areas]


def test_children_and_parents_hold_for_their_time(cumbria):
    places = Places.load()
    region = cumbria["region"]
    assert names(places.children(region, "district", BEFORE)) == ["Eden", "South Lakeland"]
    assert names(places.children(region, "district", AFTER)) == ["Westmorland and Furness"]
    assert places.parents(cumbria["lakes"], "partnership", BEFORE) == [cumbria["lakes_csp"]]
    assert places.parents(cumbria["lakes"], "partnership", AFTER) == []


def test_partnerships_of_a_region_are_the_same_before_and_after_their_councils_were_joined(cumbria):
    places = Places.load()
    for day in (BEFORE, AFTER):
        found = places.children(cumbria["region"], "partnership", day)
        assert names(found) == ["Eden", "South Lakeland"]


def test_a_partnership_over_the_border_of_a_region_is_in_none(cumbria):
    half = partnership_of("Half and half", cumbria["force"], cumbria["eden"], cumbria["devon"])
    assert half not in Places.load().children(cumbria["region"], "partnership", BEFORE)


@pytest.mark.parametrize("day", [BEFORE, AFTER])
def test_force_and_region_are_known_also_for_what_has_ended(cumbria, day):
    places = Places.load()
    for name in ("lakes", "lakes_csp", "eden_csp"):
        assert places.police_force(cumbria[name], day) == cumbria["force"]
        assert places.region(cumbria[name], day) == cumbria["region"]


def test_force_of_a_divided_council_is_that_of_its_partnerships(cumbria):
    assert Places.load().police_force(cumbria["council"], AFTER) == cumbria["force"]


def test_what_lies_in_two_forces_has_none(cumbria):
    partnership_of("Other", area("Lancashire", "police_force"), cumbria["eden"])
    assert Places.load().police_force(cumbria["eden"], BEFORE) is None


def test_councils_of_a_partnership(cumbria):
    places = Places.load()
    assert places.districts_of(cumbria["lakes_csp"], BEFORE) == [cumbria["lakes"]]
    assert places.districts_of(cumbria["council"], AFTER) == [cumbria["council"]]


def test_a_part_of_a_council_is_told_by_the_district_that_it_was(cumbria):
    found = Places.load().districts_of(cumbria["lakes_csp"], AFTER)
    assert found == [cumbria["lakes"]]
    assert found[0].to_date == LAST


def test_nothing_is_told_where_a_former_district_is_in_no_known_partnership(cumbria):
    """Christchurch went into a council that three partnerships share; who has it, no file says."""
    lost = area("Christchurch", "district", to_date=LAST)
    lie(cumbria["council"], lost, from_date=FIRST)
    whole = area("East", "district", to_date=LAST)
    shared = partnership_of("Dorset", cumbria["force"], whole, to_date=LAST)
    lie(cumbria["council"], shared, from_date=FIRST)
    places = Places.load()
    for day in (BEFORE, AFTER):
        assert places.districts_of(shared, day) == []
    assert places.districts_of(cumbria["lakes_csp"], AFTER) == [cumbria["lakes"]]


def test_the_area_that_stands_for_a_partnership(cumbria):
    ours = factories.partnership("south-lakeland", place_name="South Lakeland")
    assert partnership_area(ours, AFTER) is None
    CoveredArea.objects.create(partnership=ours, area=cumbria["lakes"])
    assert partnership_area(ours, BEFORE) == cumbria["lakes_csp"]
    assert partnership_area(ours, AFTER) == cumbria["lakes_csp"]


def test_an_area_without_one_stands_for_itself(cumbria):
    ours = factories.partnership()
    CoveredArea.objects.create(partnership=ours, area=cumbria["devon"])
    assert partnership_area(ours, AFTER) == cumbria["devon"]


def test_places_cost_the_same_however_many_there_are(cumbria, django_assert_num_queries):
    partnership_of("More", cumbria["force"], *[factories.area() for _ in range(40)])
    with django_assert_num_queries(2):
        places = Places.load()
        places.children(cumbria["region"], "partnership", AFTER)
        places.region(cumbria["lakes_csp"], AFTER)
