"""Figures in the workspace: the list, one measure, its source, and what officers type."""

import csv
import datetime
import io

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from partnership.models import Area, AreaLink, CoveredArea, Topic
from priorities.models import (
    EvidenceImport,
    Figure,
    Measure,
    PublishedComparison,
    SeriesBreak,
)
from records.models import Change
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def lakes():
    return factories.partnership("lakes")


@pytest.fixture
def area(lakes):
    found = factories.area("Lakes")
    CoveredArea.objects.create(partnership=lakes, area=found)
    return found


@pytest.fixture
def measure(lakes):
    return factories.measure(lakes, name="House burglary")


@pytest.fixture
def officer(client, lakes):
    client.force_login(factories.user("officer", lakes))
    return client


def address(name, *things):
    return reverse(f"priorities:{name}", args=["lakes", *(one.uid for one in things)])


def typed(area, **fields):
    return {
        "area": area.pk,
        "starts_on": "2010-04-01",
        "ends_on": "2011-03-31",
        "level": "93",
        "names_noun": "on",
    } | fields


def spreadsheet(answer):
    return list(csv.reader(io.StringIO(answer.text)))


# ---- the list


def test_measure_list_tells_value_change_and_both_signs(officer, lakes, area, measure):
    factories.level(measure, 151, area, 2009)
    factories.level(measure, 95, area, 2010, source_as_stated="The force's report")
    page = officer.get(address("measure_list")).text
    assert "<strong>95</strong> offences" in page
    assert "Fell by 56 (37%)" in page
    assert "Better" in page
    assert "Level not compared" in page
    assert "The force&#x27;s report" in page


def test_measure_list_says_a_stated_change_without_a_level(officer, area, measure):
    factories.figure(measure, area=area)
    page = officer.get(address("measure_list")).text
    assert "Level not stated" in page
    assert "Reduced by 277 offences (6%)" in page


def test_measure_list_folds_parts_below_their_whole_and_leaves_out_what_is_elsewhere(officer, area):
    whole = factories.measure(name="All crime")
    part = factories.measure(name="Robbery", whole=whole)
    elsewhere = factories.measure(name="Piracy")
    for one, place in ((whole, area), (part, area), (elsewhere, factories.area())):
        factories.level(one, 30, place)
    page = officer.get(address("measure_list")).text
    assert page.index("All crime") < page.index("1 part of all crime") < page.index(">Robbery<")
    assert "Piracy" not in page


def test_measure_list_filters_by_topic(officer, lakes, area):
    drugs = Topic.objects.create(name="Drugs")
    factories.measure(lakes, name="Supply", topic=drugs)
    factories.measure(lakes, name="Fly-tipping")
    page = officer.get(address("measure_list"), {"topic": "Drugs"}).text
    assert "Supply" in page
    assert "Fly-tipping" not in page


def test_measure_list_costs_the_same_for_ten_and_for_sixty(officer, lakes, area):
    def fill(count):
        for _ in range(count):
            one = factories.measure(lakes)
            for year in (2009, 2010):
                factories.level(one, 30, area, year)

    def queries():
        with CaptureQueriesContext(connection) as found:
            officer.get(address("measure_list"))
        return len(found)

    fill(10)
    few = queries()
    fill(50)
    assert queries() == few


def test_queries_stand_on_top_until_they_are_answered(officer, area, measure):
    figure = factories.level(measure, 930, area, printed="930", queried="Ten times the last one.")
    assert "1 value in doubt" in officer.get(address("measure_list")).text
    answer = address("figure_answer", figure)
    page = officer.post(answer, {"answer": "corrected", "words": "A slip"}).text
    assert "Give the right value." in page
    officer.post(answer, {"answer": "corrected", "level": "93", "words": "A slip of the pen"})
    figure.refresh_from_db()
    assert (figure.level, figure.printed, figure.query_answer) == (93, "930", "A slip of the pen")
    assert figure.answered_at is not None
    assert Change.objects.filter(action="figure.query_corrected", target=figure.uid).exists()
    assert "in doubt" not in officer.get(address("measure_list")).text
    assert "answered already" in officer.post(answer, {"answer": "right", "words": "Sure"}).text


@pytest.mark.parametrize(("said", "level"), [("right", 930), ("left_out", None)])
def test_an_answer_keeps_what_was_printed(officer, area, measure, said, level):
    figure = factories.level(measure, 930, area, queried="Ten times the last one.")
    officer.post(address("figure_answer", figure), {"answer": said, "words": "The force says so"})
    figure.refresh_from_db()
    assert (figure.level, figure.printed) == (level, "930")
    assert ("“930”" in officer.get(address("measure_detail", measure)).text) == (level is None)


# ---- one measure


def test_measure_detail_draws_the_series_and_its_table(officer, area, measure):
    for year, count in ((2008, 151), (2009, 120), (2010, 95)):
        factories.level(measure, count, area, year)
    page = officer.get(address("measure_detail", measure)).text
    assert '<svg class="series-chart" role="img"' in page
    assert "2010/11: 95." in page
    assert "fell by 25 (21%)" in page
    assert "style=" not in page


def test_measure_detail_of_a_change_alone_cannot_be_compared(officer, area, measure):
    factories.figure(measure, area=area)
    page = officer.get(address("measure_detail", measure)).text
    assert "Cannot be compared: only a change is stated." in page
    assert "reduced by 277 offences (6%)" in page


def test_measure_detail_compares_and_exports(officer, lakes, area, measure):
    force = Area.objects.create(name="Cumbria", kind="police_force")
    eden = factories.area("Eden")
    people = factories.measure(name="Population", code="population", good="context")
    for place, count in ((area, 90), (eden, 300)):
        AreaLink.objects.create(parent=force, child=place)
        factories.level(measure, count, place, 2011)
        day = datetime.date(2011, 3, 27)
        factories.level(people, 100_000, place, starts_on=day, ends_on=day)
    page = officer.get(address("measure_detail", measure)).text
    assert "Lakes has fewer offences per head than its police area" in page
    assert "<title>Cumbria police area: 2.0</title>" in page
    rows = list(
        csv.reader(io.StringIO(officer.get(address("measure_comparison_csv", measure)).text))
    )
    assert rows[1][:4] == ["Lakes", "90", "100,000", "0.9"]
    rows = spreadsheet(officer.get(address("measure_csv", measure)))
    assert rows[1][:6] == ["House burglary", "Lakes", "2011-04-01", "2012-03-31", "90", "90"]


def test_measure_csv_runs_no_formula_and_shows_no_small_count(officer, lakes, area):
    evil = factories.measure(lakes, name="=cmd()")
    factories.level(evil, 3, area)
    text = officer.get(address("measure_csv", evil)).text
    assert "'=cmd()" in text
    assert ",,fewer than 5," in text


def test_measure_detail_of_another_partnerships_measure_does_not_exist(officer):
    theirs = factories.measure(factories.partnership("shire"))
    assert officer.get(address("measure_detail", theirs)).status_code == 404


# ---- what officers type


def test_measure_add_and_edit(officer, lakes):
    fields = {"name": "Fly-tipping", "noun": "reports", "unit": "count", "good": "reporting"}
    fields |= {"per": 1000, "per_what": "people", "smallest_shown": 5}
    assert "Say why a rise is welcome." in officer.post(address("measure_add"), fields).text
    officer.post(address("measure_add"), fields | {"reason": "More people report"})
    made = Measure.objects.get(partnership=lakes)
    part = factories.measure(lakes, name="Part", whole=made)
    changed = fields | {"reason": "x", "whole": part.pk, "base_version": 1}
    assert "a part of this measure" in officer.post(address("measure_edit", made), changed).text


def test_national_measures_are_not_changed_by_officers(officer, area):
    national = factories.measure(name="All crime")
    for name in ("measure_edit", "figure_add", "break_add"):
        assert officer.get(address(name, national)).status_code == 403
    assert officer.get(address("published_comparison_add", national)).status_code == 200


def test_figure_add_keeps_a_level(officer, area, measure):
    add = address("figure_add", measure)
    assert officer.post(add, typed(area, explanation="More patrols")).status_code == 302
    made = Figure.objects.get()
    assert (made.level, made.explanation, made.queried) == (93, "More patrols", "")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"level": "-3"}, "not negative"),
        ({"level": "2.5"}, "whole number"),
        ({"level": "600"}, "more than 5 times the last value, 100"),
        ({"level": "", "printed": "£90"}, "no amount of money"),
        ({"level": "", "printed": "9O"}, "no plain number"),
        ({"missing": "late"}, "not both"),
        ({"level": ""}, "Give a level"),
        ({"level": "", "change": "5"}, "Say in which direction"),
    ],
)
def test_figure_add_says_what_does_not_fit(officer, area, measure, fields, said):
    factories.level(measure, 100, area, 2009)
    page = officer.post(address("figure_add", measure), typed(area, **fields))
    assert page.status_code == 200
    assert said in page.text
    assert Figure.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "printed"),
    [({"level": "600"}, "600"), ({"level": "", "printed": "9O"}, "9O")],
)
def test_figure_add_keeps_a_misfit_as_printed_and_queried(officer, area, measure, fields, printed):
    factories.level(measure, 100, area, 2009)
    officer.post(address("figure_add", measure), typed(area, keep_queried="on", **fields))
    made = Figure.objects.latest("pk")
    assert made.printed == printed
    assert made.queried
    assert f"“{printed}”" in officer.get(address("measure_detail", measure)).text


def test_break_add_breaks_the_line(officer, area, measure):
    for year in (2009, 2010):
        factories.level(measure, 100, area, year)
    officer.post(address("break_add", measure), {"on": "2010-04-01", "reason": "New codes"})
    assert SeriesBreak.objects.count() == 1
    page = officer.get(address("measure_detail", measure)).text
    assert "The line breaks where the way of counting changed: New codes" in page


def test_published_comparison_is_added_changed_and_shown(officer, lakes, area, measure):
    factories.level(measure, 100, area, 2010)
    fields = {
        "area": area.pk,
        "starts_on": "2010-04-01",
        "ends_on": "2011-03-31",
        "position": "below",
        "rank": "3",
        "source": "A tool of comparison",
    }
    add = address("published_comparison_add", measure)
    page = officer.post(add, fields).text
    assert "Say with whom it is compared." in page
    assert "Say the rank and of how many" in page
    officer.post(add, fields | {"of_how_many": "15", "compared_with": "Its family group"})
    found = PublishedComparison.objects.get()
    page = officer.get(address("measure_detail", measure)).text
    assert "3rd lowest of 15, where 1st is the lowest rate" in page
    assert "As published: A tool of comparison, compared with Its family group." in page
    edit = reverse("priorities:published_comparison_edit", args=[found.uid])
    changed = fields | {"of_how_many": "14", "compared_with": "Its group", "base_version": 1}
    assert officer.post(edit, changed).status_code == 302
    found.refresh_from_db()
    assert found.of_how_many == 14


# ---- followed back


@pytest.fixture
def batch(lakes, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    made = EvidenceImport(
        partnership=lakes,
        dataset="partnership_crime",
        name="crime.csv",
        sha256="ab" * 32,
        source="Home Office",
        licence="Open Government Licence v3.0",
        made_at=timezone.now(),
        by=factories.user("officer", lakes),
        stated={"year": 2010},
    )
    made.file.save(
        "crime.csv",
        ContentFile(
            b"CSP Name,Offence Group,Offence Subgroup,Number of Offences\n"
            b"Lakes,Theft offences,Domestic burglary,40\n"
            b"Lakes,Robbery,Robbery,7\n"
            b"Shire,Theft offences,Domestic burglary,9\n"
            b"Lakes,Theft offences,Domestic burglary,53\n"
        ),
        save=False,
    )
    made.save()
    return made


def test_figure_source_shows_file_licence_and_the_very_rows(officer, lakes, area, batch):
    measure = factories.measure(lakes, name="Domestic burglary")
    figure = factories.level(measure, 93, area, batch=batch, rows="2 rows from 2 to 5")
    page = officer.get(address("figure_source", figure)).text
    assert "Open Government Licence v3.0" in page
    assert "ab" * 32 in page
    assert "<td>40</td>" in page
    assert "<td>53</td>" in page
    assert "<td>7</td>" not in page
    assert "Shire" not in page


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("row 3", "<td>7</td>"),
        ("rows 2 to 3", "<td>40</td>"),
        ("row 900000", "too deep in the file"),
        ("", "not recorded for this figure"),
    ],
)
def test_figure_source_reads_the_rows_that_are_named(officer, measure, area, batch, rows, said):
    figure = factories.level(measure, 93, area, batch=batch, rows=rows)
    assert said in officer.get(address("figure_source", figure)).text


def test_figure_source_without_its_file_says_so(officer, measure, area, batch):
    figure = factories.level(measure, 93, area, batch=batch, rows="row 3")
    batch.file.storage.delete(batch.file.name)
    assert "no longer kept" in officer.get(address("figure_source", figure)).text


def test_figure_source_names_revisions_and_uses(officer, lakes, measure, area, batch):
    old = factories.level(measure, 90, area, standing="revised", revised_by=batch)
    figure = factories.level(measure, 93, area)
    plan = factories.plan(lakes, title="Plan of the year")
    block = factories.block(factories.section(plan, "Crime"), "", kind="figures")
    block.choose_figures([figure])
    page = officer.get(address("figure_source", figure)).text
    assert "90</a>: revised by crime.csv" in page
    assert "Plan of the year" in page
    assert officer.get(address("figure_source", old)).status_code == 200


def test_figure_source_of_what_only_arrives_does_not_exist(officer, measure, area, batch):
    figure = factories.level(measure, 93, area, batch=batch, standing="arriving")
    assert officer.get(address("figure_source", figure)).status_code == 404
