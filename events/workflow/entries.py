"""What officers type in from flipchart sheets: added, corrected, taken out and put back."""

from django.db import transaction

from events.models import Contribution, Table
from events.models.contributions import Origin, Standing
from events.permissions import may_write
from records.models import note
from records.moves import Refused
from records.saving import save_new, save_over

BY_OFFICERS = (Origin.PAPER, Origin.TYPED)

NOT_YOURS = "Officers of the partnership type in contributions."
NOT_TYPED = (
    "These words were not typed in by an officer. What people wrote themselves, or what came in "
    "with a file, stays as it is; words that nobody should see can be redacted."
)
REDACTED = "Words of this contribution were redacted, so it stays as it is."
TAKEN_OUT = "It was taken out. Put it back first."
CODED = "It stands in themes already. Take it out of them first."
NOT_OUT = "It stands in the list already."


def why_not_corrected(contribution):
    """Why an officer cannot correct this contribution, in words; empty where it can be done."""
    if contribution.origin not in BY_OFFICERS:
        return NOT_TYPED
    if contribution.redactions.all():
        return REDACTED
    if contribution.standing != Standing.KEPT:
        return TAKEN_OUT
    return ""


@transaction.atomic
def add(event, *, uid, sheet, words, by):
    """Keep what was typed in from a sheet (workshop, table, origin); sent twice it is kept once.

    Returns it with the contribution that had the table's star until now, or None.
    """
    if not may_write(by, event):
        raise Refused(NOT_YOURS)
    lock(sheet.table)
    stored = Contribution.objects.filter(uid=uid, event=event).first()
    if stored:
        return stored, None
    added = Contribution(uid=uid, event=event, **words)
    added.workshop, added.table, added.origin = sheet.workshop, sheet.table, sheet.origin
    former = move_star(added, by=by) if added.top_priority else None
    return save_new(added, by=by), former


def lock(table):
    """Let one at a time write about a table, so that its star never shines twice."""
    if table:
        Table.objects.select_for_update().get(pk=table.pk)


def move_star(contribution, *, by):
    """Take the top priority of a table in a session from whichever has it, and return that."""
    if not (contribution.workshop_id and contribution.table_id):
        return None
    former = (
        Contribution.objects.kept()
        .filter(workshop=contribution.workshop_id, table=contribution.table_id, top_priority=True)
        .exclude(uid=contribution.uid)
        .first()
    )
    if former:
        former.top_priority = False
        save_over(former, base_version=former.version, by=by)
    return former


@transaction.atomic
def take_out(contribution, *, by, now):
    """Undo what was typed in. The row stays, uncounted, and can be put back."""
    locked = _locked(contribution, by)
    if refusal := why_not_corrected(locked):
        raise Refused(refusal)
    if locked.has_theme or locked.no_theme_reason:
        raise Refused(CODED)
    locked.standing, locked.top_priority = Standing.REMOVED, False
    return _save(locked, "contribution.take_out", by, now)


@transaction.atomic
def put_back(contribution, *, by, now):
    """Count again what was taken out by mistake."""
    locked = _locked(contribution, by)
    if locked.origin not in BY_OFFICERS:
        raise Refused(NOT_TYPED)
    if locked.standing != Standing.REMOVED:
        raise Refused(NOT_OUT)
    locked.standing = Standing.KEPT
    return _save(locked, "contribution.put_back", by, now)


def _locked(contribution, by):
    if not may_write(by, contribution.event):
        raise Refused(NOT_YOURS)
    return Contribution.objects.select_for_update().get(pk=contribution.pk)


def _save(contribution, action, by, now):
    saved = save_over(contribution, base_version=contribution.version, by=by)
    # The event is named, not the contribution: its label begins with its words.
    after = {"contribution": str(contribution.uid)}
    note(action, by=by, now=now, target=contribution.event, after=after)
    return saved
