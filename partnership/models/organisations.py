from django.db import models

from partnership.models.names import Mergeable
from partnership.models.partnerships import Partnership
from records.fields import ChoiceField, Dated
from records.models import Record

OTHER_NAMES = ("short_name", "aliases__name", "names__name", "names__short_name")


class Organisation(Mergeable, Record, Dated):
    """A body that works for community safety: a council, a force, a charity."""

    NAMES = (("name", "name_cy"), OTHER_NAMES)

    name = models.CharField(max_length=200, unique=True)
    name_cy = models.CharField("name in Welsh", max_length=200, blank=True)
    short_name = models.CharField(max_length=60, blank=True)

    class Meta(Dated.Meta):
        ordering = ["name"]
        constraints = [*Dated.Meta.constraints, *Mergeable.Meta.constraints]

    def __str__(self):
        return self.name


class OrganisationAlias(models.Model):
    """Another way that documents write an organisation's name, misspellings included."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="organisation_alias_once")
        ]

    def __str__(self):
        return self.name


class MembershipKind(models.TextChoices):
    """In what capacity a body takes part; the first two are of the Crime and Disorder Act."""

    RESPONSIBLE = "responsible", "Responsible authority"
    COOPERATING = "cooperating", "Co-operating body"
    INVITED = "invited", "Invited to take part"
    POLICING_BODY = "policing_body", "Local policing body"
    RESIDENT_BODY = "resident_body", "Residents' body"
    ATTENDS = "attends", "Attends"
    NOT_STATED = "not_stated", "Not stated"


class Membership(Record, Dated):
    """An organisation's part in a partnership, for a time."""

    owned_by = "partnership"

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    kind = ChoiceField(max_length=20, choices=MembershipKind, default=MembershipKind.NOT_STATED)

    class Meta(Dated.Meta):
        ordering = ["organisation__name"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["partnership", "organisation", "kind", "from_date"],
                name="membership_once",
            ),
        ]

    def __str__(self):
        return f"{self.organisation} in {self.partnership.short_name}"
