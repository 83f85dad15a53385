"""What begins in a partnership: nothing does after its last day, on whichever form."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone


class Begun(models.Model):
    """A plan, a round, an event, a meeting: work that is begun, and refused where all has ended."""

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        of = self.partnership if self.partnership_id else None
        if self._state.adding and of is not None and of.has_ended(timezone.localdate()):
            raise ValidationError(f"{of} has ended, so nothing new begins in it.")
