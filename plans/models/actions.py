from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from partnership.models import Group, Organisation
from plans.models.plans import Plan
from plans.models.sections import Carried, Removable, Section
from priorities.models import CrossCuttingTheme, Priority
from priorities.models.strands import Strand
from records.fields import ChoiceField
from records.models import Record
from records.periods import day_label

ELEMENTS = ("prevention", "education", "enforcement", "reassurance")


class Objective(Record):
    """What a chapter of the plan wants to reach."""

    owned_by = "plan__partnership"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="objectives")
    section = models.ForeignKey(Section, models.PROTECT, related_name="objectives")
    theme = models.ForeignKey(CrossCuttingTheme, models.PROTECT, null=True, blank=True)
    wording = models.CharField(max_length=300)
    wording_cy = models.CharField("wording in Welsh", max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self):
        return self.wording


class Action(Removable, Carried, Record):
    """One thing that will be done, whom or what it serves, by whom and by when."""

    owned_by = "plan__partnership"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="actions")
    section = models.ForeignKey(Section, models.PROTECT, related_name="actions")
    order = models.PositiveSmallIntegerField()
    wording = models.TextField()
    wording_cy = models.TextField("wording in Welsh", blank=True)
    priorities = models.ManyToManyField(Priority, blank=True, related_name="actions")
    all_priorities = models.BooleanField("serves all priorities", default=False)
    objectives = models.ManyToManyField(Objective, blank=True, related_name="actions")
    theme = models.ForeignKey(
        CrossCuttingTheme, models.PROTECT, null=True, blank=True, related_name="actions"
    )
    duty = ChoiceField("statutory duty", max_length=20, choices=Strand, blank=True)
    prevention = models.BooleanField(default=False)
    education = models.BooleanField(default=False)
    enforcement = models.BooleanField(default=False)
    reassurance = models.BooleanField(default=False)
    lead_organisations = models.ManyToManyField(Organisation, blank=True, related_name="+")
    lead_group = models.ForeignKey(
        Group, models.PROTECT, null=True, blank=True, related_name="actions"
    )
    ongoing = models.BooleanField(default=False)
    by_date = models.DateField("by", null=True, blank=True)
    date_as_stated = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["section__order", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ongoing=False) | Q(by_date__isnull=True),
                name="action_ongoing_or_dated",
                violation_error_message="An action is ongoing or has a date, not both.",
            )
        ]

    def __str__(self):
        return self.wording

    def clean(self):
        super().clean()
        if self.section_id and self.plan_id and self.section.plan_id != self.plan_id:
            raise ValidationError({"section": "The section must be of the same plan."})

    @property
    def elements(self):
        return [name for name in ELEMENTS if getattr(self, name)]

    @property
    def when(self):
        """The date in words; “not stated” is a value."""
        if self.by_date:
            return _("By %(day)s") % {"day": day_label(self.by_date)}
        if not self.date_as_stated:
            return _("Ongoing, end date not stated") if self.ongoing else _("Date not stated")
        stated = {"stated": self.date_as_stated}
        if self.ongoing:
            return _("Ongoing (“%(stated)s”), end date not stated") % stated
        return _("Date as stated: %(stated)s") % stated
