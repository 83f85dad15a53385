"""A partnership ends: merged with others, split, followed by another, or without one that follows.

What it published stays at its addresses under its old name. Its people still read; nobody writes
but those officers who were kept to close it, and they begin nothing new.
"""

import datetime

from django.db import transaction
from django.utils.timezone import localdate

from partnership.models import Partnership, Succession
from partnership.models.linking import SuccessionKind
from partnership.models.people import RoleKind
from partnership.permissions import is_administrator
from partnership.workflow.carrying_over import carry_over
from records.models import note
from records.moves import Refused
from records.periods import day_label
from records.saving import save_new, save_over

ONLY_ADMINISTRATORS = "Only administrators end a partnership: others rely on its pages."
ONE_DAY = datetime.timedelta(days=1)


def refuse_ended(partnership, *, now):
    """Nothing new begins in a partnership after its last day, whoever asks."""
    if partnership.has_ended(localdate(now)):
        raise Refused(ended_words(partnership))


def ended_words(partnership):
    return f"{partnership} ended on {day_label(partnership.ended_on)}, so nothing new begins in it."


def merge_partnerships(ending, successor, **how):
    """End one or several whose work one other goes on with."""
    return _end(ending, [successor], SuccessionKind.MERGED, **how)


def split_partnership(ending, successors, **how):
    """End one whose work several go on with."""
    if len(successors) < 2:
        raise Refused("Name at least two that go on with its work, or choose another way to end.")
    return _end([ending], successors, SuccessionKind.SPLIT, **how)


def follow_partnership(ending, successor, **how):
    """End one that another follows, under a new name or in a new form."""
    return _end([ending], [successor], SuccessionKind.FOLLOWED, **how)


def end_partnership(ending, **how):
    """End one that none follows."""
    return _end([ending], [], None, **how)


@transaction.atomic
def _end(ending, successors, kind, *, last_day, reason, by, now, roles=(), closing=(), carried=()):
    """End all of them, name what follows, and carry over what was ticked; all of it, or nothing."""
    ending, successors = _locked(ending, successors)
    _check(ending, successors, last_day, reason, by)
    first_day = last_day + ONE_DAY
    for old in ending:
        old.ended_on = last_day
        save_over(old, base_version=old.version, by=by)
        _keep_closing(old, closing, by)
        for new in successors:
            follows = Succession(predecessor=old, successor=new, on=first_day, kind=kind)
            save_new(follows, by=by)
            own = [role for role in roles if role.partnership_id == old.pk]
            carry_over(old, new, carried, own, first_day=first_day, by=by, now=now)
        _close_areas(old, last_day, by)
        after = {"ended_on": last_day.isoformat(), "by": [new.slug for new in successors]}
        after["carried"] = sorted(carried)
        note("partnership.end", by=by, now=now, target=old, reason=reason, after=after)
    return ending


@transaction.atomic
def take_back_end(partnership, *, reason, by, now):
    """Let a partnership go on after all, until its last day is over. What was copied stays."""
    (partnership,), _ = _locked([partnership], [])
    if not is_administrator(by):
        raise Refused(ONLY_ADMINISTRATORS)
    if not reason.strip():
        raise Refused("Give a reason.")
    if partnership.ended_on is None:
        raise Refused(f"{partnership} has not been ended.")
    if partnership.has_ended(localdate(now)):
        raise Refused("Its last day is over: others have begun in its place.")
    before = {"ended_on": partnership.ended_on.isoformat()}
    for row in partnership.covered_areas.filter(to_date=partnership.ended_on):
        row.to_date = None
        save_over(row, base_version=row.version, by=by)
    for succession in partnership.successions.all():
        succession._history_user = by
        succession.delete()
    _keep_closing(partnership, (), by)
    partnership.ended_on = None
    save_over(partnership, base_version=partnership.version, by=by)
    note("partnership.go_on", by=by, now=now, target=partnership, reason=reason, before=before)
    return partnership


def _locked(ending, successors):
    """All as they are stored, locked in one order, so that two endings cannot block each other."""
    keys = {one.pk for one in (*ending, *successors)}
    rows = Partnership.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    found = {row.pk: row for row in rows}
    return [found[one.pk] for one in ending], [found[one.pk] for one in successors]


def _check(ending, successors, last_day, reason, by):
    if not is_administrator(by):
        raise Refused(ONLY_ADMINISTRATORS)
    if not reason.strip():
        raise Refused("Give a reason.")
    if {one.pk for one in ending} & {one.pk for one in successors}:
        raise Refused("A partnership cannot go on with its own work after its end.")
    for old in ending:
        if old.ended_on:
            raise Refused(f"{old} was ended already, on {day_label(old.ended_on)}.")
    for new in successors:
        _check_goes_on(new, ending, last_day)


def _check_goes_on(new, ending, last_day):
    if new.has_ended(last_day + ONE_DAY):
        raise Refused(f"{new} ends earlier itself, so it cannot go on with this.")
    if Succession.objects.filter(predecessor=new, successor__in=ending).exists():
        raise Refused(f"{new} was itself followed by one of these.")


def _keep_closing(partnership, closing, by):
    """Who of its officers still corrects and withdraws after the end."""
    keys = {role.pk for role in closing}
    for role in partnership.roles.filter(kind=RoleKind.OFFICER):
        if role.closing != (role.pk in keys):
            role.closing = role.pk in keys
            save_over(role, base_version=role.version, by=by)


def _close_areas(partnership, last_day, by):
    """It is responsible for its areas until its last day."""
    for row in partnership.covered_areas.filter(to_date=None):
        if row.from_date is None or row.from_date <= last_day:
            row.to_date = last_day
            save_over(row, base_version=row.version, by=by)
