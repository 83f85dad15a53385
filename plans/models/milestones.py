from django.db import models

from plans.models.actions import Action
from records.models import Record


class Milestone(Record):
    """A step of an action with a day of its own; it changes no word of the plan."""

    owned_by = "action__plan__partnership"

    action = models.ForeignKey(Action, models.CASCADE, related_name="milestones")
    wording = models.CharField(max_length=300)
    due_on = models.DateField("by")
    done_on = models.DateField("reached", null=True, blank=True)
    example = models.BooleanField("demonstration", default=False, editable=False)

    class Meta:
        ordering = ["due_on", "pk"]

    def __str__(self):
        return self.wording
