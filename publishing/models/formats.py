"""The formats in which people can have an edition."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Format(models.TextChoices):
    """The files that can be made of an edition, in the order in which readers see them."""

    PDF = "pdf", _("PDF, tagged")
    LARGE = "large", _("Large print PDF")
    EPUB = "epub", _("EPUB")
    WORD = "docx", _("Word")
    OPEN = "odt", _("OpenDocument")
    TEXT = "txt", _("Plain text")
    BRAILLE = "brf", _("Braille-ready (BRF)")
    AUDIO = "mp3", _("Audio")
    FIGURES = "figures", _("Figures as a spreadsheet (CSV)")
    ACTIONS = "actions", _("Actions as a spreadsheet (CSV)")
    MONEY = "money", _("Money as a spreadsheet (CSV)")
    DATA = "json", _("All data (JSON)")
    EASY_READ = "easy_read", _("Easy Read PDF")


# How the file of a format ends, in its address and in the name under which people keep it.
SUFFIXES = {
    Format.LARGE: "large-print.pdf",
    Format.FIGURES: "figures.csv",
    Format.ACTIONS: "actions.csv",
    Format.MONEY: "money.csv",
    Format.EASY_READ: "easy-read.pdf",
}


def suffix_of(format):
    """``large-print.pdf`` for the large print, ``epub`` for EPUB."""
    return SUFFIXES.get(format, str(format))
