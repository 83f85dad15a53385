from django.db import models

from events.models.events import Event
from records.imports import FileImport


class ContributionImport(FileImport):
    """A file of contributions; the preview's "rows" are the first ones as they were understood."""

    owned_by = "event__partnership"

    event = models.ForeignKey(Event, models.PROTECT, related_name="imports")
