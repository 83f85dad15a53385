"""Comments: said, answered, resolved, taken up again. Never part of what is published."""

from django.db import transaction

from partnership.permissions import has_any_role
from plans.models import Comment
from plans.permissions import may_resolve
from records.models import note
from records.moves import Refused
from records.saving import save_new, save_over

LONGEST = 5_000


@transaction.atomic
def say(plan, *, text, by, now, section=None, anchor="", quote=""):
    """Comment on a plan, a section of it, or words of a paragraph; also while it is locked."""
    if not has_any_role(by, plan.partnership):
        raise Refused("Only people of the partnership comment on its plans.")
    comment = Comment(
        plan=plan,
        section=section,
        anchor=anchor,
        quote=quote,
        text=_checked(text),
        author=by,
        author_label=by.label,
        at=now,
    )
    save_new(comment, by=by)
    note("comment.add", by=by, now=now, target=comment, after={"text": comment.text})
    return comment


@transaction.atomic
def answer(comment, *, text, by, now):
    """Reply to a comment; a reply to a resolved one takes it up again."""
    if not has_any_role(by, comment.plan.partnership):
        raise Refused("Only people of the partnership answer comments on its plans.")
    first = _locked(comment.parent or comment)
    reply = Comment(
        plan=first.plan,
        section=first.section,
        parent=first,
        text=_checked(text),
        author=by,
        author_label=by.label,
        at=now,
    )
    save_new(reply, by=by)
    note("comment.reply", by=by, now=now, target=first, after={"text": reply.text})
    if first.resolved_at:
        _take_up(first, by, now)
    return reply


@transaction.atomic
def resolve(comment, *, by, now):
    """Nothing more is to be done about a comment: it moves to the resolved ones."""
    comment = _locked(comment)
    _for_resolving(comment, by)
    if comment.resolved_at:
        return comment  # pressed twice, or by two people at once: it is done
    comment.resolved_at, comment.resolved_by_label = now, by.label
    save_over(comment, base_version=comment.version, by=by)
    note("comment.resolve", by=by, now=now, target=comment)
    return comment


@transaction.atomic
def take_up(comment, *, by, now):
    """A resolved comment waits for an answer again."""
    comment = _locked(comment)
    _for_resolving(comment, by)
    return _take_up(comment, by, now) if comment.resolved_at else comment


def _take_up(comment, by, now):
    comment.resolved_at, comment.resolved_by_label = None, ""
    save_over(comment, base_version=comment.version, by=by)
    note("comment.take_up", by=by, now=now, target=comment)
    return comment


def _locked(comment):
    return Comment.objects.select_for_update().get(pk=comment.pk)


def _for_resolving(comment, by):
    if comment.parent_id:
        raise Refused("A reply is resolved with the comment that it answers.")
    if not may_resolve(by, comment):
        raise Refused("A comment is resolved by an officer, or by whoever wrote it.")


def _checked(text):
    text = text.strip()
    if not text:
        raise Refused("Write what you want to say.")
    if len(text) > LONGEST:
        raise Refused(f"A comment has at most {LONGEST:,} characters. This one has {len(text):,}.")
    return text
