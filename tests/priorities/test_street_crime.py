"""Street-level crime as data.police.uk gives it, with its quirks."""

import datetime

import pytest

from priorities.models import Figure, Measure
from records.sheets import Unreadable
from tests import factories
from tests.priorities.evidence_files import (
    REAL,
    a_place,
    brought_in,
    crime,
    read,
    table_of,
)

pytestmark = pytest.mark.django_db
ANSWERS = REAL.parent


@pytest.fixture
def place():
    return a_place()


def counts(**of):
    found = Figure.objects.current().filter(**of).select_related("measure")
    return {figure.measure.code.removeprefix("street:"): figure.level for figure in found}


def test_real_month_adds_up_to_what_its_readme_says(place, tmp_path):
    batch = brought_in(place, REAL.read_bytes(), tmp_path)
    assert counts() == {
        "recorded-crime": 275,  # 440 rows, of which 165 are no recorded crime
        "anti-social-behaviour": 165,
        "violence-and-sexual-offences": 97,
        "criminal-damage-and-arson": 50,
        "other-theft": 42,
        "drugs": 19,
        "public-order": 17,
        "shoplifting": 15,
        "burglary": 15,
        "vehicle-crime": 5,
        "theft-from-the-person": 4,
        "bicycle-theft": 4,
        "other-crime": 4,
        "possession-of-weapons": 2,
        "robbery": 1,
    }
    assert batch.rows_seen == 1315
    figure = Figure.objects.get(measure__code="street:robbery")
    assert (figure.rows, figure.period, figure.batch) == ("row 1307", "March 2016", batch)
    # What was left out is said, with its reason.
    assert any("4 rows are in no district" in note for note in batch.preview["notes"])
    assert any("“Eden” is no area here" in note for note in batch.preview["notes"])


def test_disorder_is_no_part_of_recorded_crime(place, tmp_path):
    brought_in(place, REAL.read_bytes(), tmp_path)
    disorder = Measure.objects.get(code="street:anti-social-behaviour")
    burglary = Measure.objects.get(code="street:burglary")
    assert (disorder.whole, disorder.noun) == (None, "incidents")
    assert (burglary.whole.code, burglary.noun) == ("street:recorded-crime", "offences")


def test_small_area_that_is_known_gets_its_own_figures(place, tmp_path):
    small = factories.area("South Lakeland 001A")
    small.code, small.kind = "E01019351", "neighbourhood"
    small.save()
    brought_in(place, table_of(crime(), crime(name="South Lakeland 001B", code="E1")), tmp_path)
    assert counts(area=place.district) == {"burglary": 2, "recorded-crime": 2}
    assert counts(area=small) == {"burglary": 1, "recorded-crime": 1}


def test_alike_rows_are_separate_incidents_and_months_stay_apart(place, tmp_path):
    brought_in(place, table_of(crime(), crime(), crime(month="2016-05")), tmp_path)
    burglaries = Figure.objects.current().filter(measure__code="street:burglary")
    assert [(f.period, f.level, f.rows) for f in burglaries.order_by("starts_on")] == [
        ("March 2016", 2, "rows 2 to 3"),
        ("May 2016", 1, "row 4"),
    ]
    # April has no rows: that is no nought.
    assert not Figure.objects.filter(starts_on=datetime.date(2016, 4, 1)).exists()


def test_kind_that_is_not_known_is_counted_and_said(place, tmp_path):
    batch = brought_in(place, table_of(crime("Moonshining")), tmp_path)
    assert counts() == {"moonshining": 1, "recorded-crime": 1}
    assert any("“Moonshining” is a kind" in note for note in batch.preview["notes"])


def test_name_of_two_districts_is_said_and_left_out(place, tmp_path):
    factories.area("South Lakeland")
    batch = brought_in(place, table_of(crime()), tmp_path)
    assert counts() == {}
    assert any("several areas are called “South Lakeland”" in n for n in batch.preview["notes"])


def test_of_two_districts_of_a_name_the_one_of_that_time_is_meant(place, tmp_path):
    place.district.to_date = datetime.date(2023, 3, 31)
    place.district.save()
    later = factories.area("South Lakeland")
    later.from_date = datetime.date(2023, 4, 1)
    later.save()
    brought_in(place, table_of(crime(), crime(month="2024-01")), tmp_path)
    assert counts(area=place.district)["burglary"] == 1
    assert counts(area=later)["burglary"] == 1


@pytest.mark.parametrize(
    ("row", "column", "value"),
    [
        (crime(month="March"), "B, Month", "March"),
        (crime(month="2016-13"), "B, Month", "2016-13"),
        (crime(kind=""), "E, Crime type", ""),
        (["a", "2016-03"], "E, Crime type", ""),
    ],
)
def test_cell_that_means_nothing_is_a_fault_with_row_and_column(place, row, column, value):
    batch = read(place, table_of(crime(), row))
    assert batch.fault_count == 1
    fault = batch.faults[0]
    assert (fault["row"], fault["column"], fault["value"]) == (3, column, value)
    assert not Figure.objects.exists()


def test_header_may_stand_below_titles(place, tmp_path):
    titles = (["Street-level crime"], [], ["Contains public sector information"])
    brought_in(place, table_of(crime(), above=titles), tmp_path)
    assert Figure.objects.get(measure__code="street:burglary").rows == "row 5"


def test_missing_column_is_named(place):
    batch = read(place, table_of(["2016-03", "Burglary"], header=["Month", "Crime type"]))
    assert batch.state == "failed"
    assert "No column is named “lsoa name”. Row 1 names “Month”, “Crime type”." in batch.reason


# ---- the API


def test_answer_of_the_api_counts_for_the_place_that_is_stated(place, tmp_path):
    content = (ANSWERS / "crimes-street-birmingham-2026-06-first-5.json").read_bytes()
    with pytest.raises(Unreadable, match="State the place"):
        brought_in(place, content, tmp_path, name="answer.json")
    stated = {"area": str(place.district.uid)}
    brought_in(place, content, tmp_path, name="answer.json", stated=stated)
    assert counts() == {
        "anti-social-behaviour": 2,
        "bicycle-theft": 2,
        "burglary": 1,
        "recorded-crime": 3,
    }
    assert set(Figure.objects.current().values_list("starts_on", flat=True)) == {
        datetime.date(2026, 6, 1)
    }


def test_empty_answer_is_no_data_and_never_nought(place, tmp_path):
    content = (ANSWERS / "crimes-street-manchester-2026-08-empty.json").read_bytes()
    stated = {"area": str(place.district.uid), "month": "2026-08"}
    brought_in(place, content, tmp_path, name="empty.json", stated=stated)
    figures = Figure.objects.current()
    assert {figure.measure.code for figure in figures} == {
        "street:anti-social-behaviour",
        "street:recorded-crime",
    }
    assert {(figure.level, figure.missing) for figure in figures} == {(None, "no_data")}


def test_other_json_is_refused_in_words(place):
    stated = {"area": str(place.district.uid)}
    batch = read(place, b'[{"date": "2026-06"}]', name="other.json", stated=stated)
    assert "no list of crimes" in batch.reason
