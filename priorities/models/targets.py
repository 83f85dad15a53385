"""What a measure should reach in a year, where it started, and how far off is too far."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from events.models import MeetingDecision
from partnership.models import Area, Group, Partnership
from priorities.models.lists import Priority
from priorities.models.measures import Measure
from records import periods
from records.fields import ChoiceField, PercentField
from records.models import Record

TOLERANCE = 5  # per cent off target that is still amber: a rule in use


class Target(Record):
    """What a partnership wants a measure to be in a plan year, and which group reports it.

    ``value`` is the target; with ``upper`` it is a range from ``value`` to ``upper``. Without
    either the measure is followed and has no status of its own (grey: no target).
    ``adds_up``: quarters are counted together over the year; else each quarter stands alone.
    """

    owned_by = "partnership"

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="targets")
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="targets")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("plan year", help_text="2011 for 2011-12")
    value = models.DecimalField(
        "target", max_digits=14, decimal_places=2, null=True, blank=True,
        help_text="Leave empty where none is set",
    )  # fmt: skip
    upper = models.DecimalField(
        "up to", max_digits=14, decimal_places=2, null=True, blank=True,
        help_text="Only for a range, as in “between 5 and 10”",
    )  # fmt: skip
    wording = models.CharField("target as stated", max_length=200, blank=True)
    baseline = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    baseline_words = models.CharField(
        "what the baseline is", max_length=120, blank=True, help_text="As in “2010-11”"
    )
    tolerance = PercentField(
        "amber up to", default=TOLERANCE,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text="Per cent off target; further off is red",
    )  # fmt: skip
    adds_up = models.BooleanField(
        "quarters add up", default=True,
        help_text="On for counts of a quarter; off for what stands at its end, as a survey’s share",
    )  # fmt: skip
    group = models.ForeignKey(
        Group, models.PROTECT, null=True, blank=True, related_name="targets",
        verbose_name="group that reports it", help_text="Empty: an officer or an import fills it",
    )  # fmt: skip
    priority = models.ForeignKey(
        Priority, models.PROTECT, null=True, blank=True, related_name="targets"
    )
    order = models.PositiveSmallIntegerField(default=0)
    example = models.BooleanField("demonstration", default=False, editable=False)

    class Meta:
        ordering = ["order", "measure__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "measure", "area", "year"],
                name="target_once_a_year",
                violation_error_message="This measure has its target for this year already.",
            ),
            models.CheckConstraint(
                condition=Q(upper__isnull=True) | Q(value__isnull=False, upper__gt=F("value")),
                name="target_range_in_order",
                violation_error_message="A range goes from a lower to a higher number.",
            ),
            models.CheckConstraint(
                condition=Q(tolerance__gte=0, tolerance__lte=100),
                name="target_tolerance_is_a_share",
                violation_error_message="Give the tolerance in per cent, from 0 to 100.",
            ),
        ]

    def __str__(self):
        return f"{self.measure}, {periods.plan_year_label(self.year)}"


class PriorityDecision(Record):
    """What a decision of a meeting did to a priority: set it up, changed it, closed it."""

    owned_by = "priority__partnership"

    decision = models.OneToOneField(
        MeetingDecision, models.PROTECT, related_name="priority_decision"
    )
    priority = models.ForeignKey(Priority, models.PROTECT, related_name="meeting_decisions")
    effect = ChoiceField(max_length=10, choices=MeetingDecision.Effect)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.get_effect_display()}: {self.priority}"
