"""The yearly round: started from last year, moved by its table, its scheme locked once used."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from partnership.models import Topic
from priorities.models import Candidate, ListedPriority, Referral, ScoreCard, ScoringScheme
from priorities.workflow import rounds as workflow
from priorities.workflow.candidates import take_over
from records.models import Change
from records.moves import Refused
from tests import factories

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def lakes():
    return factories.partnership("lakes")


@pytest.fixture
def round(lakes):
    return factories.round(lakes, scheme=factories.scheme(lakes))


@pytest.fixture
def officer(client, lakes):
    person = factories.user("officer", lakes)
    client.force_login(person)
    return person


def at(name, thing):
    return reverse(f"priorities:{name}", args=[thing.uid])


def page(client, round):
    return client.get(at("round_detail", round)).content.decode()


def press(client, round, move, **more):
    answer = client.post(at("round_move", round), {"move": move} | more, follow=True)
    round.refresh_from_db()
    return answer.content.decode()


# ---- finding the round


def test_priority_home_leads_to_the_only_partnership(client, lakes, officer):
    assert client.get(reverse("priorities:priority_home")).url == "/workspace/lakes/rounds/"


def test_priority_home_lists_several_partnerships(client, lakes, officer):
    factories.role(officer, "executive", factories.partnership("shire"))
    found = client.get(reverse("priorities:priority_home")).content.decode()
    assert "/workspace/lakes/rounds/" in found
    assert "/workspace/shire/rounds/" in found


def test_the_newest_round_comes_first_and_a_lead_reads_no_candidates(client, lakes, round):
    factories.round(lakes, year=2011)
    client.force_login(factories.user("lead", lakes))
    found = client.get("/workspace/lakes/rounds/").content.decode()
    assert found.index("Priorities for 2012-13") < found.index("Priorities for 2011-12")
    assert at("round_detail", round) not in found


def test_a_new_round_takes_over_scheme_and_group_of_the_last(client, lakes, round, officer):
    round.group = factories.group(lakes)
    round.save()
    address = reverse("priorities:round_add", args=["lakes"])
    initial = client.get(address).context["form"].initial
    assert (initial["year"], initial["scheme"], initial["group"]) == (
        2013,
        round.scheme,
        round.group,
    )
    sent = {"year": 2012, "wanted": 4}
    assert "There is a round for this year." in client.post(address, sent).content.decode()
    assert client.post(address, sent | {"year": 2013}).status_code == 302
    assert lakes.rounds.filter(year=2013).exists()


# ---- its candidates


@pytest.fixture
def last_year(lakes):
    """A public list with a priority and a referral, and a priority that another body set."""
    topic = Topic.objects.create(name="Burglary")
    chosen = factories.priority_list(lakes, state="published")
    burglary = factories.priority(lakes, "Burglary", strands=["crime"])
    burglary.topics.add(topic)
    ListedPriority.objects.create(
        priority_list=chosen, priority=burglary, wording="House burglary", order=1
    )
    Referral.objects.create(priority_list=chosen, subject="Road safety", verb="addressed")
    factories.priority(lakes, "Knife crime", origin="mandated", mandated_by="Police commissioner")
    factories.priority(lakes, "Old one", state="retired", origin="mandated", mandated_by="Somebody")
    return chosen


def test_take_over_starts_from_last_years_list(client, lakes, round, last_year, officer):
    assert "Start from last year’s priorities" in page(client, round)
    client.post(at("round_take_over", round))
    titles = list(round.candidates.values_list("title", flat=True))
    assert titles == ["House burglary", "Road safety", "Knife crime"]
    first = round.candidates.first()
    assert (first.priority.title, first.strands) == ("Burglary", ["crime"])
    assert [topic.name for topic in first.topics.all()] == ["Burglary"]


def test_take_over_adds_nothing_twice(round, last_year, officer):
    factories.candidate(round, "road safety")
    assert len(take_over(round, by=officer, now=NOW)) == 2
    with pytest.raises(Refused, match="stands here already"):
        take_over(round, by=officer, now=NOW)


def test_take_over_without_an_earlier_list_says_so(round, officer):
    with pytest.raises(Refused, match="No earlier list"):
        take_over(round, by=officer, now=NOW)


def test_candidates_are_added_edited_moved_and_removed(client, round, officer):
    topic = Topic.objects.create(name="Alcohol")
    sent = {"title": "Alcohol", "topics": [topic.pk], "strands": ["substance"]}
    client.post(at("candidate_add", round), sent)
    client.post(at("candidate_add", round), {"title": "Burglary"})
    alcohol, burglary = round.candidates.all()
    assert alcohol.strands == ["substance"]
    again = client.post(at("candidate_add", round), {"title": "Alcohol"})
    assert "This round has a candidate of this title." in again.content.decode()
    edit = at("candidate_edit", burglary)
    client.post(edit, {"title": "House burglary", "base_version": burglary.version})
    client.post(at("candidate_move", burglary), {"way": "up"})
    titles = list(round.candidates.values_list("title", flat=True))
    assert titles == ["House burglary", "Alcohol"]
    client.post(at("candidate_remove", alcohol))
    assert round.candidates.count() == 1
    assert Change.objects.filter(action="candidate.remove", target=alcohol.uid).exists()


def test_candidates_stay_once_scoring_is_open(client, round, officer):
    one, two = factories.candidate(round), factories.candidate(round)
    workflow.open_scoring(round, by=officer, now=NOW)
    for name, thing in [
        ("candidate_add", round),
        ("candidate_edit", one),
        ("candidate_remove", one),
        ("candidate_move", two),
        ("round_take_over", round),
    ]:
        answer = client.post(at(name, thing), {"title": "Other", "way": "up"}, follow=True)
        assert "Scoring has begun" in answer.content.decode(), name
    assert list(round.candidates.order_by("order")) == [one, two]


def test_strands_without_a_candidate_are_pointed_out(client, round, officer):
    factories.candidate(round, strands=["crime", "substance"])
    found = page(client, round)
    assert "Reduce re-offending: no candidate serves it." in found
    assert "Reduce serious violence" not in found  # not the law in 2012
    add = client.get(at("candidate_add", round), {"strand": "reoffending"})
    assert add.context["form"].initial["strands"] == ["reoffending"]


def test_the_round_page_costs_the_same_for_many_candidates(client, round, officer):
    factories.candidate(round)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            page(client, round)
        return len(queries)

    few = cost()
    for _ in range(40):
        factories.candidate(round)
    assert cost() == few


# ---- how it moves


def test_scoring_needs_candidates_and_criteria(client, lakes, round, officer):
    assert "Add at least one candidate first." in press(client, round, "open_scoring")
    factories.candidate(round)
    round.scheme.criteria.all().delete()
    assert "Choose a scoring scheme that has criteria first." in press(
        client, round, "open_scoring"
    )
    assert round.state == "gathering"


def test_a_round_goes_its_way_and_a_step_back_with_a_reason(client, round, officer):
    factories.candidate(round)
    assert "Scoring is open." in press(client, round, "open_scoring")
    assert "Give a reason." in press(client, round, "take_back")
    press(client, round, "take_back", reason="One was forgotten")
    assert round.state == "gathering"
    press(client, round, "open_scoring")
    assert "Next: record what the group decides" in press(client, round, "close_scoring")
    assert "Give a reason." in press(client, round, "reopen_scoring")
    press(client, round, "reopen_scoring", reason="A member was ill")
    assert round.state == "scoring"
    moved = Change.objects.filter(target=round.uid).values_list("action", "reason")
    assert ("assessmentround.reopen_scoring", "A member was ill") in moved


def test_nothing_is_taken_back_once_somebody_has_scored(client, lakes, round, officer):
    candidate = factories.candidate(round)
    press(client, round, "open_scoring")
    ScoreCard.objects.create(candidate=candidate, member=factories.user("executive", lakes))
    said = press(client, round, "take_back", reason="Late idea")
    assert "Somebody has scored" in said
    assert round.state == "scoring"


@pytest.mark.parametrize("move", ["", "decide", "__class__"])
def test_what_is_no_move_changes_nothing(client, round, officer, move):
    assert "Choose what to do." in press(client, round, move)


def test_closing_keeps_on_record_which_evidence_there_was(lakes, round, officer):
    topic = Topic.objects.create(name="Alcohol")
    candidate = factories.candidate(round)
    candidate.topics.add(topic)
    theme = factories.theme(lakes, "Drink", topic=topic)
    round = workflow.open_scoring(round, by=officer, now=NOW)
    workflow.close_scoring(round, by=officer, now=NOW)
    theme.topic = None
    theme.save()
    kept = Change.objects.get(action="assessmentround.evidence", target=round.uid).after
    assert kept[str(candidate.uid)]["themes"] == [str(theme.uid)]


def test_the_scheme_of_a_round_stays_once_it_is_scored_by(client, lakes, round, officer):
    factories.candidate(round)
    workflow.open_scoring(round, by=officer, now=NOW)
    other = factories.scheme(lakes)
    sent = {"scheme": other.pk, "wanted": 3, "base_version": 2, "meets_on": "2011-12-08"}
    client.post(at("round_edit", round), sent)
    round.refresh_from_db()
    assert (round.wanted, round.meets_on) == (3, datetime.date(2011, 12, 8))
    assert round.scheme != other


# ---- schemes


def test_a_scheme_is_made_with_its_criteria(client, lakes, officer):
    sent = {"name": "Ours", "scorers": "members", "lowest": 1, "highest": 4, "opens_after": 3}
    address = reverse("priorities:scheme_add", args=["lakes"])
    wrong = client.post(address, sent | {"highest": 1}).content.decode()
    assert "The highest score must be above the lowest." in wrong
    client.post(address, sent)
    scheme = ScoringScheme.objects.get(name="Ours")
    criterion = {"name": "Harm", "low_word": "low", "high_word": "high", "weight": "1.5"}
    criterion |= {"direction": "low", "order": 1}
    client.post(at("criterion_add", scheme), criterion)
    found = client.get(at("scheme_detail", scheme)).content.decode()
    assert "A low score speaks for a priority" in found
    assert "Weight 1.5" in found
    client.post(at("criterion_remove", scheme.criteria.get()))
    assert not scheme.criteria.exists()


def test_a_used_scheme_is_locked_and_renewed(client, lakes, round, officer):
    factories.candidate(round)
    workflow.open_scoring(round, by=officer, now=NOW)
    scheme = round.scheme
    criterion = scheme.criteria.first()
    for name, thing in [
        ("scheme_edit", scheme),
        ("criterion_add", scheme),
        ("criterion_edit", criterion),
        ("criterion_remove", criterion),
    ]:
        answer = client.post(at(name, thing), {"name": "Other"}, follow=True)
        assert "This scheme has been used" in answer.content.decode(), name
    client.post(at("scheme_renew", scheme))
    renewed = ScoringScheme.objects.get(name=scheme.name, issue=2)
    assert [one.name for one in renewed.criteria.all()] == ["Harm", "Volume"]
    assert renewed.uid != scheme.uid
    client.post(at("criterion_remove", renewed.criteria.first()))
    assert (renewed.criteria.count(), scheme.criteria.count()) == (1, 2)


def test_a_candidate_of_another_partnership_does_not_exist(client, officer):
    theirs = factories.candidate(factories.round(factories.partnership()))
    for name in ("candidate_edit", "candidate_evidence", "evidence_add"):
        assert client.get(at(name, theirs)).status_code == 404
    assert Candidate.objects.filter(pk=theirs.pk).exists()
