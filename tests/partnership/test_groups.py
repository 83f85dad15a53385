"""What becomes of a group: set up, changed, ended, each with its reason."""

import datetime

import pytest
from django.utils import timezone

from partnership.models import Group
from partnership.workflow import groups
from records.models import Change
from records.moves import Refused
from tests import factories

pytestmark = pytest.mark.django_db
DAY = datetime.date(2012, 4, 26)


@pytest.fixture
def lakes():
    return factories.partnership("lakes")


@pytest.fixture
def asked(lakes):
    officer = factories.user("officer", lakes)
    return {"by": officer, "now": timezone.now(), "reason": "Decided on 26 April 2012"}


def _set_up(lakes, asked, **fields):
    new = {"name": "Alcohol Steering Group", "kind": "steering", "purpose": "", "from_date": DAY}
    return groups.set_up(lakes, **new | fields, **asked)


def test_a_group_is_set_up_with_its_reason(lakes, asked):
    made = _set_up(lakes, asked)
    assert (made.state, made.from_date) == ("active", DAY)
    assert Change.objects.get(action="group.set_up").reason == asked["reason"]


def test_two_groups_have_two_names(lakes, asked):
    _set_up(lakes, asked)
    with pytest.raises(Refused, match="of this name"):
        _set_up(lakes, asked)
    with pytest.raises(Refused, match="a name"):
        _set_up(lakes, asked, name="  ")
    assert Group.objects.count() == 1


def test_a_change_keeps_what_was(lakes, asked):
    made = _set_up(lakes, asked)
    changed = groups.change(made, name="Alcohol Group", state="review", **asked)
    assert (changed.name, changed.state) == ("Alcohol Group", "review")
    assert changed.history.count() == 2
    assert Change.objects.get(action="group.change").before["name"] == "Alcohol Steering Group"
    with pytest.raises(Refused, match="Nothing is different"):
        groups.change(changed, name="Alcohol Group", **asked)
    with pytest.raises(Refused, match="Close the group"):
        groups.change(changed, state="ended", **asked)


def test_a_group_ends_once_and_not_before_it_began(lakes, asked):
    made = _set_up(lakes, asked)
    with pytest.raises(Refused, match="before it began"):
        groups.close(made, to_date=DAY - datetime.timedelta(days=1), **asked)
    ended = groups.close(made, to_date=DAY, **asked)
    assert (ended.state, ended.to_date) == ("ended", DAY)
    with pytest.raises(Refused, match="ended already"):
        groups.close(made, to_date=DAY, **asked)
    with pytest.raises(Refused, match="has ended"):
        groups.change(made, name="Other", **asked)


def test_only_officers_do_it_and_with_a_reason(lakes, asked):
    made = _set_up(lakes, asked)
    with pytest.raises(Refused, match="Officers"):
        groups.change(made, name="X", **asked | {"by": factories.user("lead", lakes)})
    with pytest.raises(Refused, match="reason"):
        groups.close(made, to_date=DAY, **asked | {"reason": " "})
