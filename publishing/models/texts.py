"""The further texts of an edition: the same in the other language, and its Easy Read."""

from django.db import models
from django.db.models import Q

from publishing.models.documents import Edition, Language
from records.fields import ChoiceField
from records.models import Erasure, Owned


class Form(models.TextChoices):
    FULL = "full", "Full text"
    EASY_READ = "easy_read", "Easy Read"


class EditionText(Owned):
    """A text of an edition beside its first one, frozen like it.

    ``full`` is the same document in the other language and comes with the edition. ``easy_read``
    may follow later, and again: the highest number counts, those before it stay.
    """

    owned_by = "edition__document__partnership"

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="texts")
    form = ChoiceField(max_length=10, choices=Form, default=Form.FULL)
    language = ChoiceField(max_length=5, choices=Language)
    number = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=200)
    fragment = models.TextField()
    snapshot = models.JSONField()
    content_hash = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    published_by = models.UUIDField(null=True)
    published_by_label = models.CharField(max_length=200)
    taken_out = models.ForeignKey(
        Erasure, models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta:
        ordering = ["edition", "form", "language", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "form", "language", "number"], name="edition_text_once"
            ),
            models.CheckConstraint(
                condition=Q(number=1) | Q(number__gt=1, form=Form.EASY_READ),
                name="edition_text_full_is_one",
            ),
        ]

    def __str__(self):
        return f"{self.title}, {self.get_form_display()}, {self.get_language_display()}"
