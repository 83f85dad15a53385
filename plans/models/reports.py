"""Reports that are made of what the groups sent, and of what the money did."""

from django.db import models
from django.db.models import Q

from partnership.models import Partnership
from plans.models.actions import Action
from plans.models.money import FundingSource, Risk
from plans.models.reporting import ReportingQuarter
from priorities.models import Target
from publishing.models import Document
from records.fields import ChoiceField, Period
from records.models import Record


class QuarterReport(Record):
    """A report on a quarter: for the executive group, or the shorter one for the county."""

    owned_by = "quarter__partnership"

    class Kind(models.TextChoices):
        EXECUTIVE = "executive", "Performance report to the executive group"
        COUNTY = "county", "Report to the county partnership"

    quarter = models.ForeignKey(ReportingQuarter, models.PROTECT, related_name="documents")
    kind = ChoiceField(max_length=10, choices=Kind, default=Kind.EXECUTIVE)
    introduction = models.TextField(blank=True, help_text="Shown under the first sentence")
    charted = models.ManyToManyField(
        Target, blank=True, related_name="+", verbose_name="measures drawn large"
    )
    document = models.OneToOneField(
        Document, models.PROTECT, null=True, editable=False, related_name="quarter_report"
    )

    class Meta:
        ordering = ["quarter", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["quarter", "kind"], name="quarter_report_once")
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.quarter}"


class Ask(Record):
    """What the executive group is asked about one exception of a quarter: decide, or note."""

    owned_by = "quarter__partnership"

    quarter = models.ForeignKey(ReportingQuarter, models.CASCADE, related_name="asks")
    action = models.ForeignKey(Action, models.CASCADE, null=True, blank=True, related_name="asks")
    target = models.ForeignKey(Target, models.CASCADE, null=True, blank=True, related_name="asks")
    risk = models.ForeignKey(Risk, models.CASCADE, null=True, blank=True, related_name="asks")
    decide = models.BooleanField("a decision is needed", default=False)
    words = models.CharField(
        "what is asked", max_length=300, blank=True, help_text="As a question, in one sentence"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(action__isnull=False, target=None, risk=None)
                | Q(action=None, target__isnull=False, risk=None)
                | Q(action=None, target=None, risk__isnull=False),
                name="ask_about_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(decide=False) | ~Q(words=""),
                name="ask_decision_in_words",
                violation_error_message="Write what is to be decided.",
            ),
            models.UniqueConstraint(
                fields=["quarter", "action"], condition=Q(action__isnull=False),
                name="ask_once_an_action",
            ),
            models.UniqueConstraint(
                fields=["quarter", "target"], condition=Q(target__isnull=False),
                name="ask_once_a_measure",
            ),
            models.UniqueConstraint(
                fields=["quarter", "risk"], condition=Q(risk__isnull=False),
                name="ask_once_a_risk",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.words or "To note"


class FunderReturn(Record, Period):
    """What a funder is told of its money in a period: each line, and what it achieved."""

    owned_by = "partnership"

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="funder_returns")
    source = models.ForeignKey(FundingSource, models.PROTECT, related_name="returns")
    words = models.TextField("in your own words", blank=True)
    due_on = models.DateField("due", null=True, blank=True)
    sent_on = models.DateField("sent", null=True, blank=True)
    document = models.OneToOneField(
        Document, models.PROTECT, null=True, editable=False, related_name="funder_return"
    )
    example = models.BooleanField("demonstration", default=False, editable=False)

    class Meta(Period.Meta):
        ordering = ["-ends_on", "-pk"]
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["source", "starts_on", "ends_on"],
                name="funder_return_once",
                violation_error_message="There is a return on this money for these dates.",
            ),
        ]

    def __str__(self):
        return f"{self.source}, {self.period}"


class ReturnShare(Record):
    """Another partnership's money in a return; its own officer says that it may stand there."""

    owned_by = "partnership"

    funder_return = models.ForeignKey(FunderReturn, models.CASCADE, related_name="shares")
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="return_shares")
    source = models.ForeignKey(
        FundingSource, models.PROTECT, null=True, editable=False, related_name="shares",
        verbose_name="whose money it is",
    )  # fmt: skip
    confirmed_at = models.DateTimeField(null=True, editable=False)
    confirmed_by_label = models.CharField(max_length=200, blank=True, editable=False)

    class Meta:
        ordering = ["partnership__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["funder_return", "partnership"],
                name="return_share_once",
                violation_error_message="This partnership is asked already.",
            ),
            models.CheckConstraint(
                condition=Q(source=None, confirmed_at=None, confirmed_by_label="")
                | Q(source__isnull=False, confirmed_at__isnull=False) & ~Q(confirmed_by_label=""),
                name="return_share_confirmed_by_somebody",
            ),
        ]

    def __str__(self):
        return f"{self.partnership.short_name} in {self.funder_return}"
