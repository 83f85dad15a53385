from django.db import models
from django.db.models import Q

from partnership.models import Group, Organisation, Partnership, Topic
from records.fields import Period
from records.models import Record


class PriorityList(Record, Period):
    """The priorities that somebody set for a period; several lists may hold at once."""

    owned_by = "partnership"

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="priority_lists")
    title = models.CharField(max_length=200)
    title_cy = models.CharField("title in Welsh", max_length=200, blank=True)
    set_by = models.CharField(max_length=200, help_text="As stated: “The Executive Group”")

    class Meta(Period.Meta):
        ordering = ["-starts_on", "title"]

    def __str__(self):
        return self.title


class Priority(Record):
    """What a partnership has agreed to work on first."""

    owned_by = "partnership"

    class Origin(models.TextChoices):
        LOCAL = "local", "Chosen locally"
        MANDATED = "mandated", "Set by another body"

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="priorities")
    title = models.CharField(max_length=200)
    title_cy = models.CharField("title in Welsh", max_length=200, blank=True)
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.LOCAL)
    mandated_by = models.CharField(max_length=200, blank=True)
    topics = models.ManyToManyField(Topic, blank=True)
    delivery_group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True)

    class Meta:
        ordering = ["title"]
        verbose_name_plural = "priorities"
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "title"],
                name="priority_title_once",
                violation_error_message="There is a priority with this title.",
            ),
            models.CheckConstraint(
                condition=~Q(origin="mandated") | ~Q(mandated_by=""),
                name="priority_mandated_by_somebody",
                violation_error_message="Say which body set it.",
            ),
        ]

    def __str__(self):
        return self.title


class ListedPriority(Record):
    """A priority's place and wording in one list."""

    owned_by = "priority_list__partnership"

    priority_list = models.ForeignKey(PriorityList, models.CASCADE, related_name="entries")
    priority = models.ForeignKey(Priority, models.PROTECT, related_name="listed")
    wording = models.CharField(max_length=300)
    wording_cy = models.CharField("wording in Welsh", max_length=300, blank=True)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order"]
        verbose_name_plural = "listed priorities"
        constraints = [
            models.UniqueConstraint(fields=["priority_list", "priority"], name="listed_once"),
            models.UniqueConstraint(fields=["priority_list", "order"], name="listed_order_once"),
        ]

    def __str__(self):
        return self.wording


class CrossCuttingTheme(Record):
    """A cause or concern that runs across several priorities, such as alcohol."""

    owned_by = "priority_list__partnership"

    priority_list = models.ForeignKey(PriorityList, models.CASCADE, related_name="themes")
    title = models.CharField(max_length=200)
    title_cy = models.CharField("title in Welsh", max_length=200, blank=True)
    statement = models.TextField(blank=True)
    statement_cy = models.TextField("statement in Welsh", blank=True)
    priorities = models.ManyToManyField(Priority, related_name="themes")

    class Meta:
        ordering = ["title"]

    def __str__(self):
        return self.title


class ReferralVerb(models.TextChoices):
    ADDRESSED = "addressed", "addressed through"
    CONSIDERED = "considered", "considered by"
    WORKED_ON = "worked_on", "worked on with"


class Referral(Record):
    """Something that matters and is looked after by another body, in a stated way."""

    owned_by = "priority_list__partnership"

    priority_list = models.ForeignKey(PriorityList, models.CASCADE, related_name="referrals")
    subject = models.CharField(max_length=200)
    subject_cy = models.CharField("subject in Welsh", max_length=200, blank=True)
    verb = models.CharField(max_length=12, choices=ReferralVerb)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True)
    group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True)
    way_back = models.TextField("how it can come back", blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, group=None)
                | Q(organisation=None, group__isnull=False),
                name="referral_to_one_body",
                violation_error_message="Name the organisation or the group, one of them.",
            )
        ]

    def __str__(self):
        return self.sentence

    @property
    def receiver(self):
        return self.organisation or self.group

    @property
    def sentence(self):
        """“Road safety to be addressed through the Cumbria Road Safety Partnership”."""
        return f"{self.subject} to be {self.get_verb_display()} the {self.receiver.name}"
