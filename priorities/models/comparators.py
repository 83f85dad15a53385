"""With whom a place is compared: groups of similar partnerships, and comparisons as published."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnership.models import Area, Partnership
from priorities.models.imports import EvidenceImport
from priorities.models.measures import Measure
from records.fields import ChoiceField, Dated, Period
from records.models import Record


class ComparatorGroup(Record, Dated):
    """Places that a place is compared with, for a time; a group drawn anew is another group."""

    owned_by = "partnership"

    class Kind(models.TextChoices):
        SIMILAR = "similar", "Most Similar Group"
        FAMILY = "family", "Family group"
        REGION = "region", "Region"
        CHOSEN = "chosen", "Chosen here"

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="comparator_groups")
    kind = ChoiceField(max_length=10, choices=Kind, default=Kind.SIMILAR)
    name = models.CharField(max_length=200)
    area = models.ForeignKey(
        Area, models.PROTECT, related_name="comparator_groups", verbose_name="place that it is for"
    )
    source = models.CharField(max_length=300, blank=True)
    batch = models.ForeignKey(
        EvidenceImport, models.PROTECT, null=True, editable=False, related_name="groups"
    )
    example = models.BooleanField("demonstration", default=False, editable=False)

    class Meta(Dated.Meta):
        ordering = ["name", "-from_date"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["partnership", "kind", "name", "from_date"],
                name="comparator_group_once",
                violation_error_message="There is a group of this name from this day.",
            ),
        ]

    def __str__(self):
        return self.name


class ComparatorMember(Record):
    """A place in a group; the place that the group is for is one of its members."""

    owned_by = "group__partnership"

    group = models.ForeignKey(ComparatorGroup, models.CASCADE, related_name="members")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["area__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "area"],
                name="comparator_member_once",
                violation_error_message="This place is in the group already.",
            )
        ]

    def __str__(self):
        return self.area.name


class Position(models.TextChoices):
    BELOW = "below", _("Below the group")
    IN_LINE = "in_line", _("In line with the group")
    ABOVE = "above", _("Above the group")


class PublishedComparison(Record, Period):
    """How a place compares, as somebody published it; the members' own figures are not needed."""

    owned_by = "partnership"

    partnership = models.ForeignKey(
        Partnership, models.PROTECT, related_name="published_comparisons"
    )
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="published_comparisons")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    group = models.ForeignKey(
        ComparatorGroup, models.PROTECT, null=True, blank=True, related_name="comparisons"
    )
    compared_with = models.CharField(
        max_length=200, blank=True, help_text="Where it is no group kept here"
    )
    rate = models.DecimalField(max_digits=10, decimal_places=3, null=True, blank=True)
    mean = models.DecimalField(
        "the group's mean rate", max_digits=10, decimal_places=3, null=True, blank=True
    )
    distance_percent = models.DecimalField(
        "distance from the mean, per cent",
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="Negative: below the mean",
    )
    position = ChoiceField(max_length=10, choices=Position, blank=True)
    rank = models.PositiveSmallIntegerField(null=True, blank=True, help_text="1 is the lowest")
    of_how_many = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.CharField(max_length=300)
    as_at = models.DateField("as at", null=True, blank=True)
    provisional = models.BooleanField(default=False)
    internal = models.BooleanField("not for the public", default=False)

    class Meta(Period.Meta):
        ordering = ["-starts_on", "pk"]
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                condition=Q(rank=None, of_how_many=None)
                | Q(rank__gte=1, of_how_many__gte=models.F("rank")),
                name="comparison_rank_of_how_many",
                violation_error_message="Say of how many; a rank lies between 1 and that number.",
            ),
            models.CheckConstraint(
                condition=Q(rate__isnull=False)
                | Q(distance_percent__isnull=False)
                | Q(rank__isnull=False)
                | ~Q(position=""),
                name="comparison_says_something",
                violation_error_message="Give a rate, a distance, a position or a rank.",
            ),
            models.CheckConstraint(
                condition=Q(group__isnull=False) | ~Q(compared_with=""),
                name="comparison_names_the_other",
                violation_error_message="Say with whom it is compared.",
            ),
        ]

    def __str__(self):
        return f"{self.measure}, {self.area.name}, {self.period}"

    def clean(self):
        super().clean()
        if (self.rank is None) != (self.of_how_many is None):
            raise ValidationError({"of_how_many": "Say the rank and of how many, or neither."})
