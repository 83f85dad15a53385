"""Files about areas: six kinds of lookup and a register, recognised by what stands over them."""

import datetime

import pytest

from partnership.documents.places import Places
from partnership.models import Area, AreaAlias, AreaLink
from priorities.importers.areas import Areas
from priorities.models import EvidenceImport
from tests import factories
from tests.priorities.national import (
    AREA_FILES,
    COUNCILS_2019,
    COUNCILS_2024,
    DISTRICTS,
    FORCES,
    PARTNERSHIPS,
    REGISTER,
    SMALL_AREAS,
    bring_areas,
    read,
    table_of,
    why_not,
)

pytestmark = pytest.mark.django_db

IN_2011 = datetime.date(2011, 3, 27)
IN_2025 = datetime.date(2025, 6, 30)
LOOKUP = ("LAD19CD", "LAD19NM", "CSP19CD", "CSP19NM", "PFA19CD", "PFA19NM")
EDEN = ("E07000030", "Eden", "E22000035", "Eden", "E23000002", "Cumbria")


def coded(code):
    return Area.objects.get(code=code)


def names(areas):
    return [area.name for area in areas]


def everything():
    """All that is known of areas, however it came."""
    links = ("child__code", "parent__code", "from_date", "to_date")
    return (
        set(Area.objects.values_list("kind", "name", "from_date", "to_date")),
        set(AreaLink.objects.values_list(*links)),
    )


@pytest.fixture
def all_areas():
    """What the demonstration brings in."""
    bring_areas(*AREA_FILES[:-1])


# ---- the real files


def test_every_file_changes_something_once_and_nothing_twice():
    first = bring_areas(*AREA_FILES)
    assert [bool(made) for made in first] == [True, True, False, True, True, True, True]
    before = everything()
    assert bring_areas(*AREA_FILES) == [0] * len(AREA_FILES)
    assert everything() == before
    assert [read(Areas, file).changes() for file in AREA_FILES] == [[]] * len(AREA_FILES)


def test_counts_of_the_files_hold():
    bring_areas(*AREA_FILES)

    def count(kind):
        return Area.objects.filter(kind=kind).count()

    assert (count("partnership"), count("police_force"), count("region")) == (314, 43, 9)
    assert count("neighbourhood") == 1262
    region, places = coded("E12000002"), Places.load()
    for day, councils in ((IN_2011, 39), (IN_2025, 35)):
        assert len(places.children(region, "partnership", day)) == 39
        assert len(places.children(region, "district", day)) == councils


@pytest.mark.once
def test_other_orders_of_the_files_lead_to_the_same(all_areas):
    expected = everything()
    AreaLink.objects.all().delete()
    Area.objects.all().delete()
    bring_areas(FORCES, REGISTER, DISTRICTS, COUNCILS_2019, COUNCILS_2024)
    bring_areas(PARTNERSHIPS)
    areas, links = everything()
    # The register writes some names in a way of its own; codes are what counts.
    assert len(areas) == len(expected[0])
    assert links == expected[1]


def test_areas_of_the_demonstration_are_recognised(demo):
    before = {"E07000031", "E10000006", "E12000002", "E10000017"}
    keys = set(Area.objects.filter(code__in=before).values_list("pk", "name"))
    bring_areas(COUNCILS_2019, DISTRICTS, REGISTER)
    assert set(Area.objects.filter(code__in=before).values_list("pk", "name")) == keys
    assert Area.objects.filter(name="South Lakeland", kind="district").count() == 1


@pytest.mark.once
def test_councils_of_each_partnership_then_and_now(all_areas):
    places = Places.load()
    for code, in_2011, in_2025 in (
        ("E22000036", ["South Lakeland"], ["South Lakeland"]),
        ("E22000363", ["North Devon", "Torridge"], ["North Devon", "Torridge"]),
        ("E22000150", ["Blackburn with Darwen"], ["Blackburn with Darwen"]),
    ):
        assert names(places.districts_of(coded(code), IN_2011)) == in_2011
        assert names(places.districts_of(coded(code), IN_2025)) == in_2025
    # Christchurch went into a council that three partnerships share: nothing is guessed.
    without = [
        area.name
        for area in Area.objects.filter(kind="partnership")
        if not (places.districts_of(area, IN_2011) and places.districts_of(area, IN_2025))
    ]
    assert without == ["Dorset"]


@pytest.mark.once
def test_everyone_has_a_force_and_a_region_or_country(all_areas):
    places = Places.load()
    for area in Area.objects.filter(kind="partnership"):
        for day in (IN_2011, IN_2025):
            assert places.police_force(area, day), area
            assert places.region(area, day) or area.code.startswith("W"), area


def test_councils_end_with_their_last_day_however_it_is_written(all_areas):
    """The register writes “2019-03-31”, and “2023-04-01” for what ended the day before."""
    assert coded("E06000028").to_date == datetime.date(2019, 3, 31)
    assert coded("E07000031").to_date == datetime.date(2023, 3, 31)
    assert coded("E06000064").from_date == datetime.date(2023, 4, 1)
    assert coded("E10000006").to_date == datetime.date(2023, 3, 31)
    lies_in = AreaLink.objects.get(child=coded("E07000031"), parent=coded("E22000036"))
    assert lies_in.to_date == datetime.date(2023, 3, 31)
    # A former council lies in what came after it.
    after = AreaLink.objects.get(child=coded("E07000031"), parent=coded("E06000064"))
    assert (after.from_date, after.to_date) == (datetime.date(2023, 4, 1), None)


def test_a_council_under_a_new_code_is_still_one():
    bring_areas(COUNCILS_2019, DISTRICTS)
    sheffield = Area.objects.get(name="Sheffield", kind="district")
    assert {sheffield.code, *names(sheffield.aliases.all())} == {"E08000019", "E08000039"}
    assert Area.objects.filter(name="Northumberland", kind="district").count() == 1


def test_people_find_areas_by_the_other_names():
    bring_areas(COUNCILS_2019, PARTNERSHIPS, REGISTER)
    for kind, written, code in (
        ("police_force", "Devon and Cornwall", "E23000035"),
        ("police_force", "City of London", "E23000034"),
        ("partnership", "Folkestone and Hythe", "E22000145"),
        ("partnership", "Northern Devon", "E22000363"),
        ("district", "Shepway", "E07000112"),
        ("district", "Rhondda Cynon Taff", "W06000016"),
    ):
        assert Area.objects.filter(kind=kind).named(written).code == code
    # Its publisher has encoded the letters of this one twice.
    assert coded("W14000001").name_cy == "Ynys Môn"


def test_a_county_that_cannot_be_right_is_left_out_and_named():
    bring_areas(REGISTER)
    assert not AreaLink.objects.filter(child=coded("E07000201"), parent__kind="county").exists()
    notes = read(Areas, REGISTER).notes
    assert any("another: Forest Heath." in note for note in notes)


def test_small_areas_lie_in_their_district_and_capitals_become_usual_letters():
    bring_areas(FORCES, SMALL_AREAS)
    small = coded("E01012607")
    assert small.name == "Blackburn with Darwen 001A"
    assert names(link.parent for link in small.parent_links.all()) == ["Blackburn with Darwen"]
    assert coded("E12000002").name == "North West"
    assert coded("E06000008").name == "Blackburn with Darwen"


def test_places_outside_england_and_wales_are_left_out():
    notes = read(Areas, FORCES).notes
    assert "4 rows are about places outside England and Wales and were left out." in notes
    bring_areas(FORCES)
    assert not Area.objects.filter(code__startswith="S").exists()


# ---- headers, names and days


@pytest.mark.parametrize(
    "content",
    [
        table_of(("FID", *LOOKUP), (1, *EDEN)),
        table_of((*LOOKUP, "ObjectId"), (*EDEN, 1)),
        table_of(LOOKUP[::-1], EDEN[::-1]),
        table_of(LOOKUP, EDEN, delimiter=";"),
        b"\xef\xbb\xbf" + table_of([name.replace("19", "24") for name in LOOKUP], EDEN),
        b"Lookup of the ONS,,,,,\r\n\r\n" + table_of(LOOKUP, EDEN),
    ],
)
def test_header_is_recognised_wherever_its_columns_stand(content):
    bring_areas(content)
    places = Places.load()
    assert places.police_force(coded("E07000030"), IN_2011) == coded("E23000002")
    assert places.parents(coded("E07000030"), "partnership", IN_2011) == [coded("E22000035")]


def test_file_without_codes_is_refused_in_words():
    assert "LAD24CD" in why_not(Areas, table_of(("Council", "Partnership"), ("Eden", "Eden")))


def test_wrong_code_and_missing_name_are_faults_with_row_and_column():
    row = ("E7000030", "Eden", "E22000035", "", *EDEN[4:])
    found = read(Areas, table_of(LOOKUP, row))
    assert [(fault["row"], fault["column"]) for fault in found.faults] == [
        (2, "A, LAD19CD"),
        (2, "D, CSP19NM"),
    ]


def test_force_without_code_is_found_by_name():
    bring_areas(FORCES, COUNCILS_2024)
    halton = coded("E22000023")
    assert Places.load().police_force(halton, IN_2025) == coded("E23000006")


def test_force_that_is_not_known_is_a_fault():
    found = read(Areas, COUNCILS_2024)
    assert found.faults[0]["message"].startswith("There is no police force area of this name.")


def test_force_name_of_two_areas_is_never_guessed():
    for code in ("E23000002", "E23000099"):
        Area.objects.create(name="Cumbria", kind="police_force", code=code)
    content = table_of(("LAD24CD", "LAD24NM", "PFA24NM"), ("E06000064", "Westmorland", "Cumbria"))
    fault = read(Areas, content).faults[0]
    assert (fault["row"], fault["value"]) == (2, "Cumbria")
    assert "means 2 areas" in fault["message"]


def test_area_entered_without_code_gets_it():
    mine = factories.area("Eden")
    bring_areas(table_of(LOOKUP, EDEN))
    mine.refresh_from_db()
    assert mine.code == "E07000030"
    assert mine.version == 2


def test_name_of_two_areas_without_code_is_never_guessed():
    for _ in range(2):
        factories.area("Eden")
    assert "means 2 areas" in read(Areas, table_of(LOOKUP, EDEN)).faults[0]["message"]


def test_changed_name_is_told_and_the_old_one_stays_as_another():
    bring_areas(table_of(LOOKUP, EDEN))
    renamed = table_of(LOOKUP, ("E07000030", "Eden Valley", *EDEN[2:]))
    said = read(Areas, renamed).changes()
    assert {"what": "Changed area", "words": "Eden is called Eden Valley now."} in said
    bring_areas(renamed)
    assert coded("E07000030").name == "Eden Valley"
    assert AreaAlias.objects.filter(area__code="E07000030", name="Eden").exists()
    assert read(Areas, renamed).changes() == []


def brought_in_before(as_at):
    EvidenceImport.objects.create(
        dataset="areas",
        state="done",
        counted_at=f"{as_at}T00:00Z",
        as_at=as_at,
        by=factories.administrator(),
        made_at="2026-01-01T00:00Z",
    )


def test_an_older_file_renames_nothing_and_ends_nothing():
    bring_areas(table_of(LOOKUP, EDEN))
    brought_in_before(datetime.date(2020, 1, 1))
    other = ("E07000030", "Eden Valley", "E22000099", "Valleys", *EDEN[4:])
    bring_areas(table_of(LOOKUP, other))
    assert coded("E07000030").name == "Eden"
    held = AreaLink.objects.get(child=coded("E07000030"), parent=coded("E22000035"))
    assert held.to_date is None
    once = AreaLink.objects.get(child=coded("E07000030"), parent=coded("E22000099"))
    assert once.to_date == datetime.date(2019, 12, 31)


def test_a_later_lookup_ends_what_it_no_longer_has():
    bring_areas(table_of(LOOKUP, EDEN))
    later = [name.replace("19", "24") for name in LOOKUP]
    joined = ("E07000030", "Eden", "E22000099", "Lakes and Eden", *EDEN[4:])
    bring_areas(table_of(later, joined))
    held = AreaLink.objects.get(child=coded("E07000030"), parent=coded("E22000035"))
    assert held.to_date == datetime.date(2024, 12, 30)
    places = Places.load()
    assert names(places.parents(coded("E07000030"), "partnership", IN_2025)) == ["Lakes and Eden"]


def test_a_council_that_is_divided_later_holds_its_partnerships():
    bring_areas(table_of(LOOKUP, EDEN))
    later = [name.replace("19", "24") for name in LOOKUP]
    other = (*EDEN[:2], "E22000099", "Alston", *EDEN[4:])
    bring_areas(table_of(later, EDEN, other))
    places = Places.load()
    assert names(places.children(coded("E07000030"), "partnership", IN_2025)) == ["Alston", "Eden"]
    assert places.parents(coded("E07000030"), "partnership", IN_2025) == []
