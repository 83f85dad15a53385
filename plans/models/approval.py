from django.db import models
from django.db.models import Q

from partnership.models import Group
from plans.models.plans import Plan
from records.fields import ChoiceField
from records.models import Record


class StepKind(models.TextChoices):
    CONSULTED = "consulted", "Consulted"
    CONSIDERED = "considered", "Considered"
    ENDORSED = "endorsed", "Endorsed"
    AGREED = "agreed", "Agreed"
    ADOPTED = "adopted", "Adopted"
    RATIFIED = "ratified", "Ratified"
    CALL_IN = "call_in", "Open to call-in"


class ApprovalStep(Record):
    """One body that must have said something to a plan before it is published."""

    owned_by = "plan__partnership"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="approval_steps")
    order = models.PositiveSmallIntegerField(help_text="The same number: side by side")
    kind = ChoiceField(max_length=10, choices=StepKind, default=StepKind.AGREED)
    group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True)
    body = models.CharField(max_length=200, blank=True, help_text="Where it is not a group here")
    planned_on = models.DateField(null=True, blank=True)
    planned_source = models.CharField(
        "where the date stands",
        max_length=200,
        blank=True,
        help_text="As in “forward plan, item 7”",
    )

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(group__isnull=False, body="") | (Q(group=None) & ~Q(body="")),
                name="approval_step_by_one_body",
                violation_error_message="Name a group or another body, one of them.",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.group or self.body}"


class Outcome(models.TextChoices):
    """What a body said: yes to this very text, yes to a changed one, or not now."""

    AGREED = "agreed", "Agreed"
    WITH_CHANGES = "changed", "Agreed with changes"
    RETURNED = "returned", "Returned for changes"


class ApprovalRecord(models.Model):
    """What a body said to exactly one text, named by its hash. Never edited."""

    owned_by = "step__plan__partnership"

    step = models.ForeignKey(ApprovalStep, models.PROTECT, related_name="records")
    outcome = ChoiceField(max_length=10, choices=Outcome)
    content_hash = models.CharField(max_length=64)
    decided_on = models.DateField()
    minute = models.CharField("minute or web address", max_length=300, blank=True)
    comment = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.UUIDField()
    by_label = models.CharField(max_length=200)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome=Outcome.AGREED) | ~Q(comment=""),
                name="approval_return_says_why",
                violation_error_message="Say what should change.",
            )
        ]

    def __str__(self):
        return f"{self.step}, {self.get_outcome_display().lower()}"
