"""Whom to reach today, beside what a document printed when it was published."""

from dataclasses import dataclass, field

from partnership.models import ContactPoint
from records.fields import valid_on


@dataclass
class TodaysContact:
    """A contact point of today; ``printed`` are other numbers and addresses for the same
    purpose that a document names and that no longer hold."""

    point: ContactPoint
    printed: list = field(default_factory=list)

    @property
    def differs(self):
        return bool(self.printed)


def todays_contacts(partnership, said, on):
    """The contact points that hold on a day, each with what the words ``said`` print instead.

    What was printed is recognised by what the portal itself once held: a number that nobody
    ever recorded as one of the partnership's is not taken for one.
    """
    points = list(partnership.contact_points.filter(valid_on(on)))
    rows = [TodaysContact(point) for point in points]
    now = {point.purpose: set() for point in points}
    for point in points:
        now[point.purpose] |= {point.phone, point.email}
    for purpose, phone, email in _ever_held(partnership):
        for value in (phone, email):
            if value and value in said and value not in now.get(purpose, {value}):
                row = next(row for row in rows if row.point.purpose == purpose)
                if value not in row.printed:
                    row.printed.append(value)
    return rows


def _ever_held(partnership):
    """The purpose, number and e-mail of each contact point, as it was at any time."""
    kept = ContactPoint.history.filter(partnership_id=partnership.pk).order_by("history_id")
    return dict.fromkeys(kept.values_list("purpose", "phone", "email"))
