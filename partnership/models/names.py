"""Things that documents name in several ways, and that turn out to be the same thing."""

import unicodedata

from django.db import models
from django.db.models import F, Q

from records.models import RecordQuerySet


def alike(name):
    """A name without what people write differently: case, blanks and shapes of apostrophe."""
    plain = unicodedata.normalize("NFKC", name or "").replace("’", "'").casefold()
    return "".join(plain.split())


class NamedQuerySet(RecordQuerySet):
    def offered(self):
        """What can be chosen: what was merged into another is kept, but no longer offered."""
        return self.filter(merged_into=None)

    def named(self, text):
        """The one that somebody means by a name, alias or former name; None if none or several.

        Its own name counts before its other names, and what was merged leads to what it
        became. The comparison is made here because databases differ beyond the letters a to z.
        """
        wanted = alike(text)
        if not wanted:
            return None
        for names in self.model.NAMES:
            pairs = self.order_by().values_list("pk", "merged_into", *names)
            found = {into or pk for pk, into, *known in pairs if wanted in map(alike, known)}
            if found:
                break
        return self.model.objects.filter(pk__in=found).first() if len(found) == 1 else None


class Mergeable(models.Model):
    """What two people may have entered under two names; one of them can be merged away."""

    # Where its names stand, the most certain first; those of one tier are asked together.
    NAMES = ()

    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="merged"
    )

    objects = NamedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="%(app_label)s_%(class)s_not_merged_into_itself",
            )
        ]
