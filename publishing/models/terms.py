from django.db import models

from partnership.models import Partnership
from records.models import Record


class Term(Record):
    """A word that readers may not know, explained on the page where it stands."""

    owned_by = "partnership"

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="terms")
    word = models.CharField(max_length=100, help_text="As it is written in documents: “MARAC”")
    word_cy = models.CharField("word in Welsh", max_length=100, blank=True)
    meaning = models.CharField(max_length=500, help_text="One sentence in plain English")
    meaning_cy = models.CharField("meaning in Welsh", max_length=500, blank=True)

    class Meta:
        ordering = ["word"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "word"],
                name="term_once",
                violation_error_message="This word is explained already.",
            )
        ]

    def __str__(self):
        return self.word
