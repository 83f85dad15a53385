from django.db import models

from partnership.models import Partnership
from records.models import Record


class EventSeries(Record):
    """Several events that ask the same questions in different places."""

    owned_by = "partnership"

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="event_series")
    name = models.CharField(max_length=200)
    name_cy = models.CharField("name in Welsh", max_length=200, blank=True)
    planned = models.PositiveSmallIntegerField(
        "number of events", null=True, blank=True, help_text="As stated: “6 divisional events”"
    )

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "event series"
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "name"],
                name="event_series_name_once",
                violation_error_message="This partnership has a series of this name.",
            )
        ]

    def __str__(self):
        return self.name
