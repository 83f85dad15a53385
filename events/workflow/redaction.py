"""Taking words out of what others see. The original stays; each look at it is logged."""

from django.db import transaction

from events.models import Contribution, Redaction
from records.models import note
from records.moves import Refused


@transaction.atomic
def redact(contribution, *, starts_at, ends_at, reason, by, now):
    """Let only officers see these words from now on. Another redaction adds, never replaces."""
    locked = Contribution.objects.select_for_update().get(pk=contribution.pk)
    if reason not in Redaction.Reason.values:
        raise Refused("Choose why the words are removed.")
    if not 0 <= starts_at < ends_at <= len(locked.text):
        raise Refused("Mark the words to remove.")
    if not locked.text[starts_at:ends_at].strip():
        raise Refused("Mark the words to remove. Spaces alone say nothing.")
    if _removed_already(locked, starts_at, ends_at):
        raise Refused("These words are removed already.")
    redaction = Redaction.objects.create(
        contribution=locked,
        starts_at=starts_at,
        ends_at=ends_at,
        reason=reason,
        at=now,
        by=by.uid,
        by_label=by.label,
    )
    # The audit names the reason and never the words: more people read it.
    why = redaction.get_reason_display()
    note("contribution.redact", by=by, now=now, target=locked, reason=why)
    return redaction


def _removed_already(contribution, starts_at, ends_at):
    removed = set()
    for redaction in contribution.redactions.all():
        removed.update(range(redaction.starts_at, redaction.ends_at))
    return removed.issuperset(range(starts_at, ends_at))


def look_at_original(contribution, *, by, now):
    """The words as they came, for an officer; who looked, and when, is on record."""
    note("contribution.original", by=by, now=now, target=contribution)
    return contribution.text
