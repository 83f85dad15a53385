"""The executive's review: a candidate beside its scores, and the pack of the meeting."""

import datetime
import re

import page
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from events.models import Redaction
from partnership.models import CoveredArea, Topic
from plans.documents.pack import compose_pack, load_pack
from plans.views.needs import needs_of
from priorities.models import (
    Decision,
    DecisionMeeting,
    EvidenceStatement,
    FindingStatement,
    ListedPriority,
    ScoreCard,
    Survey,
    SurveyFinding,
)
from priorities.workflow.scoring import declare_interest, give, write_note
from publishing.documents import print_html
from publishing.models import Document, Edition
from publishing.rendering import render_pdf
from tests import factories

NOW = timezone.now()
TODAY = timezone.localdate()


class Review:
    """A round that five members score, with two candidates."""

    def __init__(self):
        self.of = factories.partnership("small-place")
        self.members = [factories.user("executive", self.of, post=f"Post {n}") for n in range(5)]
        self.officer = factories.user("officer", self.of)
        self.round = factories.round(
            self.of,
            scheme=factories.scheme(self.of),
            state="scoring",
            group=factories.group(self.of),
        )
        self.topic = Topic.objects.create(name="Domestic abuse")
        self.first = factories.candidate(self.round, "Alcohol misuse")
        self.second = factories.candidate(self.round, "Domestic Violence")
        self.second.topics.add(self.topic)

    def score(self, candidate, member, *values):
        for criterion, value in zip(self.round.scheme.criteria.all(), values, strict=True):
            give(candidate, criterion, value, by=member, now=NOW)

    def close(self):
        self.round.state = "closed"
        self.round.save()

    def pack(self, person=None):
        return load_pack(self.round, person or self.members[0], TODAY)

    def fragment(self, person=None):
        return compose_pack(self.pack(person)).fragment


@pytest.fixture
def review(db):
    return Review()


@pytest.fixture
def member(client, review):
    client.force_login(review.members[0])
    return client


def candidate_page(client, candidate):
    return client.get(reverse("plans:candidate_detail", args=[candidate.uid])).text


def pack_page(client, round):
    return client.get(reverse("plans:review_pack", args=[round.uid])).text


def text(html):
    """What somebody reads of a page."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def thread(html):
    (found,) = re.findall(r'<ol class="thread thread--candidate".*?</ol>', html, flags=re.S)
    steps = re.findall(r'<li class="([^"]*)">(.*?)</li>', found, flags=re.S)
    return [(look.split("--")[-1], text(words).strip().replace(" :", ":")) for look, words in steps]


def listed(review, *titles):
    """The priorities of the year before, which everybody can read."""
    found = factories.priority_list(review.of, state="published")
    for order, title in enumerate(titles, start=1):
        priority = factories.priority(review.of, title)
        ListedPriority.objects.create(
            priority_list=found, priority=priority, wording=title, order=order
        )
    return found


def said(review, words="Nobody comes out", **fields):
    """One contribution in a theme of the second candidate's topic."""
    event = factories.event(review.of)
    theme = factories.theme(review.of, topic=review.topic, name="Safe at home")
    entry = factories.contribution(event, words, **fields)
    factories.tag(entry, theme)
    return entry


# ---- the candidate's page


def test_candidate_detail_says_where_i_am_and_leads_to_its_neighbours(member, review):
    third = factories.candidate(review.round, "Road safety")
    found = candidate_page(member, review.second)
    assert "Candidate 2 of 3" in text(found)
    assert "Previous: Alcohol misuse" in found
    assert f"Next: {third.title}" in found
    assert "Next: " not in candidate_page(member, third).split("review__walk")[1]


def test_candidate_detail_shows_which_i_have_scored(member, review):
    review.score(review.first, review.members[0], 3, 4)
    found = candidate_page(member, review.second)
    assert found.count('class="is-done"') == 1
    assert found.count('class="is-here"') == 1
    assert "you have scored 1" in text(found)


def test_thread_of_a_new_candidate_has_a_missing_beginning(member, review):
    assert thread(candidate_page(member, review.first)) == [
        ("missing", "Said: no survey finding"),
        ("missing", "Priority 2011-12: not one of them"),
        ("missing", "Actions: none for it"),
        ("missing", "Result: none yet"),
        ("here", "Plan 2012-13: you decide"),
    ]


def test_thread_leads_from_what_was_said_to_the_actions_of_the_public_plan(member, review):
    found = listed(review, "Domestic Violence", "Alcohol")
    review.second.priority = found.entries.first().priority
    review.second.save()
    said(review)
    plan = publish_plan(review, review.second.priority)
    html = candidate_page(member, review.second)
    steps = [words for _, words in thread(html)]
    assert steps[0] == "Said: 1 entry at events"
    assert steps[1] == "Priority 2011-12: one of two"
    assert steps[2] == "2 actions: section 4.2"
    assert steps[3] == "Result: none reported yet"
    assert f"/small-place/plans/{plan.slug}/#section-four" in html


def publish_plan(review, priority):
    """A plan with two actions for a priority in its section 4.2, and one for another."""
    plan = factories.plan(review.of)
    section = factories.section(plan, anchor="section-four")
    for wording in ("Train staff", "Open a refuge"):
        factories.action(section, wording).priorities.add(priority)
    factories.action(section, "Lights")
    plan.document = Document.objects.create(
        partnership=review.of, kind="plan", slug=plan.slug, title="Plan"
    )
    entry = {"number": "4.2", "title": "Violence", "anchor": "section-four", "level": 2}
    plan.document.current_edition = Edition.objects.create(
        document=plan.document,
        number=1,
        title="Plan",
        fragment="<p>Plan</p>",
        snapshot={"contents": [entry]},
        content_hash="a" * 64,
        published_at=NOW,
        published_by_label="Officer",
    )
    plan.document.save()
    plan.save()
    return plan


def test_actions_for_all_priorities_are_told_where_it_has_none_of_its_own(member, review):
    found = listed(review, "Domestic Violence", "Alcohol")
    own, other = [entry.priority for entry in found.entries.all()]
    plan = publish_plan(review, own)
    plan.priority_list = found
    plan.save()
    factories.action(plan.sections.get(), "Newsletter", all_priorities=True)
    review.first.priority, review.second.priority = other, own
    review.first.save()
    review.second.save()
    steps = [thread(candidate_page(member, one))[2] for one in (review.first, review.second)]
    assert steps == [
        ("thread__step", "1 action: for all priorities, section 4.2"),
        ("thread__step", "2 actions: section 4.2"),
    ]


def test_actions_of_an_unpublished_plan_are_not_told(member, review):
    priority = factories.priority(review.of, "Domestic Violence")
    review.second.priority = priority
    review.second.save()
    section = factories.section(factories.plan(review.of))
    factories.action(section).priorities.add(priority)
    assert "none for it" in text(candidate_page(member, review.second))


def test_candidate_detail_shows_words_behind_a_theme_and_keeps_removed_ones_removed(member, review):
    entry = said(review, "My neighbour Ann is afraid")
    at = entry.text.index("Ann")
    Redaction.objects.create(
        contribution=entry,
        starts_at=at,
        ends_at=at + 3,
        reason="names",
        at=NOW,
        by=review.officer.uid,
        by_label="Officer",
    )
    found = candidate_page(member, review.second)
    assert "My neighbour" in found
    assert "Ann is" not in text(found)
    assert reverse("events:theme_detail", args=[entry.tags.get().theme.uid]) in found
    pack = pack_page(member, review.round)
    assert "My neighbour" in pack
    assert "Ann" not in text(pack)


def test_candidate_detail_leads_the_phone_to_my_scores_then_to_the_spread(member, review):
    give_mine = reverse("priorities:score_edit", args=[review.second.uid])
    assert f'<a class="govuk-button" href="{give_mine}">Give my scores' in candidate_page(
        member, review.second
    )
    review.score(review.second, review.members[0], 1, 2)
    found = candidate_page(member, review.second)
    assert "Give my scores" not in found
    assert reverse("priorities:score_spread", args=[review.second.uid]) in found


# ---- the pack: what it holds, and what it keeps back


def test_review_pack_holds_candidates_in_their_order_with_their_evidence(member, review):
    EvidenceStatement.objects.create(
        partnership=review.of, kind="cause", wording="Alcohol is a cause", source="Plan, 3.3"
    ).topics.add(review.topic)
    said(review)
    found = pack_page(member, review.round)
    assert found.index('id="candidate-1"') < found.index('id="candidate-2"')
    second = text(found.split('id="candidate-2"')[1])
    for words in ("Alcohol is a cause", "Plan, 3.3", "Safe at home", "Nobody comes out"):
        assert words in second


def test_every_piece_leads_back_to_its_source(member, review):
    measure = factories.measure(review.of, topic=review.topic)
    place = factories.area()
    CoveredArea.objects.create(partnership=review.of, area=place)
    figure = factories.figure(measure, area=place)
    statement = FindingStatement.objects.create(
        survey=Survey.objects.create(partnership=review.of, name="Survey", year=2010),
        wording="Most feel safe",
    )
    finding = SurveyFinding.objects.create(
        statement=statement, label="Feel safe", value=90, topic=review.topic
    )
    theme = said(review).tags.get().theme
    sources = [
        reverse("priorities:figure_source", args=[review.of.slug, figure.uid]),
        reverse("priorities:finding_detail", args=[finding.uid]),
        reverse("events:theme_detail", args=[theme.uid]),
    ]
    for html in (candidate_page(member, review.second), pack_page(member, review.round)):
        for source in sources:
            assert source in html
            assert member.get(source).status_code == 200


def test_review_pack_points_out_duties_without_a_candidate(member, review):
    review.first.strands = ["substance"]
    review.first.save()
    found = text(pack_page(member, review.round))
    assert "2 duties have no candidate" in found
    assert "Reduce re-offending" in found
    assert "Combat misuse" not in found


def test_pack_tells_nothing_of_others_scores_before_mine_are_given(member, review):
    for one in review.members[1:]:
        review.score(review.second, one, 4, 1)
        write_note(review.second, "A secret note", by=one, now=NOW)
    for found in (pack_page(member, review.round), review.fragment()):
        assert "Split" not in found
        assert "How many gave which score" not in found
        assert "How the scores stand" not in found
        assert "A secret note" not in found
    assert "Give my scores" in pack_page(member, review.round)


def test_pack_opens_the_spread_of_what_i_have_scored_without_rank_or_names(member, review):
    for one in review.members[1:]:
        review.score(review.second, one, 4, 1)
        review.score(review.first, one, 2, 2)
    review.score(review.second, review.members[0], 1, 1)
    found = text(pack_page(member, review.round))
    assert "You gave Harm 1 , Volume 1 ." in found
    assert found.count("How many gave which score") == 1
    assert "Split: from 1 to 4" in found
    assert "ranked" not in found
    assert "Post 1" not in found
    rows = review.pack().rows
    assert rows[0].spread == ()
    assert rows[1].ranked is None


def test_pack_keeps_the_spread_closed_until_enough_others_have_scored(review):
    review.score(review.second, review.members[0], 1, 1)
    review.score(review.second, review.members[1], 4, 4)
    assert review.pack().rows[1].spread == ()


def test_pack_of_an_officer_says_how_many_scored_and_never_what(client, review):
    for one in review.members:
        review.score(review.first, one, 4, 4)
        review.score(review.second, one, 1, 2)
    client.force_login(review.officer)
    found = text(pack_page(client, review.round))
    assert "5 of 5 members have scored all candidates" in found
    assert "How many gave which score" not in found
    assert "You gave" not in found


def test_pack_ranks_once_the_scores_are_in(member, review):
    for one in review.members:
        review.score(review.first, one, 1, 1)
        review.score(review.second, one, 4, 4)
    write_note(review.second, "Ask the police", by=review.members[3], now=NOW)
    review.close()
    found = text(pack_page(member, review.round))
    table = found.split("How the scores stand")[1].split("id=")[0]
    assert table.index("Domestic Violence") < table.index("Alcohol misuse")
    assert "8 of 8, ranked 1." in found
    assert "Ask the police" in found
    assert "Post 3" not in found


def test_pack_says_what_was_decided_and_where(member, review):
    review.close()
    meeting = DecisionMeeting.objects.create(
        round=review.round,
        group=review.round.group,
        held_on=datetime.date(2011, 12, 8),
        recorded_at=NOW,
        recorded_by_label="Officer",
    )
    first = Decision.objects.create(
        candidate=review.second, meeting=meeting, outcome="watch", reason="Figures fall"
    )
    Decision.objects.create(
        candidate=review.second,
        meeting=meeting,
        outcome="refer",
        receiver_not_stated=True,
        reason="Others are better placed",
        private_note="Between us",
        corrects=first,
    )
    review.round.state = "decided"
    review.round.save()
    found = text(pack_page(member, review.round))
    assert "Refer or work with others to whom is not stated" in found
    assert "Others are better placed" in found
    assert "8 December 2011" in found
    assert "Minute: not stated" in found
    assert "Figures fall" not in found
    assert "Between us" not in found
    assert "Plan 2012-13 : refer or work with others" in text(candidate_page(member, review.second))


def test_an_interest_is_said_and_asks_for_no_scores(member, review):
    declare_interest(review.second, "I chair the refuge", by=review.members[0], now=NOW)
    found = text(pack_page(member, review.round))
    assert "I chair the refuge" in found
    assert found.count("Give my scores") == 1


# ---- on paper


def test_pack_on_paper_has_my_own_scores_and_nobody_elses_name(review):
    review.score(review.second, review.members[0], 1, 2)
    mine, theirs = review.fragment(), review.fragment(review.members[1])
    assert "Harm <strong>1</strong>" in mine
    assert "You gave" not in theirs
    assert "<a " not in mine
    assert "Post " not in mine


@pytest.mark.once
def test_pack_on_paper_passes_pdf_ua_1(tmp_path, review):
    said(review)
    for one in review.members:
        review.score(review.first, one, 1, 4)
    review.close()
    needs = needs_of(review.members[0], TODAY)
    made = compose_pack(review.pack(), needs)
    html = print_html(
        title=made.title,
        fragment=made.fragment,
        snapshot=made.snapshot,
        partnership=review.of,
    )
    assert "Draft" not in html
    assert "For the members of the Executive Group" in html
    file = tmp_path / "pack.pdf"
    file.write_bytes(render_pdf(html).bytes)
    report = page.validate_pdf(file, profile="ua1")
    assert [(fault.rule_id, fault.message) for fault in report.failures] == []
    assert report.is_compliant


def test_review_pack_pdf_bears_the_name_of_its_round(member, review, monkeypatch):
    made = []

    def render(html):
        made.append(html)
        return type("Pdf", (), {"bytes": b"%PDF-1.7", "pages": 1})

    monkeypatch.setattr("publishing.views.render_pdf", render)
    answer = member.get(reverse("plans:review_pack_pdf", args=[review.round.uid]))
    assert answer.headers["Content-Disposition"] == (
        'inline; filename="review-pack-small-place-2012-13.pdf"'
    )
    assert "Score 2 candidates" in made[0]


# ---- what it costs


@pytest.mark.parametrize("state", ["scoring", "closed"])
def test_a_bigger_round_needs_no_more_queries(member, review, state):
    fill(review, 2)
    review.round.state = state
    review.round.save()
    few = [queries(member, address) for address in addresses(review)]
    review.round.state = "scoring"
    review.round.save()
    fill(review, 18)
    review.round.state = state
    review.round.save()
    assert [queries(member, address) for address in addresses(review)] == few


def addresses(review):
    return [
        reverse("plans:candidate_detail", args=[review.second.uid]),
        reverse("plans:review_pack", args=[review.round.uid]),
    ]


def fill(review, count):
    """Candidates with a topic, a theme with words, a statement and all their scores."""
    for _ in range(count):
        one = factories.candidate(review.round)
        topic = Topic.objects.create(name=one.title)
        one.topics.add(topic)
        theme = factories.theme(review.of, topic=topic)
        factories.tag(factories.contribution(factories.event(review.of)), theme)
        for person in review.members[: 4 if one.order % 2 else 5]:
            card = ScoreCard.objects.create(candidate=one, member=person, complete_at=NOW)
            card.scores.bulk_create(
                card.scores.model(card=card, criterion=criterion, value=2, at=NOW)
                for criterion in review.round.scheme.criteria.all()
            )


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)
