"""What the executive group decided about each candidate, and why."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnership.models import Group, Organisation
from priorities.models.rounds import AssessmentRound, Candidate
from records.fields import ChoiceField
from records.models import Record


class Outcome(models.TextChoices):
    PRIORITY = "priority", _("Priority")
    REFER = "refer", _("Refer or work with others")
    CROSS_CUTTING = "cross_cutting", _("Cross-cutting")
    WATCH = "watch", _("Watch the figures")
    NOT_NOW = "not_now", _("Not now")


class DecisionMeeting(Record):
    """The meeting at which a round was decided, as its minutes will name it."""

    owned_by = "round__partnership"

    round = models.ForeignKey(AssessmentRound, models.CASCADE, related_name="meetings")
    group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    held_on = models.DateField("date of the meeting")
    item = models.CharField("item of the agenda", max_length=60, blank=True)
    minute = models.CharField(
        "minute or link", max_length=300, blank=True, help_text="Empty: not stated"
    )
    recorded_at = models.DateTimeField(editable=False)
    recorded_by = models.UUIDField(null=True, editable=False)
    recorded_by_label = models.CharField(max_length=200, editable=False)

    class Meta:
        ordering = ["-held_on", "-pk"]

    def __str__(self):
        return f"{self.group}, {self.held_on}"


class Decision(Record):
    """The group's word on one candidate; a draft until it is recorded with its meeting.

    A recorded decision is never altered: a further one corrects it and names it. ``rank`` and
    ``total`` are those of the day; empty where too few had scored.
    """

    owned_by = "candidate__round__partnership"

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="decisions")
    meeting = models.ForeignKey(
        DecisionMeeting, models.PROTECT, null=True, editable=False, related_name="decisions"
    )
    outcome = ChoiceField(max_length=15, choices=Outcome, blank=True)
    wording = models.CharField(
        max_length=300, blank=True, help_text="As it will stand in the list of priorities"
    )
    wording_cy = models.CharField("wording in Welsh", max_length=300, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, related_name="+")
    receiver_not_stated = models.BooleanField("to whom is not stated", default=False)
    options = models.TextField("options considered", blank=True)
    reason = models.TextField("reason", blank=True, help_text="Will be public with the list")
    reason_cy = models.TextField("reason in Welsh", blank=True)
    private_note = models.TextField("note that stays with the group", blank=True)
    rank = models.PositiveSmallIntegerField(null=True, editable=False)
    total = models.DecimalField(max_digits=6, decimal_places=2, null=True, editable=False)
    departs = models.BooleanField("departs from the ranking", default=False, editable=False)
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, editable=False, related_name="corrected_by"
    )

    class Meta:
        ordering = ["candidate__order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["candidate"],
                condition=Q(meeting=None),
                name="decision_one_draft_a_candidate",
            ),
            models.CheckConstraint(
                condition=Q(meeting__isnull=True) | ~Q(outcome=""),
                name="decision_recorded_has_outcome",
            ),
            models.CheckConstraint(
                condition=Q(meeting__isnull=True) | Q(departs=False) | ~Q(reason=""),
                name="decision_departing_has_reason",
                violation_error_message="Say why it departs from the ranking.",
            ),
            models.CheckConstraint(
                condition=Q(meeting__isnull=True)
                | ~Q(outcome="refer")
                | Q(organisation__isnull=False)
                | Q(group__isnull=False)
                | Q(receiver_not_stated=True),
                name="decision_referred_to_somebody",
                violation_error_message="Say to whom, or that it is not stated.",
            ),
        ]

    def __str__(self):
        return f"{self.candidate}: {self.get_outcome_display() or 'not decided'}"

    @property
    def receiver(self):
        return self.organisation or self.group
