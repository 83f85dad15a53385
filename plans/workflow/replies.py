"""What people reply to a draft: kept, looked at, counted or set aside, and answered."""

from django.db import transaction
from django.utils.timezone import localdate

from events.models import Contribution
from events.models.contributions import Origin
from events.models.workshops import Kind
from plans.models import ConsultationDraft, DraftReply
from plans.permissions import may_consult
from plans.workflow.checks import hashed
from plans.workflow.consulting import takes_replies
from records.models import note
from records.moves import Move, MoveTable, Refused
from records.saving import save_new, save_over

WAITING, ACCEPTED, SET_ASIDE = DraftReply.Standing.values


def _may(by, reply):
    return may_consult(by, reply.draft.plan)


REPLY_MOVES = MoveTable(
    Move("accept", "Accept", (WAITING, SET_ASIDE), ACCEPTED, _may),
    Move("set_aside", "Set aside", (WAITING,), SET_ASIDE, _may, True),
    field="standing",
)
# A reply that came on paper or by letter was typed in by an officer from it.
ORIGINS = {"web": Origin.WEB, "paper": Origin.PAPER, "other": Origin.TYPED}


@transaction.atomic
def reply(draft, *, anchor, text, now, origin="web", by=None, token="", example=False):
    """Keep what somebody answered; nobody sees it before an officer has looked at it.

    ``anchor`` is a section of the draft's own contents, or "" for the whole plan. Whoever answers
    has no account; ``by`` is the officer who types in what came on paper, also after the last day.
    ``token`` is the secret part of the link by which its writer follows it: only its hash is kept.
    """
    draft = ConsultationDraft.objects.select_for_update().get(pk=draft.pk)
    if by is None and not takes_replies(draft, localdate(now)):
        raise Refused("Replies to this draft are closed.")
    if by is not None and not may_consult(by, draft.plan):
        raise Refused("Officers type in replies.")
    titles = section_titles(draft)
    if anchor and anchor not in titles:
        raise Refused("Choose a section of the draft, or the whole plan.")
    kept = DraftReply(
        draft=draft,
        anchor=anchor,
        section_title=titles.get(anchor, ""),
        text=text.strip(),
        origin=origin,
        said_at=now,
        token_sha256=hashed(token) if token else "",
        example=example,
    )
    return save_new(kept, by=by)


def reply_with(draft, token):
    """The reply to which a link leads, or None."""
    replies = draft.replies.select_related("contribution")
    return replies.filter(token_sha256=hashed(token)).first()


def section_titles(draft):
    """The sections of the frozen draft as people choose them: "4.2 Domestic Violence" by anchor."""
    contents = draft.edition.snapshot["contents"]
    return {entry["anchor"]: f"{entry['number']} {entry['title']}".strip() for entry in contents}


@transaction.atomic
def accept(reply, *, by, now):
    """Count a reply: it becomes a contribution, to be themed, answered and reported."""
    reply = DraftReply.objects.select_for_update().select_related("draft__event").get(pk=reply.pk)
    event = reply.draft.event
    about = f"{reply.section_title}: " if reply.section_title else ""
    said = Contribution(
        event=event,
        workshop=event.workshops.first(),
        kind=Kind.COMMENT,
        text=reply.text,
        origin=ORIGINS[reply.origin],
        said_at=reply.said_at,
        source=f"{about}reply {reply.pk}"[-100:],
    )
    save_new(said, by=by)
    stored = {"contribution": said, "set_aside_reason": ""}
    return REPLY_MOVES.make(reply, "accept", by=by, now=now, after=stored)


def set_aside(reply, *, reason, by, now):
    """Leave a reply out of what is counted, with a reason that the report names."""
    stored = {"set_aside_reason": reason.strip()}
    return REPLY_MOVES.make(reply, "set_aside", by=by, now=now, reason=reason, after=stored)


@transaction.atomic
def answer(reply, *, outcome, words, base_version, by, now):
    """Say what became of an accepted reply; a later answer replaces it, the history keeps both."""
    stored = DraftReply.objects.select_for_update().select_related("draft__plan").get(pk=reply.pk)
    if not may_consult(by, stored.draft.plan):
        raise Refused("Officers answer replies.")
    if stored.standing != ACCEPTED:
        raise Refused("Accept the reply first, or set it aside with a reason.")
    stored.outcome, stored.answer = outcome, words.strip()
    stored.answered_at, stored.answered_by_label = now, by.label
    save_over(stored, base_version=base_version, by=by)
    note("draft_reply.answer", by=by, now=now, target=stored, after={"outcome": outcome})
    return stored
