from django.db import models
from django.db.models import Q

from events.models.events import Event
from partnership.models import Organisation
from records.fields import PercentField
from records.models import Record


class Consultation(Record):
    """What a consultation asked of whom, and how many answered, as its publisher states it."""

    owned_by = "event__partnership"

    event = models.OneToOneField(Event, models.CASCADE, related_name="consultation")
    asked = models.TextField("what was asked", blank=True)
    asked_of = models.CharField("who was asked", max_length=300, blank=True)
    method = models.CharField(max_length=300, blank=True)
    subjects = models.CharField(max_length=300, blank=True)
    commissioned_by = models.CharField(max_length=300, blank=True)
    undertaken_by = models.CharField(max_length=300, blank=True)
    sample = models.PositiveIntegerField("number asked", null=True, blank=True)
    responses = models.PositiveIntegerField("number of responses", null=True, blank=True)
    rate_as_stated = PercentField("response rate as stated", null=True, blank=True)
    source_id = models.CharField("number in its source", max_length=60, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(rate_as_stated__isnull=True)
                | Q(rate_as_stated__gte=0, rate_as_stated__lte=100),
                name="consultation_rate_is_share",
                violation_error_message="A response rate lies between 0 and 100 per cent.",
            ),
        ]

    def __str__(self):
        return str(self.event)

    @property
    def rate(self):
        """The response rate in per cent as computed from its parts, or None."""
        if not self.sample or self.responses is None:
            return None
        return round(100 * self.responses / self.sample, 1)


class Channel(Record):
    """One way in which answers came, with its own count where recorded."""

    owned_by = "consultation__event__partnership"

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="channels")
    name = models.CharField(max_length=120, help_text="As in “Post” or “Web form”")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    responses = models.PositiveIntegerField(
        null=True, blank=True, help_text="Leave empty if not recorded"
    )
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "name"],
                name="channel_once",
                violation_error_message="This consultation has this channel already.",
            )
        ]

    def __str__(self):
        return self.name
