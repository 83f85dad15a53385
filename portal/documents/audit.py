"""The audit as people read it: which lines somebody sees, and what each says."""

import datetime
import json
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from partnership.models import Partnership
from partnership.permissions import is_administrator, officer_of
from records.models import Change

NOTHING = "nothing"


def partnerships_seen(user):
    """The partnerships whose audit somebody may read."""
    if is_administrator(user):
        return Partnership.objects.order_by("name")
    return Partnership.objects.filter(pk__in=officer_of(user)).order_by("name")


def changes_seen(user):
    """The lines that somebody may read: all of them, or their own partnerships'."""
    changes = Change.objects.select_related("kind")
    if is_administrator(user):
        return changes
    return changes.filter(partnership__in=partnerships_seen(user).values("uid"))


def narrowed(changes, asked):
    """The lines that answer what was asked: {field of the form: value}."""
    if words := asked.get("words"):
        changes = changes.filter(
            Q(target_label__icontains=words) | Q(reason__icontains=words)
            | Q(action__icontains=words.replace(" ", "_"))
        )  # fmt: skip
    if person := asked.get("person"):
        changes = changes.filter(actor_label__icontains=person)
    if about := asked.get("about"):
        changes = changes.filter(action__startswith=f"{about}.")
    if partnership := asked.get("partnership"):
        changes = changes.filter(partnership=partnership.uid)
    if first := asked.get("first"):
        changes = changes.filter(at__gte=_begin(first))
    if last := asked.get("last"):
        changes = changes.filter(at__lt=_begin(last + datetime.timedelta(days=1)))
    if request := asked.get("request"):
        changes = changes.filter(request=request)
    return changes


def _begin(day):
    """The moment at which a day begins by the clock on the wall."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))


@dataclass(frozen=True)
class Line:
    """One line of the audit in words; ``kind`` and ``thing`` lead to everything of one thing."""

    at: datetime.datetime
    who: str
    what: str
    name: str
    kind: str
    thing: object
    reason: str
    pairs: list  # (what, before, after)
    request: str
    taken_out: bool

    @classmethod
    def of(cls, change):
        return cls(
            at=change.at,
            who=change.actor_label,
            what=action_in_words(change.action),
            name=change.target_label,
            kind=f"{change.kind.app_label}.{change.kind.model}" if change.kind else "",
            thing=change.target,
            reason=change.reason,
            pairs=pairs(change.before, change.after),
            request=change.request,
            taken_out=change.taken_out_id is not None,
        )


def action_in_words(action):
    """“plan.start_next” as people read it: “Plan: start next”."""
    about, _, done = action.replace("_", " ").partition(".")
    return f"{about[:1].upper()}{about[1:]}: {done}" if done else about.capitalize()


def pairs(before, after):
    """What was and what became: (name, before, after) of each thing that either names."""
    if not isinstance(before, dict | None) or not isinstance(after, dict | None):
        return [("Value", _words(before), _words(after))]
    before, after = before or {}, after or {}
    names = [*before, *(name for name in after if name not in before)]
    return [
        (name.replace("_", " ").capitalize(), _words(before.get(name)), _words(after.get(name)))
        for name in names
    ]


def _words(value):
    if value in (None, "", [], {}):
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
