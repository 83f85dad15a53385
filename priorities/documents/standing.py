"""Whether a list of priorities holds on a day, computed from its dates and never typed."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from priorities.models import PriorityList
from records import periods


@dataclass(frozen=True)
class ListStanding:
    """In words, and as one of the site's status kinds."""

    kind: str
    words: str
    detail: str

    @property
    def in_force(self):
        return self.kind == "good"


def standing_of(priority_list, on):
    """In force, not yet, or no longer."""
    if on < priority_list.starts_on:
        day = periods.day_label(priority_list.starts_on)
        return ListStanding("wait", _("Not yet in force"), _("From %(day)s.") % {"day": day})
    day = periods.day_label(priority_list.ends_on)
    if on > priority_list.ends_on:
        return ListStanding(
            "wait", _("No longer in force"), _("It ended on %(day)s.") % {"day": day}
        )
    return ListStanding("good", _("In force"), _("In force until %(day)s.") % {"day": day})


def public_lists(partnership, *, own=True):
    """What everybody can read: a partnership's own lists, or those that others set for it."""
    return PriorityList.objects.published().filter(partnership=partnership, own=own)


def current_list(lists, on):
    """Of some lists the one in force, else the latest that began, else the first to come."""
    lists = sorted(lists, key=lambda one: (one.starts_on, one.pk), reverse=True)
    in_force = [one for one in lists if standing_of(one, on).in_force]
    begun = [one for one in lists if one.starts_on <= on]
    return next(iter([*in_force, *begun, *reversed(lists)]), None)


def agreed(priority_list):
    """“Agreed by the Executive Group after the Strategic Assessment of October 2010.”"""
    body, basis = in_a_sentence(priority_list.set_by), in_a_sentence(priority_list.basis)
    told = {"body": body, "basis": basis}
    if basis:
        own, others = (
            _("Agreed by %(body)s after %(basis)s."),
            _("Set by %(body)s after %(basis)s."),
        )
    else:
        own, others = _("Agreed by %(body)s."), _("Set by %(body)s.")
    return (own if priority_list.own else others) % told


def in_a_sentence(words):
    """“The Executive Group” as it stands within a sentence."""
    return f"the {words[4:]}" if words.startswith("The ") else words
