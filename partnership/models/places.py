from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from partnership.models.names import Mergeable
from partnership.models.partnerships import Partnership
from records.fields import ChoiceField, Dated
from records.models import Record


class AreaKind(models.TextChoices):
    COUNTRY = "country", "Country"
    REGION = "region", "Region"
    POLICE_FORCE = "police_force", "Police force area"
    COUNTY = "county", "County"
    DIVISION = "division", "Police division"
    DISTRICT = "district", "District"
    PARTNERSHIP = "partnership", "Community safety partnership area"
    TOWN = "town", "Town"
    WARD = "ward", "Ward"
    NEIGHBOURHOOD = "neighbourhood", "Neighbourhood"
    PLACE = "place", "Named place"


class Area(Mergeable, Record, Dated):
    """A place with a border, or a place that people name; areas begin and end."""

    NAMES = (("name", "name_cy"), ("aliases__name", "other_names__name", "other_names__short_name"))

    name = models.CharField(max_length=200)
    name_cy = models.CharField("name in Welsh", max_length=200, blank=True)
    kind = ChoiceField(max_length=20, choices=AreaKind)
    code = models.CharField("ONS code", max_length=9, blank=True)

    class Meta(Dated.Meta):
        ordering = ["name"]
        constraints = [
            *Dated.Meta.constraints,
            *Mergeable.Meta.constraints,
            models.UniqueConstraint(
                fields=["code"],
                condition=~Q(code=""),
                name="area_code_once",
                violation_error_message="Another area has this ONS code.",
            ),
        ]

    def __str__(self):
        return f"{self.name} ({self.get_kind_display().lower()})"


class AreaAlias(models.Model):
    """Another way that documents and people write an area's name."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["area", "name"], name="area_alias_once")]

    def __str__(self):
        return self.name


class PostcodeDistrict(models.Model):
    """A postcode district such as LA9 that lies, wholly or partly, in an area."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="postcode_districts")
    district = models.CharField(
        max_length=4,
        validators=[RegexValidator(r"^[A-Z]{1,2}[0-9][0-9A-Z]?$", "Write it as LA9 or SW1A.")],
    )

    class Meta:
        ordering = ["district"]
        constraints = [
            models.UniqueConstraint(fields=["area", "district"], name="area_postcode_once")
        ]
        indexes = [models.Index(fields=["district"], name="postcode_district")]

    def __str__(self):
        return self.district


class AreaLink(Dated):
    """One area lies in another, for a time."""

    parent = models.ForeignKey(Area, models.PROTECT, related_name="child_links")
    child = models.ForeignKey(Area, models.PROTECT, related_name="parent_links")

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(parent=F("child")),
                name="area_not_in_itself",
                violation_error_message="An area cannot lie in itself.",
            ),
        ]

    def __str__(self):
        return f"{self.child} in {self.parent}"


class CoveredArea(Record, Dated):
    """An area that a partnership is responsible for, for a time."""

    owned_by = "partnership"

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="covered_areas")
    area = models.ForeignKey(Area, models.PROTECT, related_name="covered_by")

    class Meta(Dated.Meta):
        ordering = ["area__name"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["partnership", "area", "from_date"], name="covered_area_once"
            ),
        ]

    def __str__(self):
        return f"{self.partnership.place_name}: {self.area}"
