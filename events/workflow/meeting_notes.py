"""What is written while a meeting goes on, and how its notes become agreed ones.

Each thing is recorded over what its author saw (``was``), so that a tap or a text that a device
sends twice is kept once, and what somebody else recorded meanwhile is never overwritten.
"""

from django.db import transaction

from events.documents.agendas import last_meeting
from events.models import AgendaItem
from events.models.agendas import ItemKind
from events.permissions import may_answer_notes
from events.workflow.meeting_states import (
    AGREED,
    HELD,
    SENT,
    agree,
    for_running,
    for_writing,
    hold_by_itself,
)
from records.models import note
from records.moves import Refused
from records.saving import StaleVersion, save_in_sitting, save_new, save_over

Outcome = AgendaItem.Outcome
LONGEST_NOTES = 20_000


def same_words(words, others):
    """Whether two texts are the same but for how a browser ends its lines."""
    return plain(words) == plain(others)


def plain(words):
    return (words or "").replace("\r\n", "\n").strip()


def locked_item(item, by):
    """The item as it is now, if this person may write to it now."""
    meeting = for_writing(item.meeting, by)
    item = AgendaItem.objects.select_for_update().get(pk=item.pk)
    item.meeting = meeting
    return item


@transaction.atomic
def make_current(item, *, by, now):
    """The meeting speaks of this item now."""
    item = locked_item(item, by)
    meeting = hold_by_itself(item.meeting, by=by, now=now)
    if meeting.current_item_id != item.pk:
        meeting.current_item = item
        save_over(meeting, base_version=meeting.version, by=by)
    return item


@transaction.atomic
def write_notes(item, *, words, was, by, now):
    """What was said to an item; ``was`` is the text that its author began from."""
    item = locked_item(item, by)
    if len(words) > LONGEST_NOTES:
        raise Refused(f"Keep the notes of an item under {LONGEST_NOTES:,} characters.")
    if same_words(item.notes, words):
        return item
    if not same_words(item.notes, was):
        raise StaleVersion(item)
    item.notes = plain(words)
    save_in_sitting(item, base_version=item.version, by=by, now=now)
    hold_by_itself(item.meeting, by=by, now=now)
    return item


@transaction.atomic
def set_outcome(item, *, outcome, was, by, now):
    """Noted, agreed or deferred in one tap; an empty outcome clears it.

    On the item “Notes of the last meeting” it also agrees those notes.
    """
    item = locked_item(item, by)
    if outcome not in ("", *Outcome.values):
        raise Refused("Choose what came of the item.")
    if item.outcome == outcome:
        return item
    if item.outcome != was:
        raise StaleVersion(item)
    item.outcome = outcome
    save_over(item, base_version=item.version, by=by)
    hold_by_itself(item.meeting, by=by, now=now)
    if item.kind == ItemKind.NOTES and outcome in (Outcome.AGREED, Outcome.CHANGED):
        _agree_earlier(item.meeting, outcome == Outcome.CHANGED, by=by, now=now)
    return item


def _agree_earlier(meeting, changed, *, by, now):
    earlier = last_meeting(meeting)
    if earlier is None:
        return
    if earlier.state in (HELD, SENT):
        agree(earlier, on=meeting.held_on, changed=changed, by=by, now=now)
    elif earlier.state == AGREED and earlier.agreed_on == meeting.held_on:
        _tapped_again(earlier, changed, by=by, now=now)


def _tapped_again(earlier, changed, *, by, now):
    """“As written” or “with changes” was tapped by mistake a moment ago."""
    earlier = for_running(earlier, by)
    if earlier.agreed_with_changes == changed:
        return
    before, earlier.agreed_with_changes = earlier.agreed_with_changes, changed
    save_over(earlier, base_version=earlier.version, by=by)
    said = {"before": {"with_changes": before}, "after": {"with_changes": changed}}
    note("meeting.agree_again", by=by, now=now, target=earlier, **said)


@transaction.atomic
def choose_public(meeting, *, items, decisions, by, now):
    """Which items and decisions everybody may read, by their keys; the others stay inside."""
    meeting = for_running(meeting, by)
    for item in meeting.items.prefetch_related("decisions"):
        _show(item, item.pk in items, by)
        for decision in item.decisions.all():
            _show(decision, decision.pk in decisions and item.pk in items, by)
    after = {"items": len(items), "decisions": len(decisions)}
    note("meeting.choose_public", by=by, now=now, target=meeting, after=after)


def _show(thing, public, by):
    if thing.public != public:
        thing.public = public
        save_over(thing, base_version=thing.version, by=by)


@transaction.atomic
def answer_notes(meeting, *, agreed, words, by, now):
    """A member says whether the notes are right; a later answer replaces it."""
    if not may_answer_notes(by, meeting):
        raise Refused("Members of the group answer its notes.")
    locked = type(meeting).objects.select_for_update().get(pk=meeting.pk)
    if locked.state != SENT:
        raise Refused("These notes are not out for agreement now.")
    if not agreed and not words.strip():
        raise Refused("Say what should be corrected.")
    given = locked.notes_answers.filter(user=by).first() or locked.notes_answers.model(
        meeting=locked, user=by
    )
    given.agreed, given.words, given.at = agreed, words.strip(), now
    if given.pk:
        save_over(given, base_version=given.version, by=by)
    else:
        save_new(given, by=by)
    note("meeting.answer_notes", by=by, now=now, target=locked, after={"agreed": agreed})
    return given
