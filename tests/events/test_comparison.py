"""The events of a series side by side: numbers as one would count them by hand."""

import csv
import datetime
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.documents.charts import RADIUS, chart
from events.documents.compared import Choice
from events.documents.comparison import compare
from events.models import ReportedTheme
from events.workflow.themes import merge
from tests import factories

NOW = datetime.datetime(2009, 11, 30, 10, 0, tzinfo=datetime.UTC)


class Series:
    """A series with the tables of each event, to which things are said."""

    def __init__(self, of):
        self.of = of
        self.series = factories.series(of, "Our Partnership Challenge")
        self.themes = {}

    def event(self, name, tables, **workshop):
        number = self.series.events.count() + 1
        found = factories.event(
            self.of,
            series=self.series,
            short_name=name,
            starts_on=datetime.date(2009, 11, number),
        )
        found.session = factories.workshop(found, **workshop)
        found.seats = [factories.table(found) for _ in range(tables)]
        return found

    def theme(self, name):
        if name not in self.themes:
            self.themes[name] = factories.theme(self.of, name, series=self.series)
        return self.themes[name]

    def say(self, event, name, tables, **fields):
        """One entry of each of so many tables."""
        for seat in event.seats[:tables]:
            given = {"workshop": event.session, "table": seat} | fields
            factories.tag(factories.contribution(event, **given), self.theme(name))

    def name(self, event, name):
        ReportedTheme.objects.create(workshop=event.session, theme=self.theme(name), wording=name)

    def seen(self, choice=None):
        rows = compare(self.series, choice).rows
        return {row.theme.name: [_words(cell) for cell in row.cells] for row in rows}


def _words(cell):
    if cell.state == "counted":
        return f"{cell.raised} of {cell.column.tables}"
    return f"{cell.entries} entries" if cell.state == "entries" else cell.state


@pytest.fixture
def said(db):
    """Northern of which only the report is held, and two events with their tables."""
    found = Series(factories.partnership("lancashire"))
    found.northern = found.event("Northern", 0)
    found.b, found.c = found.event("B", 8), found.event("C", 10)
    found.name(found.northern, "Funding")
    found.say(found.b, "Funding", 6)
    found.say(found.c, "Funding", 5)
    found.say(found.c, "Rural areas", 9)
    return found


def test_shares_are_of_tables_and_most_raised_comes_first(said):
    # A second entry of the same table is not a second table.
    said.say(said.b, "Funding", 1)
    found = compare(said.series)
    assert [column.letter for column in found.columns] == ["A", "B", "C"]
    assert said.seen() == {
        "Funding": ["named", "6 of 8", "5 of 10"],
        "Rural areas": ["not_named", "0 of 8", "9 of 10"],
    }
    funding, rural = found.rows
    assert [cell.share for cell in funding.cells] == [None, 75, 50]
    assert round(funding.together, 1) == 61.1  # 11 of 18
    assert rural.together == 50  # 9 of 18


def test_named_is_in_the_table_and_never_in_the_chart(said):
    said.name(said.northern, "PCSOs")
    assert said.seen()["PCSOs"] == ["named", "0 of 8", "0 of 10"]
    drawn = chart(compare(said.series).chart_rows)
    assert [band.lines for band in drawn.bands] == [["Funding"], ["Rural areas"]]
    assert {dot.letter for band in drawn.bands for dot in band.dots} == {"B", "C"}


def test_zero_and_not_asked_differ(said):
    said.event("D", 7, form="presentation")
    assert said.seen()["Funding"][3] == "not_asked"
    assert said.seen(Choice(session=2)) == {}
    factories.workshop(said.b)
    second = said.b.workshops.get(order=2)
    said.say(said.b, "Barriers", 2, workshop=second)
    cells = said.seen(Choice(session=2))["Barriers"]
    assert cells == ["not_asked", "2 of 8", "not_asked", "not_asked"]


def test_under_five_tables_only_counts(said):
    small = said.event("Small", 4)
    said.say(small, "Funding", 4)
    row = compare(said.series).rows[0]
    assert said.seen()["Funding"][3] == "4 of 4"
    assert row.cells[3].share is None
    assert round(row.together, 1) == 61.1  # as without it
    said.say(said.event("Five", 5), "Funding", 5)
    assert compare(said.series).rows[0].cells[4].share == 100


def test_entries_without_tables_are_counted_as_entries(said):
    survey = said.event("Survey", 0)
    factories.tag(factories.contribution(survey, workshop=survey.session), said.theme("Funding"))
    assert said.seen()["Funding"][3] == "1 entries"


def test_merged_themes_count_at_their_end(said):
    officer = factories.user("officer", said.of)
    a, b = said.theme("Funding"), said.theme("Rural areas")
    merge(a, b, name="Money", reason="Same", by=officer, now=NOW)
    # At C five of the nine tables raised both.
    assert said.seen() == {"Money": ["named", "6 of 8", "9 of 10"]}


def test_choice_of_level_and_of_the_most_pressing(said):
    said.say(said.b, "Funding", 3, level="local")
    said.say(said.c, "Rural areas", 2, heading="urgent_essential", level="division")
    assert said.seen(Choice(level="local"))["Funding"] == ["not_named", "3 of 8", "not_named"]
    pressing = said.seen(Choice(pressing=True))
    assert pressing == {"Rural areas": ["not_named", "not_named", "2 of 10"]}


def test_removed_entries_do_not_count(said):
    said.say(said.b, "Rural areas", 2, standing="removed")
    assert said.seen()["Rural areas"][1] == "0 of 8"


def test_dots_that_would_touch_move_apart(said):
    for name in ("D", "E", "F"):
        said.say(said.event(name, 8), "Funding", 6)
    dots = chart(compare(said.series).chart_rows).bands[0].dots
    assert len({(dot.x, dot.y) for dot in dots}) == 5
    for one in dots:
        for two in dots:
            apart = (one.x - two.x) ** 2 + (one.y - two.y) ** 2
            assert one is two or apart >= (2 * RADIUS) ** 2


@pytest.fixture
def browser(client, said):
    client.force_login(factories.user("lead", said.of))
    return client


def address(said, name="series_comparison"):
    return reverse(f"events:{name}", args=[said.series.uid])


def test_page_shows_chart_and_table_in_the_same_order(browser, said):
    page = browser.get(address(said)).text
    drawing, _, table = page.partition("<table")
    assert "What the three events said" in page
    assert drawing.index(">Funding<") < drawing.index(">Rural areas<")
    assert table.index(">Funding<") < table.index(">Rural areas<")
    assert "<title>B: 75%</title>" in drawing
    assert "61%" in table


@pytest.mark.parametrize("query", ["session=x", "session=99", "level=moon", "pressing=on"])
def test_unknown_choices_are_no_error(browser, said, query):
    assert browser.get(f"{address(said)}?{query}").status_code == 200


def test_series_without_events_says_so(client, db):
    of = factories.partnership("empty")
    client.force_login(factories.user("officer", of))
    page = client.get(reverse("events:series_comparison", args=[factories.series(of).uid]))
    assert "Nothing was coded or reported" in page.text


def test_csv_holds_the_same_numbers_and_no_formula(browser, said):
    said.say(said.b, "=1+1", 2)
    answer = browser.get(address(said, "series_comparison_csv"))
    assert "attachment" in answer.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert len(rows) == 9
    first = {row["letter"]: row for row in rows if row["theme"] == "Funding"}
    assert first["A"]["what is known"] == "named in its report, number not stated"
    assert first["A"]["tables that raised it"] == ""
    assert [first["B"][k] for k in ("tables that raised it", "tables", "per cent of tables")] == [
        *("6", "8", "75.0")
    ]
    assert {row["theme"] for row in rows} == {"Funding", "Rural areas", "'=1+1"}
    rural = next(row for row in rows if row["theme"] == "Rural areas" and row["letter"] == "B")
    assert rural["tables that raised it"] == "0"


def test_more_events_and_themes_need_no_more_queries(browser, said):
    def queries():
        browser.get(address(said))
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(address(said)).status_code == 200
        return len(captured)

    few = queries()
    for number in range(6):
        event = said.event(f"Event {number}", 6)
        for name in ("Funding", f"Theme {number}"):
            said.say(event, name, 4)
    assert queries() == few


def test_session_that_was_not_held_yet_is_not_asked_and_not_nought(said):
    later = factories.workshop(said.b, order=2)
    barrier = said.theme("Red tape")
    barrier.session = 2
    barrier.save()
    ReportedTheme.objects.create(workshop=said.northern.session, theme=barrier, wording="Tape")
    assert said.seen()["Red tape"] == ["named", "not_asked", "not_asked"]
    factories.contribution(said.b, workshop=later, table=said.b.seats[0])
    assert said.seen()["Red tape"] == ["named", "0 of 8", "not_asked"]
