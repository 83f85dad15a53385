"""How long files, replies, checks and windows of a plan are kept."""

from django.core.files.storage import default_storage
from django.db.models import Exists, F, OuterRef, Q

from events.models import Redaction
from plans.models import Check, DraftReply, PlanImport, Presence
from plans.workflow.bringing import file_paths
from plans.workflow.forgetting import SOMEBODY, forget
from records.jobs import DONE, FAILED
from records.retention import Rule

# ---- Word files


def _empty_imports(batches, *, erasure, now):
    """The files go first: should the rest fail, they are looked for once more."""
    for batch in batches:
        for path in file_paths(batch):
            default_storage.delete(path)
        batch.file, batch.preview, batch.faults = "", {}, []
        if batch.state != DONE:
            batch.state, batch.reason = FAILED, batch.reason or "It was given up after a year."
        batch.save()


IMPORTS = Rule(
    key="plan-imports",
    what="Word files that became a draft, with what was read from them",
    kept="365 days after the upload",
    days=365,
    why="The draft holds what was wanted of it; a file may name its authors.",
    over=lambda before: PlanImport.objects.filter(made_at__lt=before).exclude(file=""),
    take_out=_empty_imports,
)


# ---- replies to drafts


def _replies(before):
    """Replies that were set aside, and those of which words were redacted as contributions."""
    redacted = Redaction.objects.filter(contribution=OuterRef("contribution"), at__lt=before)
    aside = Q(standing=DraftReply.Standing.SET_ASIDE, said_at__lt=before) & ~Q(text="")
    other = Q(Exists(redacted)) & ~Q(text=F("contribution__text"))
    return DraftReply.objects.filter(aside | other, example=False)


def _empty_replies(replies, *, erasure, now):
    for reply in replies:
        words = reply.contribution.text if reply.contribution_id else ""
        DraftReply.objects.filter(pk=reply.pk).update(text=words)
        reply.history.all().update(text=words)


REPLIES = Rule(
    key="replies",
    what="Words of replies to a draft that were set aside, and words redacted from the others",
    kept="365 days after the reply, or after the redaction",
    days=365,
    why="Whoever replied may ask why it was set aside while the plan is being made.",
    over=_replies,
    take_out=_empty_replies,
)


# ---- checks by link


CHECKS = Rule(
    key="checks",
    what="Name and e-mail address of somebody who was asked to check a section by a link",
    kept="90 days after the link ended",
    days=90,
    why="Their answer is asked about while the section is written.",
    over=lambda before: Check.objects.filter(expires_on__lt=before.date(), example=False).exclude(
        name=SOMEBODY
    ),
    take_out=lambda checks, *, erasure, now: forget(checks),
)


# ---- windows


PRESENCES = Rule(
    key="windows",
    what="Who had which section open in a window",
    kept="1 day",
    days=1,
    why="It tells others who writes where at this moment.",
    over=lambda before: Presence.objects.filter(seen_at__lt=before),
    take_out=lambda windows, *, erasure, now: Presence.objects.filter(
        pk__in=[one.pk for one in windows]
    ).delete(),
)
