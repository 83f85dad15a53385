"""Files that come in: uploaded, read to their end by a worker, confirmed, and then taken in."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from records.fields import ChoiceField
from records.models import Owned


class ImportState(models.TextChoices):
    WAITING = "waiting", "Waiting to be read"
    READING = "reading", "Being read"
    READ = "read", "Read"
    SAVING = "saving", "Being imported"
    DONE = "done", "Imported"
    FAILED = "failed", "Not imported"


class FileImport(Owned):
    """A file that is read and checked to its end, then imported whole or not at all.

    The row is the job. ``faults`` holds the first ones as {"row", "column", "value", "message"};
    ``preview`` the reader's "notes", how many rows are "expected", and what was understood.
    ``seen_at`` is the sign of life of whoever works on it.
    """

    file = models.FileField(max_length=200)
    name = models.CharField("file", max_length=200)
    sha256 = models.CharField(max_length=64)
    state = ChoiceField(max_length=10, choices=ImportState, default=ImportState.WAITING)
    rows_seen = models.PositiveIntegerField(default=0)
    rows_good = models.PositiveIntegerField(default=0)
    rows_known = models.PositiveIntegerField(default=0, help_text="Here already")
    fault_count = models.PositiveIntegerField(default=0)
    faults = models.JSONField(default=list)
    preview = models.JSONField(default=list)
    reason = models.TextField(blank=True)
    made_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        abstract = True
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="failed") | ~Q(reason="") | Q(fault_count__gt=0),
                name="%(app_label)s_%(class)s_failed_says_why",
            ),
        ]

    def __str__(self):
        return self.name
