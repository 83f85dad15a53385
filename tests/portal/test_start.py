"""The start page of each role: what is late, what waits for me, for others, and what comes next."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bench.country_rows import fill
from events.models import Meeting, MeetingAction
from partnership.models import Letter
from plans.models import (
    Budget,
    FunderReturn,
    FundingLine,
    FundingSource,
    GroupReport,
    ReportingQuarter,
    Response,
    Risk,
)
from records.models import Change, note
from records.quarters import quarter_of
from tests import factories

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def lakes():
    return factories.partnership("lakes")


@pytest.fixture
def officer(lakes):
    return factories.user("officer", lakes, post="Officer")


@pytest.fixture
def group(lakes):
    return factories.group(lakes, "Champion Network", "network")


@pytest.fixture
def lead(lakes, group):
    return factories.user("lead", lakes, group=group, post="Lead")


@pytest.fixture
def quarter(lakes):
    return ReportingQuarter.objects.create(
        partnership=lakes,
        year=2011,
        quarter=4,
        due_on=timezone.localdate() + 3 * DAY,
        opened_at=timezone.now(),
    )


@pytest.fixture
def report(quarter, group):
    return GroupReport.objects.create(quarter=quarter, group=group)


def _piles(client, user):
    """The titles of the rows that somebody sees, by pile."""
    client.force_login(user)
    page = client.get(reverse("portal:start"))
    assert page.status_code == 200
    return {pile.key: [row.title for row in pile.rows] for pile in page.context["piles"]}


REPORT = "Quarter 4, 2011-12: report of the Champion Network"


def test_start_asks_a_lead_for_the_own_report_and_calls_it_late_when_it_is(
    client, lead, quarter, report
):
    mine = "Quarter 4, 2011-12: Champion Network"
    assert _piles(client, lead) == {"mine": [mine]}
    quarter.due_on = timezone.localdate() - 2 * DAY
    quarter.save()
    assert _piles(client, lead)["late"] == [mine]
    assert "2 days late" in client.get(reverse("portal:start")).text


def test_start_shows_a_lead_the_question_with_which_a_report_came_back(client, lead, report):
    now = timezone.now()
    GroupReport.objects.update(
        state="returned", question="How many?", sent_at=now, sent_by_label="Lead"
    )
    _piles(client, lead)
    assert "Returned with a question: “How many?”" in client.get(reverse("portal:start")).text


def test_start_asks_no_lead_for_the_report_of_another_group(client, lakes, report):
    other = factories.user("lead", lakes, group=factories.group(lakes, "Another", "delivery"))
    assert _piles(client, other) == {"mine": []}


def test_start_tells_the_officer_whom_to_chase_and_what_came_in(
    client, officer, lakes, quarter, report
):
    assert _piles(client, officer)["others"] == [REPORT]
    Letter.objects.create(
        partnership=lakes,
        key="ask",
        about=report.uid,
        to="lead@example.org",
        subject="Report",
        body="Please.",
        message_id="<ask@example.org>",
        state="sent",
        written_at=timezone.now(),
        not_before=timezone.now(),
        sent_at=timezone.now(),
    )
    page = client.get(reverse("portal:start"))
    assert "not opened, nothing sent." in page.text and "Last mail" in page.text

    GroupReport.objects.update(state="sent", sent_at=timezone.now(), sent_by_label="Lead")
    assert "Quarter 4, 2011-12: one report to accept" in _piles(client, officer)["mine"]
    GroupReport.objects.update(state="accepted", accepted_at=timezone.now())
    assert "Quarter 4, 2011-12" in _piles(client, officer)["mine"]  # to be closed
    ReportingQuarter.objects.update(
        state="closed", closed_at=timezone.now(), closed_by_label="Officer"
    )
    assert _piles(client, officer) == {"mine": []}


def test_start_reminds_the_officer_of_a_quarter_that_ended_unasked(client, officer, lakes):
    last = quarter_of(timezone.localdate()).before
    factories.plan(
        lakes,
        year=last.year,
        state="agreed",
        starts_on=last.starts_on,
        ends_on=timezone.localdate() + 90 * DAY,
    )
    title = f"{last.label}: reports"
    assert title in _piles(client, officer)["mine"]
    ReportingQuarter.objects.create(
        partnership=lakes,
        year=last.year,
        quarter=last.number,
        due_on=timezone.localdate(),
        opened_at=timezone.now(),
    )
    assert title not in _piles(client, officer)["mine"]


def _meeting(lakes, group, **fields):
    meeting = Meeting.objects.create(
        partnership=lakes,
        title="Network",
        slug=f"network-{Meeting.objects.count()}",
        **{"held_on": timezone.localdate() + 5 * DAY} | fields,
    )
    meeting.groups.add(group)
    return meeting


def test_start_follows_a_meeting_from_its_agenda_to_its_notes(client, officer, lead, lakes, group):
    meeting = _meeting(lakes, group)
    assert _piles(client, officer)["next"] == [str(meeting)]
    Meeting.objects.update(held_on=timezone.localdate() - DAY)
    meeting.refresh_from_db()
    assert _piles(client, officer)["late"] == [str(meeting)]
    Meeting.objects.update(state="held")
    assert _piles(client, officer)["mine"] == [f"Notes of {meeting}"]
    assert _piles(client, lead)["mine"] == []
    Meeting.objects.update(state="sent", answer_by=timezone.localdate() + DAY)
    assert _piles(client, officer)["others"] == [f"Notes of {meeting}"]
    assert _piles(client, lead)["mine"] == [f"Notes of {meeting}"]
    meeting.notes_answers.create(user=lead, agreed=False, words="No.", at=timezone.now())
    assert _piles(client, lead)["mine"] == []
    assert _piles(client, officer)["mine"] == [f"Notes of {meeting}"]


def test_start_counts_actions_of_meetings_that_are_late(client, officer, lakes, group):
    meeting = _meeting(lakes, group, held_on=timezone.localdate() - 90 * DAY, state="agreed",
                       agreed_on=timezone.localdate())  # fmt: skip
    for days in (1, 4):
        due = timezone.localdate() - days * DAY
        MeetingAction.objects.create(meeting=meeting, wording="Ask", post="Chair", due_on=due)
    assert _piles(client, officer)["late"] == ["2 actions of meetings are late"]
    assert "4 days late" in client.get(reverse("portal:start")).text


def test_start_names_money_without_lines_returns_and_risks(client, officer, lakes):
    plan = factories.plan(lakes)
    Budget.objects.create(plan=plan, name="Budget", year=2011, amount=28442)
    source = FundingSource.objects.create(plan=plan, name="Grant", kind="grant", wording="A grant")
    FunderReturn.objects.create(
        partnership=lakes,
        source=source,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        due_on=timezone.localdate() + 2 * DAY,
    )
    Risk.objects.create(plan=plan, wording="No money", review_on=timezone.localdate() - DAY)
    piles = _piles(client, officer)
    assert "£28,442 has no lines" in piles["mine"]
    assert piles["next"] == ["Return on Grant"]
    assert piles["late"] == ["Risk: No money"]
    FundingLine.objects.create(plan=plan, purpose="Lighting")
    Risk.objects.update(closed_on=timezone.localdate(), closed_reason="Found")
    piles = _piles(client, officer)
    assert "£28,442 has no lines" not in piles["mine"] and "late" not in piles


def test_start_says_which_threads_end_in_silence(client, officer, lakes):
    event = factories.event(lakes, state="public")
    theme = factories.theme(lakes)
    factories.tag(factories.contribution(event), theme)
    assert any("theme" in title for title in _piles(client, officer)["mine"])
    Response.objects.create(
        partnership=lakes,
        title="PCSOs",
        slug="pcsos",
        theme=theme,
        event=event,
        said="PCSOs",
        due_on=timezone.localdate() - DAY,
    )
    assert "1 answer is late" in _piles(client, officer)["late"]


def test_start_names_mails_that_were_not_sent(client, officer, lakes):
    Letter.objects.create(
        partnership=lakes,
        key="one",
        to="gone@example.org",
        subject="Report",
        body="Please.",
        message_id="<one@example.org>",
        state="failed",
        reason="No such address",
        written_at=timezone.now(),
        not_before=timezone.now(),
    )
    assert _piles(client, officer)["mine"] == ["1 mail was not sent"]


def test_start_shows_nothing_of_another_partnership(client, report, quarter):
    stranger = factories.user("officer", factories.partnership("shire"))
    assert _piles(client, stranger) == {"mine": []}


def test_start_folds_a_long_pile(client, officer, lakes):
    plan = factories.plan(lakes, state="published")
    for number in range(9):
        Risk.objects.create(
            plan=plan, wording=f"Risk {number}", review_on=timezone.localdate() - DAY
        )
    assert len(_piles(client, officer)["late"]) == 9
    assert "Show 2 more" in client.get(reverse("portal:start")).text


def test_start_draws_the_round_with_where_we_are(client, officer, lakes):
    factories.plan(lakes)
    client.force_login(officer)
    round = client.get(reverse("portal:start")).context["round"]
    assert [knot.look for knot in round.knots][:2] == ["here", ""]
    assert round.knots[-1].words == "0 of 0 findings"


def test_start_tells_what_others_did_since_the_last_visit_on_another_day(
    client, officer, lakes, report
):
    client.force_login(officer)
    assert client.get(reverse("portal:start")).context["news"] is None
    now = timezone.now()
    note("account.sign_in", by=officer, now=now - 2 * DAY, target=officer)
    other = factories.user("lead", lakes, post="The chair")
    note("groupreport.send", by=other, now=now - DAY, target=report)
    note("groupreport.send", by=other, now=now - 5 * DAY, target=lakes)
    note("groupreport.accept", by=officer, now=now, target=report)
    client.force_login(officer)
    news = client.get(reverse("portal:start")).context["news"]
    assert [(line.who, line.what) for line in news.lines] == [("The chair", str(report))]
    assert Change.objects.filter(action="groupreport.accept").exists()


def test_start_of_an_administrator_leads_to_the_partnerships(client, lakes):
    client.force_login(factories.administrator())
    page = client.get(reverse("portal:start"))
    assert lakes.name in page.text and "Nothing waits for you." in page.text


@pytest.mark.parametrize("kind", ["officer", "executive", "lead"])
def test_start_asks_as_much_after_many_years_as_after_two(client, kind):
    asked = []
    for years in (2, 6):
        [of] = fill(1, years)
        led = of.groups.exclude(kind="executive").first() if kind == "lead" else None
        client.force_login(factories.user(kind, of, group=led))
        client.get(reverse("portal:start"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("portal:start"))
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_start_puts_what_is_ready_before_what_goes_on(client, officer, lakes):
    for number in range(8):
        factories.plan(lakes, title=f"Draft {number}")
    factories.plan(lakes, title="Ready one", state="agreed")
    assert _piles(client, officer)["mine"][0].startswith("Ready one")
