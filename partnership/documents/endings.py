"""What readers are told of a partnership that has ended: since when, and who goes on."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from records import periods
from records.languages import in_language


@dataclass(frozen=True)
class Ending:
    """The last day of a partnership, and those the public can find that go on with its work."""

    last_day: object
    successors: list

    @property
    def ended(self):
        day = periods.day_label(self.last_day)
        return _("This partnership ended on %(day)s.") % {"day": day}

    @property
    def continued(self):
        """How the list of those that follow begins."""
        return _("Its work is continued by")

    @property
    def words(self):
        """All of it in one text, for what has no links."""
        if not self.successors:
            return self.ended
        names = ", ".join(in_language(one, "name") for one in self.successors)
        return f"{self.ended} {self.continued} {names}."


def ending_of(partnership, on):
    """What to say of its end on a day; nothing while it lasts. Those that ended too lead on."""
    if not partnership.has_ended(on):
        return None
    found, waiting, seen = {}, [partnership], {partnership.pk}
    while waiting:
        for row in waiting.pop(0).successions.select_related("successor"):
            new = row.successor
            if new.pk in seen:
                continue
            seen.add(new.pk)
            if new.has_ended(on):
                waiting.append(new)
            elif new.public:
                found[new.pk] = new
    return Ending(partnership.ended_on, list(found.values()))


def came_from(partnership, on):
    """Those whose work it goes on with on a day, as the public can find them, the newest first."""
    rows = partnership.precessions.filter(predecessor__public=True, on__lte=on).order_by("-on")
    return [row.predecessor for row in rows.select_related("predecessor")]
