"""A measure over time: the line breaks where the counting did, and leaves out what is in doubt."""

import datetime
from decimal import Decimal

import pytest

from priorities.documents.charts import comparison_chart, scale, series_chart
from priorities.documents.series import every_series, series
from priorities.models import SeriesBreak
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def area():
    return factories.area("Lakes")


@pytest.fixture
def measure():
    return factories.measure(factories.partnership("lakes"), name="House burglary")


def of(measure, area):
    return series(measure, area, measure.partnership)


def years(measure, area, **counts):
    for year, count in counts.items():
        factories.level(measure, count, area, int(year.removeprefix("y")))


def joined(found):
    return [point.joined for point in found.points]


def test_years_that_follow_join(measure, area):
    years(measure, area, y2008=151, y2009=120, y2010=93)
    found = of(measure, area)
    assert joined(found) == [False, True, True]
    assert [point.label for point in found.points] == ["2008/09", "2009/10", "2010/11"]
    assert found.latest.change.words == "fell by 27 (23%)"


def test_the_line_breaks_where_the_counting_did(measure, area):
    years(measure, area, y2008=151, y2009=120, y2010=93)
    SeriesBreak.objects.create(
        measure=measure, on=datetime.date(2010, 4, 1), reason="Counted by new codes"
    )
    found = of(measure, area)
    assert joined(found) == [False, True, False]
    assert found.latest.gap.reason == "Counted by new codes"
    assert "counted in another way" in found.latest.change.words
    assert len(series_chart(found).breaks) == 1


def test_a_break_elsewhere_does_not_break_the_line(measure, area):
    years(measure, area, y2009=120, y2010=93)
    SeriesBreak.objects.create(
        measure=measure, on=datetime.date(2010, 4, 1), reason="New codes", area=factories.area()
    )
    assert joined(of(measure, area)) == [False, True]


def test_the_line_breaks_at_a_gap(measure, area):
    years(measure, area, y2007=151, y2009=120, y2010=93)
    assert joined(of(measure, area)) == [False, False, True]


def test_what_is_in_doubt_or_missing_is_left_out_and_said(measure, area):
    years(measure, area, y2008=151, y2010=93)
    factories.level(measure, 1200, area, 2009, printed="1200", queried="Ten times the others?")
    factories.level(measure, None, area, 2011, missing="not_yet")
    found = of(measure, area)
    assert joined(found) == [False, False, False, False]
    assert [str(point.said) for point in found.left_out] == [
        "“1200” (queried)",
        "Not yet published",
    ]
    assert "in doubt" in found.points[2].change.words
    assert len(series_chart(found).marks) == 2


def test_quarters_stand_beside_years_and_compare_with_the_year_before(measure, area):
    years(measure, area, y2009=120, y2010=93)
    for year, count in ((2009, 40), (2010, 30)):
        factories.level(
            measure,
            count,
            area,
            starts_on=datetime.date(year, 4, 1),
            ends_on=datetime.date(year, 6, 30),
        )
    found = of(measure, area)
    assert len(found.points) == 2
    assert found.shorter[-1].change.words == "fell by 10 (25%)"


def test_a_stated_change_is_no_point(measure, area):
    factories.figure(measure, area=area)
    found = of(measure, area)
    assert not found.points
    assert len(found.stated) == 1


def test_provisional_points_are_hollow(measure, area):
    years(measure, area, y2009=120)
    factories.level(measure, 93, area, 2010, firmness="provisional")
    chart = series_chart(of(measure, area))
    assert [mark.point.hollow for mark in chart.marks] == [False, True]
    assert chart.has_hollow


def test_one_point_is_no_line(measure, area):
    years(measure, area, y2009=120)
    assert series_chart(of(measure, area)) is None


def test_internal_figures_are_not_for_the_public(measure, area):
    factories.level(measure, 93, area, internal=True)
    found = series(measure, area, measure.partnership, public=True)
    assert not found.points


def test_another_partnerships_measure_has_no_series_here(area):
    theirs = factories.measure(factories.partnership("shire"))
    factories.level(theirs, 93, area)
    assert not series(theirs, area, factories.partnership("lakes")).points


def test_queries_do_not_grow_with_measures_and_years(area, django_assert_max_num_queries):
    lakes = factories.partnership("lakes")
    measures = [factories.measure(lakes) for _ in range(20)]
    for measure in measures:
        years(measure, area, **{f"y{year}": 3 + year - 2000 for year in range(2000, 2010)})
    with django_assert_max_num_queries(5):
        every_series(measures, [area], lakes)


@pytest.mark.once
@pytest.mark.parametrize(
    ("largest", "top", "step"),
    [
        ("4.43", 5, 1),
        ("0.9", 1, "0.2"),
        (93, 100, 20),
        (0, 1, "0.2"),
        (1, 1, "0.2"),
        (36869, 40000, 10000),
    ],
)
def test_scales_begin_at_nought_and_end_round(largest, top, step):
    assert scale(Decimal(largest)) == (Decimal(str(top)), Decimal(str(step)))


@pytest.mark.once
def test_a_comparison_without_rows_draws_no_bars():
    class Nothing:
        lines = ()

    assert comparison_chart(Nothing()).bars == []
