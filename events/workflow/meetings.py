"""Meetings are planned, moved to another day, shown to the public, and taken back."""

from django.db import transaction
from django.utils.text import slugify

from events.models import Meeting
from events.models.meetings import MeetingState
from events.permissions import may_run
from events.workflow import agendas
from partnership.workflow import refuse_ended
from records.models import note
from records.moves import Refused
from records.saving import StaleVersion, save_new, save_over

NOT_YOURS = "Officers set up the meetings of their partnership."
NOTES_ARE_PUBLIC = "Its notes are public. Withdraw the notes first."
NOT_MOVED = "Only a meeting that is still planned can be moved: this one is {}."
SAME_DAY = "It is on that day and at that time already."


def free_slugs(partnership, words, days):
    """An address for each day that no other meeting of the partnership has.

    “executive-group-april-2012”, with the day where two are in one month.
    """
    taken = set(Meeting.objects.for_partnership(partnership).values_list("slug", flat=True))
    base = slugify(words)[:50].strip("-") or "meeting"
    for day in days:
        dated = f"{base}-{day.day}-{slugify(f'{day:%B-%Y}')}"
        tries = [f"{base}-{slugify(f'{day:%B-%Y}')}", dated]
        tries += [f"{dated}-{number}" for number in range(2, len(taken) + 3)]
        slug = next(slug for slug in tries if slug not in taken)
        taken.add(slug)
        yield slug


@transaction.atomic
def plan(meeting, *, groups, days, template, by, now):
    """Set up meetings like this one on several days, each with the usual agenda; returns them."""
    if not may_run(by, meeting):
        raise Refused(NOT_YOURS)
    refuse_ended(meeting.partnership, now=now)
    made = []
    for day, slug in zip(days, free_slugs(meeting.partnership, meeting.title, days), strict=True):
        one = Meeting(
            partnership=meeting.partnership,
            title=meeting.title,
            title_cy=meeting.title_cy,
            slug=slug,
            held_on=day,
            starts_at=meeting.starts_at,
            ends_at=meeting.ends_at,
            venue=meeting.venue,
            open_to_all=meeting.open_to_all,
        )
        save_new(one, by=by)
        one.groups.set(groups)
        note("meeting.plan", by=by, now=now, target=one)
        if template:
            agendas.fill(one, template, by=by)
        made.append(one)
    return made


@transaction.atomic
def move(meeting, *, day, starts_at, ends_at, reason, base_version, by, now):
    """Put a meeting on another day or hour; the day on which it was is kept and said."""
    found = _locked(meeting, by)
    if found.version != base_version:
        raise StaleVersion(found)
    if found.state != MeetingState.PLANNED:
        raise Refused(NOT_MOVED.format(found.get_state_display().lower()))
    if (found.held_on, found.starts_at, found.ends_at) == (day, starts_at, ends_at):
        raise Refused(SAME_DAY)
    before = found.when
    if found.held_on != day:
        found.moved_from = found.held_on
    found.held_on, found.starts_at, found.ends_at = day, starts_at, ends_at
    save_over(found, base_version=found.version, by=by)
    changed = {"before": {"when": before}, "after": {"when": found.when}}
    note("meeting.move", by=by, now=now, target=found, reason=reason, **changed)
    return found


@transaction.atomic
def announce(meeting, *, by, now):
    """Let everybody know day and place, and the items that are marked for the public."""
    found = _locked(meeting, by)
    if found.announced_at:
        raise Refused("The public can find it already.")
    if found.state == MeetingState.CANCELLED:
        raise Refused("It is cancelled, and nobody was told that it would be.")
    found.announced_at = now
    save_over(found, base_version=found.version, by=by)
    note("meeting.announce", by=by, now=now, target=found)
    return found


@transaction.atomic
def take_back(meeting, *, reason, by, now):
    """Take a meeting off the public site. Not while its notes are public."""
    found = _locked(meeting, by)
    if not found.announced_at:
        raise Refused("The public cannot find it now.")
    if found.notes_published_at:
        raise Refused(NOTES_ARE_PUBLIC)
    if not reason.strip():
        raise Refused("Give a reason.")
    found.announced_at = None
    save_over(found, base_version=found.version, by=by)
    note("meeting.take_back", by=by, now=now, target=found, reason=reason)
    return found


def _locked(meeting, by):
    found = Meeting.objects.select_for_update().select_related("partnership").get(pk=meeting.pk)
    if not may_run(by, found):
        raise Refused(NOT_YOURS)
    return found
