from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from records.fields import ChoiceField, Dated
from records.models import Record, RecordQuerySet

# First parts of addresses that belong to the installation itself. A test compares the
# list with the URLconf.
RESERVED_SLUGS = (
    *("admin", "accounts", "workspace", "capture", "health", "static", "media", "search"),
    *("api", "cy", "en", "sitemap.xml", "robots.txt", ".well-known", "favicon.ico"),
    *("pictures", "invitation", "check", "help"),
)
# What machines ask for without a stroke behind it: nothing below it could be taken over, so
# that the database does not need to refuse it too.
FOR_MACHINES = ("metrics",)


def not_reserved(slug):
    if slug in RESERVED_SLUGS + FOR_MACHINES:
        raise ValidationError(f"“{slug}” is kept for the portal itself. Choose another address.")


class Nation(models.TextChoices):
    """The law differs: SI 2007/1830 in England, SI 2007/3076 in Wales."""

    ENGLAND = "england", "England"
    WALES = "wales", "Wales"


class PartnershipQuerySet(RecordQuerySet):
    def published(self):
        """Partnerships that the public can find."""
        return self.filter(public=True)


class Partnership(Record):
    """The bodies of an area that must together cut crime and disorder (CDA 1998 s.5)."""

    name = models.CharField(max_length=200)
    name_cy = models.CharField("name in Welsh", max_length=200, blank=True)
    short_name = models.CharField(max_length=60, help_text="As in “SLCSP” or “South Lakeland CSP”")
    place_name = models.CharField(max_length=100, help_text="As in “South Lakeland”")
    slug = models.SlugField(
        "address",
        max_length=60,
        unique=True,
        validators=[not_reserved],
        help_text="The part of the web address, for instance south-lakeland",
        error_messages={"unique": "Another partnership has this address. Choose another."},
    )
    nation = ChoiceField(max_length=10, choices=Nation, default=Nation.ENGLAND)
    uses_welsh = models.BooleanField(default=False)
    vision = models.TextField(blank=True)
    vision_cy = models.TextField("vision in Welsh", blank=True)
    colour = models.CharField(
        max_length=7,
        default="#17495c",
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", "Write a colour as # and six digits.")],
        help_text="White text must be readable on it.",
    )
    public = models.BooleanField(default=True, help_text="Whether the public can find it")
    ended_on = models.DateField("last day", null=True, editable=False)
    example = models.BooleanField("demonstration", default=False, editable=False)

    objects = PartnershipQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(slug__in=RESERVED_SLUGS),
                name="partnership_slug_not_reserved",
                violation_error_message="This address is kept for the portal itself.",
            )
        ]

    def __str__(self):
        return self.name

    @property
    def owner(self):
        return self

    def has_ended(self, on):
        """Whether its last day lies before a day: what it published stays, nothing new begins."""
        return self.ended_on is not None and self.ended_on < on

    def clean(self):
        super().clean()
        if contrast_with_white(self.colour) < 4.5:
            raise ValidationError(
                {"colour": "White text is hard to read on this colour. Choose a darker one."}
            )


def contrast_with_white(colour):
    """WCAG 2.2 contrast ratio (1 to 21) between white and a colour such as #17495c."""
    try:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    except ValueError:
        return 21  # the field's own validator says what is wrong
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


class KnownAs(Dated):
    """A former or other name of a partnership, an organisation, an area or a group."""

    partnership = models.ForeignKey(
        Partnership, models.CASCADE, null=True, blank=True, related_name="other_names"
    )
    organisation = models.ForeignKey(
        "partnership.Organisation", models.CASCADE, null=True, blank=True, related_name="names"
    )
    area = models.ForeignKey(
        "partnership.Area", models.CASCADE, null=True, blank=True, related_name="other_names"
    )
    group = models.ForeignKey(
        "partnership.Group", models.CASCADE, null=True, blank=True, related_name="other_names"
    )
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60, blank=True)
    history = HistoricalRecords()

    class Meta(Dated.Meta):
        verbose_name_plural = "other names"
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=(
                    Q(partnership__isnull=False, organisation=None, area=None, group=None)
                    | Q(partnership=None, organisation__isnull=False, area=None, group=None)
                    | Q(partnership=None, organisation=None, area__isnull=False, group=None)
                    | Q(partnership=None, organisation=None, area=None, group__isnull=False)
                ),
                name="known_as_names_one_thing",
            ),
        ]

    def __str__(self):
        return self.name
