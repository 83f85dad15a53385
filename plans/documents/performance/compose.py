"""The report of a quarter as an edition keeps it: its text, and the data it was made of."""

from plans.documents.performance.report import Performance
from plans.models.reports import QuarterReport
from publishing.documents import composed
from records.numbers import plain_number

TEMPLATES = {
    QuarterReport.Kind.EXECUTIVE: "plans/documents/performance.html",
    QuarterReport.Kind.COUNTY: "plans/documents/performance_county.html",
}
READERS = {
    QuarterReport.Kind.EXECUTIVE: "For the Executive Group, not for the public",
    QuarterReport.Kind.COUNTY: "For the county partnership, not for the public",
}


def compose(report, on):
    """Compose a report from what is stored; reads the database and nothing else."""
    return composed_of(Performance(report, on))


def composed_of(performance):
    """The same of what was read already."""
    snapshot = snapshot_of(performance)
    if performance.shared:
        snapshot["shared"] = [
            {"group": str(one.group.uid), "of": one.partnership.slug, "state": one.report.state}
            for one in performance.shared
        ]
    context = {"performance": performance, "colour": performance.partnership.colour}
    template = TEMPLATES[performance.kind]
    return composed(performance.title, template, context, snapshot)


def snapshot_of(performance):
    """What the cover and other programs need: the numbers behind the words."""
    return {
        "title": QuarterReport.Kind(performance.kind).label,
        "year": f"{performance.days.label}: {performance.days.months}",
        "readers": READERS[performance.kind],
        "compact": True,
        "contents": [],
        "measures": [_measure(line) for line in performance.measures],
        "actions": [
            {"action": str(line.action.uid), "status": line.status} for line in performance.actions
        ],
        "groups": [
            {"group": str(one.group.uid), "state": one.state} for one in performance.sent.reports
        ],
    }


def _measure(line):
    return {
        "target": str(line.target.uid),
        "measure": str(line.measure),
        "value": _plain(line.found.value),
        "to_date": _plain(line.found.to_date),
        "aim": _plain(line.found.aim),
        "status": line.found.status,
        "words": line.found.words,
    }


def _plain(value):
    return None if value is None else plain_number(value)
