"""How a published plan stands on a day."""

from dataclasses import dataclass

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from records import periods


@dataclass(frozen=True)
class Standing:
    """Whether a published plan counts today, in words and as one of the site's status kinds."""

    kind: str
    words: str
    detail: str

    @property
    def in_force(self):
        return self.kind == "good"


def standing_of(plan, on):
    """Computed from dates and editions, never typed: a plan cannot be called current too long."""
    document, ends_on = plan.document, plan.extended_until or plan.ends_on
    first, last = ({"day": periods.day_label(day)} for day in (plan.starts_on, ends_on))
    if document.withdrawn_at:
        day = periods.day_label(localdate(document.withdrawn_at))
        told = {"day": day, "reason": document.withdrawn_reason}
        return Standing("bad", _("Withdrawn"), _("on %(day)s. %(reason)s") % told)
    if on < plan.starts_on:
        return Standing("wait", _("Not yet in force"), _("starts on %(day)s") % first)
    if on > ends_on:
        return Standing("wait", _("No longer in force"), _("ended on %(day)s") % last)
    if on > plan.ends_on:
        told = {**last, "reason": plan.extended_reason}
        return Standing("good", _("Extended"), _("until %(day)s. %(reason)s") % told)
    return Standing("good", _("In force"), _("until %(day)s") % last)
