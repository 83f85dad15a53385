"""Partnerships that merge, split and end: what is refused, what is carried over, who reads on."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from partnership import workflow
from partnership.models import (
    ContactPoint,
    CoveredArea,
    GroupMember,
    Partnership,
    RelatedDocument,
    Succession,
    User,
)
from partnership.permissions import has_any_role, is_officer
from portal.documents.finding import find
from publishing import workflow as publishing
from records.models import Change
from records.moves import Refused
from tests import factories
from tests.reading import words_of

NOW = timezone.now()
TODAY = timezone.localdate(NOW)
YESTERDAY = TODAY - datetime.timedelta(days=1)


@pytest.fixture
def three(db):
    return [factories.partnership(name) for name in ("lakes", "eden", "westmorland")]


@pytest.fixture
def administrator(db):
    return factories.administrator()


@pytest.fixture
def how(administrator):
    return {
        "last_day": YESTERDAY,
        "reason": "The Cumbria order of 2022",
        "by": administrator,
        "now": NOW,
    }


def fresh(thing):
    return type(thing).objects.get(pk=thing.pk)


# ---- what happens


def test_a_merger_ends_several_and_names_the_one_that_goes_on(three, how):
    lakes, eden, westmorland = three
    workflow.merge_partnerships([lakes, eden], westmorland, **how)
    for old in (fresh(lakes), fresh(eden)):
        assert old.ended_on == YESTERDAY
        succession = old.successions.get()
        assert (succession.successor, succession.on) == (westmorland, TODAY)
        line = Change.objects.get(action="partnership.end", target=old.uid)
        assert line.reason == how["reason"]
    assert fresh(westmorland).ended_on is None


def test_a_split_names_several(three, how):
    lakes, eden, westmorland = three
    workflow.split_partnership(westmorland, [lakes, eden], **how)
    assert {row.successor for row in westmorland.successions.all()} == {lakes, eden}


def test_one_can_end_without_one_that_follows(three, how):
    workflow.end_partnership(three[0], **how)
    assert fresh(three[0]).has_ended(TODAY) and not three[0].successions.exists()


def test_what_is_ticked_is_carried_over_and_nothing_else(three, how):
    lakes, _, westmorland = three
    group, area = factories.group(lakes, "Night group", "task_and_finish"), factories.area()
    GroupMember.objects.create(group=group, post="Chair")
    CoveredArea.objects.create(partnership=lakes, area=area)
    ContactPoint.objects.create(partnership=lakes, purpose="plan", name="Council")
    RelatedDocument.objects.create(partnership=lakes, title="Protocol")
    officer, other = factories.user("officer", lakes), factories.user("officer", lakes)
    lead = factories.user("lead", lakes, group)
    wanted = {"carried": ["areas", "groups", "contacts", "library"]}
    wanted["roles"] = [officer.roles.get(), lead.roles.get()]
    workflow.merge_partnerships([lakes], westmorland, **how, **wanted)
    assert westmorland.groups.get().members.get().post == "Chair"
    assert westmorland.covered_areas.get().from_date == TODAY
    assert lakes.covered_areas.get().to_date == YESTERDAY
    assert westmorland.contact_points.get().name == "Council"
    assert westmorland.related_documents.get().title == "Protocol"
    assert officer.roles.filter(partnership=westmorland, kind="officer").exists()
    assert lead.roles.get(partnership=westmorland).group == westmorland.groups.get()
    assert not other.roles.filter(partnership=westmorland).exists()
    told = Change.objects.get(action="group.set_up", target=westmorland.groups.get().uid)
    assert "Continued from Lakes Partnership" in told.reason


def test_two_that_bring_the_same_bring_it_once(three, how):
    lakes, eden, westmorland = three
    person = factories.user("officer", lakes)
    factories.role(person, "officer", eden)
    for old in (lakes, eden):
        factories.group(old, "Executive Group")
        ContactPoint.objects.create(partnership=old, purpose="non_emergency", name="Police")
    wanted = {"carried": ["groups", "contacts"], "roles": list(person.roles.all())}
    workflow.merge_partnerships([lakes, eden], westmorland, **how, **wanted)
    assert westmorland.groups.count() == westmorland.contact_points.count() == 1
    assert person.roles.filter(partnership=westmorland).count() == 1


def test_its_people_read_on_and_only_who_closes_it_writes(three, how):
    lakes = three[0]
    officer, kept = factories.user("officer", lakes), factories.user("officer", lakes)
    workflow.end_partnership(lakes, **how, closing=[kept.roles.get()])
    officer, kept = (User.objects.get(pk=one.pk) for one in (officer, kept))
    assert has_any_role(officer, lakes) and not is_officer(officer, lakes)
    assert not officer.is_staff
    assert is_officer(kept, lakes)


def test_until_its_last_day_is_over_all_go_on(three, how):
    lakes, officer = three[0], factories.user("officer", three[0])
    workflow.end_partnership(lakes, **how | {"last_day": TODAY})
    assert is_officer(User.objects.get(pk=officer.pk), lakes)


# ---- what is refused


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"reason": " "}, "Give a reason"),
        ({"by": AnonymousUser()}, "Only administrators"),
    ],
)
def test_an_end_without_reason_or_right_is_refused(three, how, change, says):
    with pytest.raises(Refused, match=says):
        workflow.end_partnership(three[0], **how | change)
    assert fresh(three[0]).ended_on is None


def test_an_officer_does_not_end_the_own_partnership(three, how):
    with pytest.raises(Refused, match="Only administrators"):
        workflow.end_partnership(three[0], **how | {"by": factories.user("officer", three[0])})


def test_what_cannot_follow_is_refused_and_nothing_is_ended(three, how):
    lakes, eden, westmorland = three
    with pytest.raises(Refused, match="its own work"):
        workflow.merge_partnerships([lakes, westmorland], westmorland, **how)
    with pytest.raises(Refused, match="at least two"):
        workflow.split_partnership(lakes, [eden], **how)
    workflow.end_partnership(eden, **how)
    with pytest.raises(Refused, match="ends earlier itself"):
        workflow.merge_partnerships([lakes], eden, **how)
    with pytest.raises(Refused, match="was ended already"):
        workflow.merge_partnerships([lakes, eden], westmorland, **how)
    assert fresh(lakes).ended_on is None and not Succession.objects.exists()


def test_two_cannot_follow_each_other(three, how):
    lakes, eden, _ = three
    tomorrow = TODAY + datetime.timedelta(days=1)
    workflow.follow_partnership(lakes, eden, **how | {"last_day": tomorrow})
    with pytest.raises(Refused, match="itself followed by"):
        workflow.follow_partnership(eden, lakes, **how | {"last_day": TODAY})


def test_the_database_refuses_one_that_follows_itself(three):
    with pytest.raises(IntegrityError), transaction.atomic():
        Succession.objects.create(
            predecessor=three[0], successor=three[0], on=TODAY, kind="followed"
        )


def test_an_end_is_taken_back_until_its_last_day_is_over(three, how):
    lakes, eden, _ = three
    CoveredArea.objects.create(partnership=lakes, area=factories.area())
    asked = {"reason": "Put off", "by": how["by"], "now": NOW}
    workflow.follow_partnership(lakes, eden, **how | {"last_day": TODAY})
    workflow.take_back_end(lakes, **asked)
    assert fresh(lakes).ended_on is None and not lakes.successions.exists()
    assert lakes.covered_areas.get().to_date is None
    workflow.follow_partnership(lakes, eden, **how)
    with pytest.raises(Refused, match="last day is over"):
        workflow.take_back_end(lakes, **asked)


# ---- nothing new begins


@pytest.mark.once
def test_nothing_new_begins_after_the_end(client, three, how):
    lakes = three[0]
    officer = factories.user("officer", lakes)
    workflow.end_partnership(lakes, **how, closing=[officer.roles.get()])
    client.force_login(officer)
    forms = {
        "plans:plan_add": {
            "kind": "full",
            "title": "Plan",
            "year": 2030,
            "starts_on": "2030-04-01",
        },
        "priorities:round_add": {"year": 2030, "wanted": 4},
        "events:event_add": {"title": "Evening", "kind": "event"},
    }
    for name, data in forms.items():
        page = client.post(reverse(name, args=["lakes"]), data)
        assert "has ended, so nothing new begins in it" in page.text, name
    assert not (lakes.plans.exists() or lakes.rounds.exists() or lakes.events.exists())


def test_a_closing_officer_corrects_but_publishes_nothing_new(three, how):
    lakes, officer = three[0], factories.user("officer", three[0])
    asked = {"by": officer, "now": NOW}

    def publish(document, words, why=""):
        return publishing.publish(
            document, title="Plan", fragment=words, snapshot={}, change_note=why, **asked
        )

    made = {"partnership": lakes, "kind": "plan", "title": "Plan", **asked}
    old = publishing.new_document(slug="old", **made)
    publish(old, "<p>A</p>")
    workflow.end_partnership(lakes, **how, closing=[officer.roles.get()])
    new = publishing.new_document(slug="new", **made | {"partnership": fresh(lakes)})
    with pytest.raises(Refused, match="nothing new begins in it"):
        publish(new, "<p>A</p>")
    assert publish(old, "<p>B</p>", "A number was wrong").number == 2


# ---- what readers are told


@pytest.mark.once
def test_public_pages_stay_under_the_old_name_and_lead_on(client, three, how):
    lakes, _, westmorland = three
    workflow.merge_partnerships([lakes], westmorland, **how)
    for name in ("portal:partnership_home", "partnership:about", "plans:plan_list"):
        page = words_of(client.get(reverse(name, args=["lakes"])).text)
        assert "This partnership ended on" in page, name
        assert "Its work is continued by Westmorland Partnership" in page, name
    assert "ended on" not in client.get(reverse("portal:partnership_home", args=["eden"])).text
    after = words_of(client.get(reverse("partnership:about", args=["westmorland"])).text)
    assert "Whose work it continues Lakes Partnership" in after
    data = client.get(reverse("portal:data_partnership", args=["lakes"])).json()
    assert (data["ended_on"], data["continued_by"]) == (YESTERDAY.isoformat(), ["westmorland"])
    feed = client.get(reverse("portal:partnership_feed", args=["lakes"])).content.decode()
    assert "continued by Westmorland Partnership" in feed
    assert "<changefreq>never</changefreq>" in client.get(reverse("portal:sitemap")).text


def test_whoever_asks_for_the_old_name_finds_the_one_that_goes_on_first(three, how):
    lakes, _, westmorland = three
    workflow.merge_partnerships([lakes], westmorland, **how)
    found = find("lakes", TODAY)
    assert [one.partnership.slug for one in found] == ["westmorland", "lakes"]
    assert found[0].why == "continues the work of Lakes Partnership"
    assert [one.partnership.slug for one in find("lakes", YESTERDAY)] == ["lakes"]


def test_what_ended_twice_leads_to_the_last(client, three, how):
    lakes, eden, westmorland = three
    workflow.follow_partnership(lakes, eden, **how)
    Partnership.objects.filter(pk=eden.pk).update(ended_on=YESTERDAY)
    Succession.objects.create(predecessor=eden, successor=westmorland, on=TODAY, kind="followed")
    page = words_of(client.get(reverse("partnership:about", args=["lakes"])).text)
    assert "continued by Westmorland Partnership" in page


# ---- the administrator's screens


@pytest.mark.once
def test_what_will_happen_is_shown_before_it_is_done(client, three, administrator):
    lakes, eden, westmorland = three
    officer = factories.user("officer", lakes)
    client.force_login(administrator)
    address = reverse("partnership:end_partnership", args=["lakes"])
    data = {
        "kind": "merged", "others": "eden", "successors": "Westmorland Partnership",
        "last_day": YESTERDAY.isoformat(), "reason": "The order", "carried": ["groups"],
        "roles": [officer.roles.get().pk],
    }  # fmt: skip
    page = words_of(client.post(address, data).text)
    assert "What will happen" in page and "Eden Partnership" in page
    assert f"{officer.label} becomes officer there too" in page
    assert fresh(lakes).ended_on is None
    client.post(address, data | {"confirmed": "1"})
    assert fresh(lakes).ended_on == fresh(eden).ended_on == YESTERDAY
    assert officer.roles.filter(partnership=westmorland).exists()


@pytest.mark.once
@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"successors": "nowhere"}, "No partnership, or more than one, is called “nowhere”"),
        ({"successors": ""}, "Name the one that goes on with its work."),
        ({"kind": "split"}, "Name at least two"),
        ({"kind": "followed", "others": "eden"}, "Only a merger ends several at once."),
        ({"successors": "lakes"}, "cannot go on with its own work"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(client, three, administrator, change, says):
    client.force_login(administrator)
    data = {
        "kind": "merged", "successors": "westmorland", "last_day": YESTERDAY.isoformat(),
        "reason": "The words of the order", "confirmed": "1",
    }  # fmt: skip
    address = reverse("partnership:end_partnership", args=["lakes"])
    page = client.post(address, data | change).text
    assert says in page and "The words of the order" in page
    assert fresh(three[0]).ended_on is None
