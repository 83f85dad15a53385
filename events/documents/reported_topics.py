"""Themes of the published reports of several partnerships, each as its report names it."""

from dataclasses import dataclass

from events.models import Event, ReportedTheme, Theme


@dataclass(frozen=True)
class Heard:
    """A theme of a published report in the words that were published."""

    event: Event
    theme: Theme
    wording: str


def heard_by(partnerships):
    """What published reports of some partnerships name, the newest event first; two queries.

    A line that was written or changed since its report was published does not count: only words
    that stand in the edition that everybody reads.
    """
    events = Event.objects.reported().filter(partnership__in=partnerships)
    events = events.select_related("partnership", "document__current_edition")
    found = {one.pk: one for one in events.order_by("-starts_on", "pk")}
    lines = ReportedTheme.objects.filter(
        workshop__event__in=found, theme__partnership__in=partnerships
    )
    rows = {}
    for line in lines.select_related("theme__topic", "workshop").order_by("pk"):
        rows.setdefault(line.workshop.event_id, []).append(line)
    return [
        Heard(event, line.theme, line.wording)
        for key, event in found.items()
        for line in rows.get(key, [])
        if line.wording in _published_words(event)
    ]


def _published_words(event):
    """The words of the themes in the edition that the public reads now."""
    return {row["wording"] for row in event.document.current_edition.snapshot.get("themes", [])}
