"""Two rounds of assessment. All of their scores, dates and meetings are made up and say so."""

import datetime
from dataclasses import dataclass

from partnership.models import Role, User
from partnership.models.people import RoleKind
from portal.demo import partners
from priorities.models import (
    AssessmentRound,
    Candidate,
    Criterion,
    Score,
    ScoreCard,
    ScoringScheme,
)
from priorities.models.strands import Strand
from priorities.workflow.rounds import close_scoring, open_scoring

CRITERIA = (
    ("Harm", "to people, when it happens"),
    ("Volume", "how often it happens"),
    ("Public concern", "what people told us"),
    ("What we can add", "beyond partners’ own work"),
)


@dataclass(frozen=True)
class Made:
    """A candidate with its topics, its strands, and made-up scores: a string a criterion,
    a digit a member."""

    title: str
    topics: tuple
    scores: tuple
    strands: tuple = (Strand.CRIME,)
    priority: bool = False  # whether it was one before


SOUTH_LAKELAND = (
    Made(
        "Violent Crime",
        ("Violent crime", "Alcohol"),
        ("4443444", "3433433", "4344334", "3434343"),
        priority=True,
    ),
    Made(
        "Domestic Violence",
        ("Domestic abuse",),
        ("4444443", "2333234", "1222344", "2334344"),
        priority=True,
    ),
    Made(
        "Anti social behaviour, including youth disorder",
        ("Anti social behaviour",),
        ("2332332", "4444344", "3433433", "3332333"),
        priority=True,
    ),
    Made(
        "Substance misuse (drugs)",
        ("Drugs",),
        ("3343334", "3233323", "3334333", "2323333"),
        strands=(Strand.SUBSTANCE,),
    ),
    Made(
        "Criminal damage",
        ("Criminal damage",),
        ("2223222", "3433433", "3323333", "2323233"),
        priority=True,
    ),
    Made("Road safety", ("Road safety",), ("4443444", "2223222", "3233323", "1221222")),
    Made("Business crime", ("Business crime",), ("2222232", "2322322", "2221222", "2212222")),
    Made("Hate crime", ("Hate crime",), ("4333334", "1112111", "2122122", "2221222")),
    Made("House burglary", ("Burglary",), ("3223232", "1111111", "1212122", "1212121")),
)
LANCASHIRE = (
    Made("Rural crime", ("Rural crime",), ("2323", "2322", "3433", "3334")),
    Made("Public confidence", ("Public confidence",), ("2222", "4344", "4434", "3443")),
    Made("Neighbourhood policing", ("Neighbourhood policing",), ("2332", "3333", "4343", "2121")),
    Made("How offenders are dealt with", ("Criminal justice",), ("3223", "2322", "3343", "1212")),
    Made("Organised crime", ("Organised crime",), ("4444", "2121", "2222", "2323")),
)
# What the executive member who can sign in has scored: the first candidate of nine.
OWN = (4, 3, 4, 3)
OWN_NOTE = "Violent crime fell, but alcohol stands behind half of it."


def add_members(keep, partnership, bodies):
    """Executive members beside the one who can sign in, known by post; they have no password."""
    members = []
    for number, body in enumerate(bodies, start=2):
        member = User.objects.create_user(
            f"executive-{number}@{partnership.slug}.example", post=f"Executive member, {body}"
        )
        keep.add(Role, user=member, partnership=partnership, kind=RoleKind.EXECUTIVE)
        members.append(member)
    return members


def add_scheme(keep, partnership):
    scheme = keep.add(ScoringScheme, partnership=partnership, name="Four questions", example=True)
    for order, (name, meaning) in enumerate(CRITERIA, start=1):
        keep.add(Criterion, scheme=scheme, name=name, meaning=meaning, order=order)
    return scheme


def add_open_round(keep, partnership, group, topics, priorities, *, executive, now):
    """The round for 2012-13, in the middle of scoring: seven of eleven members have finished."""
    round = _add_round(
        keep,
        partnership,
        group,
        year=2012,
        score_by=datetime.date(2011, 11, 2),
        meets_on=datetime.date(2011, 12, 8),
    )
    candidates = _add_candidates(keep, round, SOUTH_LAKELAND, topics, priorities)
    open_scoring(round, by=keep.by, now=now)
    members = add_members(keep, partnership, partners.PARTNERS[1:])
    _add_scores(round, candidates, SOUTH_LAKELAND, members, now)
    _add_card(candidates[0], executive, OWN, now, note=OWN_NOTE)


def add_closed_round(keep, partnership, group, topics, *, now):
    """The round for 2010-11 with all scores in: its decision is the next step."""
    round = _add_round(
        keep,
        partnership,
        group,
        year=2010,
        wanted=3,
        score_by=datetime.date(2010, 1, 29),
        meets_on=datetime.date(2010, 2, 11),
    )
    candidates = _add_candidates(keep, round, LANCASHIRE, topics, {})
    open_scoring(round, by=keep.by, now=now)
    bodies = ("Police", "County council", "Fire and rescue", "Probation")
    members = add_members(keep, partnership, bodies)
    _add_scores(round, candidates, LANCASHIRE, members, now)
    round.refresh_from_db()
    close_scoring(round, by=keep.by, now=now)


def _add_round(keep, partnership, group, **fields):
    return keep.add(
        AssessmentRound,
        partnership=partnership,
        group=group,
        scheme=add_scheme(keep, partnership),
        meeting_item="5",
        example=True,
        **fields,
    )


def _add_candidates(keep, round, rows, topics, priorities):
    candidates = []
    for order, row in enumerate(rows, start=1):
        candidate = keep.add(
            Candidate,
            round=round,
            title=row.title,
            order=order,
            strands=list(row.strands),
            priority=priorities.get(row.title) if row.priority else None,
        )
        candidate.topics.set(topics[name] for name in row.topics)
        candidates.append(candidate)
    return candidates


def _add_scores(round, candidates, rows, members, now):
    for candidate, row in zip(candidates, rows, strict=True):
        for member, *values in zip(members, *row.scores, strict=False):
            _add_card(candidate, member, map(int, values), now)


def _add_card(candidate, member, values, now, note=""):
    card = ScoreCard.objects.create(candidate=candidate, member=member, complete_at=now, note=note)
    criteria = candidate.round.scheme.criteria.all()
    Score.objects.bulk_create(
        Score(card=card, criterion=criterion, value=value, first_value=value, at=now)
        for criterion, value in zip(criteria, values, strict=True)
    )
