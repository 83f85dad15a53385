"""The performance report: composed by rule from what the groups sent, exceptions first."""

import datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from plans.documents.performance import Performance, compose
from plans.models import (
    ActionReport,
    Ask,
    GroupReport,
    MeasureReport,
    ProgressUpdate,
    QuarterReport,
    ReportingQuarter,
    Risk,
)
from priorities.models import Target
from records.quarters import Quarter
from tests import factories

pytestmark = pytest.mark.django_db
NOW = timezone.make_aware(datetime.datetime(2012, 4, 13, 9, 0))
TODAY = datetime.date(2012, 4, 13)


class Made:
    """A partnership in quarter 4 with three groups, and what tests add to it."""

    def __init__(self):
        self.of = factories.partnership("lakes")
        self.area = factories.area("Lakes")
        self.plan = factories.plan(self.of, state="published")
        self.section = factories.section(self.plan)
        self.quarter = ReportingQuarter.objects.create(
            partnership=self.of, year=2011, quarter=4, due_on="2012-04-12", opened_at=NOW
        )
        self.group = factories.group(self.of, "Champion Network", "network")
        self.report = self.group_report(self.group, "sent")

    def group_report(self, group, state):
        sent = {} if state == "draft" else {"sent_at": NOW, "sent_by_label": "Chair"}
        if state == "accepted":
            sent |= {"accepted_at": NOW, "accepted_by_label": "Officer"}
        return GroupReport.objects.create(quarter=self.quarter, group=group, state=state, **sent)

    def target(self, name, *quarters, before=(), good="lower", value=100, **fields):
        reason = "More trust" if good == "reporting" else ""
        measure = factories.measure(self.of, name, good=good, reason=reason)
        target = Target.objects.create(
            partnership=self.of, measure=measure, area=self.area, year=2011, value=value, **fields
        )
        for year, values in ((2011, quarters), (2010, before)):
            for number, level in enumerate(values, start=1):
                self.figure(target, Quarter(year, number), level)
        return target

    def figure(self, target, days, level, **fields):
        nothing = {"direction": "", "change": None, "change_percent": None}
        dated = {"starts_on": days.starts_on, "ends_on": days.ends_on, "level": level}
        return factories.figure(target.measure, area=self.area, **nothing | dated | fields)

    def action(self, wording, status="", words="", **fields):
        action = factories.action(self.section, wording, lead_group=self.group, **fields)
        if status:
            ActionReport.objects.create(
                report=self.report, action=action, status=status, commentary=words
            )
        return action

    def performance(self, kind="executive"):
        report = QuarterReport.objects.filter(quarter=self.quarter, kind=kind).first()
        return Performance(report or QuarterReport(quarter=self.quarter, kind=kind), TODAY)

    def fragment(self, kind="executive"):
        report = QuarterReport.objects.filter(quarter=self.quarter, kind=kind).first()
        return compose(report or QuarterReport(quarter=self.quarter, kind=kind), TODAY).fragment


@pytest.fixture
def made():
    return Made()


# ---- what needs the group, and in which order


def test_exceptions_come_red_amber_grey(made):
    made.target("Burglary", 20, 20, 20, 20)
    made.target("No figure")
    made.target("Damage", 26, 26, 26, 26)
    made.action("Find volunteers", "red", "Insurance is not settled.")
    made.target("Violence", 40, 40, 40, 40)
    made.group_report(factories.group(made.of, "Late Group"), "draft")
    Risk.objects.create(plan=made.plan, wording="No money", review_on="2012-04-01")
    found = [(one.colour, one.title) for one in made.performance().raised]
    assert found == [
        ("Red", "Violence"),
        ("Red", "Action: Find volunteers"),
        ("Amber", "Damage"),
        ("Amber", "Risk: No money"),
        ("Grey", "No figure"),
        ("Grey", "Late Group"),
    ]


def test_first_sentence_counts_measures_and_reports(made):
    made.target("Burglary", 20, 20, 20, 20)
    made.target("Violence", 40, 40, 40, 40)
    made.group_report(factories.group(made.of, "Late Group"), "draft")
    made.group_report(factories.group(made.of, "Good Group"), "accepted")
    found = made.performance()
    assert found.first_sentence == "1 of 2 measures and 1 of 3 groups’ reports need you."
    assert "Nothing has arrived from Late Group." in found.other_sentences
    assert "The other measures met their target or have none." in found.other_sentences


def test_first_sentence_says_that_nothing_needs_the_group(made):
    made.target("Burglary", 20, 20, 20, 20)
    assert made.performance().first_sentence == "No measure and no group’s report needs you."
    assert "Nothing is off target" in made.fragment()


def test_a_fall_in_reporting_is_an_exception_and_says_why(made):
    made.target(
        "Incidents reported", 178, 178, 178, 178,
        before=(200, 200, 200, 197), good="reporting", value=None,
    )  # fmt: skip
    raised = made.performance().raised[0]
    assert (raised.colour, raised.what) == ("Red", "712, down 85 (11%) on last year")
    assert raised.why == "A rise in reporting is welcome here, so a fall counts as off target."


def test_an_action_says_for_how_long(made):
    action = made.action("Find volunteers", "amber", "Late.")
    ProgressUpdate.objects.create(
        action=action, year=2011, quarter=3, status="amber", commentary="Late."
    )
    raised = made.performance().raised[0]
    assert raised.what == "Amber for 2 quarters"
    assert raised.why == "Champion Network: Late."


def test_what_was_returned_does_not_count(made):
    made.action("Find volunteers", "red", "No.")
    target = made.target("Burglary", 20, 20, 20, 20)
    MeasureReport.objects.create(report=made.report, target=target, value=90, explanation="Odd")
    made.report.state, made.report.question = "returned", "Why?"
    made.report.save()
    found = made.performance()
    assert [one.title for one in found.raised] == ["Champion Network"]
    assert found.raised[0].why == "Why?"
    assert (found.measures[0].found.to_date, found.measures[0].explanation) == (80, "")


def test_asked_is_decide_or_note(made):
    action = made.action("Find volunteers", "red", "No.")
    assert made.performance().raised[0].asked == "Note"
    Ask.objects.create(quarter=made.quarter, action=action, decide=True, words="Who insures?")
    assert made.performance().raised[0].asked == "Decide: Who insures?"


# ---- where the values come from


def test_what_was_sent_and_waits_counts_as_it_was_sent(made):
    target = made.target("Burglary", 20, 20, 20, group=made.group)
    MeasureReport.objects.create(report=made.report, target=target, value=60, explanation="Snow")
    line = made.performance().measures[0]
    assert (line.found.status, line.found.to_date, line.explanation) == ("red", 120, "Snow")


def test_a_measure_without_a_figure_says_why(made):
    target = made.target("Burglary", group=made.group)
    assert made.performance().raised[0].why == "Champion Network has not reported."
    MeasureReport.objects.create(report=made.report, target=target, no_figure="Not published yet.")
    assert made.performance().raised[0].why == "Not published yet."


def test_a_status_set_by_hand_wins_and_says_so(made):
    target = made.target("Burglary", 40, 40, 40, 40)
    MeasureReport.objects.create(
        report=made.report, target=target, status="amber", status_reason="counted anew"
    )
    raised = made.performance().raised[0]
    assert (raised.colour, raised.why) == ("Amber", "Set by hand: counted anew.")
    assert raised.what == "160 against 100: 60% off target"


def test_a_year_that_a_source_counts_as_a_whole(made):
    target = made.target("Burglary", value=95)
    year = Quarter(2011, 1)
    made.figure(target, year, 93, ends_on=Quarter(2011, 4).ends_on)
    line = made.performance().measures[0]
    assert (line.found.status, line.found.to_date, line.found.value) == ("green", 93, None)


# ---- drawn, compared, told


def test_a_measure_is_drawn_with_its_figures_as_a_table(made):
    made.target("Burglary", 21, 23, 25, 24, value=95)
    large = made.performance().large[0]
    assert [point.words for point in large.drawing.points] == ["21", "44", "69", "93"]
    assert [row.to_date for row in large.drawing.rows] == ["21", "44", "69", "93"]
    assert len(large.drawing.lines) == 4
    assert len(large.drawing.targets) == 1
    fragment = made.fragment()
    assert "Quarter 3: 69." in fragment
    assert "Green: met" in fragment


def test_the_line_ends_where_a_quarter_is_missing(made):
    target = made.target("Burglary", 21)
    made.figure(target, Quarter(2011, 3), 25)
    large = made.performance().large[0]
    assert [point.number for point in large.drawing.points] == [1, 4]
    assert len(large.drawing.lines) == 1


def test_plan_says_stands_beside_computed(made):
    target = made.target("Burglary", 20, 20, 20, 20)
    factories.figure(target.measure, area=made.area, change=56, change_percent=37)
    line = made.performance().measures[0]
    assert line.stated_words == "reduced by 56 offences (37%)"
    assert line.computed_words == "About 151 to about 95"


def test_where_nothing_can_be_compared_it_says_so(made):
    made.target("Burglary", 20, 20, 20, 20)
    assert "Cannot be compared" in made.fragment()


def test_markup_in_anybodys_words_stays_words(made):
    made.action("Find <b>volunteers</b>", "red", "<script>alert(1)</script>")
    assert "<script>" not in made.fragment()
    assert "Find &lt;b&gt;" in made.fragment()


def test_every_measure_is_in_every_report(made):
    names = [made.target(f"Measure {n}", n, n, n, n).measure.name for n in range(5)]
    for kind in QuarterReport.Kind:
        assert all(name in made.fragment(kind) for name in names)


def test_the_county_gets_the_short_one(made):
    made.target("Burglary", 40, 40, 40, 40)
    short = made.fragment("county")
    assert "The quarter in three sentences" in short
    assert "0 of 1 measures with a target met it." in short
    assert "Money by priority" not in short
    assert "Asked of you" not in short


def test_examples_are_marked(made):
    made.target("Burglary", 20, 20, 20, 20, example=True)
    assert "example-tag" in made.fragment()


def test_another_partnerships_measures_stay_out(made):
    other = Made.__new__(Made)
    other.of, other.area = factories.partnership("shire"), made.area
    Made.target(other, "Elsewhere", 40, 40, 40, 40)
    assert "Elsewhere" not in made.fragment()


def test_queries_do_not_grow_with_measures_and_actions(made):
    def count():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            made.fragment()
        return len(queries)

    for n in range(2):
        made.target(f"Measure {n}", 20, 20, 20, 20, group=made.group)
        made.action(f"Action {n}", "green")
    few = count()
    for n in range(2, 20):
        made.target(f"Measure {n}", 20, 20, 20, 20, group=made.group)
        made.action(f"Action {n}", "green")
    assert count() == few


def test_snapshot_holds_the_numbers(made):
    made.target("Burglary", 20, 20, 20, 20)
    report = QuarterReport(quarter=made.quarter, kind="executive")
    found = compose(report, TODAY).snapshot["measures"][0]
    assert (found["value"], found["to_date"], found["status"]) == ("20", "80", "green")
    assert Decimal(found["aim"]) == 100


def test_nothing_in_it_changes_by_itself_from_day_to_day(made):
    made.target("Burglary", 40, 40, 40, 40)
    Risk.objects.create(plan=made.plan, wording="No money", review_on="2012-04-01")
    report = QuarterReport(quarter=made.quarter, kind="executive")
    later = TODAY + datetime.timedelta(days=9)
    assert compose(report, TODAY).content_hash == compose(report, later).content_hash
    assert made.performance().raised[1].what == "Its review was due on 1 April 2012"
