from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnership.models import Partnership, Topic
from priorities.models.imports import EvidenceImport
from records.fields import ChoiceField, PercentField, Qualifier
from records.models import Record


class Survey(Record):
    """One wave of a survey: who was asked, when, how many answered."""

    owned_by = "partnership"

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="surveys")
    name = models.CharField(max_length=200)
    name_cy = models.CharField("name in Welsh", max_length=200, blank=True)
    short_name = models.CharField(max_length=30, blank=True, help_text="As in “IPS”")
    year = models.PositiveSmallIntegerField("conducted in")
    population = models.CharField("who was asked", max_length=200, blank=True)
    method = models.CharField(max_length=200, blank=True)
    responses = models.PositiveIntegerField("number of respondents", null=True, blank=True)
    batch = models.ForeignKey(
        EvidenceImport, models.PROTECT, null=True, editable=False, related_name="surveys"
    )

    class Meta:
        ordering = ["-year", "name"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "name", "year"], name="survey_wave_once")
        ]

    def __str__(self):
        return f"{self.name} {self.year}"

    @property
    def label(self):
        return f"{self.short_name or self.name} {self.year}"


class FindingStatement(Record):
    """A sentence about what people said, in the words of its source; it may share results."""

    owned_by = "survey__partnership"

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="statements")
    wording = models.TextField()
    wording_cy = models.TextField("wording in Welsh", blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self):
        return self.wording


class Comparison(models.TextChoices):
    NONE = "", _("Not stated")
    VALUE = "value", _("A value elsewhere")
    EARLIER = "earlier", _("An earlier year")
    ABOVE = "above", _("Above")
    BELOW = "below", _("Below")
    SIGNIFICANTLY_ABOVE = "significantly_above", _("Significantly above")


VALUED = {Comparison.VALUE, Comparison.EARLIER}
BESIDE = {Comparison.ABOVE, Comparison.BELOW, Comparison.SIGNIFICANTLY_ABOVE}


class SurveyFinding(Record):
    """One result of a survey: the share (per cent) that gave an answer, and its comparator."""

    owned_by = "statement__survey__partnership"

    statement = models.ForeignKey(FindingStatement, models.CASCADE, related_name="findings")
    label = models.CharField(max_length=200, help_text="Short, for charts and tables")
    label_cy = models.CharField("label in Welsh", max_length=200, blank=True)
    question = models.TextField(blank=True, help_text="As it was asked")
    option = models.CharField("answer", max_length=200, blank=True)
    several_answers = models.BooleanField(
        "more than one answer could be given",
        default=False,
        help_text="The shares of its answers may pass 100 per cent together",
    )
    value = PercentField("share, per cent", null=True, blank=True)
    rank = models.PositiveSmallIntegerField(null=True, blank=True)
    words = models.CharField("in words alone", max_length=300, blank=True)
    base = models.PositiveIntegerField(
        "base", null=True, blank=True, help_text="How many people answered this question"
    )
    qualifier = ChoiceField(max_length=10, choices=Qualifier, default=Qualifier.EXACT)
    subgroup = models.CharField(max_length=200, blank=True)
    comparison = ChoiceField(max_length=20, choices=Comparison, blank=True, default="")
    comparator = models.CharField(
        max_length=100, blank=True, help_text="A place, such as Cumbria, or a year, such as 2008"
    )
    comparator_value = PercentField(null=True, blank=True)
    change = PercentField(
        "changed by", null=True, blank=True, help_text="Negative for a fall; may pass 100"
    )
    change_qualifier = ChoiceField(max_length=10, choices=Qualifier, default=Qualifier.EXACT)
    change_in = ChoiceField(
        max_length=10,
        choices=[("", "Not stated"), ("percent", "Per cent"), ("points", "Percentage points")],
        blank=True,
    )
    comparison_as_stated = models.CharField(max_length=200, blank=True)
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, blank=True)
    internal = models.BooleanField("not for the public", default=False)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["statement__order", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=0, value__lte=100),
                name="finding_share_within_100",
                violation_error_message="A share lies between 0 and 100 per cent.",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False) | Q(rank__isnull=False) | ~Q(words=""),
                name="finding_says_something",
                violation_error_message="Give a share, a rank or words.",
            ),
            models.CheckConstraint(
                condition=Q(comparator_value__isnull=True)
                | Q(comparator_value__gte=0, comparator_value__lte=100),
                name="finding_comparator_within_100",
                violation_error_message="A share lies between 0 and 100 per cent.",
            ),
        ]

    def __str__(self):
        return self.label

    def clean(self):
        super().clean()
        for name in ("value", "comparator_value"):
            share = getattr(self, name)
            if share is not None and not 0 <= share <= 100:
                raise ValidationError({name: "A share lies between 0 and 100 per cent."})

    @property
    def compared(self):
        """How it compares, for a table: the value where there is one, else the stated words."""
        if self.comparison in VALUED and self.comparator_value is not None:
            return f"{self.comparator} {self.comparator_value.normalize():f}%"
        if self.comparison_as_stated:
            return f"“{self.comparison_as_stated}”"
        if self.comparison in BESIDE:
            return (
                f"{self.get_comparison_display()} {self.comparator or 'what it is compared with'}"
            )
        return self._changed or "Not stated"

    @property
    def _changed(self):
        if self.change is None:
            return ""
        way = "up" if self.change > 0 else "down" if self.change < 0 else "changed"
        exactly = self.change_qualifier == Qualifier.EXACT
        about = "" if exactly else f"{self.get_change_qualifier_display()} "
        unit = {"percent": " per cent", "points": " percentage points"}.get(self.change_in, "")
        unstated = "" if self.change_in else " (per cent or points: not stated)"
        since = f" since {self.comparator}" if self.comparator else ""
        return f"{way} by {about}{abs(self.change).normalize():f}{unit}{since}{unstated}"
