from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from plans.models.plans import Plan
from records import periods
from records.fields import MoneyField
from records.models import Record


class FundingSource(Record):
    """Where money or time for a plan comes from; the amount may be unknown."""

    owned_by = "plan__partnership"

    class Kind(models.TextChoices):
        GRANT = "grant", "Grant"
        PARTNER = "partner", "Partner contribution"
        IN_KIND = "in_kind", "Mainstream, in kind"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="funding_sources")
    name = models.CharField(max_length=200)
    name_cy = models.CharField("name in Welsh", max_length=200, blank=True)
    kind = models.CharField(max_length=10, choices=Kind)
    wording = models.TextField(help_text="As the plan says it")
    wording_cy = models.TextField("wording in Welsh", blank=True)
    amount = MoneyField(null=True, blank=True, help_text="Leave empty where it is not stated")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0),
                name="funding_source_not_negative",
                violation_error_message="An amount cannot be negative.",
            )
        ]

    def __str__(self):
        return self.name


class Budget(Record):
    """What a partnership has for a year, and how that compares with another year."""

    owned_by = "plan__partnership"

    plan = models.OneToOneField(Plan, models.CASCADE, related_name="budget")
    name = models.CharField(max_length=100, help_text="As in “SLCSP budget”")
    name_cy = models.CharField("name in Welsh", max_length=100, blank=True)
    year = models.PositiveSmallIntegerField("plan year")
    amount = MoneyField(null=True, blank=True, help_text="Leave empty where it is not stated")
    compared = models.CharField(
        max_length=100, blank=True, help_text="As in “considerably less than”"
    )
    compared_cy = models.CharField("compared, in Welsh", max_length=100, blank=True)
    compared_year = models.PositiveSmallIntegerField(null=True, blank=True)
    compared_amount = MoneyField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0),
                name="budget_not_negative",
                violation_error_message="An amount cannot be negative.",
            ),
            models.CheckConstraint(
                condition=Q(compared="", compared_year=None)
                | (~Q(compared="") & Q(compared_year__isnull=False)),
                name="budget_comparison_whole",
                violation_error_message="Give both the words and the year it is compared with.",
            ),
        ]

    def __str__(self):
        return f"{self.name} {periods.plan_year_label(self.year)}"

    def clean(self):
        super().clean()
        if self.amount is not None and self.amount < 0:
            raise ValidationError({"amount": "An amount cannot be negative."})


class Risk(Record):
    """Something that could stop the plan from working."""

    owned_by = "plan__partnership"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="risks")
    budget = models.ForeignKey(Budget, models.SET_NULL, null=True, blank=True, related_name="risks")
    wording = models.TextField()
    wording_cy = models.TextField("wording in Welsh", blank=True)
    owner_post = models.CharField("who watches it", max_length=200, blank=True)
    review_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.wording
