"""The communication plan as it is shown and given away."""

from dataclasses import dataclass

from publishing.documents.promises import is_due_words
from publishing.models import Communication
from records.cells import safe

State = Communication.State
COLUMNS = [
    *("Date", "Key message", "Audience", "Channel", "Who does it", "Organisation"),
    *("Publication", "State", "Closed on", "What came of it", "Example"),
]


@dataclass(frozen=True)
class CommunicationRow:
    """A line, and how it stands on a day."""

    stored: Communication
    on: object

    @property
    def is_late(self):
        return self.stored.state == State.PLANNED and self.stored.due_on < self.on

    @property
    def status(self):
        """Its kind of status, and its words."""
        if self.stored.state == State.DONE:
            return "good", "Done"
        if self.stored.state == State.DROPPED:
            return "wait", "Dropped"
        words = is_due_words(self.stored.due_on, self.on)
        return ("bad" if self.is_late else "wait"), words


def communication_rows(lines):
    """The first line of the file, then each line of the plan by its date."""
    yield COLUMNS
    for line in lines:
        yield [
            safe(cell)
            for cell in (
                *(line.due_on.isoformat(), line.message, line.audience),
                *(line.get_channel_display(), line.who, str(line.organisation or "")),
                *(str(line.document or ""), line.get_state_display()),
                line.closed_on.isoformat() if line.closed_on else "",
                *(line.outcome, "Example" if line.example else ""),
            )
        ]
