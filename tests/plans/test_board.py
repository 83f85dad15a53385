"""Actions on the move: board, timeline, roll-up, filters, and the page of one action."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from partnership.models import Group, Membership
from plans.documents.filters import FACETS
from plans.documents.grid import Grid
from plans.documents.timeline import timeline
from plans.models import (
    FundingLine,
    GroupReport,
    Milestone,
    Objective,
    ReportCorrection,
    ReportingQuarter,
)
from records.quarters import Quarter
from tests import factories
from tests.plans.editions import published

VIEWS = ["action_board", "action_timeline", "action_rollup"]


def page_of(name, small, **asked):
    return reverse(f"plans:{name}", args=[small.partnership.slug], query=asked or None)


def look(client, name, small, **asked):
    return client.get(page_of(name, small, **asked))


def detail_of(action):
    return reverse("plans:action_detail", args=[action.uid])


def tell(action, status="green", quarter=1, year=2011, **fields):
    return action.updates.create(year=year, quarter=quarter, status=status, **fields)


@pytest.fixture
def group(small):
    return Group.objects.get(name="Task Group")


@pytest.fixture
def three(small, group):
    """One led by a group and off track, one for alcohol and on track, one that says nothing."""
    alcohol = factories.priority(small.partnership, "Alcohol")
    led = factories.action(small.section, "Walk the streets", lead_group=group, prevention=True)
    served = factories.action(small.section, "Train the bars", education=True)
    served.priorities.add(alcohol)
    silent = factories.action(small.section, "Light the park", all_priorities=True)
    tell(led, "red", commentary="Nobody came.")
    tell(served)
    return led, served, silent


# ---- the board


def test_action_board_has_a_column_for_each_status_exceptions_first(officer, small, three):
    answer = look(officer, "action_board", small)
    columns = answer.context["columns"]
    assert [(one.status, len(one.cards)) for one in columns] == [
        *(("red", 1), ("amber", 0), ("grey", 1), ("green", 1), ("complete", 0)),
    ]
    assert "Nobody came." in answer.text
    assert "No report yet" in answer.text
    assert "1.1" in answer.text


def test_action_board_opens_the_last_quarter_that_was_reported_on(officer, small, three):
    assert look(officer, "action_board", small).context["quarter"] == Quarter(2011, 1)
    later = look(officer, "action_board", small, quarter="2011-3").context
    assert later["quarter"] == Quarter(2011, 3)
    assert look(officer, "action_board", small, quarter="x").context["quarter"] == Quarter(2011, 1)


def test_action_board_carries_complete_on_and_names_the_quarter_of_earlier_words(
    officer, small, three
):
    tell(three[2], "complete", commentary="The lamps burn.")
    answer = look(officer, "action_board", small, quarter="2011-3")
    last = answer.context["columns"][-1]
    assert [card.row.action for card in last.cards] == [three[2]]
    assert "Quarter 1, 2011-12: complete. The lamps burn." in " ".join(answer.text.split())


def test_action_board_shows_late_milestones_and_leads_that_ended(officer, small, three, group):
    three[0].milestones.create(wording="Count the lamps", due_on=datetime.date(2011, 5, 1))
    three[1].milestones.create(
        wording="Done in time",
        due_on=datetime.date(2011, 5, 1),
        done_on=datetime.date(2011, 4, 30),
    )
    Group.objects.filter(pk=group.pk).update(state="ended", to_date=datetime.date(2011, 8, 31))
    answer = look(officer, "action_board", small)
    assert "Milestone late: Count the lamps, 1 May 2011" in answer.text
    assert "Done in time" not in answer.text
    assert "This group ended on 31 August 2011" in answer.text
    counts = {chip.label: chip.count for chip in answer.context["filters"].chips}
    assert counts["Lead ended"] == 1
    assert counts["Off track or late"] == 1


def test_an_organisation_that_left_the_partnership_no_longer_leads(officer, small, three):
    left, back = factories.organisation("Council"), factories.organisation("Police")
    ended = {"from_date": datetime.date(2010, 1, 1), "to_date": datetime.date(2011, 6, 30)}
    for body in (left, back):
        Membership.objects.create(partnership=small.partnership, organisation=body, **ended)
        three[1].lead_organisations.add(body)
    Membership.objects.create(partnership=small.partnership, organisation=back)
    answer = look(officer, "action_board", small, show="ended-lead")
    assert [row.action for row in answer.context["filters"].rows] == [three[1]]
    assert answer.text.count("left the partnership on 30 June 2011") == 1


# ---- which plan


def test_the_plan_in_force_comes_first_and_another_is_chosen_by_address(officer, small, three):
    today, day = timezone.localdate(), datetime.timedelta(days=1)

    def of(title, starts_on, ends_on):
        plan = factories.plan(small.partnership, title=title, starts_on=starts_on, ends_on=ends_on)
        factories.action(factories.section(plan), title)
        return plan

    draft = of("A draft", today, today + 9 * day)
    in_force = published(of("In force", today - day, today + day))
    to_come = published(of("To come", today + day, today + 9 * day))
    answer = look(officer, "action_board", small)
    assert answer.context["plans"] == [in_force, to_come, draft, small.plan]
    assert answer.context["plan"] == in_force
    assert answer.text.count("(not published)") == 2
    chosen = look(officer, "action_board", small, plan=draft.uid)
    assert chosen.context["plan"] == draft


@pytest.mark.parametrize("name", VIEWS)
def test_another_partnerships_plan_is_not_found(officer, small, three, name):
    foreign = factories.plan(factories.partnership())
    factories.action(factories.section(foreign))
    assert look(officer, name, small, plan=foreign.uid).status_code == 404
    assert look(officer, name, small, plan="x").status_code == 404


@pytest.mark.parametrize("name", VIEWS)
def test_without_any_action_the_page_says_so(officer, small, name):
    assert "No plan has actions yet" in look(officer, name, small).text


# ---- filters


@pytest.mark.parametrize(
    ("name", "of", "left"),
    [
        ("lead", lambda led, served: led.lead_group.uid, [0]),
        ("lead", lambda led, served: "none", [1, 2]),
        ("priority", lambda led, served: served.priorities.get().uid, [1]),
        ("priority", lambda led, served: "all", [2]),
        ("section", lambda led, served: led.section.uid, [0, 1, 2]),
        ("element", lambda led, served: "education", [1]),
        ("status", lambda led, served: "grey", [2]),
        ("show", lambda led, served: "no-lead", [1, 2]),
        ("show", lambda led, served: "late", [0]),
        ("show", lambda led, served: "nonsense", [0, 1, 2]),
        ("lead", lambda led, served: "somebody-else", []),
    ],
)
def test_filters_have_an_address_and_are_the_same_on_every_page(
    officer, small, three, name, of, left
):
    asked = {name: str(of(*three[:2])), "quarter": "2011-1"}
    wanted = [three[place] for place in left]
    pages = [look(officer, view, small, **asked) for view in VIEWS]
    grid = reverse("plans:action_grid", args=[small.plan.uid], query=asked)
    for answer in [*pages, officer.get(grid)]:
        assert [row.action for row in answer.context["filters"].rows] == wanted


def test_filters_join_and_stay_when_one_goes_from_page_to_page(officer, small, three):
    asked = {"element": "prevention", "status": "red"}
    answer = look(officer, "action_board", small, **asked)
    assert [row.action for row in answer.context["filters"].rows] == [three[0]]
    query = answer.context["filters"].query()
    assert "element=prevention" in query
    assert "status=red" in query
    assert f"timeline/{query.replace('&', '&amp;')}" in answer.text
    none = look(officer, "action_board", small, element="education", status="red")
    assert none.context["filters"].rows == []
    assert "0 of 3 actions" in none.text


def test_a_value_that_the_plan_does_not_have_is_said_and_escaped(officer, small, three):
    answer = look(officer, "action_board", small, lead="<script>")
    assert "not in this plan" in answer.text
    assert "<script>alert" not in answer.text
    assert 'value="<script>' not in answer.text


# ---- the roll-up


def test_action_rollup_counts_and_never_averages(officer, small, three):
    theme_of = Objective.objects.create(
        plan=small.plan, section=small.section, wording="Fewer falls"
    )
    three[0].objectives.add(theme_of)
    three[1].objectives.add(theme_of)
    answer = look(officer, "action_rollup", small)
    whole = answer.context["whole"]
    assert whole.total == 3
    assert whole.words == "1 off track, 1 with no report yet, 1 on track"
    parts = {name: tallies for name, _, tallies in answer.context["parts"]}
    assert list(parts) == ["priority", "objective", "section", "element", "lead"]
    assert [(one.title, one.total) for one in parts["objective"]] == [("Fewer falls", 2)]
    assert [(one.title, one.total) for one in parts["priority"]] == [
        *(("Alcohol", 1), ("All priorities", 1), ("No priority stated", 1)),
    ]
    assert "No status is worked out from other statuses" in answer.text


def test_each_count_of_the_rollup_leads_to_just_these_actions(officer, small, three):
    for name, _, tallies in look(officer, "action_rollup", small).context["parts"]:
        assert name in FACETS
        for tally in tallies:
            for count in tally.counts:
                board = officer.get(page_of("action_board", small) + count.query)
                assert len(board.context["filters"].rows) == count.number


def test_the_bar_is_as_wide_as_the_shares(officer, small, three):
    pieces = look(officer, "action_rollup", small).context["whole"].pieces
    assert [piece.width for piece in pieces] == [200, 200, 200]
    assert [piece.x for piece in pieces] == [0, 200, 400]


# ---- the timeline


def _cells(small, on):
    grid = Grid(small.plan, on)
    (_, lines), *_ = timeline(grid, grid.rows, on).groups
    return lines[0]


@pytest.mark.once
@pytest.mark.parametrize(
    ("day", "number"),
    [
        (datetime.date(2011, 4, 1), 1),
        (datetime.date(2011, 6, 30), 1),
        (datetime.date(2011, 7, 1), 2),
        (datetime.date(2011, 12, 31), 3),
        (datetime.date(2012, 1, 1), 4),
        (datetime.date(2012, 2, 29), 4),
        (datetime.date(2012, 3, 31), 4),
    ],
)
def test_action_timeline_puts_milestones_and_the_end_into_their_quarter(small, day, number):
    action = factories.action(small.section, by_date=day)
    Milestone.objects.create(action=action, wording="Step", due_on=day)
    line = _cells(small, datetime.date(2011, 5, 1))
    assert [cell.quarter.number for cell in line.cells if cell.milestones] == [number]
    assert [cell.quarter.number for cell in line.cells if cell.ends] == [number]
    assert not line.outside
    assert not line.ends_outside


@pytest.mark.once
@pytest.mark.parametrize("day", [datetime.date(2011, 3, 31), datetime.date(2012, 4, 1)])
def test_what_lies_outside_the_plan_is_said_beside_the_action(small, day):
    action = factories.action(small.section, by_date=day)
    Milestone.objects.create(action=action, wording="Step", due_on=day)
    line = _cells(small, datetime.date(2011, 5, 1))
    assert [one.milestone.wording for one in line.outside] == ["Step"]
    assert line.ends_outside
    assert not any(cell.milestones or cell.ends for cell in line.cells)


@pytest.mark.once
def test_action_timeline_tells_each_quarter_as_it_was_when_it_was_over(small):
    action = factories.action(small.section, by_date=datetime.date(2011, 9, 30))
    tell(action, "green", quarter=1)
    line = _cells(small, datetime.date(2011, 11, 1))
    words = [cell.standing and cell.standing.words for cell in line.cells]
    assert words == ["On track", "Date passed, no report", "Date passed, no report", None]


@pytest.mark.once
def test_a_milestone_in_a_plan_that_begins_within_a_quarter_stays_in_it(small):
    plan = small.plan
    plan.starts_on, plan.ends_on = datetime.date(2012, 2, 29), datetime.date(2013, 2, 28)
    plan.save()
    action = factories.action(small.section)
    for day in (datetime.date(2012, 2, 28), datetime.date(2012, 2, 29)):
        Milestone.objects.create(action=action, wording=f"{day}", due_on=day)
    line = _cells(small, datetime.date(2012, 3, 1))
    assert [one.milestone.wording for one in line.outside] == ["2012-02-28"]
    assert [cell.quarter.key for cell in line.cells] == [
        *("2011-4", "2012-1", "2012-2", "2012-3", "2012-4"),
    ]
    assert [one.milestone.wording for one in line.cells[0].milestones] == ["2012-02-29"]


def test_action_timeline_is_a_table_with_words_in_each_cell(officer, small, three):
    page = look(officer, "action_timeline", small).text
    assert '<table class="timeline">' in page
    assert page.count('scope="col"') == 5
    assert "Off track" in page


# ---- one action


def test_action_detail_tells_what_was_told_and_by_whom(officer, small, three, group):
    action = three[0]
    quarter = ReportingQuarter.objects.create(
        partnership=small.partnership,
        year=2011,
        quarter=2,
        due_on=datetime.date(2011, 10, 14),
        opened_at=timezone.now(),
    )
    report = GroupReport.objects.create(quarter=quarter, group=group)
    tell(action, "amber", 2, commentary="Few came.", told_by="The Chair", report=report)
    ReportCorrection.objects.create(
        quarter=quarter,
        report=report,
        action=action,
        before="Green",
        after="Amber",
        reason="Counted twice",
        at=timezone.now(),
        by=small.officer.uid,
        by_label="Officer",
    )
    FundingLine.objects.create(plan=small.plan, action=action, purpose="Lamps")
    page = officer.get(detail_of(action)).text
    assert page.index("Few came.") < page.index("Nobody came.")
    assert page.count('<details class="told" open>') == 1
    for words in ("Told by The Chair", "Counted twice", "Lamps", "Amount not stated", "Not public"):
        assert words in page


def test_action_detail_says_what_to_do_where_the_lead_ended(officer, small, three, group):
    Group.objects.filter(pk=group.pk).update(state="ended")
    page = officer.get(detail_of(three[0])).text
    assert "Task Group no longer leads" in page
    assert "Name another lead" in page
    small.submit()
    page = officer.get(detail_of(three[0])).text
    assert "Name another lead" not in page
    assert "when the plan is reopened" in page


def test_action_detail_leads_to_the_groups_report_while_a_quarter_is_open(
    officer, small, three, group
):
    own = reverse("plans:progress_edit", args=[three[0].uid])
    assert own in officer.get(detail_of(three[0])).text
    quarter = ReportingQuarter.objects.create(
        partnership=small.partnership,
        year=2011,
        quarter=2,
        due_on=datetime.date(2011, 10, 14),
        opened_at=timezone.now(),
    )
    report = GroupReport.objects.create(quarter=quarter, group=group)
    report.actions.create(action=three[0])
    page = officer.get(detail_of(three[0])).text
    assert reverse("plans:group_report", args=[report.uid]) in page
    assert own not in page
    assert "is open for reports until 14 October 2011" in page


def test_action_detail_shows_buttons_only_to_those_who_may(client, small, three):
    client.force_login(small.lead)
    own, other = (client.get(detail_of(one)).text for one in three[:2])
    assert "Tell how it stands" in own
    assert "Add a milestone" in own
    assert "Tell how it stands" not in other
    assert "Add a milestone" not in other


# ---- what it costs


@pytest.mark.parametrize("name", [*VIEWS, "action_grid"])
def test_thirty_actions_cost_as_many_queries_as_five(officer, small, group, name):
    where = small.plan.uid if name == "action_grid" else small.partnership.slug
    address = reverse(f"plans:{name}", args=[where])
    council, alcohol = factories.organisation(), factories.priority(small.partnership)
    Membership.objects.create(partnership=small.partnership, organisation=council)

    def add(number):
        for _ in range(number):
            action = factories.action(small.section, lead_group=group, ongoing=True)
            action.lead_organisations.add(council)
            action.priorities.add(alcohol)
            tell(action, "amber", commentary="Late.")
            action.milestones.create(wording="Step", due_on=datetime.date(2011, 5, 1))

    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert officer.get(address).status_code == 200
        return len(asked)

    add(5)
    officer.get(address)
    few = queries()
    add(25)
    assert queries() == few
    assert few <= 25
