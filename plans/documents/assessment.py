"""What a round's document shows live: its candidates with their evidence, scores and decisions."""

from priorities.documents.evidence import gather
from priorities.documents.ranking import ranking
from priorities.documents.scorers import OPEN_TO_ALL
from priorities.documents.topics import plan_starts
from priorities.models import Decision


def candidates(block, section, outline):
    """Each candidate with its evidence, in the round's order; nothing of it is for everybody."""
    plan = outline.plan
    round = _round_for_members(plan)
    found = gather(round.candidates.all(), plan.partnership).values() if round else []
    return {"rows": found, "round": round, "level": min(section.heading_level + 1, 6)}


def scores(block, section, outline):
    """The candidates in the order of their scores, once scoring is closed: not before."""
    round = _round_for_members(outline.plan)
    if round is None or round.scheme is None or round.state not in OPEN_TO_ALL:
        return {"ranking": None, "round": round}
    # Who is asked is counted on a fixed day: the text must not change when a member leaves.
    day = round.meets_on or round.score_by or plan_starts(round.year)
    return {
        "ranking": ranking(round, on=day),
        "round": round,
        "number": outline.count("Table"),
    }


def decisions(block, section, outline):
    """What the group decided and why: the public reads the reasons, never the private notes."""
    plan = outline.plan
    recorded = Decision.objects.filter(
        candidate__round=plan.round_id, meeting__isnull=False, corrected_by=None
    )
    related = ("candidate", "meeting__group", "organisation", "group")
    rows = list(recorded.select_related(*related)) if plan.round_id else []
    return {
        "decisions": rows,
        "public": plan.is_public,
        "number": outline.count("Table") if rows else None,
    }


def _round_for_members(plan):
    """The round that a document tells of, where its readers are the partnership's own people."""
    return None if plan.is_public else plan.round
