"""Who took part: a list as people type it, kept as organisations, areas or sectors."""

from dataclasses import dataclass

from django.db import transaction

from events.models import Attendance
from partnership.models import Area, Organisation
from records.saving import save_new, save_over


@dataclass
class Line:
    """One body of the list: its name as stated, who it is where known, its number of people."""

    name: str
    number: int | None = None
    organisation: Organisation | None = None
    area: Area | None = None

    @property
    def is_known(self):
        return bool(self.organisation or self.area)


def recognised(name, number=None):
    """A line with the organisation or area of that name, alias or former name."""
    organisation = Organisation.objects.named(name)
    area = None if organisation else Area.objects.named(name)
    return Line(name, number, organisation, area)


@transaction.atomic
def set_attendance(event, lines, *, by):
    """Keep this list in this order: what stays is changed, what is gone is taken out."""
    known = {}
    for row in event.attendances.select_related("organisation", "area"):
        known.setdefault(row.label, []).append(row)
    for order, line in enumerate(lines, start=1):
        rows = known.get(line.name)
        row = rows.pop(0) if rows else Attendance(event=event)
        _write(row, line, order, by)
    for row in [row for rows in known.values() for row in rows]:
        row._history_user = by
        row.delete()


def _write(row, line, order, by):
    if not line.is_known:
        # Somebody may have said who it is although the name does not.
        line = Line(line.name, line.number, row.organisation, row.area)
    wanted = {
        "organisation": line.organisation,
        "area": line.area,
        "name_as_stated": line.name,
        "number": line.number,
        "order": order,
    }
    if all(getattr(row, name) == value for name, value in wanted.items()):
        return
    is_new = row.pk is None
    for name, value in wanted.items():
        setattr(row, name, value)
    if is_new:
        save_new(row, by=by)
    else:
        save_over(row, base_version=row.version, by=by)
