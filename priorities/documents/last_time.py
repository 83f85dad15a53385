"""What became of a candidate the last time: its place in the list, and what was decided."""

import datetime
from dataclasses import dataclass, field

from django.db.models import Prefetch

from priorities.models import Decision, ListedPriority, PriorityList, Referral
from records import periods

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass(frozen=True)
class LastTime:
    """Where it stood in the last list, what runs across it, and the decision, where recorded."""

    priority_list: object = None
    entry: object = None
    decision: object = None
    themes: list = field(default_factory=list)
    of_how_many: int = 0

    @property
    def sentence(self):
        """“Agreed by the Executive Group as one of four priorities for 2011-12.”"""
        if self.entry:
            body = _in_a_sentence(self.priority_list.set_by)
            return f"Agreed by {body} as {_one_of(self.of_how_many)} for {self.years}."
        decided = self.decision
        year = decided.candidate.round.label
        receiver = f" to the {decided.receiver.name}" if decided.receiver else ""
        return f"Considered for {year}: {decided.get_outcome_display().lower()}{receiver}."

    @property
    def years(self):
        """The plan year of the list, or its months where it holds for longer."""
        first, last = self.priority_list.starts_on, self.priority_list.ends_on
        one_year = last < first.replace(year=first.year + 1)
        return periods.plan_year_label(first.year) if one_year else periods.span(first, last)

    @property
    def reason(self):
        """The reason that was recorded with the decision, where there is one."""
        return self.decision.reason if self.decision else ""


def _in_a_sentence(body):
    return f"the {body[4:]}" if body.startswith("The ") else body


def _one_of(number):
    if number == 1:
        return "the only priority"
    words = NUMBERS[number] if number < len(NUMBERS) else number
    return f"one of {words} priorities"


def last_list(partnership, year):
    """The partnership's own list that was public before a plan year, with all that it says."""
    lists = PriorityList.objects.for_partnership(partnership).filter(
        own=True, state="published", starts_on__lt=datetime.date(year, 4, 1)
    )
    return (
        lists.prefetch_related(
            Prefetch("entries", ListedPriority.objects.select_related("priority")),
            Prefetch("referrals", Referral.objects.select_related("organisation", "group")),
            "themes__priorities",
        )
        .order_by("-starts_on", "-pk")
        .first()
    )


def past_decisions(partnership, year):
    """What was decided in earlier rounds and stands, newest first."""
    decisions = Decision.objects.for_partnership(partnership).filter(
        meeting__isnull=False, corrected_by=None, candidate__round__year__lt=year
    )
    related = ("candidate__round", "meeting__group", "organisation", "group")
    return list(decisions.select_related(*related).order_by("-candidate__round__year", "pk"))


def last_time_of(candidate, last, decisions):
    """By the priority that it was before, else by its title; nothing where it is new."""
    entry = _entry(candidate, last)
    decision = next((one for one in decisions if _is_same(one.candidate, candidate)), None)
    if entry is None and decision is None:
        return None
    if entry is None:
        return LastTime(decision=decision)
    themes = [theme for theme in last.themes.all() if entry.priority in theme.priorities.all()]
    return LastTime(last, entry, decision, themes, len(last.entries.all()))


def _entry(candidate, last):
    if last is None or candidate.priority_id is None:
        return None
    return next(
        (one for one in last.entries.all() if one.priority_id == candidate.priority_id), None
    )


def _is_same(earlier, candidate):
    if candidate.priority_id and earlier.priority_id:
        return earlier.priority_id == candidate.priority_id
    return earlier.title == candidate.title
