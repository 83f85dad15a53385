"""What of progress the public sees: approved item by item, taken back, lost by a change."""

from django.db import transaction

from plans.documents.public_progress import shown_words
from plans.models import ProgressUpdate
from plans.permissions import may_show
from records.models import note
from records.moves import Refused
from records.saving import StaleVersion, save_over

ONLY_OFFICERS = "Officers of the partnership say what of its progress the public sees."
# What the audit calls it; the last one of these tells how an update stands with the public.
APPROVED, TAKEN_BACK, LOST = "progress.approve", "progress.take_back", "progress.unapprove"
PUBLIC = ("status", "commentary", "public_words")


@transaction.atomic
def show(update, *, words, base_version, by, now):
    """Approve an update for everybody, in the version that was read; ``words`` may be empty."""
    stored = _held(update, by)
    if stored.version != base_version:
        raise StaleVersion(stored)
    stored.public_words = words.strip()
    stored.approved_at, stored.approved_by_label = now, by.label
    save_over(stored, base_version=base_version, by=by)
    note(APPROVED, by=by, now=now, target=stored, after=_told(stored))
    return stored


@transaction.atomic
def keep_words(update, *, words, base_version, by, now):
    """Keep words for the public of what is not approved yet."""
    stored = _held(update, by)
    if stored.approved_at or stored.version != base_version:
        raise StaleVersion(stored)
    stored.public_words = words.strip()
    save_over(stored, base_version=base_version, by=by)
    note("progress.words", by=by, now=now, target=stored, after=_told(stored))
    return stored


@transaction.atomic
def take_back(update, *, by, now):
    """Show an update to the public no longer."""
    stored = _held(update, by)
    if not stored.approved_at:
        raise Refused("The public does not see this.")
    before = _told(stored)
    stored.approved_at, stored.approved_by_label = None, ""
    save_over(stored, base_version=stored.version, by=by)
    note(TAKEN_BACK, by=by, now=now, target=stored, before=before)
    return stored


def lose_approval(update, *, by, now):
    """Whatever changes after approval is not public until an officer has read it again.

    Called with the changed update before it is saved.
    """
    if not (update.pk and update.approved_at):
        return
    stored = ProgressUpdate.objects.get(pk=update.pk)
    if any(getattr(stored, name) != getattr(update, name) for name in PUBLIC):
        update.approved_at, update.approved_by_label = None, ""
        note(LOST, by=by, now=now, target=update, before=_told(stored))


def _told(update):
    return {"quarter": update.label, "status": update.status, "words": shown_words(update)}


def _held(update, by):
    rows = ProgressUpdate.objects.select_for_update(of=("self",))
    stored = rows.select_related("action__plan__partnership").get(pk=update.pk)
    if not may_show(by, stored.action.plan.partnership):
        raise Refused(ONLY_OFFICERS)
    return stored
