"""The national files of figures: each quirk of the real ones, and their check totals."""

import csv
import datetime
import io
from collections import Counter
from decimal import Decimal

import pytest
from django.db.models import Sum
from django.utils import timezone

from partnership.documents.places import Places
from partnership.models import Area, Topic
from priorities.importers.c2 import TableC2
from priorities.importers.counts import NoCount, count
from priorities.importers.force_crime import ForceCrime
from priorities.importers.now import bring_in
from priorities.importers.partnership_crime import PartnershipCrime
from priorities.importers.population import Population
from priorities.models import Figure, Measure
from records.jobs import DONE
from tests import factories
from tests.priorities.national import (
    AREA_FILES,
    BY_FORCE,
    BY_PARTNERSHIP,
    CENSUS,
    COUNCILS_2019,
    REGISTER,
    TABLE_C2,
    as_workbook,
    bring_areas,
    read,
    table_of,
    why_not,
)

pytestmark = pytest.mark.django_db

NORTH_WEST = "E12000002"
SOUTH_LAKELAND = "E22000036"
CUMBRIA = "E23000002"
CENSUS_DAY = datetime.date(2011, 3, 27)


@pytest.fixture
def places():
    """The councils, partnerships and police forces of 2019."""
    bring_areas(COUNCILS_2019)
    return {area.code: area.pk for area in Area.objects.all()}


@pytest.fixture
def few():
    """Only the police force area, the partnership and a council: the rest of a file is unknown."""
    known = {
        CUMBRIA: factories.area("Cumbria"),
        SOUTH_LAKELAND: factories.area("South Lakeland"),
        "E07000030": factories.area("Eden"),
    }
    for code, kind in ((CUMBRIA, "police_force"), (SOUTH_LAKELAND, "partnership")):
        known[code].kind = kind
    for code, area in known.items():
        area.code = code
        area.save()
    return {code: area.pk for code, area in known.items()}


def levels(reader, **wanted):
    """{area: level} of a reader's figures that have all of these."""
    return {
        one.area: one.level
        for one in reader.figures()
        if all(getattr(one, name) == value for name, value in wanted.items())
    }


# ---- all of it, from the file to what counts


def test_every_file_comes_in_and_a_second_time_changes_nothing():
    by, now = factories.administrator(), timezone.now()
    files = [
        *((path, "areas", {}) for path in AREA_FILES[:-1]),
        (CENSUS, "population", {"year": "2011"}),
        (REGISTER, "population", {}),
        (TABLE_C2, "c2", {}),
        (BY_PARTNERSHIP, "partnership_crime", {"year": "2011"}),
        (BY_FORCE, "force_crime", {}),
    ]

    def bring_all():
        return [
            bring_in(path, dataset, by=by, now=now, stated=stated)
            for path, dataset, stated in files
        ]

    first = bring_all()
    assert {batch.state for batch in first} == {DONE}
    held = Figure.objects.current().count()
    assert held == 345 + 360 + 356 * 23 + 42 * 4 + 7 * 24 * 5
    assert bring_all() == first
    assert Figure.objects.count() == held
    _totals_hold()


def _totals_hold():
    """Population, burglary and recorded crime as their READMEs and the pictures state them."""
    known = Places.load()
    region = Area.objects.get(code=NORTH_WEST)
    partnerships = known.children(region, "partnership", CENSUS_DAY)
    districts = [
        district for area in partnerships for district in known.districts_of(area, CENSUS_DAY)
    ]
    figures = Figure.objects.current()
    people = figures.filter(measure__code="population", starts_on=CENSUS_DAY, area__in=districts)
    assert people.count() == 39
    assert _sum(people) == 7_052_177
    burglary = figures.filter(measure__code="prc:domestic-burglary")
    assert _sum(burglary.filter(area__in=partnerships)) == 31_269
    cumbria = Area.objects.get(code=CUMBRIA)
    here = known.children(cumbria, "partnership", CENSUS_DAY)
    assert (len(here), _sum(burglary.filter(area__in=here))) == (6, 666)
    total = figures.get(measure__code="c2:total", area__code=SOUTH_LAKELAND)
    assert total.level == 5655
    people = figures.get(area__code="E07000031", measure__code="population", starts_on__year=2020)
    assert round(total.level / people.level * 1000, 1) == Decimal("53.9")
    robbery = Measure.objects.get(code="prc:robbery-of-business-property")
    assert robbery.whole.code == "prc:robbery"


def _sum(figures):
    return figures.aggregate(total=Sum("level"))["total"]


# ---- Table C2


def c2_lines():
    return list(csv.reader(TABLE_C2.read_text().splitlines(keepends=True)))


def c2_of(lines):
    written = io.StringIO()
    csv.writer(written).writerows(lines)
    return written.getvalue().encode()


def c2_with(column, value, *, code=SOUTH_LAKELAND):
    """The real table with one other cell."""
    lines = c2_lines()
    row = next(row for row in lines if row[2] == code)
    row[column] = value
    return c2_of(lines)


def test_table_c2_as_published(places):
    table = read(TableC2, TABLE_C2)
    assert (table.rows_seen, table.faults) == (399, [])
    found = levels(table, code="c2:total")
    forces = {pk for code, pk in places.items() if code.startswith(("E23", "W15"))}
    assert (len(found), len(found.keys() & forces)) == (314 + 42, 42)
    assert found[places[SOUTH_LAKELAND]] == 5655
    assert found[places[CUMBRIA]] == 36_869
    assert levels(table, code="c2:drugs")[places["E23000012"]]  # “Humberside [note 4]”
    assert {(one.starts_on, one.ends_on) for one in table.figures()} == {
        (datetime.date(2024, 7, 1), datetime.date(2025, 6, 30))
    }
    assert not any(one.queried or one.missing for one in table.figures())


def test_what_is_no_area_is_left_out_and_said(places):
    notes = " ".join(read(TableC2, TABLE_C2).notes)
    assert "42 rows “Unassigned …” were left out" in notes
    assert "no code of a partnership: Manchester Airport." in notes
    assert "names Surrey and carries the code of Kent. The codes were followed." in notes
    assert "not accredited official statistics" in notes
    assert "Humberside" not in notes


def test_figure_names_its_row(few):
    row = next(n for n, cells in enumerate(c2_lines(), start=1) if cells[2] == SOUTH_LAKELAND)
    rows = {one.rows for one in read(TableC2, TABLE_C2).figures() if one.level == 5655}
    assert rows == {f"row {row}"}


def test_parts_stand_below_their_whole(few):
    wholes = {one.code: one.whole for one in read(TableC2, TABLE_C2).measures()}
    assert Counter(wholes.values())["c2:total"] == 9
    assert wholes["c2:residential-burglary"] == "c2:burglary"
    assert wholes["c2:burglary"] == "c2:theft"
    assert wholes["c2:total"] == ""


def test_parts_that_do_not_add_up_are_queried_and_kept_as_printed(few):
    table = read(TableC2, c2_with(6, "5,656 "))
    doubtful = [one for one in table.figures() if one.queried]
    assert [(one.code, one.printed, one.queried) for one in doubtful] == [
        ("c2:total", "5,656", "Its parts add up to 5,655.")
    ]


@pytest.mark.parametrize(
    ("written", "missing"), [("[x]", "no_data"), ("", "no_data"), ("[c]", "suppressed")]
)
def test_a_mark_says_why_there_is_no_count(few, written, missing):
    table = read(TableC2, c2_with(8, written))
    found = [one for one in table.figures() if one.code == "c2:homicide" and one.missing]
    assert [(one.level, one.missing) for one in found] == [(None, missing)]
    # Parts of which one is withheld cannot be compared with their whole.
    assert not any(one.queried for one in table.figures())


def test_text_in_a_number_is_a_fault_with_row_and_column(few):
    table = read(TableC2, c2_with(7, "2,546x"))
    assert table.fault_count == 1
    fault = table.faults[0]
    assert (fault["column"], fault["value"]) == ("H, Violence against the person", "2,546x")
    assert "This is not a count." in fault["message"]


def test_header_is_found_without_the_lines_above_and_the_year_is_asked(few):
    bare = c2_of(c2_lines()[7:])
    assert "State the month with which the year ends." in why_not(TableC2, bare)
    table = read(TableC2, bare, month="2025-06")
    assert next(table.figures()).ends_on == datetime.date(2025, 6, 30)
    calendar_year = next(read(TableC2, bare, month="2024-12").figures())
    assert calendar_year.starts_on == datetime.date(2024, 1, 1)


def test_header_may_stand_further_down(few):
    lines = c2_lines()
    lines[3:3] = [["A line more"]] * 5
    assert read(TableC2, c2_of(lines)).rows_seen == 399


def test_missing_column_is_named(few):
    without = [row[:14] + row[15:] for row in c2_lines()]
    assert "“Robbery”" in why_not(TableC2, c2_of(without))


def test_without_areas_it_says_what_to_bring_in_first():
    assert "Bring in the lookups of areas first." in why_not(TableC2, TABLE_C2)


def test_partnerships_that_are_not_known_are_named(few):
    notes = " ".join(read(TableC2, TABLE_C2).notes)
    assert "Not known here, and left out: Adur (E22" in notes
    assert "and 342 more. Bring in a lookup of areas that has them." in notes


# ---- the Home Office's open data


def test_rows_of_partnerships_are_summed_also_identical_ones(places):
    table = read(PartnershipCrime, BY_PARTNERSHIP, year="2011")
    assert (table.rows_seen, table.faults) == (2156, [])
    found = levels(table, code="prc:domestic-burglary")
    assert found[places[SOUTH_LAKELAND]] == 93
    year = (datetime.date(2011, 4, 1), datetime.date(2012, 3, 31))
    assert {(one.starts_on, one.ends_on) for one in table.figures()} == {year}
    counted = sum(int(row["Number of Offences"]) for row in csv.DictReader(BY_PARTNERSHIP.open()))
    assert sum(one.level for one in table.figures()) == counted


def test_merged_areas_are_one_area(places):
    northumberland = Area.objects.get(kind="partnership", name="Northumberland").pk
    table = read(PartnershipCrime, BY_PARTNERSHIP, year="2011")
    rows = [one.rows for one in table.figures() if one.area == northumberland]
    assert sorted(int(said.split()[0]) for said in rows) == [24, 48, 72, 120]  # 264 in all
    # “Northern Devon” is North Devon; there is no name left that no area has.
    assert "North Devon" in {
        Area.objects.get(pk=one.area).name for one in table.figures() if one.code == "prc:robbery"
    }
    assert not any("left out" in note for note in table.notes)


def test_year_that_a_file_does_not_say_is_asked_and_kept_as_stated(few):
    assert "State the year" in why_not(PartnershipCrime, BY_PARTNERSHIP)
    notes = read(PartnershipCrime, BY_PARTNERSHIP, year="2011").notes
    assert "The file does not say its year: 2011-12 was stated." in notes


FORCE = ("Financial Year", "Financial Quarter", "Force Name", "Offence Group", "Offence Subgroup")
COUNTED = "Number of Offences"


def forces_of(*rows, header=(*FORCE, COUNTED)):
    return table_of(header, *rows)


def burglary(quarter, offences, *, year="2017/18", force="Cumbria"):
    return (year, quarter, force, "Theft offences", "Domestic burglary", offences)


def test_quarters_of_forces_and_their_year(places):
    table = read(ForceCrime, BY_FORCE)
    assert (table.rows_seen, table.faults) == (4196, [])
    for code, totals in (
        (CUMBRIA, (6904, 6825, 7136, 7668)),
        ("E23000003", (30565, 30804, 31869, 33790)),
    ):
        starts = [datetime.date(*day) for day in ((2017, 4, 1), (2017, 7, 1), (2017, 10, 1))]
        starts.append(datetime.date(2018, 1, 1))
        figures = [one for one in table.figures() if one.area == places[code]]
        quarters = [one for one in figures if (one.ends_on - one.starts_on).days < 100]
        summed = [sum(one.level for one in quarters if one.starts_on == day) for day in starts]
        assert summed == list(totals)
        years = [one.level for one in figures if one not in quarters]
        assert sum(years) == sum(totals)


def test_bodies_that_are_no_area_are_left_out_by_name(places):
    notes = read(ForceCrime, BY_FORCE).notes
    assert "Left out because they are no area: Action Fraud, British Transport Police." in notes


def test_london_city_of_is_the_city_of_london(places):
    figures = read(ForceCrime, BY_FORCE).figures()
    assert any(one.area == places["E23000034"] for one in figures)


@pytest.mark.once
def test_a_workbook_says_the_same_as_the_text(few):
    said = [list(read(ForceCrime, file).figures()) for file in (BY_FORCE, as_workbook(BY_FORCE))]
    assert said[0] == said[1] != []


def test_no_year_without_its_four_quarters(few):
    table = read(ForceCrime, forces_of(*[burglary(q, 10) for q in (1, 2, 3)]))
    assert [one.level for one in table.figures()] == [10, 10, 10]
    assert "No total for the year where not all four quarters are in the file." in table.notes


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ((*FORCE[:2], "Police Force", *FORCE[3:], "Offence Count"), burglary(1, 7)),
        ((COUNTED, *FORCE), (" 7 ", *burglary("Q1", 0)[:5])),
        ((*FORCE, COUNTED), burglary("1.0", "7.0", year="2017-18")),
        ((*FORCE, COUNTED), burglary(1, 7, force="CUMBRIA")),
        ((*FORCE, COUNTED), burglary(1, 7, force=CUMBRIA)),
    ],
)
def test_columns_and_cells_go_by_several_names(few, header, row):
    figure = next(read(ForceCrime, forces_of(row, header=header)).figures())
    assert (figure.area, figure.level) == (few[CUMBRIA], 7)
    assert figure.ends_on == datetime.date(2017, 6, 30)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (("Miscellaneous crimes", "Miscellaneous crimes"), "miscellaneous-crimes-against-society"),
        (("Sexual offences", "Rape offences"), "rape"),
        (("Theft offences", "Other theft offences"), "all-other-theft-offences"),
    ],
)
def test_names_that_drift_between_years_are_one_measure(few, old, new):
    table = read(ForceCrime, forces_of(("2017/18", 1, "Cumbria", *old, 7)))
    assert next(table.figures()).code == f"prc:{new}"


def test_a_group_is_never_a_figure_only_the_whole_of_its_parts(few):
    table = read(PartnershipCrime, BY_PARTNERSHIP, year="2011")
    assert "prc:theft-offences" in {one.code for one in table.measures()}
    assert levels(table, code="prc:theft-offences") == {}


def test_a_sum_below_nought_is_kept_and_queried(few):
    table = read(ForceCrime, forces_of(burglary(1, "-45 "), burglary(1, "-00 "), burglary(1, 3)))
    figure = next(table.figures())
    assert (figure.level, figure.printed, figure.rows) == (-42, "-42", "rows 2 to 4")
    assert figure.queried.startswith("A count below nought")


@pytest.mark.parametrize(
    ("row", "column", "value"),
    [
        (burglary(1, "many"), "F, Number of Offences", "many"),
        (burglary(1, ""), "F, Number of Offences", ""),
        (burglary(5, 7), "B, Financial Quarter", "5"),
        (burglary(1, 7, year="last year"), "A, Financial Year", "last year"),
        (burglary(1, 7, force=""), "C, Force Name", ""),
        (("2017/18", 1, "Cumbria", "Theft offences", "", 7), "E, Offence Subgroup", ""),
    ],
)
def test_faults_name_row_column_and_what_stands_there(few, row, column, value):
    table = read(ForceCrime, forces_of(burglary(2, 7), row))
    assert [(f["row"], f["column"], f["value"]) for f in table.faults] == [(3, column, value)]


def test_name_of_two_forces_is_never_guessed(few):
    Area.objects.create(name="Cumbria", kind="police_force", code="E23000099")
    fault = read(ForceCrime, forces_of(burglary(1, 7))).faults[0]
    assert (fault["row"], fault["value"]) == (2, "Cumbria")
    assert "means 2 areas" in fault["message"]


def test_names_that_no_area_has_are_left_out_and_named(few):
    table = read(ForceCrime, forces_of(burglary(1, 7), burglary(1, 7, force="Atlantis")))
    assert "Not known here by these names, and left out: Atlantis." in table.notes
    assert table.fault_count == 0


def test_column_that_is_missing_is_named(few):
    header = [name for name in (*FORCE, COUNTED) if name != "Offence Subgroup"]
    assert "“offence subgroup”" in why_not(ForceCrime, table_of(header, range(5)))


def test_table_by_partnership_is_no_table_by_force(few):
    both = table_of((*FORCE, "CSP Name", COUNTED), (*burglary(1, 7)[:5], "Eden", 7))
    assert "“Home Office open data: partnerships”" in why_not(ForceCrime, both)


# ---- population


@pytest.fixture
def councils():
    bring_areas(COUNCILS_2019, REGISTER)
    return {area.code: area.pk for area in Area.objects.all()}


def test_census_is_matched_by_name_among_the_councils_of_its_day(councils):
    table = read(Population, CENSUS, year="2011")
    found = levels(table, starts_on=CENSUS_DAY, ends_on=CENSUS_DAY)
    assert found[councils["E07000031"]] == 103_658
    assert found[councils["E06000014"]] == 198_051  # “York UA”
    assert found[councils["E07000112"]] == 107_969  # “Shepway”
    assert found[councils["E07000146"]] == 147_451  # “King’s Lynn and West Norfolk”
    assert councils["E06000064"] not in found  # began in 2023
    notes = " ".join(table.notes)
    assert "These are populations on 27 March 2011." in notes
    assert "Westminster City of London." in notes
    assert "Aberdeen City" in notes


def test_register_gives_the_middle_of_2020_for_both_tiers(councils):
    table = read(Population, REGISTER)
    found = levels(table, starts_on=datetime.date(2020, 6, 30))
    assert found[councils["E07000031"]] == 104_905
    assert found[councils["E10000006"]] == 499_781
    notes = " ".join(table.notes)
    assert "27 rows give no population and were left out." in notes
    assert table.faults == []


def test_population_without_a_year_asks_for_it(few):
    assert "does not say its year" in why_not(Population, CENSUS)
    day = next(read(Population, CENSUS, year="2019").figures()).starts_on
    assert day == datetime.date(2019, 6, 30)


def test_population_in_words_is_a_fault(few):
    content = table_of(("Local Authority", "Population"), ("Eden", "about 52,000"))
    assert read(Population, content, year="2011").faults[0]["column"] == "B, Population"


def test_census_means_the_council_that_there_was_on_its_day(few):
    Area.objects.create(name="Eden", kind="district", from_date=datetime.date(2023, 4, 1))
    found = levels(read(Population, CENSUS, year="2011"))
    assert found == {few["E07000030"]: 52_564}


def test_council_name_of_two_areas_is_named_and_left_out(few):
    Area.objects.create(name="Eden", kind="district", code="E07000999")
    assert "means 2 areas" in why_not(Population, CENSUS, year="2011")
    factories.area("Wyre")
    table = read(Population, CENSUS, year="2011")
    assert len(list(table.figures())) == 1
    assert any("Eden (row" in note and "means 2 areas" in note for note in table.notes)


def test_population_is_shown_whole_however_small(few):
    measure = read(Population, CENSUS, year="2011").measures()[0]
    assert (measure.code, measure.smallest_shown, measure.good) == ("population", 0, "context")


# ---- numbers, and what measures are about


@pytest.mark.once
@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("5,655 ", 5655),
        (" 66776 ", 66776),
        ("-00 ", 0),
        ("-45 ", -45),
        ("−6", -6),
        ("104905.0", 104_905),
        (7, 7),
    ],
)
def test_numbers_as_files_write_them(written, found):
    assert count(written) == (found, "")


@pytest.mark.once
@pytest.mark.parametrize("written", ["5.655,0", "1,23", "12.5", "1e3", "twelve", "5 655", "٣"])
def test_what_is_no_count_is_refused(written):
    with pytest.raises(NoCount):
        count(written)


def test_measures_get_the_topic_of_that_name(few):
    by, now = factories.administrator(), timezone.now()
    topic = Topic.objects.create(name="Burglary")
    bring_in(BY_PARTNERSHIP, "partnership_crime", by=by, now=now, stated={"year": "2011"})
    assert Measure.objects.get(code="prc:domestic-burglary").topic == topic
    assert Measure.objects.get(code="prc:robbery").topic is None
