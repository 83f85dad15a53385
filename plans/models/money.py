from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from partnership.models import Organisation
from plans.models.plans import Plan
from priorities.models import Priority
from records import periods
from records.fields import ChoiceField, MoneyField
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
    kind = ChoiceField(max_length=10, choices=Kind)
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
    priority = models.ForeignKey(
        Priority, models.PROTECT, null=True, blank=True, related_name="risks"
    )
    wording = models.TextField()
    wording_cy = models.TextField("wording in Welsh", blank=True)
    owner_post = models.CharField("who watches it", max_length=200, blank=True)
    owner_organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="risks",
        verbose_name="of which organisation",
    )  # fmt: skip
    likelihood = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(4)],
        help_text="1 is unlikely, 4 nearly certain; empty: not assessed",
    )  # fmt: skip
    impact = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(4)],
        help_text="1 is slight, 4 severe; empty: not assessed",
    )  # fmt: skip
    response = models.TextField("what we do about it", blank=True)
    review_on = models.DateField("look at it again on", null=True, blank=True)
    reviewed_on = models.DateField("last looked at", null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True, editable=False)
    closed_reason = models.CharField(max_length=300, blank=True, editable=False)
    example = models.BooleanField("demonstration", default=False, editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(likelihood__isnull=True) | Q(likelihood__gte=1, likelihood__lte=4),
                name="risk_likelihood_of_four",
            ),
            models.CheckConstraint(
                condition=Q(impact__isnull=True) | Q(impact__gte=1, impact__lte=4),
                name="risk_impact_of_four",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None, closed_reason="")
                | Q(closed_on__isnull=False) & ~Q(closed_reason=""),
                name="risk_closed_with_reason",
            ),
        ]

    def __str__(self):
        return self.wording
