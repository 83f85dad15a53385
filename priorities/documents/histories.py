"""What happened to a priority or a list, in words: what, when, by whom, why."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from priorities.models import ListedPriority
from priorities.models.lists import ListState
from records.models import Change

SAID = {
    "priority.add": _("Added"),
    "priority.rename": _("Renamed from “{before}” to “{after}”"),
    "priority.merge": _("Merged into “{after}”"),
    "priority.take_in": _("“{before}” was merged into it"),
    "priority.retire": _("Retired"),
    "priority.restore": _("Brought back"),
    "prioritylist.from_decisions": _("Made out of recorded decisions"),
    "prioritylist.publish": _("Published"),
    "prioritylist.withdraw": _("Withdrawn from the public"),
}


@dataclass(frozen=True)
class Happened:
    """One line of a history; the public reads it without ``who``."""

    words: str
    at: datetime
    who: str
    reason: str


def history_of(thing):
    """The lines of a priority's or a list's history, newest first."""
    changes = Change.objects.filter(target=thing.uid, action__in=SAID)
    return [
        Happened(_words(change), change.at, change.actor_label, change.reason) for change in changes
    ]


def public_history(priority, published_at):
    """The lines that everybody may read: since it became public, and of what else is public.

    The words of a draft, and a priority that no public list ever named, stay inside.
    """
    changes = Change.objects.filter(target=priority.uid, action__in=SAID, at__gte=published_at)
    listed = ListedPriority.objects.filter(
        priority__partnership=priority.partnership_id, priority_list__state=ListState.PUBLISHED
    )
    public = {str(uid) for uid in listed.values_list("priority__uid", flat=True)}
    return [
        _happened(change)
        for change in changes
        if change.action != "priority.take_in" or change.before["uid"] in public
    ]


def _happened(change):
    return Happened(_words(change), change.at, change.actor_label, change.reason)


def _words(change):
    before, after = change.before or {}, change.after or {}
    return SAID[change.action].format(before=before.get("title"), after=after.get("title"))
