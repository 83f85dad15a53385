"""The evaluation report of an event as the document that everybody reads."""

from events.documents.outline import chapters
from events.documents.report import Report
from events.documents.snapshot import snapshot_of
from publishing.documents import composed


def compose(event):
    """Compose a report from what is stored; reads the database and nothing else."""
    report = Report(event)
    found, title = chapters(report), title_of(event)
    snapshot = snapshot_of(title, report, found)
    context = {
        "report": report,
        "event": report.event,
        "chapters": found,
        "formats": report.formats,
        "colour": report.event.partnership.colour,
    }
    return composed(title, "events/documents/fragment.html", context, snapshot)


def title_of(event):
    """The event's title with "Evaluation" (of a consultation: "Report"), unless it says so.

    A title that has a part after a colon takes the word at its end; else it makes that part.
    """
    word = "Report" if event.is_consultation else "Evaluation"
    if word.lower() in event.title.lower():
        return event.title
    return f"{event.title} {word}" if ":" in event.title else f"{event.title}: {word}"
