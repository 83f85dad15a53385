"""The steps of an action: by whom they are kept, when they are late, and how they are undone."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.documents.milestones import shown_milestone
from plans.models import Milestone
from plans.workflow import milestones
from records.models import Change
from records.moves import Refused
from tests import factories

DAY = datetime.date(2011, 12, 31)
BUTTONS = ["milestone_reach", "milestone_reopen", "milestone_remove"]


@pytest.fixture
def action(small):
    return factories.action(small.section, "Walk the streets", all_priorities=True)


@pytest.fixture
def milestone(action):
    return Milestone.objects.create(action=action, wording="Count the lamps", due_on=DAY)


def page_of(name, thing):
    return reverse(f"plans:{name}", args=[thing.uid])


def add(client, action, **fields):
    typed = {"wording": "First step", "due_on": "2011-12-31"} | fields
    return client.post(page_of("milestone_add", action), typed, follow=True)


def edit(client, milestone, **fields):
    typed = {"wording": "First step", "due_on": "2011-12-31", "base_version": milestone.version}
    return client.post(page_of("milestone_edit", milestone), typed | fields, follow=True)


def test_milestone_add_keeps_it_with_its_audit(officer, small, action):
    answer = add(officer, action)
    assert "First step" in answer.text
    assert "outside the plan" not in answer.text
    kept = Milestone.objects.get()
    assert (kept.wording, kept.due_on, kept.done_on) == ("First step", DAY, None)
    assert Change.objects.get(action="milestone.add").after["due_on"] == "2011-12-31"


@pytest.mark.parametrize("day", ["2011-03-31", "2012-04-01", "2012-12-31"])
def test_a_day_outside_the_plan_is_a_warning_and_kept(officer, action, day):
    answer = add(officer, action, due_on=day)
    assert "lies outside the plan’s time, 1 April 2011 to 31 March 2012" in answer.text
    assert Milestone.objects.get().due_on.isoformat() == day


def test_the_29th_of_february_is_a_day_where_there_is_one(officer, action):
    assert add(officer, action, due_on="2012-02-29").status_code == 200
    assert Milestone.objects.get().due_on == datetime.date(2012, 2, 29)
    assert "Enter a valid date" in add(officer, action, due_on="2011-02-29").text
    assert Milestone.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"wording": " "}, "Say what will be reached."),
        ({"due_on": ""}, "Give the day by which it is due."),
        ({"due_on": "soon"}, "Enter a valid date"),
        ({"done_on": "2999-01-01"}, "This day has not come yet."),
    ],
)
def test_milestone_add_says_what_is_wrong_and_keeps_the_rest(officer, action, typed, words):
    answer = add(officer, action, **{"wording": "Kept words"} | typed)
    assert words in answer.text
    assert "wording" in typed or "Kept words" in answer.text
    assert not Milestone.objects.exists()


def test_milestone_edit_over_a_newer_version_shows_both(officer, milestone):
    edit(officer, milestone, wording="Theirs")
    answer = edit(officer, milestone, wording="Mine")
    assert answer.status_code == 409
    assert "Theirs" in answer.text
    assert "Mine" in answer.text
    assert Milestone.objects.get().wording == "Theirs"


def test_milestone_reach_and_its_undo(officer, small, milestone):
    answer = officer.post(page_of("milestone_reach", milestone), follow=True)
    assert "Marked as reached." in answer.text
    assert "Undo: not reached yet" in answer.text
    assert Milestone.objects.get().done_on == timezone.localdate()
    again = officer.post(page_of("milestone_reach", milestone), follow=True)
    assert "marked as reached already" in again.text
    officer.post(page_of("milestone_reopen", milestone))
    assert Milestone.objects.get().done_on is None
    twice = officer.post(page_of("milestone_reopen", milestone), follow=True)
    assert "is not marked as reached" in twice.text
    names = Change.objects.filter(action__startswith="milestone").values_list("action", flat=True)
    assert set(names) == {"milestone.reach", "milestone.reopen"}


def test_milestone_remove_takes_the_version_that_was_read(officer, milestone):
    address = page_of("milestone_remove", milestone)
    for version in ("", "7", "²", "9" * 40):
        refused = officer.post(address, {"base_version": version}, follow=True)
        assert "was changed meanwhile" in refused.text
    assert Milestone.objects.exists()
    answer = officer.post(address, {"base_version": milestone.version}, follow=True)
    assert "was removed" in answer.text
    assert not Milestone.objects.exists()
    assert Change.objects.get(action="milestone.remove").before["wording"] == "Count the lamps"


def test_a_milestone_that_somebody_removed_meanwhile_says_so(small, milestone):
    Milestone.objects.all().delete()
    with pytest.raises(Refused, match="Somebody removed"):
        milestones.reach(milestone, on=DAY, by=small.officer, now=timezone.now())


def test_milestones_may_be_kept_while_the_text_is_locked(officer, small, action):
    small.submit()
    add(officer, action)
    assert Milestone.objects.exists()


# ---- by whom


def test_milestones_are_kept_by_the_lead_of_the_actions_own_group(client, small, action, milestone):
    client.force_login(small.lead)
    pages = [page_of("milestone_add", action), page_of("milestone_edit", milestone)]
    buttons = [page_of(name, milestone) for name in BUTTONS]
    assert {client.get(page).status_code for page in pages} == {403}
    assert {client.post(page).status_code for page in buttons} == {403}
    action.lead_group = small.lead.roles.get().group
    action.save()
    assert {client.get(page).status_code for page in pages} == {200}
    assert {client.post(page).status_code for page in buttons} == {302}


@pytest.mark.parametrize("move", ["reach", "reopen", "remove", "keep"])
def test_the_workflow_itself_refuses_others(small, milestone, move):
    given = {
        "reach": {"on": DAY},
        "remove": {"base_version": 1},
        "keep": {"base_version": 1},
    }.get(move, {})
    with pytest.raises(Refused, match="Officers and the lead"):
        getattr(milestones, move)(milestone, by=small.executive, now=timezone.now(), **given)


# ---- how they stand


@pytest.mark.once
@pytest.mark.parametrize(
    ("done", "on", "kind", "words"),
    [
        (None, DAY, "wait", "Due on 31 December 2011"),
        (None, DAY + datetime.timedelta(days=1), "bad", "Late, was due on 31 December 2011"),
        (DAY, DAY + datetime.timedelta(days=9), "done", "Reached on 31 December 2011"),
    ],
)
def test_a_milestone_is_late_from_the_day_after(small, milestone, done, on, kind, words):
    milestone.done_on = done
    shown = shown_milestone(milestone, small.plan, on)
    assert (shown.kind, shown.words) == (kind, words)
