"""How an agreed plan becomes an edition: now, or by itself at a date and time."""

import logging

from django.db import transaction
from django.utils.timezone import localtime

from partnership.models import User
from plans.documents import compose
from plans.documents.submitted import changed_from
from plans.models import Plan
from plans.models.plans import PlanState
from plans.workflow.agreeing import (
    AGREED,
    MOVES,
    PUBLISHED,
    SCHEDULED,
    lock,
    refuse_in_one_language,
    steps_open,
)
from publishing import workflow as publishing
from records.models import Change
from records.moves import Refused
from records.periods import day_label
from records.saving import save_in_sitting

log = logging.getLogger(__name__)


class ContentChanged(Refused):
    """What would be published is not what was agreed; ``differences`` shows where."""

    def __init__(self, found):
        self.differences = found
        super().__init__(
            "The content has changed since it was submitted, so it cannot be published. "
            "Reopen the plan and submit it again, so that the new text is agreed."
        )


class NoteChanged(Refused):
    """Somebody else wrote another change note meanwhile; ``theirs`` is what is stored."""

    def __init__(self, theirs):
        self.theirs = theirs
        super().__init__("Somebody else changed this note while you were writing.")


@transaction.atomic
def keep_note(plan, *, words, base, by, now):
    """Keep the change note as it is typed, over the note that its author was reading.

    A plan moves while its note is written: only another note is a newer one.
    """
    plan = lock(plan)
    words, base = _plain(words), _plain(base)
    if plan.state == PUBLISHED:
        raise Refused("This edition is published. Its change note stays as it is.")
    if plan.state == SCHEDULED:
        raise Refused("It is scheduled with its note. Cancel the time first to change it.")
    if plan.change_note not in (base, words):
        raise NoteChanged(plan.change_note)
    if plan.change_note != words:
        plan.change_note = words
        save_in_sitting(plan, base_version=plan.version, by=by, now=now)
    return plan


def _plain(words):
    return words.replace("\r\n", "\n").strip()


@transaction.atomic
def publish(plan, *, change_note, by, now):
    """Publish what was agreed, to the letter, as the plan's next edition."""
    plan = lock(plan)
    if plan.state == PUBLISHED:
        raise Refused("This text is published already.")
    if plan.state == SCHEDULED:
        raise Refused("It is scheduled. Cancel the time first, then publish it.")
    return _publish(plan, "publish", change_note=change_note, named=by, by=by, now=now)


def _publish(plan, move, *, change_note, named, by, now):
    """The edition names ``named``; the move is made by ``by``, at its time by the portal."""
    if plan.state not in (AGREED, SCHEDULED) or steps_open(plan):
        raise Refused("It is not agreed yet. Every step must have agreed to this text.")
    refuse_in_one_language(plan)
    composed = agreed_text(plan)
    document = _document_of(plan, named, now)
    edition = publishing.publish_composed(
        document, composed, change_note=change_note, by=named, now=now, every_format=True
    )
    stored = {"document": document, "change_note": "", "publish_at": None, "publish_refused": ""}
    MOVES.make(plan, move, by=by, now=now, reason=_ordered(named, by), after=stored)
    return edition


def _ordered(named, by):
    return "" if by or not named else f"Scheduled by {named.label}"


def agreed_text(plan):
    """The plan composed once more, to the letter what was agreed; else ContentChanged."""
    composed = compose(plan)
    if composed.content_hash != plan.submitted_hash:
        raise ContentChanged(changed_from(plan, composed))
    return composed


@transaction.atomic
def schedule(plan, *, at, change_note, by, now):
    """Publish by itself at a time, if the text is then still the one that was agreed."""
    plan = lock(plan)
    if plan.state != AGREED or steps_open(plan):
        raise Refused("It is not agreed yet. Every step must have agreed to this text.")
    if at <= now:
        raise Refused("This time has passed. Choose a later one.")
    agreed_text(plan)
    if document := plan.document:
        newest = document.newest_edition
        publishing.refuse_needless(document, newest, plan.submitted_hash, change_note)
    stored = {"publish_at": at, "publish_refused": "", "change_note": _plain(change_note)}
    local = localtime(at)
    reason = f"For {day_label(local)}, {local:%H:%M}"
    return MOVES.make(plan, "schedule", by=by, now=now, reason=reason, after=stored)


def unschedule(plan, *, by, now):
    """Take the time back; the plan stays agreed."""
    return MOVES.make(plan, "unschedule", by=by, now=now, after={"publish_at": None})


def publish_due(now):
    """Publish each plan whose time has come; what cannot be published goes back, and says why."""
    due = Plan.objects.filter(state=PlanState.SCHEDULED, publish_at__lte=now)
    for pk in list(due.order_by("publish_at", "pk").values_list("pk", flat=True)):
        try:
            _publish_at_its_time(pk, now)
        except Exception:  # one plan must never keep the others from their time
            log.exception("A scheduled plan (%s) could not be published; trying again soon.", pk)


@transaction.atomic
def _publish_at_its_time(pk, now):
    """One plan; whoever comes second, however close, finds that it is not scheduled any more."""
    plan = Plan.objects.select_for_update().get(pk=pk)
    if plan.state != SCHEDULED or plan.publish_at > now:
        return
    try:
        with transaction.atomic():
            _publish(
                plan,
                "publish_due",
                change_note=plan.change_note,
                named=scheduled_by(plan),
                by=None,
                now=now,
            )
    except Refused as refusal:
        stored = {"publish_at": None, "publish_refused": str(refusal)}
        MOVES.make(plan, "miss", by=None, now=now, reason=str(refusal), after=stored)


def scheduled_by(plan):
    """Who set the time, by the audit."""
    moves = Change.objects.filter(action="plan.schedule", target=plan.uid)
    return User.objects.filter(uid=moves.values("actor")[:1]).first()


def _document_of(plan, by, now):
    """The plan's document; who may read it is settled for ever when it is made."""
    internal = not plan.is_public
    if plan.document is None:
        return _new_document(plan, internal, by, now)
    if plan.document.internal != internal:
        raise Refused(
            "Its audience was changed after an edition was published. Put the audience back, "
            "or start a new document for the other readers."
        )
    return plan.document


def _new_document(plan, internal, by, now):
    return publishing.new_document(
        partnership=plan.partnership,
        kind="plan",
        slug=plan.slug,
        title=plan.full_title,
        internal=internal,
        by=by,
        now=now,
    )
