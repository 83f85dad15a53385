from django.db import models
from django.db.models import F, Q

from partnership.models.organisations import Organisation
from partnership.models.partnerships import Partnership
from records.fields import ChoiceField, Dated
from records.models import Record


class GroupKind(models.TextChoices):
    EXECUTIVE = "executive", "Executive group"
    TASK_AND_FINISH = "task_and_finish", "Task and finish group"
    NETWORK = "network", "Champion network"
    STEERING = "steering", "Steering group"
    DELIVERY = "delivery", "Delivery group"
    EXTERNAL = "external", "Board outside the partnership"


class GroupState(models.TextChoices):
    PROPOSED = "proposed", "Proposed"
    ACTIVE = "active", "Active"
    REVIEW = "review", "Under review"
    ENDED = "ended", "Ended"


class Group(Record, Dated):
    """People who meet to steer or deliver part of the work, or a board outside to report to."""

    owned_by = "partnership"

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="groups")
    lent_to = models.ManyToManyField(
        Partnership, blank=True, related_name="borrowed_groups", help_text="Who shares this group"
    )
    name = models.CharField(max_length=200)
    name_cy = models.CharField("name in Welsh", max_length=200, blank=True)
    kind = ChoiceField(max_length=20, choices=GroupKind)
    state = ChoiceField(max_length=10, choices=GroupState, default=GroupState.ACTIVE)
    purpose = models.TextField(blank=True)
    meets = models.CharField("how often it meets", max_length=100, blank=True)
    shared_with = models.CharField(
        max_length=200, blank=True, help_text="A body without a portal that shares it, as stated"
    )

    class Meta(Dated.Meta):
        ordering = ["name"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["partnership", "name"],
                name="group_name_once",
                violation_error_message="This partnership has a group of this name.",
            ),
        ]

    def __str__(self):
        return self.name


class GroupMember(Record, Dated):
    """An organisation or a post with a part in a group; people appear by post only."""

    owned_by = "group__partnership"

    class Part(models.TextChoices):
        CHAIR = "chair", "Chair"
        CO_CHAIR = "co_chair", "Co-chair"
        LEAD = "lead", "Lead"
        MEMBER = "member", "Member"
        ADVISER = "adviser", "Adviser"
        SUBSTITUTE = "substitute", "Substitute"

    group = models.ForeignKey(Group, models.CASCADE, related_name="members")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True)
    post = models.CharField(max_length=200, blank=True, help_text="For instance: chief officer")
    part = ChoiceField(max_length=10, choices=Part, default=Part.MEMBER)

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | ~Q(post=""),
                name="group_member_is_somebody",
                violation_error_message="Name an organisation or a post.",
            ),
        ]

    def __str__(self):
        return f"{self.post or self.organisation}, {self.get_part_display().lower()}"


class ReportingLine(Record):
    """One group reports to another; the structure figure is drawn from these lines."""

    owned_by = "lower__partnership"

    lower = models.ForeignKey(Group, models.CASCADE, related_name="reports_to")
    upper = models.ForeignKey(Group, models.CASCADE, related_name="reported_by")
    confirmed = models.BooleanField(default=True, help_text="Off: “not yet confirmed”")
    from_text = models.BooleanField(
        "drawn from the text", default=False, help_text="The source's own drawing is not readable"
    )
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["lower", "upper"], name="reporting_line_once"),
            models.CheckConstraint(
                condition=~Q(lower=F("upper")),
                name="reporting_line_not_to_itself",
                violation_error_message="A group cannot report to itself.",
            ),
        ]

    def __str__(self):
        return f"{self.lower} reports to {self.upper}"
