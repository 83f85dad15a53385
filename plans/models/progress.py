from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plans.models.actions import Action
from records import periods
from records.fields import ChoiceField
from records.models import Record, RecordQuerySet


class Progress(models.TextChoices):
    """How an action stands at the end of a quarter, in words as well as colour."""

    GREEN = "green", _("On track")
    AMBER = "amber", _("Late or at risk")
    RED = "red", _("Off track")
    GREY = "grey", _("No data")
    COMPLETE = "complete", _("Complete")

    @property
    def in_words(self):
        """“Amber: late or at risk”: the colour's name is part of the words."""
        if self == Progress.COMPLETE:
            return self.label
        return f"{self.name.capitalize()}: {self.label.lower()}"


NO_REPORT = "No report yet"  # said where nobody has told anything


NEEDS_WORDS = (Progress.AMBER, Progress.RED)


class ProgressQuerySet(RecordQuerySet):
    def published(self):
        """What an officer has approved for everybody."""
        return self.filter(approved_at__isnull=False, action__plan__partnership__public=True)


class ProgressUpdate(Record):
    """What was said of an action in a quarter: how it stands, why, and who told it."""

    owned_by = "action__plan__partnership"

    action = models.ForeignKey(Action, models.PROTECT, related_name="updates")
    year = models.PositiveSmallIntegerField("plan year", help_text="2011 for 2011-12")
    quarter = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(4)],
        help_text="1 is April to June, 4 is January to March",
    )
    status = ChoiceField(max_length=10, choices=Progress)
    commentary = models.TextField(
        blank=True, help_text="Needed where it is late, at risk or off track"
    )
    told_by = models.CharField(
        max_length=200, blank=True, help_text="Post or group, as in “the Chair, at the meeting”"
    )
    report = models.ForeignKey(
        "plans.GroupReport", models.PROTECT, null=True, editable=False, related_name="updates"
    )
    approved_at = models.DateTimeField("approved for the public", null=True, editable=False)
    approved_by_label = models.CharField(max_length=200, blank=True, editable=False)
    public_words = models.TextField(
        "in words for the public", blank=True, help_text="Empty: the commentary as it stands"
    )
    example = models.BooleanField("demonstration", default=False, editable=False)

    objects = ProgressQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-quarter", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["action", "year", "quarter"],
                name="progress_once_a_quarter",
                violation_error_message="This quarter has its update already. Change that one.",
            ),
            models.CheckConstraint(
                condition=Q(quarter__gte=1, quarter__lte=4), name="progress_quarter_of_four"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=NEEDS_WORDS) | ~Q(commentary=""),
                name="progress_bad_news_says_why",
                violation_error_message="Say why it is late, at risk or off track.",
            ),
        ]

    def __str__(self):
        return f"{self.get_status_display()}, {self.label}"

    @property
    def label(self):
        """“Quarter 1, 2011-12”."""
        return f"Quarter {self.quarter}, {periods.plan_year_label(self.year)}"
