"""How far the coding of an event has come."""

from dataclasses import dataclass

from django.db.models import Count, Q

from events.models import Contribution

CODED = ~Q(no_theme_reason="") | Q(has_theme=True)


@dataclass(frozen=True)
class Progress:
    """Entries with a theme, or with a reason for having none, of all that count."""

    coded: int
    total: int

    @property
    def left(self):
        return self.total - self.coded

    @property
    def per_cent(self):
        """Rounded down: 100 means all of them."""
        return 100 * self.coded // self.total if self.total else 0


def progress(event, workshop=None):
    """One event's coding, or that of one of its sessions."""
    said = Contribution.objects.kept().filter(event=event)
    if workshop is not None:
        said = said.filter(workshop=workshop)
    counts = said.aggregate(coded=Count("pk", filter=CODED), total=Count("pk"))
    return Progress(**counts)
