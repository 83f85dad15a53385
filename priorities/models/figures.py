from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from partnership.models import Area, Partnership, Topic
from records import periods
from records.fields import PercentField, Period
from records.models import Record, RecordQuerySet
from records.numbers import plain_number


class GoodDirection(models.TextChoices):
    """Which way is good; a rise in reporting can be (domestic abuse, drug operations)."""

    LOWER = "lower", "Lower is better"
    HIGHER = "higher", "Higher is better"
    REPORTING = "reporting", "A rise in reporting is welcome"
    CONTEXT = "context", "For context only"


class Measure(Record):
    """What is counted, in which unit, and which way is good; national where no partnership."""

    owned_by = "partnership"

    partnership = models.ForeignKey(
        Partnership, models.PROTECT, null=True, blank=True, related_name="measures"
    )
    name = models.CharField(max_length=200)
    name_cy = models.CharField("name in Welsh", max_length=200, blank=True)
    noun = models.CharField("counted in", max_length=40, help_text="offences, incidents, reports")
    noun_cy = models.CharField("counted in, in Welsh", max_length=40, blank=True)
    good = models.CharField("how to read it", max_length=10, choices=GoodDirection)
    reason = models.TextField("why", blank=True, help_text="Required where a rise is welcome")
    source = models.CharField(max_length=200, blank=True)
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "name"],
                name="measure_name_once",
                violation_error_message="There is a measure of this name.",
            ),
            models.CheckConstraint(
                condition=~Q(good=GoodDirection.REPORTING) | ~Q(reason=""),
                name="measure_welcome_rise_has_reason",
                violation_error_message="Say why a rise is welcome.",
            ),
        ]

    def __str__(self):
        return self.name


class Direction(models.TextChoices):
    """The word that the source uses for the change."""

    REDUCED = "reduced", "reduced"
    DECREASED = "decreased", "decreased"
    FELL = "fell", "fell"
    INCREASED = "increased", "increased"
    ROSE = "rose", "rose"
    UNCHANGED = "unchanged", "did not change"


FALLING = {Direction.REDUCED, Direction.DECREASED, Direction.FELL}
RISING = {Direction.INCREASED, Direction.ROSE}


class FigureQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """Figures of the partnerships in which somebody has a role, and the national ones."""
        if user.is_superuser:
            return self
        mine = {role.partnership_id for role in user.current_roles}
        return self.filter(Q(measure__partnership__in=mine) | Q(measure__partnership=None))


class Figure(Record, Period):
    """One published number: a level, or only a change with what it is compared with.

    ``change`` and ``change_percent`` are sizes without a sign; ``direction`` carries the
    sense in the source's own word. A per cent that the source states is shown as stated.
    """

    owned_by = "measure__partnership"

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="figures")
    area = models.ForeignKey(Area, models.PROTECT, related_name="figures")
    level = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    direction = models.CharField(max_length=10, choices=Direction, blank=True)
    change = models.DecimalField(
        "changed by", max_digits=12, decimal_places=2, null=True, blank=True
    )
    change_percent = PercentField("changed by, per cent", null=True, blank=True)
    compared_starts_on = models.DateField("compared with, first day", null=True, blank=True)
    compared_ends_on = models.DateField("compared with, last day", null=True, blank=True)
    subject_as_stated = models.CharField(
        max_length=200, help_text="How its sentence begins, as in “Overall crime levels”"
    )
    names_noun = models.BooleanField(
        "the sentence names what is counted",
        default=True,
        help_text="“by 277 offences (6%)” or only “by 59 (8%)”",
    )
    source_as_stated = models.CharField(max_length=300, blank=True)

    objects = FigureQuerySet.as_manager()

    class Meta(Period.Meta):
        ordering = ["pk"]
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                condition=Q(level__isnull=False) | ~Q(direction=""),
                name="figure_has_level_or_change",
                violation_error_message="Give a level, or a change with its direction.",
            ),
            models.CheckConstraint(
                condition=Q(change__isnull=True) | (Q(change__gte=0) & ~Q(direction="")),
                name="figure_change_has_direction",
                violation_error_message="Write the change without a sign and say its direction.",
            ),
            models.CheckConstraint(
                condition=Q(change_percent__isnull=True)
                | (Q(change_percent__gte=0) & ~Q(direction="")),
                name="figure_percent_has_direction",
                violation_error_message="Write the per cent without a sign; say its direction.",
            ),
            models.CheckConstraint(
                condition=Q(compared_starts_on=None, compared_ends_on=None)
                | Q(compared_ends_on__gte=F("compared_starts_on")),
                name="figure_compared_period_in_order",
                violation_error_message="The period it is compared with ends before it starts.",
            ),
        ]

    def __str__(self):
        return f"{self.measure.name}, {self.period}"

    def clean(self):
        super().clean()
        first, last = self.compared_starts_on, self.compared_ends_on
        if (first is None) != (last is None):
            raise ValidationError({"compared_ends_on": "Give both days of the earlier period."})
        if first and last < first:
            raise ValidationError({"compared_ends_on": "The last day is before the first day."})

    @property
    def compared_period(self):
        return periods.span(self.compared_starts_on, self.compared_ends_on)

    @property
    def falls(self):
        return self.direction in FALLING

    @property
    def rises(self):
        return self.direction in RISING

    @property
    def judgement(self):
        """What the change means, never what caused it: "good", "bad", "welcome" or "neutral"."""
        good = self.measure.good
        if good == GoodDirection.CONTEXT or not (self.falls or self.rises):
            return "neutral"
        if good == GoodDirection.REPORTING:
            return "welcome" if self.rises else "neutral"
        return "good" if self.falls == (good == GoodDirection.LOWER) else "bad"

    @property
    def amount(self):
        """“277 offences (6%)”, as its source says it; "an amount not stated" without numbers."""
        if self.change is None and self.change_percent is None:
            return "an amount not stated"
        share = "" if self.change_percent is None else f"{plain_number(self.change_percent)}%"
        if self.change is None:
            return share
        noun = f" {self.measure.noun}" if self.names_noun else ""
        return f"{plain_number(self.change)}{noun}" + (f" ({share})" if share else "")

    @property
    def sentence(self):
        """“Overall crime levels reduced by 277 offences (6%)”, or “Burglary: 120 offences”."""
        if not self.direction:
            return f"{self.subject_as_stated}: {plain_number(self.level)} {self.measure.noun}"
        said = f"{self.subject_as_stated} {self.get_direction_display()}"
        return said if self.direction == Direction.UNCHANGED else f"{said} by {self.amount}"
