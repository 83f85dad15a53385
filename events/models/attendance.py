"""Who came to an event, as its source names them."""

from django.db import models
from django.db.models import Q

from events.models.events import Event
from partnership.models import Area, Organisation
from records.models import Record


class Attendance(Record):
    """A body, sector or place that took part, with its number of people where recorded."""

    owned_by = "event__partnership"

    event = models.ForeignKey(Event, models.CASCADE, related_name="attendances")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="attendances"
    )
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+")
    name_as_stated = models.CharField(
        max_length=200, blank=True, help_text="As the source writes it, or a sector"
    )
    number = models.PositiveIntegerField(
        "people", null=True, blank=True, help_text="Leave empty if not recorded"
    )
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False)
                | Q(area__isnull=False)
                | ~Q(name_as_stated=""),
                name="attendance_is_somebody",
                violation_error_message="Name an organisation, a sector or an area.",
            )
        ]

    def __str__(self):
        return self.label

    @property
    def label(self):
        """As the source names it."""
        if self.name_as_stated:
            return self.name_as_stated
        return self.organisation.name if self.organisation else self.area.name
