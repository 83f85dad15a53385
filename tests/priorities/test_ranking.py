"""The order of candidates by their scores, how they spread, and what departs from that order."""

from collections import Counter
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from partnership.models import Membership
from priorities.documents.departure import band_after, place, tally
from priorities.documents.dots import dots
from priorities.documents.ranking import Ranked, Ranking, ranking
from priorities.documents.spread import sentence, spread
from priorities.models import AssessmentRound, Criterion, Score, ScoreCard, ScoringScheme
from tests import factories

NOW = timezone.now()


@pytest.fixture
def of(db):
    return factories.partnership()


@pytest.fixture
def members(of):
    return [factories.user("executive", of) for _ in range(4)]


@pytest.fixture
def round(of):
    return factories.round(of, scheme=factories.scheme(of), state="closed")


def scored(candidate, *rows, members=(), organisations=()):
    """Whole cards with these scores, a row for each member, organisation or (None) a session."""
    criteria = list(candidate.round.scheme.criteria.all())
    whose = [{"member": m} for m in members] or [{"organisation": o} for o in organisations]
    for row, who in zip(rows, whose or [{}] * len(rows), strict=False):
        card = ScoreCard.objects.create(candidate=candidate, complete_at=NOW, **who)
        for criterion, value in zip(criteria, row, strict=True):
            Score.objects.create(
                card=card, criterion=criterion, value=value, first_value=value, at=NOW
            )
    return candidate


# ---- the ranking


def test_candidates_are_ranked_by_the_sum_of_means(round, members):
    low = scored(factories.candidate(round), (1, 2), (2, 2), members=members)
    high = scored(factories.candidate(round), (4, 4), (3, 4), (4, 3), members=members)
    found = ranking(round)
    assert [(row.candidate, row.rank) for row in found.rows] == [(high, 1), (low, 2)]
    assert [row.total for row in found.rows] == [Decimal("7.33"), Decimal("3.50")]
    assert found.of == 8
    assert found.places == 1


def test_a_criterion_weighs_what_its_scheme_says_and_low_may_be_graver(round, members):
    harm, _ = round.scheme.criteria.all()
    harm.weight, harm.direction = 2, Criterion.Direction.LOW
    harm.save()
    row = scored(factories.candidate(round), (1, 3), (2, 3), members=members)
    found = ranking(round).row(row)
    # 1 and 2 count as 4 and 3 where low is graver: 2 x 3.5 + 3 of 12.
    assert (found.total, found.of) == (Decimal("10.00"), 12)
    assert [value for _, value in found.parts] == [Decimal("7.00"), Decimal("3.00")]


def test_equal_totals_share_a_rank_and_the_next_is_left_out(round, members):
    first, other = (scored(factories.candidate(round), (3, 3), members=members) for _ in "ab")
    scored(first, (3, 3), members=members[1:])
    scored(other, (3, 3), members=members[1:])
    last = scored(factories.candidate(round), (1, 1), (1, 1), members=members)
    found = ranking(round)
    assert [row.rank for row in found.rows] == [1, 1, 3]
    assert found.row(first).equal == [other]
    assert found.row(last).equal == []


def test_too_few_scores_leave_a_candidate_without_a_rank(round, members):
    few = scored(factories.candidate(round), (4, 4), members=members)
    half = scored(factories.candidate(round), (1, 1), (1, 1), members=members)
    rows = ranking(round).rows
    assert [row.candidate for row in rows] == [half, few]
    assert rows[1].rank is None and rows[1].total is None
    assert rows[1].in_words == "not ranked, 1 of 4 scored"


def test_who_has_an_interest_is_not_asked_and_does_not_count(round, members):
    candidate = scored(factories.candidate(round), (4, 4), members=members)
    ScoreCard.objects.create(candidate=candidate, member=members[1], interest="We are paid for it")
    ScoreCard.objects.create(candidate=candidate, member=members[2], interest="So are we")
    row = ranking(round).row(candidate)
    assert (row.scored, row.asked, row.rank) == (1, 2, 1)
    assert [words for _, words in row.interests] == ["We are paid for it", "So are we"]


def test_whoever_scored_was_asked_also_when_the_role_has_ended(round, members):
    candidate = scored(factories.candidate(round), (4, 4), (4, 4), members=members)
    members[0].roles.all().delete()
    row = ranking(round).row(candidate)
    assert (row.scored, row.asked) == (2, 4)


def test_half_a_card_counts_nowhere(round, members):
    candidate = scored(factories.candidate(round), (4, 4), (4, 4), members=members)
    card = ScoreCard.objects.create(candidate=candidate, member=members[2])
    criterion = round.scheme.criteria.first()
    Score.objects.create(card=card, criterion=criterion, value=1, at=NOW)
    row = ranking(round).row(candidate)
    assert (row.scored, row.total) == (2, 8)


def test_organisations_are_the_responsible_authorities_and_whoever_scored(of):
    scheme = factories.scheme(of, scorers=ScoringScheme.Scorers.ORGANISATIONS)
    round = factories.round(of, scheme=scheme, state="closed")
    council, police, charity = (factories.organisation() for _ in range(3))
    for body, kind in ((council, "responsible"), (police, "responsible"), (charity, "attends")):
        Membership.objects.create(partnership=of, organisation=body, kind=kind)
    candidate = scored(factories.candidate(round), (4, 4), organisations=[council])
    assert ranking(round).row(candidate).asked == 2
    scored(candidate, (2, 2), organisations=[charity])
    row = ranking(round).row(candidate)
    assert (row.scored, row.asked) == (2, 3)
    shown = spread(candidate, None).rows[0]
    assert [column.names for column in shown.columns] == [
        (),
        (charity.name,),
        (),
        (council.name,),
    ]


def test_a_session_has_one_score_and_that_is_enough(of):
    scheme = factories.scheme(of, scorers=ScoringScheme.Scorers.SESSION)
    round = factories.round(of, scheme=scheme, state="closed")
    candidate = scored(factories.candidate(round), (4, 3))
    row = ranking(round).row(candidate)
    assert (row.scored, row.asked, row.rank, row.total) == (1, 1, 1, 7)


def test_how_many_moved_their_first_score_is_counted(round, members):
    candidate = scored(factories.candidate(round), (4, 4), (4, 4), members=members)
    Score.objects.filter(card__member=members[0]).update(value=2)
    assert ranking(round).row(candidate).moved == 1


@pytest.mark.once
def test_totals_that_would_look_alike_are_shown_to_two_places():
    def shown(*totals):
        rows = [Ranked(None, 1, 1, 16, total=total and Decimal(total)) for total in totals]
        return Ranking(rows, 16, [], 1, 1).places

    assert shown("11.93", "11.88", None) == 2
    assert shown("11.90", "11.90", "8.00") == 1


def test_a_long_round_costs_as_many_queries_as_a_short_one(round, members):
    def cost(number):
        for _ in range(number):
            scored(factories.candidate(round), (4, 3), (1, 2), members=members)
        found = AssessmentRound.objects.get(pk=round.pk)  # which knows nothing by heart yet
        with CaptureQueriesContext(connection) as queries:
            ranking(found)
        return len(queries)

    assert cost(10) == cost(190)


# ---- the spread in words


@pytest.mark.once
@pytest.mark.parametrize(
    ("values", "words", "split"),
    [
        ("3 4 4 4 4 4 4 4", "Seven say 4", False),
        ("2 2 3 3 3 3 3 4", "Most say 3", False),
        ("1 1 2 2 2 3 4 4", "Split: from 1 to 4", True),
        ("2 3 3 3 3 4 4 4", "3 or 4", False),
        ("1 1 1 2 2 3 3 3", "Split: from 1 to 3", True),
        ("2 2 4 4", "Split: from 2 to 4", True),
        ("2 3 3 4", "Half say 3", False),
        ("3 3", "All say 3", False),
        ("3", "One says 3", False),
        ("", "No scores", False),
    ],
)
def test_a_spread_is_said_in_a_few_words(values, words, split):
    counts = Counter(int(value) for value in values.split())
    assert sentence(counts, ScoringScheme(lowest=1, highest=4)) == (words, split)


@pytest.mark.once
def test_on_a_longer_scale_a_wider_range_is_a_split():
    scheme = ScoringScheme(lowest=0, highest=10)
    assert sentence(Counter({5: 5, 9: 1}), scheme) == ("Five say 5", False)
    assert sentence(Counter({1: 5, 9: 1}), scheme) == ("Split: from 1 to 9", True)


def test_every_scorer_has_a_dot_and_mine_is_one_of_them(round, members):
    candidate = scored(factories.candidate(round), (4, 1), (4, 2), (3, 4), members=members)
    own = ScoreCard.objects.get(member=members[0])
    harm, volume = spread(candidate, own).rows
    drawing = dots(harm)
    assert len(drawing.dots) == 3
    assert [dot.mine for dot in drawing.dots].count(True) == 1
    assert "4: 2, you among them" in drawing.words
    assert volume.split


# ---- how a decision stands to the ranking


def places(round, wanted):
    return [place(row, wanted) for row in ranking(round).rows]


@pytest.fixture
def ranked(round, members):
    """Ranks 1, 2, 2, 4 and one that is not ranked."""
    for row in ((4, 4), (3, 3), (3, 3), (1, 1)):
        scored(factories.candidate(round), row, row, members=members)
    scored(factories.candidate(round), (4, 4), members=members)
    return round


def test_departing_from_the_band_in_either_direction_needs_a_reason(ranked):
    found = places(ranked, 3)
    assert [one.departs("priority") for one in found] == [False, False, False, True, True]
    assert [one.departs("watch") for one in found] == [True, True, True, False, False]
    assert [one.departs("") for one in found] == [False] * 5
    assert found[3].question("priority") == "Why a priority, though ranked 4?"
    assert found[0].question("refer") == "Why not a priority, though ranked 1?"
    assert found[4].question("priority") == "Why a priority, though not ranked, 1 of 4 scored?"


def test_a_tie_at_the_end_of_the_band_needs_no_reason_either_way(ranked):
    found = places(ranked, 2)
    assert [one.departs("priority") for one in found] == [False, False, False, True, True]
    assert [one.departs("watch") for one in found] == [True, False, False, False, False]
    assert found[1].status("priority") == ("good", f"Equal with {found[2].row.candidate}")


def test_the_band_ends_where_the_group_wants_it(ranked):
    rows = ranking(ranked).rows
    assert band_after(rows, 3) == rows[2].candidate
    assert band_after(rows, 9) == rows[3].candidate


@pytest.mark.once
def test_the_tally_counts_in_words():
    outcomes = ["priority"] * 4 + ["refer"] * 4 + ["watch", ""]
    assert tally(outcomes) == "4 priorities, 4 with others, 1 watched, 1 not decided"
    assert tally(["priority"]) == "1 priority"
