"""What a decision of a meeting does: to a group, to a priority."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from events.models import AgendaItem, Meeting
from events.workflow import meeting_decisions
from partnership.models import Group
from priorities.models import Priority, PriorityDecision
from records.models import Change
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def lakes():
    return factories.partnership("lakes")


@pytest.fixture
def officer(lakes, client):
    person = factories.user("officer", lakes)
    client.force_login(person)
    return person


@pytest.fixture
def decision(lakes, officer):
    meeting = Meeting.objects.create(
        partnership=lakes, title="Executive", slug="executive", held_on=timezone.localdate()
    )
    item = AgendaItem.objects.create(meeting=meeting, order=1, title="Alcohol")
    asked = {"uid": uuid.uuid4(), "by": officer, "now": timezone.now()}
    return meeting_decisions.decide(item, wording="Set it up", **asked)


def _group_page(decision, effect, group=None):
    here = reverse("events:meeting_decision_group", args=[decision.uid])
    return f"{here}?effect={effect}&group={group.uid if group else ''}"


def test_a_decision_sets_up_a_group_once(client, decision):
    here = _group_page(decision, "set_up")
    assert client.post(here, {"name": ""}).status_code == 200
    typed = {"name": "Alcohol Group", "kind": "steering", "from_date": "2012-04-26"}
    assert client.post(here, typed).status_code == 302
    made = Group.objects.get(name="Alcohol Group")
    decision.refresh_from_db()
    assert (decision.group, decision.effect) == (made, "set_up")
    assert "Set it up" in Change.objects.get(action="group.set_up").reason
    again = client.post(here, typed | {"name": "Other"})
    assert "has acted on Alcohol Group already" in again.content.decode()
    page = client.get(reverse("events:meeting_detail", args=[decision.item.meeting.uid]))
    assert "Sets it up</span>\n Alcohol Group" in page.content.decode()


def test_a_decision_changes_a_group(client, lakes, decision):
    group = factories.group(lakes, "Task group", "task_and_finish")
    choose = client.get(_group_page(decision, "change")).content.decode()
    assert "Which group" in choose and "Task group" in choose
    typed = {"name": "Task group", "state": "review", "purpose": "More", "meets": "quarterly"}
    assert client.post(_group_page(decision, "change", group), typed).status_code == 302
    group.refresh_from_db()
    assert (group.state, group.meets) == ("review", "quarterly")


def test_closing_a_group_says_first_what_stands_on_it(client, lakes, decision):
    group = factories.group(lakes, "Task group", "task_and_finish")
    factories.priority(lakes, delivery_group=group)
    here = _group_page(decision, "close", group)
    assert "Priorities that it delivers: 1" in client.get(here).content.decode()
    typed = {"to_date": timezone.localdate()}
    assert "then tick this" in client.post(here, typed).content.decode()
    assert client.post(here, typed | {"sure": "on"}).status_code == 302
    group.refresh_from_db()
    assert group.state == "ended"


def test_another_partnerships_group_is_not_offered(client, decision):
    other = factories.group(factories.partnership("shire"), "Theirs")
    page = client.get(_group_page(decision, "close", other)).content.decode()
    assert "Theirs" not in page
    answer = client.post(_group_page(decision, "close", other), {"to_date": "2012-04-26"})
    assert answer.status_code == 200
    other.refresh_from_db()
    assert other.state == "active"


def _priority_page(decision):
    return reverse("priorities:meeting_decision_priority", args=[decision.uid])


def test_meeting_decision_priority_sets_one_up_and_the_priority_names_it(client, decision):
    here = _priority_page(decision)
    assert "Give the priority a title" in client.post(here, {"effect": "set_up"}).content.decode()
    assert client.post(here, {"effect": "set_up", "title": "Night safety"}).status_code == 302
    made = Priority.objects.get()
    page = client.get(reverse("priorities:workspace_priority_detail", args=[made.uid]))
    assert "Decided by meetings" in page.content.decode()
    assert "“Set it up”" in page.content.decode()
    again = client.post(here, {"effect": "set_up", "title": "Other"})
    assert "has acted on Night safety already" in again.content.decode()


@pytest.mark.parametrize(("effect", "state"), [("change", "standing"), ("close", "retired")])
def test_a_decision_renames_or_retires_a_priority(client, lakes, decision, effect, state):
    priority = factories.priority(lakes)
    typed = {"effect": effect, "priority": priority.uid, "title": "Alcohol and drugs"}
    assert client.post(_priority_page(decision), {"effect": effect}).status_code == 200
    assert client.post(_priority_page(decision), typed).status_code == 302
    priority.refresh_from_db()
    assert priority.state == state
    assert PriorityDecision.objects.get().effect == effect
    assert Change.objects.filter(reason__contains="Set it up", target=priority.uid).exists()
