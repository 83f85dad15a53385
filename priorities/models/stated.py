"""The words in which sources state figures."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Direction(models.TextChoices):
    """The word that the source uses for the change."""

    REDUCED = "reduced", "reduced"
    DECREASED = "decreased", "decreased"
    FELL = "fell", "fell"
    INCREASED = "increased", "increased"
    ROSE = "rose", "rose"
    UNCHANGED = "unchanged", "did not change"


FALLING = {Direction.REDUCED, Direction.DECREASED, Direction.FELL}
RISING = {Direction.INCREASED, Direction.ROSE}


class Missing(models.TextChoices):
    """Why there is no value; none of them is a nought."""

    NOT_YET = "not_yet", _("Not yet published")
    NOT_COLLECTED = "not_collected", _("Not collected")
    SUPPRESSED = "suppressed", _("Withheld by its source")
    LATE = "late", _("Late")
    NO_DATA = "no_data", _("No data published")


class Firmness(models.TextChoices):
    """How final its source calls a figure."""

    FINAL = "", _("Final")
    PROVISIONAL = "provisional", _("Provisional")
    PROJECTED = "projected", _("Projected")
