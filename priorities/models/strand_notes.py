"""What is said of a statutory strand that no priority of a list covers."""

from django.db import models

from priorities.models.lists import PriorityList
from priorities.models.strands import Strand
from records.fields import ChoiceField
from records.models import Record


class StrandNote(Record):
    """A dated, named statement on a statutory strand that has no priority and no referral."""

    owned_by = "priority_list__partnership"

    priority_list = models.ForeignKey(PriorityList, models.CASCADE, related_name="strand_notes")
    strand = ChoiceField(max_length=20, choices=Strand)
    statement = models.TextField("how it is covered")
    statement_cy = models.TextField("how it is covered, in Welsh", blank=True)
    on = models.DateField("date")
    by_label = models.CharField("said by", max_length=200)

    class Meta:
        ordering = ["strand"]
        constraints = [
            models.UniqueConstraint(
                fields=["priority_list", "strand"],
                name="strand_note_once",
                violation_error_message="There is a statement on this strand.",
            )
        ]

    def __str__(self):
        return f"{self.get_strand_display()}: {self.statement}"
