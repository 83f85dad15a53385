from django.db import models
from django.db.models import Q

from partnership.models import Partnership
from records.fields import ChoiceField
from records.imports import FileImport
from records.models import RecordQuerySet


class Dataset(models.TextChoices):
    """What a file of evidence is, by who publishes it."""

    C2 = "c2", "ONS Table C2: recorded crime by partnership"
    PARTNERSHIP_CRIME = "partnership_crime", "Home Office open data: partnerships"
    FORCE_CRIME = "force_crime", "Home Office open data: police forces"
    STREET_CRIME = "street_crime", "data.police.uk: street-level crime"
    AREAS = "areas", "Areas: codes, names and what lies in what"
    POPULATION = "population", "Population by council"
    SURVEY = "survey", "Survey results"
    SIMILAR_GROUP = "similar_group", "Most Similar Group"


class IfThere(models.TextChoices):
    """What happens to figures that are here already with other values."""

    ASK = "", "Ask me"
    REPLACE = "replace", "Use the new values; the old ones stay as revisions"
    KEEP = "keep", "Keep what is here; take in only what is new"


class EvidenceImportQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """Imports of the partnerships in which somebody has a role, and the national ones."""
        if user.is_superuser:
            return self
        mine = {role.partnership_id for role in user.current_roles}
        return self.filter(models.Q(partnership__in=mine) | models.Q(partnership=None))


class EvidenceImport(FileImport):
    """A file of evidence: where it came from, under which licence, and what it said when.

    What it brings is read into rows that nobody sees, and counts from one moment to the next.
    ``stated`` holds what the person said because the file does not, such as {"year": 2011};
    without a partnership it is for the whole installation.
    """

    owned_by = "partnership"

    partnership = models.ForeignKey(
        Partnership, models.PROTECT, null=True, blank=True, related_name="evidence_imports"
    )
    dataset = ChoiceField("what it is", max_length=20, choices=Dataset)
    source = models.CharField(max_length=300, blank=True, help_text="Publisher and title")
    source_url = models.URLField("address of the source", max_length=400, blank=True)
    licence = models.CharField(max_length=200, blank=True)
    as_at = models.DateField(
        "as at", null=True, blank=True, help_text="The day on which its publisher closed it"
    )
    provisional = models.BooleanField("its publisher calls it provisional", default=False)
    assumption = models.TextField(
        "what was assumed", blank=True, help_text="What the file itself does not say"
    )
    stated = models.JSONField(default=dict, blank=True)
    if_there = ChoiceField(max_length=10, choices=IfThere, blank=True, default=IfThere.ASK)
    counted_at = models.DateTimeField(null=True, editable=False)

    objects = EvidenceImportQuerySet.as_manager()

    class Meta(FileImport.Meta):
        indexes = [models.Index(fields=["dataset", "sha256"], name="evidence_file")]
        constraints = [
            *FileImport.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(state="done") | Q(counted_at__isnull=False),
                name="evidence_import_counts_from_a_time",
            ),
        ]
