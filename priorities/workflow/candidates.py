"""The candidates of a round: taken over from last year, put in order, removed."""

from django.db import transaction

from priorities.documents.last_time import last_list
from priorities.models import Candidate, Priority
from priorities.models.rounds import RoundState
from priorities.workflow.rounds import lock
from records.models import note
from records.moves import Refused
from records.saving import change_places, save_new

LOCKED = "Scoring has begun, so the candidates stay as they are."


def lock_gathering(round):
    """The round's row, held; refused once scoring has begun."""
    round = lock(round)
    if round.state != RoundState.GATHERING:
        raise Refused(LOCKED)
    return round


def next_place(round):
    """The order of a candidate that is added at the end."""
    last = round.candidates.order_by("order").last()
    return last.order + 1 if last else 1


@transaction.atomic
def take_over(round, *, by, now):
    """A candidate for each priority and referral of the last list, and each mandated priority.

    What has a candidate already gets no second one; returns the new candidates.
    """
    round = lock_gathering(round)
    last = last_list(round.partnership, round.year)
    known = {title.casefold() for title in round.candidates.values_list("title", flat=True)}
    taken = set(round.candidates.exclude(priority=None).values_list("priority", flat=True))
    made, place = [], next_place(round)
    for candidate, topics in [*_of_list(last), *_mandated(round.partnership)]:
        title = candidate.title.casefold()
        if title in known or candidate.priority_id in taken - {None}:
            continue
        known.add(title)
        taken.add(candidate.priority_id)
        candidate.round, candidate.order = round, place + len(made)
        save_new(candidate, by=by)
        candidate.topics.set(topics)
        made.append(candidate)
    if not made:
        raise Refused(_nothing_new(last))
    note("assessmentround.take_over", by=by, now=now, target=round, after={"candidates": len(made)})
    return made


def _nothing_new(last):
    if last is None:
        return "No earlier list of priorities is public. Add the candidates one by one."
    return f"All of “{last.title}” stands here already."


def _of_list(last):
    """Candidates made of a list's entries, in its order, and of what it left to others."""
    if last is None:
        return
    entries = last.entries.select_related("priority").prefetch_related("priority__topics")
    for entry in entries:
        yield _of_priority(entry.priority, entry.wording)
    for referral in last.referrals.select_related("topic", "organisation", "group"):
        made = Candidate(
            title=referral.subject,
            title_cy=referral.subject_cy,
            strands=referral.strands,
            summary=f"Last time: {referral.sentence}.",
        )
        yield made, [referral.topic] if referral.topic else []


def _mandated(partnership):
    priorities = partnership.priorities.filter(
        origin=Priority.Origin.MANDATED, state=Priority.State.STANDING
    )
    for priority in priorities.prefetch_related("topics"):
        yield _of_priority(priority, priority.title)


def _of_priority(priority, wording):
    made = Candidate(
        title=wording[: Candidate._meta.get_field("title").max_length],
        title_cy=priority.title_cy,
        strands=priority.strands,
        priority=priority,
    )
    return made, priority.topics.all()


@transaction.atomic
def move(candidate, *, up, by):
    """Change places with the candidate above or below."""
    round = lock_gathering(candidate.round)
    rows = list(round.candidates.select_for_update().order_by("order", "pk"))
    change_places(rows, candidate, up=up, by=by)


@transaction.atomic
def remove(candidate, *, by, now):
    """Take a candidate out; its history and the audit keep that it was there."""
    lock_gathering(candidate.round)
    note("candidate.remove", by=by, now=now, target=candidate)
    candidate._history_user = by
    candidate.delete()
