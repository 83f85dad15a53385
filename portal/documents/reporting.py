"""Whom to call, as a front page says it; a number that no longer holds is never shown."""

from dataclasses import dataclass

from partnership.models.contacts import Purpose
from records.fields import valid_on

REPORTING = (Purpose.EMERGENCY, Purpose.NON_EMERGENCY, Purpose.ANONYMOUS, Purpose.COUNCIL)


@dataclass(frozen=True)
class Line:
    """One purpose with who answers; without a point: the one there was has expired."""

    purpose: str
    point: object = None


def reporting(partnership, today):
    """The lines of the box, and the contact for other formats, both as they hold on a day."""
    points = list(partnership.contact_points.all())
    valid = set(partnership.contact_points.filter(valid_on(today)).values_list("pk", flat=True))
    lines = []
    for purpose in REPORTING:
        of_purpose = [point for point in points if point.purpose == purpose and point.phone]
        now = [Line(purpose.label, point) for point in of_purpose if point.pk in valid]
        over = [p for p in of_purpose if p.to_date and p.to_date < today]
        lines += now or ([Line(purpose.label)] if over else [])
    formats = [p for p in points if p.purpose == Purpose.FORMATS and p.pk in valid]
    return lines, next(iter(formats), None)
