"""What groups report each quarter, as they send it; what counts of it is copied when accepted."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from partnership.models import Group, Partnership
from plans.models.actions import Action
from plans.models.progress import NEEDS_WORDS, Progress
from priorities.models import Target
from records import periods
from records.fields import ChoiceField
from records.models import Owned, Record


class QuarterState(models.TextChoices):
    OPEN = "open", "Open for reports"
    CLOSED = "closed", "Closed"


class ReportingQuarter(Record):
    """A quarter for which a partnership asks its groups to report."""

    owned_by = "partnership"

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="reporting_quarters")
    year = models.PositiveSmallIntegerField("plan year", help_text="2011 for 2011-12")
    quarter = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(4)],
        help_text="1 is April to June, 4 is January to March",
    )
    due_on = models.DateField("reports are due", help_text="The last day on which one is in time")
    state = ChoiceField(
        max_length=10, choices=QuarterState, default=QuarterState.OPEN, editable=False
    )
    opened_at = models.DateTimeField(editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    closed_by_label = models.CharField(max_length=200, blank=True, editable=False)
    example = models.BooleanField("demonstration", default=False, editable=False)

    class Meta:
        ordering = ["-year", "-quarter", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "year", "quarter"],
                name="reporting_quarter_once",
                violation_error_message="Reports for this quarter were asked for already.",
            ),
            models.CheckConstraint(
                condition=Q(quarter__gte=1, quarter__lte=4), name="reporting_quarter_of_four"
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False) & ~Q(closed_by_label="")
                | Q(state="open", closed_at=None, closed_by_label=""),
                name="reporting_quarter_closed_by_somebody",
            ),
        ]

    def __str__(self):
        return f"Quarter {self.quarter}, {periods.plan_year_label(self.year)}"

    @property
    def key(self):
        return f"{self.year}-{self.quarter}"

    @property
    def is_open(self):
        return self.state == QuarterState.OPEN


class GroupReportState(models.TextChoices):
    DRAFT = "draft", "Not sent yet"
    SENT = "sent", "Sent"
    RETURNED = "returned", "Returned with a question"
    ACCEPTED = "accepted", "Accepted"


class GroupReport(Record):
    """What one group says of one quarter: its actions, its measures, and what else there is."""

    owned_by = "quarter__partnership"

    quarter = models.ForeignKey(ReportingQuarter, models.PROTECT, related_name="reports")
    group = models.ForeignKey(Group, models.PROTECT, related_name="reports")
    state = ChoiceField(
        max_length=10, choices=GroupReportState, default=GroupReportState.DRAFT, editable=False
    )
    words = models.TextField(
        "anything else", blank=True, help_text="What the executive group should know"
    )
    told_by = models.CharField(
        "told by", max_length=200, blank=True,
        help_text="Where an officer enters it: “the Chair, at the meeting of 12 April”",
    )  # fmt: skip
    opened_at = models.DateTimeField("link opened", null=True, editable=False)
    sent_at = models.DateTimeField(null=True, editable=False)
    sent_by_label = models.CharField(max_length=200, blank=True, editable=False)
    question = models.TextField("question to the group", blank=True, editable=False)
    accepted_at = models.DateTimeField(null=True, editable=False)
    accepted_by_label = models.CharField(max_length=200, blank=True, editable=False)
    example = models.BooleanField("demonstration", default=False, editable=False)

    class Meta:
        ordering = ["quarter", "group__name"]
        constraints = [
            models.UniqueConstraint(fields=["quarter", "group"], name="group_report_once"),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(sent_at__isnull=False) & ~Q(sent_by_label=""),
                name="group_report_sent_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(question=""),
                name="group_report_returned_with_question",
                violation_error_message="Write the question to the group.",
            ),
            models.CheckConstraint(
                condition=Q(state="accepted", accepted_at__isnull=False)
                | ~Q(state="accepted") & Q(accepted_at=None),
                name="group_report_accepted_at_a_time",
            ),
        ]

    def __str__(self):
        return f"{self.group}, {self.quarter}"


class ActionReport(Record):
    """What a group's report says of one action; an empty status is one not chosen yet."""

    owned_by = "report__quarter__partnership"

    report = models.ForeignKey(GroupReport, models.CASCADE, related_name="actions")
    action = models.ForeignKey(Action, models.PROTECT, related_name="reports")
    status = ChoiceField(max_length=10, choices=Progress, blank=True)
    commentary = models.TextField("what happened, and what happens next", blank=True)

    class Meta:
        ordering = ["report", "action__section__order", "action__order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "action"], name="action_reported_once")
        ]

    def __str__(self):
        return f"{self.get_status_display() or 'No status yet'}: {self.action}"

    @property
    def needs_words(self):
        return self.status in NEEDS_WORDS


class MeasureReport(Record):
    """What a group's report says of one measure: the quarter, the year so far, and why.

    ``status`` is only what somebody set over the computed one, with the reason.
    """

    owned_by = "report__quarter__partnership"

    report = models.ForeignKey(GroupReport, models.CASCADE, related_name="measures")
    target = models.ForeignKey(Target, models.PROTECT, related_name="reports")
    value = models.DecimalField(
        "this quarter", max_digits=14, decimal_places=2, null=True, blank=True
    )
    to_date = models.DecimalField(
        "year to date, as reported", max_digits=14, decimal_places=2, null=True, blank=True,
        help_text="Only where it is not the sum of the quarters",
    )  # fmt: skip
    no_figure = models.CharField("no figure yet, because", max_length=300, blank=True)
    explanation = models.TextField("why it rose or fell", blank=True)
    status = ChoiceField("status set by hand", max_length=10, choices=Progress, blank=True)
    status_reason = models.CharField("why it is set by hand", max_length=300, blank=True)

    class Meta:
        ordering = ["report", "target__order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "target"], name="measure_reported_once"),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(no_figure=""),
                name="measure_report_value_or_reason",
                violation_error_message="Give a figure, or say why there is none; not both.",
            ),
            models.CheckConstraint(
                condition=Q(status="") | ~Q(status_reason=""),
                name="measure_report_status_with_reason",
                violation_error_message="Say why the status is set by hand.",
            ),
        ]

    def __str__(self):
        return f"{self.target}: {'' if self.value is None else self.value}"


class ReportFile(Record):
    """A file that a group adds to its report, for those who read it; never public."""

    owned_by = "report__quarter__partnership"

    report = models.ForeignKey(GroupReport, models.CASCADE, related_name="files")
    title = models.CharField("what it is", max_length=200)
    file = models.FileField(max_length=200, editable=False)
    file_name = models.CharField(max_length=200, editable=False)
    size = models.PositiveBigIntegerField(editable=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.title


class ReportCorrection(Owned):
    """A change after the quarter was closed: a further dated line; what was sent stays.

    ``report`` is None for an action that no group reports on.
    """

    owned_by = "quarter__partnership"

    quarter = models.ForeignKey(ReportingQuarter, models.PROTECT, related_name="corrections")
    report = models.ForeignKey(GroupReport, models.PROTECT, null=True, related_name="corrections")
    action = models.ForeignKey(Action, models.PROTECT, null=True, related_name="+")
    target = models.ForeignKey(Target, models.PROTECT, null=True, related_name="+")
    before = models.TextField()
    after = models.TextField()
    reason = models.TextField()
    at = models.DateTimeField()
    by = models.UUIDField()
    by_label = models.CharField(max_length=200)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="report_correction_says_why"),
            models.CheckConstraint(
                condition=Q(action__isnull=False, target=None)
                | Q(action=None, target__isnull=False),
                name="report_correction_of_one_thing",
            ),
        ]

    def __str__(self):
        return f"Correction: {self.action or self.target}"
