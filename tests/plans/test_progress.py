"""Reports on an action: by whom, when, and with what words."""

import datetime

import pytest
from django.urls import reverse

from plans.documents.quarters import quarters_of, shown_quarter, standing
from plans.models import Action, ProgressUpdate
from plans.models.sections import SectionState
from records.models import Change
from records.quarters import Quarter
from tests import factories


def page_of(action, quarter="2011-1"):
    address = reverse("plans:progress_edit", args=[action.uid])
    return f"{address}?quarter={quarter}" if quarter else address


@pytest.fixture
def action(small):
    return factories.action(small.section, all_priorities=True)


def tell(client, action, **fields):
    return client.post(page_of(action), {"base_version": 1} | fields)


def test_progress_edit_saves_a_report_with_its_audit(officer, small, action):
    answer = tell(officer, action, status="green", commentary="Done", told_by="The Chair")
    assert answer.status_code == 302
    update = ProgressUpdate.objects.get()
    assert (update.year, update.quarter, update.status) == (2011, 1, "green")
    change = Change.objects.get(action="action.report")
    assert change.after == {"quarter": "Quarter 1, 2011-12", "status": "green"}


@pytest.mark.parametrize("status", ["amber", "red"])
def test_progress_edit_asks_why_it_is_at_risk_and_keeps_the_rest(officer, action, status):
    answer = tell(officer, action, status=status, commentary="  ", told_by="The Chair")
    assert "Say why it is late, at risk or off track" in answer.text
    assert "The Chair" in answer.text
    assert not ProgressUpdate.objects.exists()


def test_progress_edit_needs_a_status(officer, action):
    assert "Choose how it stands" in tell(officer, action, commentary="x").text
    assert tell(officer, action, status="grey").status_code == 200


def test_progress_edit_of_a_locked_plan_works_and_leaves_its_section(officer, small, action):
    small.section.state = SectionState.READY
    small.section.save()
    small.submit()
    assert tell(officer, action, status="complete").status_code == 302
    small.section.refresh_from_db()
    assert small.section.state == SectionState.READY


def test_progress_edit_on_top_of_a_newer_report_shows_both(officer, action):
    tell(officer, action, status="green", commentary="First")
    tell(officer, action, status="amber", commentary="Second")
    answer = tell(officer, action, status="red", commentary="Third")
    assert answer.status_code == 409
    assert "Second" in answer.text
    assert "Third" in answer.text
    assert ProgressUpdate.objects.get().commentary == "Second"


def test_progress_edit_is_for_the_lead_of_the_actions_group(client, small, action):
    client.force_login(small.lead)
    assert client.get(page_of(action)).status_code == 403
    Action.objects.filter(pk=action.pk).update(lead_group=small.lead.roles.get().group)
    assert tell(client, action, status="green").status_code == 302
    client.force_login(small.executive)
    assert client.get(page_of(action)).status_code == 403


@pytest.mark.parametrize("quarter", ["2030-1", "2011-5", "x"])
def test_progress_edit_of_no_quarter_of_the_plan_is_not_found(officer, action, quarter):
    assert officer.get(page_of(action, quarter)).status_code == 404


def test_progress_edit_opens_the_plans_last_quarter_by_itself(officer, action):
    page = officer.get(page_of(action, "")).text
    assert "Progress in quarter 4, 2011-12" in page


# ---- how an action stands


DAY = datetime.date(2011, 8, 1)


@pytest.mark.once
@pytest.mark.parametrize(
    ("on", "quarter"),
    [
        (datetime.date(2010, 1, 1), Quarter(2011, 1)),
        (DAY, Quarter(2011, 2)),
        (datetime.date(2012, 1, 31), Quarter(2011, 4)),
        (datetime.date(2020, 1, 1), Quarter(2011, 4)),
    ],
)
def test_the_quarter_shown_is_todays_or_the_plans_nearest(small, on, quarter):
    assert shown_quarter(small.plan, on) == quarter


def test_the_quarters_of_a_plan_and_their_last_days(small):
    found = list(quarters_of(small.plan))
    assert [one.number for one in found] == [1, 2, 3, 4]
    assert found[0].ends_on == datetime.date(2011, 6, 30)
    assert found[3].ends_on == datetime.date(2012, 3, 31)


@pytest.mark.parametrize(
    ("fields", "told", "words", "late"),
    [
        ({}, [], "No report yet", False),
        ({}, [(1, "green")], "No report yet", False),
        ({}, [(1, "complete")], "Complete", False),
        ({}, [(2, "red")], "Off track", True),
        ({"ongoing": True, "date_as_stated": "each quarter"}, [], "Report late", True),
        ({"ongoing": True, "date_as_stated": "quarterly"}, [(1, "green")], "No report yet", False),
        ({"by_date": datetime.date(2011, 7, 1)}, [], "Date passed, no report", True),
        ({"by_date": datetime.date(2011, 7, 1)}, [(2, "green")], "On track", True),
        ({"by_date": datetime.date(2011, 7, 1)}, [(2, "complete")], "Complete", False),
    ],
)
def test_how_an_action_stands(small, action, fields, told, words, late):
    for name, value in fields.items():
        setattr(action, name, value)
    updates = [ProgressUpdate(year=2011, quarter=quarter, status=how) for quarter, how in told]
    found = standing(action, updates, Quarter(2011, 2), DAY)
    assert (found.words, found.late) == (words, late)
