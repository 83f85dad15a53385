"""What is counted, in which unit, and which way is good."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from partnership.models import Area, Partnership, Topic
from records.fields import ChoiceField
from records.models import Record, RecordQuerySet

SMALLEST_SHOWN = 5
POPULATION = "population"  # the code of the measure that rates are computed by


class GoodDirection(models.TextChoices):
    """Which way is good; a rise in reporting can be (domestic abuse, drug operations)."""

    LOWER = "lower", _("Lower is better")
    HIGHER = "higher", _("Higher is better")
    REPORTING = "reporting", _("A rise in reporting is welcome")
    CONTEXT = "context", _("For context only")


class Unit(models.TextChoices):
    COUNT = "count", "A count"
    SHARE = "share", "A share, per cent"
    RATE = "rate", "A rate"
    MONEY = "money", "Pounds"
    WORDS = "words", "Words"


class MeasureQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """Measures of the partnerships in which somebody has a role, and the national ones."""
        if user.is_superuser:
            return self
        mine = {role.partnership_id for role in user.current_roles}
        return self.filter(Q(partnership__in=mine) | Q(partnership=None))

    def open_to(self, partnership):
        """A partnership's own measures and the national ones."""
        return self.filter(Q(partnership=partnership) | Q(partnership=None))


class Measure(Record):
    """What is counted, in which unit, and which way is good; national where no partnership.

    ``code`` names what importers fill, for instance "c2:total"; ``whole`` is the measure of
    which this one is a part: parts are never added to their whole.
    """

    owned_by = "partnership"

    partnership = models.ForeignKey(
        Partnership, models.PROTECT, null=True, blank=True, related_name="measures"
    )
    code = models.CharField(max_length=120, blank=True, editable=False)
    name = models.CharField(max_length=200)
    name_cy = models.CharField("name in Welsh", max_length=200, blank=True)
    noun = models.CharField("counted in", max_length=40, help_text="offences, incidents, reports")
    noun_cy = models.CharField("counted in, in Welsh", max_length=40, blank=True)
    unit = ChoiceField(max_length=10, choices=Unit, default=Unit.COUNT)
    per = models.PositiveIntegerField(
        "rate for each", default=1000, help_text="How many of what a rate is computed by"
    )
    per_what = models.CharField("rate for each what", max_length=40, default="people")
    smallest_shown = models.PositiveSmallIntegerField(
        "smallest count shown",
        default=SMALLEST_SHOWN,
        help_text="Counts from 1 up to, not including, this number are not shown. 0 shows all.",
    )
    good = ChoiceField("how to read it", max_length=10, choices=GoodDirection)
    reason = models.TextField("why", blank=True, help_text="Required where a rise is welcome")
    source = models.CharField(max_length=200, blank=True)
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, blank=True)
    whole = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name="part of",
    )
    starts_on = models.DateField("counted since", null=True, blank=True)
    ends_on = models.DateField("counted until", null=True, blank=True)
    continued_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="continues"
    )

    objects = MeasureQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "name"],
                name="measure_name_once",
                violation_error_message="There is a measure of this name.",
            ),
            models.UniqueConstraint(
                fields=["partnership", "code"],
                condition=Q(partnership__isnull=False) & ~Q(code=""),
                name="measure_code_once",
            ),
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(partnership=None) & ~Q(code=""),
                name="national_measure_code_once",
            ),
            models.CheckConstraint(
                condition=~Q(good=GoodDirection.REPORTING) | ~Q(reason=""),
                name="measure_welcome_rise_has_reason",
                violation_error_message="Say why a rise is welcome.",
            ),
            models.CheckConstraint(
                condition=Q(whole__isnull=True) | ~Q(whole=F("id")),
                name="measure_not_part_of_itself",
                violation_error_message="A measure is not a part of itself.",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="measure_dates_in_order",
                violation_error_message="It ends before it starts.",
            ),
        ]

    def __str__(self):
        return self.name


class SeriesBreak(Record):
    """A day from which figures cannot be compared with those before: the line breaks there."""

    owned_by = "measure__partnership"

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="breaks")
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, help_text="Empty: everywhere"
    )
    on = models.DateField("first day of the new way")
    reason = models.CharField(
        max_length=300, help_text="As in “Burglary is counted by new codes from April 2017”"
    )

    class Meta:
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "area", "on"],
                name="series_break_once",
                violation_error_message="This break is noted already.",
            )
        ]

    def __str__(self):
        return f"{self.measure}: {self.reason}"
