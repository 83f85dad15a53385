"""How a place compares: rate, rank, position, what is missing, and the sentence that says it."""

import datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnership.models import Area, AreaLink, CoveredArea, Partnership
from priorities.documents.comparing import compare
from priorities.models import ComparatorGroup, ComparatorMember, Measure, PublishedComparison
from tests import factories

pytestmark = pytest.mark.django_db

YEAR = (datetime.date(2011, 4, 1), datetime.date(2012, 3, 31))
TODAY = datetime.date(2012, 6, 1)


def place(name, kind="district", lies_in=(), **fields):
    area = Area.objects.create(name=name, kind=kind, **fields)
    for parent in lies_in:
        AreaLink.objects.create(parent=parent, child=area)
    return area


def people(area, number, day=datetime.date(2011, 3, 27)):
    measure, _ = Measure.objects.get_or_create(
        code="population", defaults={"name": "Population", "noun": "people", "good": "context"}
    )
    return factories.level(measure, number, area, starts_on=day, ends_on=day)


class World:
    """Two police force areas in one region, each with places of 10,000 or 100,000 people."""

    def __init__(self):
        self.partnership = factories.partnership("lakes")
        self.region = place("North West", "region")
        self.cumbria = place("Cumbria", "police_force")
        self.lancashire = place("Lancashire", "police_force")
        self.lakes = self.district("Lakes", self.cumbria, 100_000)
        self.eden = self.district("Eden", self.cumbria, 50_000)
        self.wyre = self.district("Wyre", self.lancashire, 100_000)
        self.fylde = self.district("Fylde", self.lancashire, 100_000)
        CoveredArea.objects.create(partnership=self.partnership, area=self.lakes)
        self.measure = factories.measure(name="House burglary", noun="house burglaries")

    def district(self, name, force, number):
        area = place(name, lies_in=[force, self.region])
        people(area, number)
        return area

    def counts(self, **counts):
        for name, count in counts.items():
            self.count(getattr(self, name), count)

    def count(self, area, count, **fields):
        return factories.level(self.measure, count, area, year=2011, **fields)

    def group(self, *areas, **fields):
        group = ComparatorGroup.objects.create(
            partnership=self.partnership,
            area=self.lakes,
            **{"name": "Most Similar Group", "from_date": datetime.date(2011, 4, 1)} | fields,
        )
        for area in areas or (self.lakes, self.eden, self.wyre, self.fylde):
            ComparatorMember.objects.create(group=group, area=area)
        return group

    def compared(self, **fields):
        return compare(self.measure, self.lakes, YEAR, self.partnership, TODAY, **fields)


@pytest.fixture
def world():
    return World()


def words(comparison):
    return {row.key: rate for row, rate in comparison.lines}


def test_rates_are_offences_by_people_of_all_together(world):
    world.counts(lakes=90, eden=60, wyre=300, fylde=400)
    world.group()
    found = world.compared()
    assert words(found) == {"own": "0.9", "force": "1.0", "group": "2.4", "region": "2.4"}
    rows = {row.key: row for row in found.rows}
    assert (rows["force"].offences, rows["force"].people) == (150, 150_000)
    assert rows["force"].name == "Cumbria police area"
    assert rows["region"].name == "North West region"
    assert found.finding == (
        "Lakes has fewer house burglaries per head than its police area, its group and its region"
    )
    assert "27 March 2011" in found.notes[0]


def test_mixed_and_equal_rates_are_said_so(world):
    world.counts(lakes=200, eden=100, wyre=100, fylde=900)
    world.group(world.lakes, world.eden, world.wyre)
    assert world.compared().finding == (
        "Lakes has fewer house burglaries per head than its region, "
        "as many as its police area and more than its group"
    )


def test_a_force_with_a_figure_of_its_own_is_not_added_up(world):
    world.counts(lakes=90, eden=60)
    world.count(world.cumbria, 160)  # 10 in no partnership
    row = next(row for row in world.compared().rows if row.key == "force")
    assert row.offences == 160


def test_places_without_figures_are_named_and_their_people_left_out(world):
    world.counts(lakes=90, wyre=300)
    world.group()
    found = world.compared()
    assert found.missing == ["Eden (no figure)", "Fylde (no figure)"]
    assert (found.group_row.people, found.group_row.offences) == (200_000, 390)
    assert found.standing.rank is None, "two of four are too few for a rank"


def test_rank_position_and_distance(world):
    world.counts(lakes=90, eden=60, wyre=300, fylde=400)
    world.group()
    standing = world.compared().standing
    assert standing.rank_words == "Lowest of 4, where 1st is the lowest rate"
    assert standing.position == "below"
    assert standing.distance_words == "63% below the group’s mean"
    assert world.compared().sign.kind == "good"


def test_within_one_standard_deviation_a_place_is_in_line(world):
    world.counts(lakes=250, eden=60, wyre=300, fylde=400)
    world.group()
    found = world.compared()
    assert found.standing.position == "in_line"
    assert found.standing.distance < 0
    assert found.sign.words == "In line with the group"


def test_equal_rates_share_a_rank(world):
    world.counts(lakes=90, eden=45, wyre=80, fylde=400)
    world.group()
    assert world.compared().standing.rank_words == (
        "Joint 2nd lowest of 4, where 1st is the lowest rate"
    )


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"level": None, "direction": "fell", "change": 5}, "only a change is stated"),
        ({"level": None, "missing": "not_yet"}, "not yet published"),
        ({"level": 90, "queried": "Thousands?"}, "in doubt"),
        ({"level": 3}, "too small to be shown"),
    ],
)
def test_what_cannot_be_compared_says_why(world, fields, why):
    factories.level(world.measure, fields.pop("level"), world.lakes, year=2011, **fields)
    world.counts(eden=60, wyre=300, fylde=400)
    world.group()
    found = world.compared()
    assert found.cannot.startswith("Cannot be compared")
    assert why in found.cannot
    assert not found.rows
    assert found.standing is None


def test_without_people_there_is_no_rate(world):
    lonely = place("Lonely", lies_in=[world.cumbria])
    factories.level(world.measure, 90, lonely, year=2011)
    found = compare(world.measure, lonely, YEAR, world.partnership, TODAY)
    assert found.cannot == "Cannot be compared: the population of Lonely is not known here."


def test_a_small_count_of_a_member_is_no_part_of_rank_or_mean(world):
    world.counts(lakes=90, eden=3, wyre=300, fylde=400)
    world.group()
    found = world.compared()
    assert found.missing == ["Eden (fewer than 5)"]
    assert found.standing.of == 3
    assert found.group_row.offences == 790


def test_a_total_that_would_give_a_small_count_away_is_not_shown(world):
    world.counts(lakes=90, eden=3)
    world.count(world.cumbria, 93)
    row = next(row for row in world.compared().rows if row.key == "force")
    assert row.offences_words == "not shown"


def test_a_partnership_area_has_the_people_of_its_former_district(world):
    """Its council is larger than the partnership since 2023; the district before was not."""
    ended = datetime.date(2023, 3, 31)
    council = place("Westmorland", from_date=datetime.date(2023, 4, 1), lies_in=[world.region])
    Area.objects.filter(pk__in=[world.lakes.pk, world.eden.pk]).update(to_date=ended)
    for district in (world.lakes, world.eden):
        AreaLink.objects.create(parent=council, child=district, from_date=datetime.date(2023, 4, 1))
    csp = place("Lakes", "partnership", lies_in=[council, world.cumbria])
    AreaLink.objects.create(parent=csp, child=world.lakes, to_date=ended)
    people(world.lakes, 104_905, datetime.date(2020, 6, 30))
    span = (datetime.date(2024, 7, 1), datetime.date(2025, 6, 30))
    for area, count in ((csp, 5655), (world.cumbria, 36869)):
        factories.level(world.measure, count, area, starts_on=span[0], ends_on=span[1])
    found = compare(world.measure, csp, span, world.partnership, datetime.date(2026, 1, 1))
    assert words(found)["own"] == "53.9"
    assert found.notes[0] == (
        "Population of Lakes district, mid-2020, which ended on 31 March 2023."
    )


def test_a_group_drawn_anew_is_marked(world):
    world.counts(lakes=90, eden=60)
    world.group(
        *(world.lakes, world.eden, world.wyre),
        from_date=datetime.date(2009, 4, 1),
        to_date=datetime.date(2011, 3, 31),
    )
    world.group()
    found = world.compared()
    assert found.redrawn == "The group was drawn anew on 1 April 2011: 1 of 4 members changed."
    assert "Group as dated 1 April 2011." in found.notes


def test_a_published_comparison_stands_in_for_members_without_data(world):
    world.counts(lakes=90)
    world.group()
    PublishedComparison.objects.create(
        partnership=world.partnership,
        measure=world.measure,
        area=world.lakes,
        compared_with="Its Most Similar Group",
        mean=Decimal("1.5"),
        position="below",
        rank=3,
        of_how_many=15,
        source="A tool of comparison",
        starts_on=YEAR[0],
        ends_on=YEAR[1],
    )
    found = world.compared()
    assert found.standing.source == "A tool of comparison"
    assert found.standing.rank_words == "3rd lowest of 15, where 1st is the lowest rate"


def test_a_place_is_not_compared_with_itself_alone(world):
    world.counts(lakes=90)
    assert world.compared().cannot == (
        "Cannot be compared: no other place has figures for this period."
    )


def test_few_of_many_do_not_stand_for_a_region(world):
    world.counts(lakes=90, eden=60)
    for name in ("Bolton", "Bury", "Wigan"):
        world.district(name, world.lancashire, 100_000)
    assert [row.key for row in world.compared().rows] == ["own", "force"]


def test_the_public_sees_no_internal_figure(world):
    world.counts(eden=60)
    world.count(world.lakes, 90, internal=True)
    assert world.compared().rows
    assert "no figure" in world.compared(public=True).cannot


def test_queries_do_not_grow_with_the_group(world):
    world.counts(lakes=90, eden=60, wyre=300, fylde=400)
    group = world.group(world.lakes, world.eden)

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as found:
            compare(Measure.objects.get(pk=world.measure.pk), world.lakes, YEAR,
                    world.partnership, TODAY)  # fmt: skip
        return len(found)

    few = queries()
    for at in range(30):
        area = world.district(f"Place {at}", world.lancashire, 100_000)
        world.count(area, 50 + at)
        ComparatorMember.objects.create(group=group, area=area)
    assert queries() == few <= 16


# ---- the real figures of the demonstration


@pytest.mark.parametrize(
    ("code", "area", "period", "own", "others"),
    [
        (
            "c2:total",
            "partnership",
            (datetime.date(2024, 7, 1), datetime.date(2025, 6, 30)),
            (5655, 104_905, "53.9"),
            {"force": (36869, 499_781, "73.8")},
        ),
        (
            "prc:domestic-burglary",
            "partnership",
            YEAR,
            (93, 103_658, "0.9"),
            {"force": (666, 499_858, "1.3"), "region": (31_269, 7_052_177, "4.4")},
        ),
    ],
)
def test_south_lakeland_beside_cumbria_and_the_north_west(demo, code, area, period, own, others):
    place = Area.objects.get(name="South Lakeland", kind=area)
    lakes = Partnership.objects.get(slug="south-lakeland")
    found = compare(Measure.objects.get(code=code), place, period, lakes, TODAY)
    rows = {row.key: (row.offences, row.people, rate) for row, rate in found.lines}
    assert rows["own"] == own
    assert {key: rows[key] for key in others} == others
    assert found.finding.startswith("South Lakeland has fewer")
