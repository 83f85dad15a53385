"""What the review asks of a member of the executive group, made from states: late first."""

import datetime
from dataclasses import dataclass
from math import ceil

from django.db.models import F, Q
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.timezone import localdate

from partnership.models.people import RoleKind
from partnership.permissions import working_roles
from plans.documents.commenting import answered_threads
from plans.documents.since import since, text_now
from plans.documents.steps import steps_now
from plans.documents.submitted import submitted_in
from plans.models import Plan, PlanLook
from plans.models.plans import PlanState
from plans.permissions import may_record
from plans.views.comments import address_of
from priorities.documents.ranking import ranking
from priorities.documents.spread import in_words
from priorities.models import AssessmentRound, ScoreCard, ScoringScheme
from priorities.models.rounds import RoundState
from records.periods import day_label

SECONDS_TO_READ = 90  # a candidate's evidence
SECONDS_TO_SCORE = 15  # by one criterion
MINUTES_A_SPLIT = 2
MINUTES_A_PACK = 5
WORDS_A_MINUTE = 200
WORDS_QUOTED = 20
PLANS_COMPARED = 3  # at most so many drafts are compared for one start page
LONG_AGO = 60  # days after which nobody counts them


@dataclass(frozen=True)
class Need:
    """One thing that a member has to do: by when, why, where, and about how long it takes."""

    title: str
    why: str
    act: str
    address: str
    due: datetime.date | None
    minutes: int
    on: datetime.date
    example: bool = False

    @property
    def kind(self):
        if self.due is None:
            return "wait"
        return "bad" if self.due < self.on else "warn"

    @property
    def when(self):
        """By when, in words; “No date set” is one of them."""
        if self.due is None:
            return "No date set"
        return due_words(self.due, self.on)


def due_words(due, on):
    """How people say it: “4 days late”, “Due tomorrow”, “Was due 2 November 2011”."""
    late = (on - due).days
    if late > LONG_AGO:
        return f"Was due {day_label(due)}"
    if late > 1:
        return f"{late} days late"
    near = {1: "Due yesterday", 0: "Due today", -1: "Due tomorrow"}
    year = f" {due.year}" if due.year != on.year else ""
    return near.get(late, f"Due {due:%A} {due.day} {due:%B}{year}")


def needs_of(user, on):
    """All that waits for somebody as a member; what has no date stands last."""
    mine = member_of(user)
    if not mine:
        return []
    found = [
        *_rounds(user, mine, on),
        *_discussions(mine, on),
        *_answers(user, mine, on),
        *_changes(user, mine, on),
        *_replies(user, mine, on),
    ]
    return sorted(found, key=lambda need: (need.due is None, need.due or on))


def needs_title(needs):
    """“Three things need you”."""
    count = len(needs)
    if not count:
        return "Nothing needs you"
    return f"{in_words(count)} thing{' needs' if count == 1 else 's need'} you"


def member_of(user):
    """Keys of the partnerships in whose executive group somebody sits."""
    return {r.partnership_id for r in working_roles(user) if r.kind == RoleKind.EXECUTIVE}


def papers_of(user):
    """The rounds that a meeting has still to decide, each with its pack."""
    rounds = AssessmentRound.objects.seen_in(member_of(user))
    open_ones = rounds.filter(state__in=[RoundState.SCORING, RoundState.CLOSED])
    return open_ones.order_by(F("meets_on").asc(nulls_last=True), "year")


def _rounds(user, mine, on):
    asked = AssessmentRound.objects.seen_in(mine)
    rounds = asked.filter(scheme__scorers=ScoringScheme.Scorers.MEMBERS).select_related("scheme")
    for round in rounds.filter(state=RoundState.SCORING).prefetch_related(
        "candidates", "scheme__criteria"
    ):
        yield from _to_score(user, round, on)


def _discussions(mine, on):
    """Rounds whose scores are in: what the meeting should talk about, until it is held."""
    rounds = AssessmentRound.objects.seen_in(mine).filter(state=RoundState.CLOSED)
    ahead = rounds.filter(Q(meets_on=None) | Q(meets_on__gte=on))
    for round in ahead.select_related("scheme", "group"):
        split = [row.candidate.title for row in ranking(round, on=on).rows if row.split]
        body = f"The {round.group}" if round.group else "The group"
        decides = f"{body} decides{f' on {day_label(round.meets_on)}' if round.meets_on else ''}."
        yield Need(
            f"Read where {len(split)} candidate{'' if len(split) == 1 else 's'} split the scores"
            if split
            else "Read the review pack",
            f"{round}. The scores are in. {decides}",
            "Read the pack",
            reverse("plans:review_pack", args=[round.uid]),
            round.meets_on,
            max(MINUTES_A_SPLIT * len(split), MINUTES_A_PACK),
            on,
            round.example,
        )


def _to_score(user, round, on):
    """The candidates that lack scores of mine; the page begins with the first of them."""
    candidates = list(round.candidates.all())
    done = _done(round)
    mine = done.pop(user.pk, set())
    left = [(n, c) for n, c in enumerate(candidates, start=1) if c.pk not in mine]
    if not left:
        return
    number, first = left[0]
    seconds = SECONDS_TO_READ + SECONDS_TO_SCORE * len(round.scheme.criteria.all())
    whole = sum(len(keys) == len(candidates) for keys in done.values())
    yield Need(
        f"Score {len(left)} candidate{'' if len(left) == 1 else 's'}",
        f"{round}. You have scored {len(mine)} of {len(candidates)}; {_finished(whole)}.",
        f"{'Go on' if mine else 'Begin'} with number {number}",
        reverse("plans:candidate_detail", args=[first.uid]),
        round.score_by,
        ceil(len(left) * seconds / 60),
        on,
        round.example,
    )


def _done(round):
    """For each member the candidates that they have scored, or have an interest in."""
    cards = ScoreCard.objects.filter(candidate__round=round, member__isnull=False)
    given = cards.filter(Q(complete_at__isnull=False) | ~Q(interest=""))
    found = {}
    for member, candidate in given.values_list("member", "candidate"):
        found.setdefault(member, set()).add(candidate)
    return found


def _finished(whole):
    if not whole:
        return "no other member has finished"
    return f"{whole} member{' has' if whole == 1 else 's have'} finished"


def _answers(user, mine, on):
    """The plans to which the group has not answered yet."""
    plans = Plan.objects.filter(partnership__in=mine, state="submitted")
    for plan in plans.select_related("partnership"):
        steps = [step for step in steps_now(plan) if step.group and may_record(user, step)]
        if not steps:
            continue
        words = len(strip_tags(submitted_in(plan)).split())
        yield Need(
            f"Agree {plan.full_title}",
            f"The {steps[0].group} has not answered yet. Read it, then agree or return it.",
            "Read and answer",
            reverse("plans:plan_agree", args=[plan.uid]),
            steps[0].planned_on,
            max(ceil(words / WORDS_A_MINUTE), 1),
            on,
            plan.example,
        )


def _changes(user, mine, on):
    """Plans not yet published that somebody has read once, and that read otherwise now."""
    looks = PlanLook.objects.filter(user=user, plan__partnership__in=mine)
    looks = looks.exclude(plan__state=PlanState.PUBLISHED).order_by("-at")
    for look in looks.select_related("plan__partnership", "text")[:PLANS_COMPARED]:
        found = since(look.text.fragment, text_now(look.plan).fragment)
        count = len(found.sections)
        if not count:
            continue
        yield Need(
            f"Read what changed in {look.plan.title} {look.plan.label}: "
            f"{count} section{'' if count == 1 else 's'}",
            f"Since you read it on {day_label(localdate(look.at))}.",
            "Read the changes",
            reverse("plans:plan_changes", args=[look.plan.uid]),
            None,
            found.minutes,
            on,
            look.plan.example,
        )


def _replies(user, mine, on):
    """My comments that somebody has answered, as long as they are open."""
    for comment, reply in answered_threads(user, mine):
        place = f" about {comment.section}" if comment.section else ""
        said = Truncator(reply.text).words(WORDS_QUOTED)
        yield Need(
            "Answer a comment",
            f"{reply.author_label} replied to you{place}: {said}",
            "Answer",
            address_of(comment),
            None,
            1,
            on,
            reply.example,
        )
