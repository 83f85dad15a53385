"""Publishing lists of priorities, and making one out of what the executive group recorded."""

import datetime

from django.db import transaction

from priorities.documents.decided import valid_decisions
from priorities.models import (
    CrossCuttingTheme,
    ListedPriority,
    Priority,
    PriorityList,
    Referral,
)
from priorities.models.decisions import Outcome
from priorities.models.lists import ListState, ReferralVerb
from priorities.permissions import may_keep
from priorities.workflow.entries import PUBLIC_ALREADY, remove
from priorities.workflow.order import put_in_order
from priorities.workflow.priorities import STANDING, add_priority, give_address, restore
from records.models import note
from records.moves import Move, MoveTable, Refused
from records.saving import save_new, save_over

DRAFT, PUBLISHED = ListState.values


def _may(user, priority_list):
    return may_keep(user, priority_list.partnership)


LIST_MOVES = MoveTable(
    Move("publish", "Publish this list", (DRAFT,), PUBLISHED, _may),
    Move("withdraw", "Withdraw this list", (PUBLISHED,), DRAFT, _may, needs_reason=True),
)


@transaction.atomic
def publish_list(priority_list, *, by, now):
    """Show a list to everybody; each of its priorities has an address then.

    A strand of the law that nobody speaks for is pointed out beside the button, and no reason
    to refuse.
    """
    entries = list(priority_list.entries.select_related("priority__partnership"))
    if not entries:
        raise Refused("Put a priority on the list first.")
    published = LIST_MOVES.make(
        priority_list, "publish", by=by, now=now, after={"published_at": now}
    )
    for entry in entries:
        give_address(entry.priority, by=by)
    return published


def withdraw_list(priority_list, *, reason, by, now):
    """Take a list off the public site, to correct it or for good."""
    return LIST_MOVES.make(
        priority_list, "withdraw", by=by, now=now, reason=reason, after={"published_at": None}
    )


@transaction.atomic
def from_decisions(round, *, by, now):
    """Make or complete a round's draft list; returns it.

    What an officer added by hand stays. What a later decision corrected goes: only its own rows.
    A candidate that becomes a priority points to it from then on.
    """
    decisions = valid_decisions(round)
    made = _list_of(round, decisions, by=by, now=now)
    entries = [_enter(made, d, by=by, now=now) for d in _of(decisions, Outcome.PRIORITY)]
    for decision in decisions:
        if decision.outcome != Outcome.PRIORITY:
            for entry in made.entries.filter(priority=decision.candidate.priority_id):
                remove(entry, by=by)
    added = [e for e in made.entries.order_by("order") if e.pk not in {x.pk for x in entries}]
    put_in_order(made, entries + added, by=by)
    _set_themes(made, decisions, [entry.priority for entry in entries], by=by)
    _set_referrals(made, decisions, by=by)
    return made


def _of(decisions, outcome):
    return [decision for decision in decisions if decision.outcome == outcome]


def _list_of(round, decisions, *, by, now):
    found = PriorityList.objects.select_for_update().filter(round=round).first()
    if found:
        if found.state == PUBLISHED:
            raise Refused(PUBLIC_ALREADY)
        return found
    group = decisions[-1].meeting.group if decisions else round.group
    made = PriorityList(
        partnership=round.partnership,
        round=round,
        title=f"Priorities for {round.label}",
        set_by=_as_stated(group.name) if group else "The executive group",
        basis=f"the strategic assessment for {round.label}",
        starts_on=datetime.date(round.year, 4, 1),
        ends_on=datetime.date(round.year + 1, 3, 31),
        example=round.example,
    )
    save_new(made, by=by)
    note("prioritylist.from_decisions", by=by, now=now, target=made)
    return made


def _as_stated(name):
    return name if name.lower().startswith("the ") else f"The {name}"


def _enter(priority_list, decision, *, by, now):
    """The entry of one agreed priority, in the wording that was agreed."""
    priority = _priority_of(decision.candidate, by=by, now=now)
    entry = ListedPriority.objects.filter(priority_list=priority_list, priority=priority).first()
    wording = decision.wording or decision.candidate.title
    if entry is None:
        last = priority_list.entries.order_by("order").last()
        entry = ListedPriority(priority_list=priority_list, priority=priority)
        entry.order = last.order + 1 if last else 1
    elif (entry.wording, entry.wording_cy) == (wording, decision.wording_cy):
        return entry
    entry.wording, entry.wording_cy = wording, decision.wording_cy
    return _save(entry, by=by)


def _save(row, *, by):
    return save_over(row, base_version=row.version, by=by) if row.pk else save_new(row, by=by)


def _priority_of(candidate, *, by, now):
    """The priority that a candidate was before, or of its title, or a new one."""
    own = Priority.objects.filter(partnership=candidate.round.partnership_id)
    priority = candidate.priority or own.filter(title__iexact=candidate.title).first()
    while priority and priority.merged_into_id:
        priority = priority.merged_into
    if priority is None:
        priority = add_priority(
            candidate.round.partnership,
            title=candidate.title,
            title_cy=candidate.title_cy,
            strands=candidate.strands,
            by=by,
            now=now,
        )
        priority.topics.set(candidate.topics.all())
    elif priority.state != STANDING:
        why = f"Agreed again for {candidate.round.label}."
        priority = restore(priority, reason=why, by=by, now=now)
    if candidate.priority_id != priority.pk:
        candidate.priority = priority
        save_over(candidate, base_version=candidate.version, by=by)
    return priority


def _set_themes(priority_list, decisions, priorities, *, by):
    """What runs across the priorities, each theme by its candidate's title."""
    for decision in decisions:
        title = decision.candidate.title
        theme = CrossCuttingTheme.objects.filter(priority_list=priority_list, title=title).first()
        if decision.outcome != Outcome.CROSS_CUTTING:
            if theme:
                remove(theme, by=by)
            continue
        if theme is None:
            theme = CrossCuttingTheme(priority_list=priority_list, title=title)
            theme.title_cy, theme.statement = decision.candidate.title_cy, decision.wording
            theme.statement_cy = decision.wording_cy
            save_new(theme, by=by)
        theme.priorities.set(priorities)


def _set_referrals(priority_list, decisions, *, by):
    """What is left to others, each by its candidate's title; the way is put in by the officer."""
    for order, decision in enumerate(decisions, start=1):
        candidate = decision.candidate
        referral = Referral.objects.filter(
            priority_list=priority_list, subject=candidate.title
        ).first()
        if decision.outcome != Outcome.REFER:
            if referral:
                remove(referral, by=by)
            continue
        if referral is None:
            referral = Referral(priority_list=priority_list, subject=candidate.title, order=order)
            referral.subject_cy, referral.verb = candidate.title_cy, ReferralVerb.ADDRESSED
            referral.strands, referral.topic = candidate.strands, candidate.topics.first()
        referral.organisation, referral.group = decision.organisation, decision.group
        referral.why = decision.reason
        _save(referral, by=by)
