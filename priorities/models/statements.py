from django.db import models
from django.utils.translation import gettext_lazy as _

from partnership.models import Partnership, Topic
from records.fields import ChoiceField
from records.models import Record


class StatementKind(models.TextChoices):
    CAUSE = "cause", _("Cause")
    COST = "cost", _("Cost")
    HARM = "harm", _("Harm")
    OTHERS = "others", _("Already done by others")


class EvidenceStatement(Record):
    """What a source says about a topic in its own words; two that differ are both shown."""

    owned_by = "partnership"

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="evidence_statements")
    kind = ChoiceField(max_length=10, choices=StatementKind)
    topics = models.ManyToManyField(Topic, related_name="statements")
    wording = models.TextField(help_text="As its source has it")
    wording_cy = models.TextField("wording in Welsh", blank=True)
    source = models.CharField(
        max_length=300, help_text="Document and section, as in “Partnership Plan Refresh, 4.2”"
    )
    internal = models.BooleanField("not for the public", default=False)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["kind", "order", "pk"]

    def __str__(self):
        return self.wording[:80]
