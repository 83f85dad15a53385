"""Where a plan's money goes: lines, and dated amounts on each."""

from django.db import models
from django.db.models import Q

from partnership.models import Organisation
from plans.models.actions import Action
from plans.models.money import FundingSource
from plans.models.plans import Plan
from priorities.models import CrossCuttingTheme, Priority
from records.fields import ChoiceField, MoneyField
from records.models import Record


class FundingLine(Record):
    """What some of the money is for: who gets it, for what purpose, for which priority.

    A line without amounts says so: its amount is not stated, which is a value.
    """

    owned_by = "plan__partnership"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="funding_lines")
    source = models.ForeignKey(
        FundingSource, models.PROTECT, null=True, blank=True, related_name="lines",
        verbose_name="where the money comes from",
    )  # fmt: skip
    purpose = models.CharField("what it is for", max_length=300)
    purpose_cy = models.CharField("what it is for, in Welsh", max_length=300, blank=True)
    recipient = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="funding_lines",
        verbose_name="who gets it",
    )  # fmt: skip
    recipient_words = models.CharField(
        "who gets it, as stated", max_length=200, blank=True, help_text="Where it is no body here"
    )
    priority = models.ForeignKey(
        Priority, models.PROTECT, null=True, blank=True, related_name="funding_lines"
    )
    theme = models.ForeignKey(
        CrossCuttingTheme, models.PROTECT, null=True, blank=True, related_name="funding_lines",
        verbose_name="or a theme common to several priorities",
    )  # fmt: skip
    action = models.ForeignKey(
        Action, models.PROTECT, null=True, blank=True, related_name="funding_lines"
    )
    achieved = models.TextField("what it achieved", blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    example = models.BooleanField("demonstration", default=False, editable=False)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(priority=None) | Q(theme=None),
                name="funding_line_for_one_thing",
                violation_error_message="Name a priority or a theme, not both.",
            )
        ]

    def __str__(self):
        return self.purpose

    @property
    def receiver(self):
        """Who gets it, in words; “not stated” is a value."""
        return str(self.recipient or self.recipient_words or "Not stated")


class AmountStatus(models.TextChoices):
    """How firm an amount is, and which way it went."""

    INDICATIVE = "indicative", "Indicative"
    CONFIRMED = "confirmed", "Confirmed"
    COMMITTED = "committed", "Committed"
    SPENT = "spent", "Spent"
    RETAINED = "retained", "Kept back"
    CARRIED_OVER = "carried_over", "Carried over"
    RETURNED = "returned", "Returned"


class FundingAmount(Record):
    """So much, on a day, with the decision that allowed it. A size: the status tells the way."""

    owned_by = "line__plan__partnership"

    line = models.ForeignKey(FundingLine, models.CASCADE, related_name="amounts")
    status = ChoiceField(max_length=12, choices=AmountStatus)
    amount = MoneyField()
    on = models.DateField("date", null=True, blank=True, help_text="Empty: not stated")
    decision = models.CharField(
        "decision reference", max_length=120, blank=True, help_text="As in “Decision 2015/81”"
    )
    decision_link = models.URLField("link to the decision", blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gte=0),
                name="funding_amount_not_negative",
                violation_error_message="An amount cannot be negative. Choose “Returned” instead.",
            )
        ]

    def __str__(self):
        return f"{self.get_status_display()}: £{self.amount:,.2f}"
