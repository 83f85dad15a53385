"""The strands of the strategy that the law asks for."""

import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class Strand(models.TextChoices):
    """The strands of the strategy that the Crime and Disorder Act 1998 s.6(1) asks for."""

    CRIME = "crime", _("Reduce crime and disorder")
    SUBSTANCE = "substance", _("Combat misuse of drugs, alcohol and other substances")
    REOFFENDING = "reoffending", _("Reduce re-offending")
    VIOLENCE_PREVENTION = "violence_prevention", _("Prevent involvement in serious violence")
    VIOLENCE = "violence", _("Reduce serious violence")


# From when a strand is law: re-offending by the Policing and Crime Act 2009, serious violence by
# the Police, Crime, Sentencing and Courts Act 2022 (the Serious Violence Duty's own first day).
SINCE = {
    Strand.CRIME: datetime.date(1998, 9, 30),
    Strand.SUBSTANCE: datetime.date(1998, 9, 30),
    Strand.REOFFENDING: datetime.date(2010, 4, 1),
    Strand.VIOLENCE_PREVENTION: datetime.date(2023, 1, 31),
    Strand.VIOLENCE: datetime.date(2023, 1, 31),
}


def strands_on(day):
    """The strands that a strategy had to have on a day, in the order of the Act."""
    return [strand for strand in Strand if SINCE[strand] <= day]


def known_strands(values):
    """What is tagged with strands holds a list of them."""
    if not isinstance(values, list) or any(value not in Strand for value in values):
        raise ValidationError("Choose from the strands of the Act.")


class StrandsField(models.JSONField):
    """The statutory strands that something serves: a list of values of ``Strand``."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("validators", [known_strands])
        super().__init__(*args, **kwargs)
