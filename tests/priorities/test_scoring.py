"""Giving scores: own first, then the others'; each press kept, nothing told too early."""

import datetime
import threading

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from partnership.models import Membership
from priorities.models import Score, ScoreCard, ScoringScheme
from priorities.views.scoring import scoring_context
from priorities.workflow.scoring import (
    declare_interest,
    give,
    own_card,
    take_back_interest,
    write_note,
)
from records.models import Change
from records.moves import Refused
from tests import factories

NOW = timezone.now()
LATER = NOW + datetime.timedelta(minutes=5)


@pytest.fixture
def of(db):
    return factories.partnership()


@pytest.fixture
def members(of):
    return [factories.user("executive", of, post=f"Secret post {n}") for n in range(5)]


@pytest.fixture
def officer(of):
    return factories.user("officer", of)


@pytest.fixture
def round(of):
    return factories.round(of, scheme=factories.scheme(of), state="scoring")


@pytest.fixture
def candidate(round):
    return factories.candidate(round, "Domestic Violence")


def score(candidate, member, *values, now=NOW):
    criteria = candidate.round.scheme.criteria.all()
    for criterion, value in zip(criteria, values, strict=False):
        give(candidate, criterion, value, by=member, now=now)
    return own_card(candidate, member)


def address(name, thing):
    return reverse(f"priorities:{name}", args=[thing.uid])


def press(client, candidate, criterion, value, **more):
    return client.post(
        address("score_edit", candidate),
        {str(criterion.uid): value, f"initial-{criterion.uid}": "", **more},
        headers={"accept": "application/json"},
    )


# ---- one press after the other


def test_a_card_is_whole_once_every_criterion_has_its_score(candidate, members):
    assert score(candidate, members[0], 4).complete_at is None
    card = score(candidate, members[0], 4, 3)
    assert card.complete_at == NOW
    assert [(s.value, s.first_value) for s in card.scores.all()] == [(4, 4), (3, 3)]


def test_the_first_whole_set_is_kept_beside_what_is_changed_later(candidate, members):
    score(candidate, members[0], 1)
    score(candidate, members[0], 2, 3)  # changed before the set was whole: 2 is the first
    card = score(candidate, members[0], 4, now=LATER)
    assert [(s.value, s.first_value) for s in card.scores.all()] == [(4, 2), (3, 3)]
    assert card.complete_at == NOW


def test_what_waited_on_a_phone_takes_nothing_newer_away(candidate, members):
    harm = candidate.round.scheme.criteria.first()
    give(candidate, harm, 4, by=members[0], now=NOW)
    early = NOW - datetime.timedelta(hours=1)
    give(candidate, harm, 1, by=members[0], now=LATER, pressed=early)
    assert Score.objects.get().value == 4
    give(candidate, harm, 2, by=members[0], now=LATER)
    assert Score.objects.get().value == 2


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("gathering", "Scoring has not opened yet."),
        ("closed", "Scoring has closed. Your scores stay as they were."),
        ("decided", "This round is decided. Its scores stay as they were."),
    ],
)
def test_scores_are_given_only_while_scoring_is_open(candidate, members, state, words):
    candidate.round.state = state
    candidate.round.save()
    with pytest.raises(Refused, match=words):
        score(candidate, members[0], 4)
    with pytest.raises(Refused):
        write_note(candidate, "Too late", by=members[0], now=NOW)
    assert not ScoreCard.objects.exists()


def test_only_members_score_for_themselves(candidate, officer, of):
    strangers = [officer, factories.administrator(), factories.user("lead", of)]
    strangers.append(factories.user("executive", factories.partnership()))
    for person in strangers:
        with pytest.raises(Refused):
            score(candidate, person, 4)


def test_a_score_outside_the_scale_or_of_another_scheme_is_refused(candidate, members, of):
    harm = candidate.round.scheme.criteria.first()
    other = factories.scheme(of).criteria.first()
    for criterion, value in ((harm, 0), (harm, 5), (other, 3)):
        with pytest.raises(Refused, match="no score of the scheme"):
            give(candidate, criterion, value, by=members[0], now=NOW)


@pytest.mark.django_db(transaction=True)
def test_two_devices_at_once_leave_one_card_and_no_fault():
    of = factories.partnership()
    member = factories.user("executive", of)
    round = factories.round(of, scheme=factories.scheme(of), state="scoring")
    candidate = factories.candidate(round)
    criteria, faults = list(round.scheme.criteria.all()), []

    def device(values):
        try:
            for criterion, value in zip(criteria, values, strict=True):
                give(candidate, criterion, value, by=member, now=timezone.now())
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=device, args=(v,)) for v in ((1, 2), (3, 4), (2, 2))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    card = ScoreCard.objects.get()
    assert card.scores.count() == 2 and card.complete_at


# ---- an interest


def test_an_interest_leaves_the_candidate_out_and_can_be_taken_back(candidate, members):
    score(candidate, members[0], 1, 3)
    score(candidate, members[0], 4)
    declare_interest(candidate, "We are paid for it", by=members[0], now=NOW)
    card = own_card(candidate, members[0])
    assert (card.complete_at, card.interest) == (None, "We are paid for it")
    assert Change.objects.get(action="scorecard.declare_interest").reason == card.interest
    with pytest.raises(Refused, match="declared an interest"):
        score(candidate, members[0], 1)
    take_back_interest(candidate, by=members[0], now=LATER)
    card = own_card(candidate, members[0])
    assert (card.complete_at, card.interest) == (LATER, "")
    assert [(s.value, s.first_value) for s in card.scores.all()] == [(4, 1), (3, 3)]


def test_an_interest_needs_its_reason(client, candidate, members):
    client.force_login(members[0])
    page = client.post(address("score_interest", candidate), {"reason": " "})
    assert "Say what your interest is." in page.content.decode()
    page = client.post(address("score_interest", candidate), {"reason": "Ours"}, follow=True)
    assert "You have an interest: “Ours”" in page.content.decode()
    page = client.get(address("score_edit", candidate), follow=True)
    assert "I have no interest after all" in page.content.decode()
    client.post(address("score_interest", candidate), {"take_back": "yes"})
    assert client.get(address("score_edit", candidate)).status_code == 200


# ---- nothing of others before one's own


TOLD = ("Split", "say 4", "say 1", "Most say", "As a table", "another member", 'class="dot"')


def told(page):
    """What of others' scores stands in a page, raw."""
    text = page.content.decode()
    return [words for words in TOLD if words in text]


def test_nothing_of_others_is_sent_before_all_my_scores_are_saved(client, candidate, members):
    for member, values in zip(members[1:], ((4, 1), (4, 2), (4, 4), (1, 4)), strict=True):
        score(candidate, member, *values)
    client.force_login(members[0])
    harm = candidate.round.scheme.criteria.first()
    pages = [
        client.get(address("score_edit", candidate)),
        client.get(address("score_spread", candidate), follow=True),
        client.get(address("score_results", candidate.round)),
        press(client, candidate, harm, 3),
        client.get(address("score_spread", candidate), follow=True),
        client.get(reverse("plans:candidate_detail", args=[candidate.uid])),
    ]
    assert [told(page) for page in pages] == [[]] * len(pages)
    assert pages[3].json().keys() == {"given", "saved"}
    panel = scoring_context(candidate, members[0])["scoring"]
    assert (panel.state, panel.spread.rows, panel.rows) == ("own", (), [])


def test_the_spread_opens_with_my_last_score_and_names_nobody(client, candidate, members):
    for member, values in zip(members[1:], ((4, 1), (4, 2), (4, 4), (1, 4)), strict=True):
        score(candidate, member, *values)
    score(candidate, members[0], 4, 1)
    client.force_login(members[0])
    page = client.get(address("score_spread", candidate)).content.decode()
    assert "5 of 5 members have scored." in page
    assert page.count("Split: from 1 to 4") == 2
    assert "4: 4, you among them" in page
    assert page.count('class="dot dot--mine"') == 3  # the key and each criterion
    assert [m.post for m in members[1:] if m.post in page or m.email in page] == []


def test_with_fewer_than_three_others_the_spread_waits(client, candidate, members):
    for member in members[:3]:
        score(candidate, member, 4, 4)
    client.force_login(members[0])
    page = client.get(address("score_spread", candidate))
    assert "Opens when three have scored besides you." in page.content.decode()
    assert told(page) == []
    score(candidate, members[3], 4, 4)
    page = client.get(address("score_spread", candidate))
    assert "All say 4" in page.content.decode()


def test_whoever_has_an_interest_sees_no_scores_before_the_end(client, candidate, members):
    for member in members[1:]:
        score(candidate, member, 4, 4)
    declare_interest(candidate, "Ours", by=members[0], now=NOW)
    client.force_login(members[0])
    assert told(client.get(address("score_spread", candidate))) == []


def test_officers_see_how_many_have_scored_and_never_who_or_what(
    client, candidate, members, officer, round
):
    other = factories.candidate(round, "Hate crime")
    for member in members:
        score(candidate, member, 4, 4)
    score(other, members[0], 1, 1)
    client.force_login(officer)
    results = client.get(address("score_results", round))
    spread = client.get(address("score_spread", candidate))
    assert "1 of 5 members have finished." in results.content.decode()
    assert "1 of 5 scored" in results.content.decode()
    assert "5 of 5 members have scored." in spread.content.decode()
    for page in (results, spread):
        assert told(page) == []
        assert "Rank" not in page.content.decode()
        assert [m.post for m in members if m.post in page.content.decode()] == []


def test_while_scoring_candidates_stand_in_the_order_of_the_round(
    client, candidate, members, officer, round
):
    other = factories.candidate(round, "Hate crime")
    for member in members:
        score(candidate, member, 1, 1)
        score(other, member, 4, 4)
    client.force_login(officer)
    page = client.get(address("score_results", round)).content.decode()
    assert page.index("Domestic Violence") < page.index("Hate crime")


def test_when_scoring_has_closed_everybody_reads_the_ranking(
    client, candidate, members, officer, round
):
    for member, values in zip(members, ((4, 1), (4, 2), (4, 4), (4, 4), (4, 4)), strict=True):
        score(candidate, member, *values)
    score(candidate, members[0], 3, now=LATER)
    write_note(candidate, "No finding speaks of it.", by=members[0], now=NOW)
    round.state = "closed"
    round.save()
    for person in (officer, members[0]):
        client.force_login(person)
        page = client.get(address("score_results", round)).content.decode()
        assert "6.8" in page and "Of 8" in page
        assert "Split: from 1 to 4" in page
        assert "“No finding speaks of it.”" in page
        assert "Moved their first score: </span>1" in page
        assert [m.post for m in members if m != person and m.post in page] == []


# ---- the page


def test_each_press_is_saved_and_answers_with_my_own_scores_alone(client, candidate, members):
    client.force_login(members[0])
    harm, volume = candidate.round.scheme.criteria.all()
    assert press(client, candidate, harm, 4).json()["given"] == {str(harm.uid): 4}
    answer = press(client, candidate, volume, 2).json()
    assert answer["given"] == {str(harm.uid): 4, str(volume.uid): 2}
    assert own_card(candidate, members[0]).complete_at


def test_a_press_that_cannot_count_says_why(client, candidate, members):
    client.force_login(members[0])
    harm = candidate.round.scheme.criteria.first()
    answer = press(client, candidate, harm, 9)
    assert (answer.status_code, answer.json()["words"]) == (409, "Choose one of the scores.")
    candidate.round.state = "closed"
    candidate.round.save()
    answer = press(client, candidate, harm, 4)
    assert answer.status_code == 409
    assert answer.json()["words"].startswith("Scoring has closed.")


def test_a_press_that_waited_says_how_long(client, candidate, members):
    client.force_login(members[0])
    harm = candidate.round.scheme.criteria.first()
    press(client, candidate, harm, 4)
    press(client, candidate, harm, 1, age="60000")
    assert Score.objects.get().value == 4
    press(client, candidate, harm, 2, age="nonsense")
    assert Score.objects.get().value == 2


def test_without_script_the_form_leads_to_what_is_missing(client, candidate, members):
    client.force_login(members[0])
    harm, volume = candidate.round.scheme.criteria.all()
    page = client.get(address("score_edit", candidate)).content.decode()
    assert " checked" not in page
    assert "Two more to give." in page
    data = {str(harm.uid): "3", f"initial-{harm.uid}": "", f"initial-{volume.uid}": ""}
    page = client.post(address("score_edit", candidate), data, follow=True).content.decode()
    assert "Give a score for Volume." in page
    assert "One more to give." in page
    assert page.index("autofocus") > page.index(f'name="{volume.uid}"')
    data |= {str(volume.uid): "2", f"initial-{harm.uid}": "3"}
    answer = client.post(address("score_edit", candidate), data)
    assert answer.url == address("score_spread", candidate)


def test_an_old_page_takes_nothing_back(client, candidate, members):
    client.force_login(members[0])
    harm, volume = candidate.round.scheme.criteria.all()
    score(candidate, members[0], 4)  # on another device, since the page was opened with 3
    data = {str(harm.uid): "3", f"initial-{harm.uid}": "3", str(volume.uid): "2"}
    client.post(address("score_edit", candidate), data | {f"initial-{volume.uid}": ""})
    assert [s.value for s in own_card(candidate, members[0]).scores.all()] == [4, 2]


def test_a_form_leads_back_to_pages_of_ours_alone(client, candidate, members):
    client.force_login(members[0])
    for back, led in (
        ("/workspace/elsewhere/", "/workspace/elsewhere/"),
        ("https://elsewhere.example/", address("score_spread", candidate)),
        ("//elsewhere.example/", address("score_spread", candidate)),
    ):
        answer = client.post(address("score_note", candidate), {"note": "Words", "back": back})
        assert answer.url == led


def test_the_next_candidate_is_the_next_that_waits_for_me(client, candidate, members, round):
    done, waits = factories.candidate(round, "Done"), factories.candidate(round, "Waits")
    for one in (candidate, done):
        score(one, members[0], 4, 4)
    client.force_login(members[0])
    assert "Next: Waits" in client.get(address("score_spread", done)).content.decode()
    assert "Next: Waits" in client.get(address("score_spread", candidate)).content.decode()
    score(waits, members[0], 1, 1)
    page = client.get(address("score_spread", waits)).content.decode()
    assert "You have scored all 3." in page


# ---- organisations and sessions


def entered(client, round, *values, organisation=None):
    data = {}
    for candidate in round.candidates.all():
        for criterion, value in zip(round.scheme.criteria.all(), values, strict=True):
            data[f"{candidate.uid}-{criterion.uid}"] = value
    query = f"?organisation={organisation.uid}" if organisation else ""
    return client.post(address("score_session", round) + query, data, follow=True)


def test_a_session_agrees_one_score_which_the_officer_enters(client, of, officer, members):
    scheme = factories.scheme(of, scorers=ScoringScheme.Scorers.SESSION)
    round = factories.round(of, scheme=scheme, state="scoring")
    candidate = factories.candidate(round)
    client.force_login(members[0])
    assert client.get(address("score_session", round)).status_code == 403
    client.force_login(officer)
    page = entered(client, round, 4, 2)
    assert "Saved." in page.content.decode()
    card = candidate.cards.get()
    assert (card.member, card.organisation, bool(card.complete_at)) == (None, None, True)
    entered(client, round, 3, 2)
    assert [s.value for s in card.scores.all()] == [3, 2]


def test_organisations_score_openly_with_their_names(client, of, officer, members):
    scheme = factories.scheme(of, scorers=ScoringScheme.Scorers.ORGANISATIONS)
    round = factories.round(of, scheme=scheme, state="scoring")
    candidate = factories.candidate(round)
    council, police = factories.organisation("Example Council"), factories.organisation("Force")
    stranger = factories.organisation()
    for body in (council, police):
        Membership.objects.create(partnership=of, organisation=body, kind="responsible")
    client.force_login(officer)
    entered(client, round, 4, 2, organisation=council)
    assert candidate.cards.get().organisation == council
    assert entered(client, round, 4, 2, organisation=stranger).status_code == 404
    round.state = "closed"
    round.save()
    client.force_login(members[0])
    page = client.get(address("score_spread", candidate)).content.decode()
    assert "1 of 2 organisations have scored." in page
    assert "Example Council" in page


def test_in_a_round_of_members_the_officer_enters_nothing(client, round, officer):
    client.force_login(officer)
    assert client.get(address("score_session", round)).status_code == 403
