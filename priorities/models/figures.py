from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from partnership.models import Area
from priorities.models.imports import EvidenceImport
from priorities.models.measures import GoodDirection, Measure
from priorities.models.stated import FALLING, RISING, Direction, Firmness, Missing
from records import periods
from records.fields import ChoiceField, PercentField, Period
from records.models import Record, RecordQuerySet


class FigureStanding(models.TextChoices):
    """Whether a figure counts: it arrives unseen, counts, and is revised by a later one."""

    ARRIVING = "arriving", "Arriving"
    CURRENT = "current", "Counts"
    REVISED = "revised", "Revised"


class FigureQuerySet(RecordQuerySet):
    def current(self):
        """Figures that count: neither arriving nor revised."""
        return self.filter(standing=FigureStanding.CURRENT)

    def certain(self):
        """Of these, those that charts and sums may use: no open query."""
        return self.current().exclude(~Q(queried="") & Q(query_answer=""))

    def public(self):
        """Figures that pages for everybody may show."""
        return self.current().filter(internal=False)

    def open_to(self, partnership):
        """Those of a partnership's own measures and of the national ones."""
        return self.filter(
            Q(measure__partnership=partnership) | Q(measure__partnership__isnull=True)
        )

    def visible_to(self, user):
        """Figures of the partnerships in which somebody has a role, and the national ones."""
        found = self.current()
        if user.is_superuser:
            return found
        mine = {role.partnership_id for role in user.current_roles}
        return found.filter(Q(measure__partnership__in=mine) | Q(measure__partnership=None))


class Figure(Record, Period):
    """One published number: a level, or only a change with what it is compared with.

    ``change`` and ``change_percent`` are sizes without a sign; ``direction`` carries the
    sense in the source's own word. A per cent that the source states is shown as stated.
    What does not fit its series stands in ``printed`` as its source has it, with the query.
    An imported figure names its file and the rows of it.
    """

    owned_by = "measure__partnership"

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="figures")
    area = models.ForeignKey(Area, models.PROTECT, related_name="figures")
    level = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    rate = models.DecimalField(
        "rate as stated", max_digits=10, decimal_places=3, null=True, blank=True
    )
    words = models.CharField("in words alone", max_length=300, blank=True)
    missing = ChoiceField("no value, because", max_length=15, choices=Missing, blank=True)
    firmness = ChoiceField(max_length=12, choices=Firmness, blank=True, default=Firmness.FINAL)
    as_at = models.DateField("as at", null=True, blank=True)
    direction = ChoiceField(max_length=10, choices=Direction, blank=True)
    change = models.DecimalField(
        "changed by", max_digits=12, decimal_places=2, null=True, blank=True
    )
    change_percent = PercentField("changed by, per cent", null=True, blank=True)
    change_points = PercentField("changed by, percentage points", null=True, blank=True)
    compared_starts_on = models.DateField("compared with, first day", null=True, blank=True)
    compared_ends_on = models.DateField("compared with, last day", null=True, blank=True)
    subject_as_stated = models.CharField(
        max_length=200,
        blank=True,
        help_text="How its sentence begins, as in “Overall crime levels”",
    )
    names_noun = models.BooleanField(
        "the sentence names what is counted",
        default=True,
        help_text="“by 277 offences (6%)” or only “by 59 (8%)”",
    )
    source_as_stated = models.CharField("the report that gave it", max_length=300, blank=True)
    explanation = models.TextField("why it rose or fell", blank=True)
    internal = models.BooleanField("not for the public", default=False)
    printed = models.CharField("as printed", max_length=100, blank=True)
    queried = models.CharField("what is in doubt", max_length=300, blank=True)
    query_answer = models.TextField("the answer", blank=True)
    answered_at = models.DateTimeField(null=True, editable=False)
    standing = ChoiceField(
        max_length=10,
        choices=FigureStanding,
        default=FigureStanding.CURRENT,
        editable=False,
    )
    batch = models.ForeignKey(
        EvidenceImport, models.PROTECT, null=True, editable=False, related_name="figures"
    )
    rows = models.CharField("rows of the file", max_length=200, blank=True, editable=False)
    revised_by = models.ForeignKey(
        EvidenceImport, models.PROTECT, null=True, editable=False, related_name="revised"
    )

    objects = FigureQuerySet.as_manager()

    # Not stored: whether it is withheld beside a small count, as whoever reads many finds out.
    withheld = False

    class Meta(Period.Meta):
        ordering = ["pk"]
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                condition=Q(level__isnull=False)
                | Q(rate__isnull=False)
                | ~Q(direction="")
                | ~Q(words="")
                | ~Q(missing="")
                | ~Q(printed=""),
                name="figure_says_something",
                violation_error_message="Give a level, a change, words, or why there is no value.",
            ),
            models.CheckConstraint(
                condition=Q(missing="") | Q(level__isnull=True, rate__isnull=True),
                name="figure_missing_has_no_value",
                violation_error_message="Give a value, or say why there is none; not both.",
            ),
            models.CheckConstraint(
                condition=~Q(queried="") | Q(query_answer=""),
                name="figure_answer_has_query",
                violation_error_message="There is no query to answer.",
            ),
            models.UniqueConstraint(
                fields=["measure", "area", "starts_on", "ends_on"],
                condition=Q(standing="current", batch__isnull=False),
                name="figure_imported_once",
            ),
            models.CheckConstraint(
                condition=Q(change__isnull=True) | (Q(change__gte=0) & ~Q(direction="")),
                name="figure_change_has_direction",
                violation_error_message="Write the change without a sign and say its direction.",
            ),
            models.CheckConstraint(
                condition=Q(change_points__isnull=True)
                | (Q(change_points__gte=0) & ~Q(direction="")),
                name="figure_points_have_direction",
                violation_error_message="Write the points without a sign; say the direction.",
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
        indexes = [
            models.Index(fields=["measure", "area", "starts_on"], name="figure_series"),
            models.Index(fields=["area", "standing"], name="figure_place"),
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
    def has_small_change(self):
        """A change of a few: shown as its source states it, and marked."""
        return self.change is not None and 0 < self.change < self.measure.smallest_shown
