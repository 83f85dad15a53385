"""Groups of places to compare with: drawn anew, dated, and read from a file."""

import datetime

import pytest
from django.utils import timezone

from priorities.models import ComparatorGroup
from priorities.workflow.groups import new_group
from records.models import Change
from records.moves import Refused
from tests import factories

NOW = timezone.now()
DAY = datetime.date(2010, 4, 1)
LATER = datetime.date(2012, 4, 1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def lakes():
    return factories.partnership("lakes")


@pytest.fixture
def officer(lakes):
    return factories.user("officer", lakes)


@pytest.fixture
def places():
    return [factories.area(name) for name in ("South Lakeland", "Craven", "Eden", "Ryedale")]


def draw(lakes, officer, members, *, from_date=DAY, **more):
    return new_group(
        lakes,
        **{"kind": "similar", "name": "Most Similar Group", "source": "iQuanta"}
        | {"area": members[0], "from_date": from_date, "members": members}
        | {"by": officer, "now": NOW}
        | more,
    )


def test_group_holds_from_its_day(lakes, officer, places):
    drawn = draw(lakes, officer, places[:3])
    assert drawn.words == "Most Similar Group has 3 places."
    assert [member.area.name for member in drawn.group.members.all()] == [
        *("Craven", "Eden", "South Lakeland")
    ]
    assert (drawn.group.from_date, drawn.group.to_date) == (DAY, None)
    assert Change.objects.get(action="comparator_group.draw").actor == officer.uid


def test_group_before_ends_the_day_before(lakes, officer, places):
    first = draw(lakes, officer, places[:3]).group
    drawn = draw(lakes, officer, [places[0], places[1], places[3]], from_date=LATER)
    first.refresh_from_db()
    assert first.to_date == datetime.date(2012, 3, 31)
    assert drawn.words == "Ryedale has joined and Eden has left."
    assert first.members.count() == 3


def test_group_drawn_late_for_an_earlier_day_ends_where_the_next_begins(lakes, officer, places):
    draw(lakes, officer, places[:3], from_date=LATER)
    drawn = draw(lakes, officer, places[:2])
    assert drawn.group.to_date == datetime.date(2012, 3, 31)


def test_same_group_once_more_changes_nothing(lakes, officer, places):
    draw(lakes, officer, places[:3])
    drawn = draw(lakes, officer, [places[0], places[2], places[1], places[1]])
    assert not drawn.made
    assert ComparatorGroup.objects.count() == 1
    assert Change.objects.filter(action__startswith="comparator_group").count() == 1


def test_members_of_the_same_day_change_only_where_asked(lakes, officer, places):
    draw(lakes, officer, places[:3])
    others = [places[0], places[1], places[3]]
    with pytest.raises(Refused, match="other members"):
        draw(lakes, officer, others)
    drawn = draw(lakes, officer, others, replace=True)
    assert drawn.words == "Ryedale has joined and Eden has left."
    assert {member.area for member in drawn.group.members.all()} == set(others)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"members": "first"}, "at least two places"),
        ({"members": "without"}, "South Lakeland itself must be one"),
        ({"by": "executive"}, "Officers of the partnership"),
    ],
)
def test_group_is_refused(fields, words, lakes, officer, places):
    members = {"first": places[:1], "without": places[1:]}.get(fields.get("members"), places)
    by = factories.user("executive", lakes) if "by" in fields else officer
    with pytest.raises(Refused, match=words):
        draw(lakes, by, members, area=places[0])
    assert not ComparatorGroup.objects.exists()


def test_group_without_a_day_cannot_follow_another(lakes, officer, places):
    draw(lakes, officer, places[:3])
    with pytest.raises(Refused, match="from which day"):
        draw(lakes, officer, places[:2], from_date=None)


def test_name_of_the_same_day_is_taken_by_another_place(lakes, officer, places):
    draw(lakes, officer, places[:3])
    with pytest.raises(Refused, match="another place"):
        draw(lakes, officer, places[1:])
