"""What came in about a draft for consultation, and what became of it."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, Q
from django.urls import reverse

from plans.models import DraftReply
from publishing.documents import Address

ACCEPTED, SET_ASIDE, WAITING = (
    DraftReply.Standing.ACCEPTED,
    DraftReply.Standing.SET_ASIDE,
    DraftReply.Standing.WAITING,
)
WHOLE_PLAN = "The whole plan"


def draft_address(draft):
    """Where the public finds a draft."""
    plan = draft.plan
    page = reverse("plans:draft_page", args=[plan.partnership.slug, plan.slug, draft.number])
    return Address(page, "draft")


def address_of(document):
    """Where the public finds the draft that a document is of."""
    return draft_address(document.consultation_draft)


@dataclass(frozen=True)
class Tally:
    """How many replies came, and how far they are."""

    came: int
    waiting: int
    accepted: int
    set_aside: int
    answered: int
    by_outcome: dict

    @property
    def silent(self):
        """Accepted, and without an answer."""
        return self.accepted - self.answered


def tally(draft):
    counts = {
        standing: Count("pk", filter=Q(standing=standing)) for standing in DraftReply.Standing
    }
    replies = draft.replies.order_by()
    found = replies.aggregate(came=Count("pk"), **{key.value: n for key, n in counts.items()})
    outcomes = replies.exclude(outcome="").values_list("outcome").annotate(Count("pk"))
    by_outcome = dict(outcomes)
    return Tally(
        came=found["came"],
        waiting=found["waiting"],
        accepted=found["accepted"],
        set_aside=found["set_aside"],
        answered=sum(by_outcome.values()),
        by_outcome={
            label: by_outcome[value]
            for value, label in DraftReply.Outcome.choices
            if value in by_outcome
        },
    )


@dataclass(frozen=True)
class About:
    """The accepted replies to one section, or to the whole plan."""

    title: str
    anchor: str
    replies: list


def report_by_section(draft):
    """Every accepted reply with its answer, in the order of the draft's own contents."""
    places = {entry["anchor"]: n for n, entry in enumerate(draft.edition.snapshot["contents"])}
    replies = draft.replies.filter(standing=ACCEPTED).select_related("contribution")
    replies = replies.prefetch_related("contribution__redactions")
    in_order = sorted(replies, key=lambda one: (places.get(one.anchor, -1), one.pk))
    return [
        About(rows[0].section_title or WHOLE_PLAN, anchor, rows)
        for anchor, group in groupby(in_order, key=lambda one: one.anchor)
        if (rows := list(group))
    ]
