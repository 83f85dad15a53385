from django.db import models
from django.utils.translation import gettext_lazy as _

from partnership.models.partnerships import Partnership
from records.fields import ChoiceField, Dated
from records.models import Record


class Purpose(models.TextChoices):
    EMERGENCY = "emergency", _("Emergency")
    NON_EMERGENCY = "non_emergency", _("Not an emergency")
    ANONYMOUS = "anonymous", _("Without giving your name")
    COUNCIL = "council", _("Council")
    FORMATS = "formats", _("Other formats and languages")
    PLAN = "plan", _("The plan and the partnership")


class ContactPoint(Record, Dated):
    """A way to reach somebody for one purpose: business contacts only, never a person's own."""

    owned_by = "partnership"

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="contact_points")
    purpose = ChoiceField(max_length=15, choices=Purpose)
    name = models.CharField(max_length=200, help_text="Who answers")
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    website = models.URLField(blank=True)
    website_as_stated = models.CharField(max_length=200, blank=True)
    address = models.TextField(blank=True)
    hours = models.CharField(max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta(Dated.Meta):
        ordering = ["order", "pk"]

    def __str__(self):
        return f"{self.get_purpose_display()}: {self.name}"

    @property
    def dial(self):
        """The number as a telephone link needs it."""
        return "".join(c for c in self.phone if c.isdigit() or c == "+")
