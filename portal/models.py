"""The texts of the site itself, which every page links to."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from partnership.models import Partnership
from records.fields import ChoiceField, RichTextField
from records.imports import FileImport
from records.models import Record


class SiteText(Record):
    """One of the pages that a public site owes its readers; the administrator edits it."""

    class Kind(models.TextChoices):
        ACCESSIBILITY = "accessibility", _("Accessibility statement")
        PRIVACY = "privacy", _("Privacy notice")
        COOKIES = "cookies", _("Cookies")
        CONTACT = "contact", _("Contact")
        SECURITY = "security", _("Report a weakness in security")
        TERMS = "terms", _("Terms of use")

    kind = ChoiceField("page", max_length=15, choices=Kind, unique=True)
    body = RichTextField("text")
    body_cy = RichTextField("text in Welsh", blank=True)
    reviewed_on = models.DateField("last reviewed", null=True, blank=True)

    class Meta:
        ordering = ["kind"]

    def __str__(self):
        return self.get_kind_display()


class SearchKind(models.TextChoices):
    """What can be found by its words."""

    PLAN = "plan", _("Plans")
    REPORT = "report", _("Reports of events")
    EVENT = "event", _("Events and consultations")
    MEETING = "meeting", _("Meetings")
    ANSWER = "answer", _("You said, we did")
    PRIORITY = "priority", _("Priorities")
    NEWS = "news", _("News")


class SearchEntry(models.Model):
    """One part of something published, with its words: a section of a plan, an answer, an event.

    A copy that is made anew from what is published; nobody edits it. The key begins with the
    day, so that the newest come first without sorting. The databases keep an index of their own
    over ``scope``, ``title`` and ``text`` (by triggers in SQLite: whoever alters this table in a
    migration makes them again).
    """

    id = models.BigIntegerField(primary_key=True)
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="+")
    kind = ChoiceField(max_length=10, choices=SearchKind)
    thing = models.BigIntegerField(help_text="Key of the plan, event, answer …")
    stamp = models.CharField(max_length=100, help_text="Which state of the thing these words are")
    language = models.CharField(max_length=5, default="en")
    scope = models.CharField(max_length=100, help_text="Where it is looked for, as words")
    anchor = models.CharField(max_length=120, blank=True)
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["kind", "thing"], name="search_thing")]

    def __str__(self):
        return self.title


class SearchMark(models.Model):
    """How far the entries of one kind have followed what is published."""

    kind = ChoiceField(max_length=10, choices=SearchKind, unique=True)
    mark = models.CharField(max_length=300)

    class Meta:
        ordering = ["kind"]

    def __str__(self):
        return self.kind


class PartnershipArchive(FileImport):
    """An archive of a partnership on its way out of this installation, or into it.

    One that goes out is made, then fetched. One that comes in is checked to its end, waits for an
    administrator and is brought in whole: ``faults`` holds the first ones as {"place", "words"},
    ``preview`` its "name" and "slug", how many "objects" of which "kinds" it holds, and of each
    kind of "shared" thing how many are made and how many matched.
    """

    class Way(models.TextChoices):
        OUT = "out", "Goes out"
        IN = "in", "Comes in"

    way = ChoiceField(max_length=3, choices=Way)
    partnership = models.ForeignKey(
        Partnership, models.PROTECT, null=True, blank=True, related_name="+",
        help_text="The one that goes out, or the one that it became here",
    )  # fmt: skip
    slug = models.SlugField(
        "address", max_length=60, blank=True, help_text="Under which it comes in"
    )
    size = models.PositiveBigIntegerField(default=0, help_text="Of the file, in bytes")
