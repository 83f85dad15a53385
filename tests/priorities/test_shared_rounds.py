"""A round that several partnerships share: who sees it, who scores, who decides, whose list."""

import pytest
from django.urls import reverse
from django.utils import timezone

from priorities.documents.scorers import asked
from priorities.models import AssessmentRound, ListedPriority, PriorityList
from priorities.workflow.scoring import give
from priorities.workflow.shared import draw_list
from records.moves import Refused
from tests import factories

NOW = timezone.now()


@pytest.fixture
def three(db):
    return {name: factories.partnership(name) for name in ("lakes", "barrow", "far")}


@pytest.fixture
def round(three):
    made = factories.round(three["lakes"], scheme=factories.scheme(three["lakes"]), state="scoring")
    made.shared_with.add(three["barrow"])
    factories.candidate(made, "Night-time economy")
    return made


@pytest.fixture
def decided(round):
    of = round.partnership
    own = factories.priority_list(of, "Priorities for 2012-13", round=round, basis="the scores")
    priority = factories.priority(of, "Night-time economy")
    ListedPriority.objects.create(
        priority_list=own, priority=priority, wording="Calmer nights", order=1
    )
    AssessmentRound.objects.filter(pk=round.pk).update(state="decided")
    return AssessmentRound.objects.get(pk=round.pk)


PAGES = ("priorities:round_detail", "priorities:score_results", "plans:review_pack")


@pytest.mark.once
@pytest.mark.parametrize(
    ("kind", "of", "status"),
    [
        ("officer", "barrow", 200),
        ("executive", "barrow", 200),
        ("lead", "barrow", 403),
        ("officer", "far", 404),
        ("executive", "far", 404),
        ("officer", "lakes", 200),
    ],
)
def test_who_opens_a_shared_round(client, three, round, kind, of, status):
    client.force_login(factories.user(kind, three[of]))
    for name in PAGES:
        assert client.get(reverse(name, args=[round.uid])).status_code == status, name
    candidate = round.candidates.get()
    for name in ("plans:candidate_detail", "priorities:score_spread"):
        answer = client.get(reverse(name, args=[candidate.uid]), follow=True)
        assert answer.status_code == status, name


@pytest.mark.once
def test_only_the_officer_whose_round_it_is_changes_it(client, three, round):
    client.force_login(factories.user("officer", three["barrow"]))
    page = client.get(reverse("priorities:round_detail", args=[round.uid])).text
    assert "Lakes Partnership keeps it and records the decision" in page
    assert reverse("priorities:round_edit", args=[round.uid]) not in page
    assert client.get(reverse("priorities:round_edit", args=[round.uid])).status_code == 403
    closing = reverse("priorities:round_move", args=[round.uid])
    assert client.post(closing, {"move": "close_scoring"}).status_code == 403
    assert (
        "Of Lakes Partnership" in client.get(reverse("priorities:round_list", args=["barrow"])).text
    )


def test_members_of_both_are_asked_and_score_and_a_third_does_not(three, round):
    ours, theirs = (factories.user("executive", three[name]) for name in ("lakes", "barrow"))
    candidate, criterion = round.candidates.get(), round.scheme.criteria.first()
    for member in (ours, theirs):
        give(candidate, criterion, 3, by=member, now=NOW)
    assert asked(round) == {ours.pk, theirs.pk}
    with pytest.raises(Refused, match="Only who is asked"):
        give(candidate, criterion, 3, by=factories.user("executive", three["far"]), now=NOW)


def test_whoever_shares_it_draws_the_list_as_an_own_draft(three, decided):
    officer = factories.user("officer", three["barrow"])
    made = draw_list(decided, three["barrow"], by=officer, now=NOW)
    entry = made.entries.get()
    assert (made.state, entry.wording) == ("draft", "Calmer nights")
    assert entry.priority.partnership == three["barrow"]
    assert decided.priority_list.entries.get().priority.partnership == three["lakes"]
    with pytest.raises(Refused, match="drawn up already"):
        draw_list(decided, three["barrow"], by=officer, now=NOW)


def test_an_own_priority_of_that_title_is_taken(three, decided):
    own = factories.priority(three["barrow"], "night-time Economy")
    officer = factories.user("officer", three["barrow"])
    assert draw_list(decided, three["barrow"], by=officer, now=NOW).entries.get().priority == own


def test_a_list_is_not_drawn_early_or_by_a_stranger_or_by_the_owner(three, round):
    officers = {name: factories.user("officer", of) for name, of in three.items()}
    with pytest.raises(Refused, match="before the group has decided"):
        draw_list(round, three["barrow"], by=officers["barrow"], now=NOW)
    for name, by in (("far", "far"), ("lakes", "lakes"), ("barrow", "lakes")):
        with pytest.raises(Refused, match="that shares the round"):
            draw_list(round, three[name], by=officers[by], now=NOW)
    assert not PriorityList.objects.exists()


@pytest.mark.once
def test_the_button_draws_the_list_and_leads_to_it(client, three, decided):
    client.force_login(factories.user("officer", three["barrow"]))
    page = reverse("priorities:round_detail", args=[decided.uid])
    assert "Draw up our own list" in client.get(page).text
    drawn = client.post(reverse("priorities:round_draw", args=[decided.uid, "barrow"]), follow=True)
    assert "Calmer nights" in drawn.text
    assert "Draw up our own list" not in client.get(page).text


@pytest.mark.once
def test_a_round_is_offered_to_those_that_share_something(client, three, round):
    client.force_login(factories.user("officer", three["lakes"]))
    page = client.get(reverse("priorities:round_edit", args=[round.uid])).text
    assert "Barrow Partnership" in page and "Far Partnership" not in page


@pytest.mark.once
@pytest.mark.parametrize(("of", "asked"), [("lakes", True), ("barrow", True), ("far", False)])
def test_members_of_all_that_take_part_find_what_to_score_at_the_start(
    client, three, round, of, asked
):
    client.force_login(factories.user("executive", three[of]))
    page = client.get(reverse("portal:start"), follow=True).text
    assert (str(round.candidates.get().uid) in page) == asked
