"""A draft given to the public for comment: released, extended, closed, and reported on."""

from django.db import transaction
from django.utils.timezone import localdate

from events.models import Channel, Consultation, Event, Workshop
from events.models.events import EventKind
from events.models.workshops import Kind
from events.workflow import states as events
from plans.documents import compose
from plans.models import ConsultationDraft, DraftReply, Plan
from plans.models.plans import PlanState
from plans.permissions import may_consult
from publishing import workflow as publishing
from records.models import note
from records.moves import Move, MoveTable, Refused
from records.periods import day_label
from records.saving import save_new, save_over

OPEN, CLOSED = ConsultationDraft.State.values
WAITING, ACCEPTED, _ = DraftReply.Standing.values


def _may(by, draft):
    return may_consult(by, draft.plan)


DRAFT_MOVES = MoveTable(
    Move("close", "Close for replies", (OPEN,), CLOSED, _may),
    Move("extend", "Open again until another day", (OPEN, CLOSED), OPEN, _may),
)


@transaction.atomic
def release(plan, *, introduction, closes_on, reply_address="", by, now):
    """Give the text as it stands to the public for comment: frozen, open until a day.

    It approves nothing and never becomes the plan: its edition belongs to a document of its own.
    """
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    _refuse_release(plan, closes_on, by, now)
    number = plan.consultation_drafts.count() + 1
    document = _publish(plan, number, closes_on, by, now)
    draft = ConsultationDraft(
        plan=plan,
        number=number,
        document=document,
        event=_listen(plan, number, introduction, closes_on, by, now),
        introduction=introduction.strip(),
        opens_on=localdate(now),
        closes_on=closes_on,
        reply_address=reply_address.strip(),
        example=plan.example,
    )
    save_new(draft, by=by)
    after = {"closes_on": closes_on.isoformat(), "document": str(document.uid)}
    note("plan.release_draft", by=by, now=now, target=plan, after=after)
    return draft


def _refuse_release(plan, closes_on, by, now):
    if not may_consult(by, plan):
        raise Refused("Officers give drafts to the public.")
    if not plan.is_public:
        raise Refused("This document is not for everybody, so it is not given to the public.")
    if plan.state not in (PlanState.DRAFT, PlanState.SUBMITTED):
        raise Refused("Its text is agreed already. Reopen it first, if it is to be asked about.")
    if not plan.sections.exists():
        raise Refused("There is no section yet that people could comment on.")
    if plan.consultation_drafts.filter(state=OPEN).exists():
        raise Refused("A draft of this plan is open for replies already. Close that first.")
    _refuse_past(closes_on, now)


def _refuse_past(day, now):
    if day < localdate(now):
        raise Refused("Choose a last day that is not over yet.")


def _publish(plan, number, closes_on, by, now):
    document = publishing.new_document(
        partnership=plan.partnership,
        kind="consultation-draft",
        slug=f"{plan.slug}-consultation-draft-{number}",
        title=f"{plan.full_title}: draft for consultation",
        by=by,
        now=now,
    )
    composed = compose(plan)
    standing = f"Draft for consultation, not the plan. Replies until {day_label(closes_on)}"
    publishing.publish(
        document,
        title=document.title,
        fragment=composed.fragment,
        snapshot=composed.snapshot | {"edition_line": standing},
        change_note="",
        by=by,
        now=now,
    )
    return document


def _listen(plan, number, introduction, closes_on, by, now):
    """The consultation in which the replies gather as contributions, to be read by theme."""
    again = f" {number}" if number > 1 else ""
    event = Event(
        partnership=plan.partnership,
        kind=EventKind.DRAFT,
        title=f"Comments on the draft{again} of {plan.full_title}"[:180],
        slug=f"draft-{plan.slug}"[:70] + f"-{number}",
        summary=introduction.strip(),
        starts_on=localdate(now),
        ends_on=closes_on,
        example=plan.example,
    )
    save_new(event, by=by)
    consultation = Consultation(event=event, asked=introduction.strip(), asked_of="Everybody")
    consultation.method = "The draft as a page and on paper, with a short form"
    save_new(consultation, by=by)
    for order, name in enumerate(("Web form", "Paper form"), start=1):
        save_new(Channel(consultation=consultation, name=name, order=order), by=by)
    question = "What do you think of the draft?"
    session = Workshop(event=event, title=question, question=question)
    session.collects = [Kind.COMMENT.value]
    save_new(session, by=by)
    return events.announce(event, by=by, now=now)


def close(draft, *, by, now):
    """Take no more replies; the draft stays readable."""
    return DRAFT_MOVES.make(draft, "close", by=by, now=now)


@transaction.atomic
def extend(draft, *, closes_on, by, now):
    """Take replies until another day; the frozen text keeps the day that it was printed with."""
    _refuse_past(closes_on, now)
    others = draft.plan.consultation_drafts.filter(state=OPEN).exclude(pk=draft.pk)
    if others.exists():
        raise Refused("Another draft of this plan is open for replies. Close that first.")
    if draft.report_published_at:
        raise Refused("The report on the replies is public, so it takes no more.")
    return DRAFT_MOVES.make(draft, "extend", by=by, now=now, after={"closes_on": closes_on})


def takes_replies(draft, on):
    """Whether people can answer on this day."""
    return draft.state == OPEN and on <= draft.closes_on


@transaction.atomic
def publish_report(draft, *, by, now):
    """Show everybody the replies, each with its answer. No reply ends in silence."""
    draft = ConsultationDraft.objects.select_for_update().get(pk=draft.pk)
    if not may_consult(by, draft.plan):
        raise Refused("Officers publish the report.")
    if draft.report_published_at:
        raise Refused("The report is public already. A changed answer shows in it at once.")
    if takes_replies(draft, localdate(now)):
        raise Refused("People can still reply. Close the draft first.")
    waiting = draft.replies.filter(standing=WAITING).count()
    silent = draft.replies.filter(standing=ACCEPTED, outcome="").count()
    if waiting or silent:
        raise Refused(_still_open(waiting, silent))
    if draft.state == OPEN:
        draft = close(draft, by=by, now=now)
    draft.report_published_at = now
    save_over(draft, base_version=draft.version, by=by)
    note("consultationdraft.publish_report", by=by, now=now, target=draft)
    return draft


def _still_open(waiting, silent):
    parts = [f"{waiting} not looked at yet"] if waiting else []
    parts += [f"{silent} without an answer"] if silent else []
    return f"Every reply gets an answer first: {' and '.join(parts)}."
