"""The formats of an edition as readers see them: what is ready, and what each is for."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from publishing.models import Format, Rendition, State

# What each is for, in one sentence.
PURPOSES = {
    Format.PDF: _("To print or keep; screen readers find their way in it."),
    Format.LARGE: _("18 point print, for people who see little."),
    Format.EPUB: _("For e-readers and telephones: you choose the size of the print."),
    Format.WORD: _("To copy from, for word processors."),
    Format.OPEN: _("To copy from, for LibreOffice and others."),
    Format.TEXT: _("Words alone, for any program."),
    Format.BRAILLE: _("For a Braille display or an embosser, contracted (grade 2)."),
    Format.AUDIO: _("Read aloud by a computer’s voice."),
    Format.FIGURES: _("All figures, for spreadsheets."),
    Format.ACTIONS: _("All actions, for spreadsheets."),
    Format.MONEY: _("Where the money goes, for spreadsheets."),
    Format.DATA: _("Everything, for programs."),
}
DATA = (Format.FIGURES, Format.ACTIONS, Format.MONEY, Format.DATA)
# Formats that readers are told of even where they cannot be had, so that they can be asked for.
ALWAYS = [format for format in PURPOSES if format not in DATA]


@dataclass(frozen=True)
class FormatLine:
    """One format of an edition: ``state`` is that of its file, or ``absent``."""

    format: Format
    rendition: Rendition | None
    address: str

    @property
    def name(self):
        return self.format.label

    @property
    def purpose(self):
        return PURPOSES[self.format]

    @property
    def state(self):
        return self.rendition.state if self.rendition else "absent"


@dataclass(frozen=True)
class Formats:
    """All formats of an edition in one language."""

    lines: list
    data: list

    @property
    def made(self):
        """How many of those that are made here are ready."""
        return sum(line.state == State.READY for line in self._asked)

    @property
    def asked(self):
        return len(self._asked)

    @property
    def under_way(self):
        return any(line.state in (State.WAITING, State.RENDERING) for line in self._asked)

    @property
    def _asked(self):
        return [line for line in (*self.lines, *self.data) if line.rendition]


def formats_of(edition, language, address_of):
    """The formats of an edition in a language; ``address_of(format)`` gives each file's place."""
    made = {row.format: row for row in edition.renditions.all() if row.language == language}
    return Formats(
        [FormatLine(format, made.get(format), address_of(format)) for format in ALWAYS],
        [FormatLine(format, made[format], address_of(format)) for format in DATA if format in made],
    )
