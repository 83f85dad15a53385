"""A priority is renamed, merged, retired, brought back; decisions become next year's list."""

import datetime

import pytest
from django.utils import timezone

from partnership.models import Topic
from priorities.documents.histories import history_of
from priorities.models import (
    CrossCuttingTheme,
    Decision,
    DecisionMeeting,
    ListedPriority,
    PriorityList,
)
from priorities.workflow.entries import enter
from priorities.workflow.lists import from_decisions, publish_list
from priorities.workflow.priorities import merge, rename, restore, retire
from records.moves import Refused
from tests import factories

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2011, 12, 9, 10, 0, tzinfo=datetime.UTC)


@pytest.fixture
def lakes():
    return factories.partnership("lakes")


@pytest.fixture
def officer(lakes):
    return factories.user("officer", lakes)


@pytest.fixture
def who(officer):
    return {"by": officer, "now": NOW}


def listed(priority_list):
    return [(e.order, e.wording) for e in priority_list.entries.order_by("order")]


# ---- one priority


def test_a_renamed_priority_keeps_its_address_and_what_lists_said(lakes, officer, who):
    priority = factories.priority(lakes, "Domestic violence", slug="domestic-violence")
    chosen = factories.priority_list(lakes)
    entry = enter(chosen, priority, by=officer)
    rename(priority, title="Domestic abuse", reason="The law says abuse.", **who)
    priority.refresh_from_db()
    entry.refresh_from_db()
    assert (priority.title, priority.slug) == ("Domestic abuse", "domestic-violence")
    assert entry.wording == "Domestic violence"
    line = history_of(priority)[0]
    assert line.words == "Renamed from “Domestic violence” to “Domestic abuse”"
    assert (line.reason, line.who) == ("The law says abuse.", officer.label)


@pytest.mark.parametrize(
    ("title", "reason", "why"),
    [
        ("Alcohol", "Why not", "title already"),
        ("Drugs", "Why not", "There is a priority"),
        ("Drink", " ", "Give a reason"),
        (" ", "Why not", "Give the priority a title"),
    ],
)
def test_a_priority_is_not_renamed_without_a_title_of_its_own_and_a_reason(
    lakes, who, title, reason, why
):
    factories.priority(lakes, "Drugs")
    with pytest.raises(Refused, match=why):
        rename(factories.priority(lakes, "Alcohol"), title=title, reason=reason, **who)


def test_only_officers_of_the_partnership_change_a_priority(lakes):
    priority, other = factories.priority(lakes, "Alcohol"), factories.priority(lakes, "Drugs")
    for kind, of in (("executive", lakes), ("officer", factories.partnership())):
        who = {"by": factories.user(kind, of), "now": NOW, "reason": "So"}
        for act in (
            lambda who=who: rename(priority, title="Drink", **who),
            lambda who=who: merge(priority, other, **who),
            lambda who=who: retire(priority, **who),
        ):
            with pytest.raises(Refused):
                act()


def test_a_merged_priority_leaves_drafts_to_the_other_and_public_lists_as_they_were(
    lakes, officer, who
):
    crime, alcohol = Topic.objects.create(name="Crime"), Topic.objects.create(name="Alcohol")
    old = factories.priority(lakes, "Alcohol", strands=["substance"])
    new = factories.priority(lakes, "Alcohol and crime", strands=["crime"])
    old.topics.add(alcohol)
    new.topics.add(crime)
    public, draft, both = (factories.priority_list(lakes, title) for title in "ABC")
    for chosen in (public, draft, both):
        enter(chosen, old, by=officer, wording="Drink")
    enter(both, new, by=officer)
    publish_list(public, **who)
    theme = CrossCuttingTheme.objects.create(priority_list=draft, title="Theme")
    theme.priorities.add(old)
    merge(old, new, reason="One thing.", **who)
    old.refresh_from_db()
    assert (old.state, old.merged_into) == ("merged", new)
    assert public.entries.get().priority == old
    assert draft.entries.get().priority == new and draft.entries.get().wording == "Drink"
    assert listed(both) == [(1, "Alcohol and crime")]
    assert list(theme.priorities.all()) == [new]
    new.refresh_from_db()
    assert new.strands == ["crime", "substance"] and set(new.topics.all()) == {alcohol, crime}
    assert history_of(old)[0].words == "Merged into “Alcohol and crime”"
    assert history_of(new)[0].words == "“Alcohol” was merged into it"


def test_what_is_merged_or_retired_is_merged_no_further_until_it_is_brought_back(lakes, who):
    one, two, three = (factories.priority(lakes, title) for title in ("One", "Two", "Three"))
    with pytest.raises(Refused, match="another priority"):
        merge(one, one, reason="So", **who)
    with pytest.raises(Refused, match="another priority"):
        merge(one, factories.priority(factories.partnership(), "Far"), reason="So", **who)
    merge(one, two, reason="So", **who)
    with pytest.raises(Refused, match="Bring it back first"):
        merge(three, one, reason="So", **who)
    one = restore(one, reason="It was wrong.", **who)
    assert (one.state, one.merged_into) == ("standing", None)
    merge(three, one, reason="So", **who)


def test_retiring_and_bringing_back_each_have_their_reason(lakes, who):
    priority = factories.priority(lakes)
    with pytest.raises(Refused, match="Give a reason"):
        retire(priority, reason=" ", **who)
    retire(priority, reason="It was achieved.", **who)
    with pytest.raises(Refused, match="not possible now"):
        retire(priority, reason="Again", **who)
    restore(priority, reason="It came back.", **who)
    said = [(line.words, line.reason) for line in history_of(priority)]
    assert said == [("Brought back", "It came back."), ("Retired", "It was achieved.")]


# ---- decisions become a list


class Decided:
    """A round with its meeting, whose decisions are recorded one by one."""

    def __init__(self, of):
        self.round = factories.round(of, year=2012)
        self.meeting = DecisionMeeting.objects.create(
            round=self.round,
            group=factories.group(of),
            held_on=datetime.date(2011, 12, 8),
            recorded_at=timezone.now(),
            recorded_by_label="Officer",
        )

    def decide(self, title, outcome, **fields):
        candidate = fields.pop("candidate", None) or factories.candidate(self.round, title)
        return Decision.objects.create(
            candidate=candidate, meeting=self.meeting, outcome=outcome, **fields
        )


@pytest.fixture
def decided(lakes):
    return Decided(lakes)


def test_decisions_become_a_draft_list_in_the_order_of_rank(lakes, decided, who):
    body = factories.organisation("Road Safety Partnership")
    decided.decide("Criminal damage", "priority", rank=2)
    decided.decide("Alcohol", "cross_cutting", wording="Alcohol runs across")
    asb = decided.decide("Anti social behaviour", "priority", rank=1, wording="ASB and disorder")
    decided.decide("Roads", "refer", organisation=body, reason="They lead on it.")
    decided.decide("Hate crime", "refer", receiver_not_stated=True)
    decided.decide("Vehicle crime", "watch", reason="It falls.")
    topic = Topic.objects.create(name="Disorder")
    asb.candidate.topics.add(topic)
    asb.candidate.strands = ["crime"]
    asb.candidate.save()
    made = from_decisions(decided.round, **who)
    assert made.state == "draft" and made.title == "Priorities for 2012-13"
    assert (made.set_by, made.starts_on) == ("The Executive Group", datetime.date(2012, 4, 1))
    assert listed(made) == [(1, "ASB and disorder"), (2, "Criminal damage")]
    first = made.entries.get(order=1).priority
    assert (first.title, first.slug) == ("Anti social behaviour", "anti-social-behaviour")
    assert first.strands == ["crime"] and list(first.topics.all()) == [topic]
    theme = made.themes.get()
    assert (theme.title, theme.statement) == ("Alcohol", "Alcohol runs across")
    assert theme.priorities.count() == 2
    roads, hate = made.referrals.all()
    assert (roads.receiver, roads.why) == (body, "They lead on it.")
    assert "by whom is not stated" in hate.sentence


def test_a_priority_of_last_time_stands_again_and_a_new_one_finds_a_free_address(
    lakes, decided, who
):
    old = factories.priority(lakes, "Alcohol", slug="alcohol")
    taken = factories.priority(lakes, "Something else", slug="drugs")
    retire(old, reason="Achieved.", **who)
    candidate = factories.candidate(decided.round, "Drink", priority=old)
    decided.decide("", "priority", candidate=candidate, rank=1)
    decided.decide("Drugs", "priority", rank=2)
    made = from_decisions(decided.round, **who)
    again, new = (entry.priority for entry in made.entries.order_by("order"))
    assert again == old and again.state == "standing"
    assert new.slug == "drugs-2" and new != taken
    assert "Agreed again" in history_of(old)[0].reason


def test_a_candidate_of_a_merged_priority_leads_to_what_it_is_part_of_now(lakes, decided, who):
    old, new = factories.priority(lakes, "Drink"), factories.priority(lakes, "Alcohol")
    merge(old, new, reason="One thing.", **who)
    candidate = factories.candidate(decided.round, "Drink", priority=old)
    decided.decide("", "priority", candidate=candidate)
    assert from_decisions(decided.round, **who).entries.get().priority == new


def test_a_correction_changes_its_own_rows_and_leaves_what_the_officer_added(
    lakes, officer, decided, who
):
    first = decided.decide("Alcohol", "priority", rank=1)
    decided.decide("Drugs", "priority", rank=2)
    cross = decided.decide("Fear", "cross_cutting")
    made = from_decisions(decided.round, **who)
    enter(made, factories.priority(lakes, "By hand"), by=officer)
    decided.decide("", "refer", candidate=first.candidate, corrects=first, receiver_not_stated=True)
    decided.decide("", "not_now", candidate=cross.candidate, corrects=cross, reason="Later.")
    again = from_decisions(decided.round, **who)
    assert again == made and PriorityList.objects.filter(round=decided.round).count() == 1
    assert listed(made) == [(1, "Drugs"), (2, "By hand")]
    assert [one.subject for one in made.referrals.all()] == ["Alcohol"]
    assert not made.themes.exists()


def test_doing_it_twice_changes_nothing(decided, who):
    decided.decide("Alcohol", "priority", rank=1)
    decided.decide("Roads", "refer", receiver_not_stated=True)
    made = from_decisions(decided.round, **who)
    entry = made.entries.get()
    from_decisions(decided.round, **who)
    assert ListedPriority.objects.get() == entry and made.referrals.count() == 1
    assert made.entries.get().version == entry.version


def test_a_public_list_is_withdrawn_before_it_is_corrected(decided, who):
    decided.decide("Alcohol", "priority", rank=1)
    publish_list(from_decisions(decided.round, **who), **who)
    with pytest.raises(Refused, match="Withdraw it first"):
        from_decisions(decided.round, **who)
