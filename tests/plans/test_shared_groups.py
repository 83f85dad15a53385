"""A group lent to another partnership: what it does is read in both, and by no third."""

import datetime

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from events.models import AgendaItem, Meeting, MeetingAction, Paper
from plans.documents.performance import compose
from plans.models import ActionReport, GroupReport, QuarterReport, ReportingQuarter
from tests import factories
from tests.reading import words_of

TODAY = datetime.date(2011, 7, 20)


@pytest.fixture
def three(db):
    return {name: factories.partnership(name) for name in ("lakes", "barrow", "far")}


@pytest.fixture
def lent(three):
    group = factories.group(three["lakes"], "Night group", "task_and_finish")
    group.lent_to.add(three["barrow"])
    return group


@pytest.fixture
def meeting(lent):
    made = Meeting.objects.create(
        partnership=lent.partnership, title="Night group", slug="night", held_on=TODAY
    )
    made.groups.add(lent)
    MeetingAction.objects.create(meeting=made, wording="Ask the pubs", post="Chair")
    return made


READ = ("events:meeting_detail", "events:meeting_notes", "events:agenda_page")
WRITE = ("events:meeting_edit", "events:agenda_edit", "events:meeting_cancel")


@pytest.mark.once
@pytest.mark.parametrize(
    ("of", "read", "write"), [("barrow", 200, 403), ("far", 404, 404), ("lakes", 200, 200)]
)
def test_who_reads_and_who_runs_a_meeting_of_a_lent_group(client, three, meeting, of, read, write):
    client.force_login(factories.user("officer", three[of]))
    for names, status in ((READ, read), (WRITE, write)):
        for name in names:
            got = client.get(reverse(name, args=[meeting.uid])).status_code
            assert got == status, name


@pytest.mark.once
def test_it_stands_in_the_calendar_of_both_with_its_actions(client, three, meeting):
    address = reverse("events:meeting_detail", args=[meeting.uid])
    for of, stands in (("lakes", True), ("barrow", True), ("far", False)):
        client.force_login(factories.user("executive", three[of]))
        listed = reverse("events:meeting_list", args=[of]) + "?year=2011"
        assert (address in client.get(listed).text) == stands, of
        if stands:
            page = client.get(reverse("events:meeting_notes", args=[meeting.uid])).text
            assert "Ask the pubs" in page
            assert f'href="/{of}/"' in page  # the bar of whoever reads


@pytest.mark.once
def test_a_meeting_with_a_group_that_is_not_lent_stays_its_own(client, three, meeting):
    meeting.groups.add(factories.group(three["lakes"]))
    client.force_login(factories.user("officer", three["barrow"]))
    assert client.get(reverse("events:meeting_detail", args=[meeting.uid])).status_code == 404


@pytest.mark.once
def test_its_papers_are_read_where_its_meetings_are(client, three, meeting):
    item = AgendaItem.objects.create(meeting=meeting, order=1, title="Doors")
    file = default_storage.save("papers/doors.pdf", ContentFile(b"%PDF-1.7"))
    paper = Paper.objects.create(
        item=item, label="A", title="Doors", file=file, file_name="doors.pdf", size=8
    )
    for of, status in (("barrow", 200), ("far", 404)):
        client.force_login(factories.user("lead", three[of]))
        assert client.get(reverse("events:paper_file", args=[paper.uid])).status_code == status


# ---- its report


def reported(three, lent, state="sent"):
    action = factories.action(factories.section(factories.plan(three["lakes"])), "Train the doors")
    quarter = quarter_of(three["lakes"])
    report = GroupReport.objects.create(
        quarter=quarter, group=lent, state=state, words="A good quarter",
        sent_at=timezone.now(), sent_by_label="Lead",
        accepted_at=timezone.now() if state == "accepted" else None,
        question="Which?" if state == "returned" else "",
    )  # fmt: skip
    ActionReport.objects.create(
        report=report, action=action, status="green", commentary="Forty were trained"
    )


def quarter_of(partnership):
    return ReportingQuarter.objects.create(
        partnership=partnership, year=2011, quarter=1, due_on=TODAY, opened_at=timezone.now()
    )


def composed(partnership, kind="executive"):
    quarter = ReportingQuarter.objects.filter(partnership=partnership).first()
    report = QuarterReport(quarter=quarter or quarter_of(partnership), kind=kind)
    return compose(report, TODAY)


@pytest.mark.parametrize("state", ["sent", "accepted"])
def test_its_lead_reports_once_and_it_stands_in_both_reports(three, lent, state):
    reported(three, lent, state)
    made = composed(three["barrow"])
    words = words_of(made.fragment)
    assert "Groups that we share" in words
    assert "Train the doors" in words and "Forty were trained" in words
    assert made.snapshot["shared"][0]["of"] == "lakes"
    assert "Train the doors" in words_of(composed(three["barrow"], "county").fragment)
    assert "Groups that we share" not in words_of(composed(three["lakes"]).fragment)


def test_a_third_reads_nothing_of_it(three, lent):
    reported(three, lent)
    made = composed(three["far"])
    assert "Train the doors" not in made.fragment and "shared" not in made.snapshot


@pytest.mark.parametrize("state", ["draft", "returned"])
def test_what_is_not_sent_yet_is_nobody_elses(three, lent, state):
    reported(three, lent, state)
    assert "Train the doors" not in composed(three["barrow"]).fragment


def test_two_that_borrow_a_group_do_not_read_each_others_reports(three, lent):
    lent.lent_to.add(three["far"])
    quarter = quarter_of(three["far"])
    report = GroupReport.objects.create(
        quarter=quarter, group=lent, state="sent", sent_at=timezone.now(), sent_by_label="Lead"
    )
    action = factories.action(factories.section(factories.plan(three["far"])), "A far secret")
    ActionReport.objects.create(report=report, action=action, status="red", commentary="x")
    assert "A far secret" not in composed(three["barrow"]).fragment
