"""Groups of places: found by name, drawn, drawn anew, and who joined and left."""

import datetime

import pytest
from django.urls import reverse

from partnership.models import Area, CoveredArea
from priorities.models import ComparatorGroup
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def lakes():
    return factories.partnership("lakes")


@pytest.fixture
def places(lakes):
    found = {name: factories.area(name) for name in ("Lakes", "Eden", "Wyre", "Fylde")}
    Area.objects.filter(pk=found["Eden"].pk).update(code="E07000030")
    CoveredArea.objects.create(partnership=lakes, area=found["Lakes"])
    return found


@pytest.fixture
def officer(client, lakes):
    client.force_login(factories.user("officer", lakes))
    return client


ADD = "/workspace/lakes/comparator-groups/add/"
LIST = "/workspace/lakes/comparator-groups/"


def typed(places, *names, day="2011-04-01", **fields):
    return {
        "name": "Most Similar Group",
        "kind": "similar",
        "area": places["Lakes"].pk,
        "from_date": day,
        "members": [str(places[name].uid) for name in names],
        "act": "save",
    } | fields


def test_a_place_is_found_by_a_part_of_its_name_and_what_was_chosen_stays(officer, places):
    page = officer.post(ADD, typed(places, "Lakes", act="find", find="wyr", day="")).text
    assert f'value="{places["Wyre"].uid}"' in page
    assert f'value="{places["Lakes"].uid}"' in page
    assert f'value="{places["Eden"].uid}"' not in page
    assert "govuk-error-message" not in page
    assert not ComparatorGroup.objects.exists()


def test_a_place_is_found_by_its_code(officer, places):
    page = officer.post(ADD, typed(places, "Lakes", act="find", find="e07000030")).text
    assert f'value="{places["Eden"].uid}"' in page


def test_a_group_drawn_anew_ends_the_one_before_and_names_who_changed(officer, places):
    officer.post(ADD, typed(places, "Lakes", "Eden", "Wyre"))
    first = ComparatorGroup.objects.get()
    assert f"?after={first.uid}" in officer.get(LIST).text
    answer = officer.post(
        f"{ADD}?after={first.uid}",
        typed(places, "Lakes", "Eden", "Fylde", day="2015-04-01"),
        follow=True,
    )
    assert "Fylde has joined and Wyre has left." in answer.text
    assert "Joined: Fylde" in answer.text
    assert "Left: Wyre" in answer.text
    first.refresh_from_db()
    assert first.to_date == datetime.date(2015, 3, 31)
    assert ComparatorGroup.objects.count() == 2


def test_members_are_corrected_for_the_same_day(officer, places):
    officer.post(ADD, typed(places, "Lakes", "Eden"))
    group = ComparatorGroup.objects.get()
    edit = reverse("priorities:comparator_group_edit", args=[group.uid])
    assert "checked" in officer.get(edit).text
    fields = typed(places, "Lakes", "Wyre", name="Another name", day="2001-01-01")
    stale = officer.post(edit, fields | {"base_version": group.version - 1})
    assert "Somebody else changed this group meanwhile." in stale.text
    assert officer.post(edit, fields | {"base_version": group.version}).status_code == 302
    group = ComparatorGroup.objects.get()
    assert (group.name, group.from_date) == ("Most Similar Group", datetime.date(2011, 4, 1))
    assert [str(member) for member in group.members.all()] == ["Lakes", "Wyre"]


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ((), "Choose the places of the group."),
        (("Lakes",), "at least two places"),
        (("Eden", "Wyre"), "Lakes itself must be one of the members."),
    ],
)
def test_a_group_that_is_none_is_refused_in_words(officer, places, names, said):
    assert said in officer.post(ADD, typed(places, *names)).text
    assert not ComparatorGroup.objects.exists()


def test_a_place_of_somebody_elses_partnership_cannot_be_what_it_is_for(officer, places):
    page = officer.post(ADD, typed(places, "Eden", "Wyre", area=places["Eden"].pk)).text
    assert "Select a valid choice" in page


def test_nonsense_among_the_members_is_a_fault_and_no_failure(officer, places):
    page = officer.post(ADD, typed(places, "Lakes", members=["'; drop"]))
    assert page.status_code == 200
    assert not ComparatorGroup.objects.exists()
