"""Each action of a quarter: its status in words, for how long, and what its group says."""

from dataclasses import dataclass

from plans.documents.progress import LOOKS
from plans.models import Action
from plans.models.progress import NO_REPORT, Progress

ORDER = [Progress.RED, Progress.AMBER, Progress.GREY, Progress.GREEN, Progress.COMPLETE, ""]


@dataclass(frozen=True)
class ActionLine:
    """One action in the report."""

    action: Action
    status: str  # empty: nothing was told
    commentary: str = ""
    told_by: str = ""
    quarters: int = 0  # for how many quarters in a row it has stood like this
    example: bool = False

    @property
    def anchor(self):
        return f"action-{str(self.action.uid)[:8]}"

    @property
    def words(self):
        return Progress(self.status).label if self.status else NO_REPORT

    @property
    def look(self):
        return LOOKS[self.status or Progress.GREY]

    @property
    def what(self):
        """“Red for the first time”, “Amber for 3 quarters”."""
        colour = Progress(self.status).name.capitalize()
        if self.quarters < 2:
            return f"{colour} for the first time"
        return f"{colour} for {self.quarters} quarters"

    @property
    def why(self):
        by = f"{self.told_by}: " if self.told_by and self.commentary else ""
        return f"{by}{self.commentary}"


def action_lines(sent):
    """All actions that were reported on or should have been, the worst status first."""
    lines = [_line(sent, action) for action in sent.actions]
    return sorted(lines, key=lambda line: ORDER.index(line.status))


def _line(sent, action):
    updates = sent.updates[action.pk]
    key = sent.days.year, sent.days.number
    waiting = sent.action_line(action)
    if waiting:
        report = waiting.report
        told_by, example = report.told_by or str(report.group), report.example
        return ActionLine(
            action,
            waiting.status,
            waiting.commentary,
            told_by,
            _run(updates, sent.days, waiting.status),
            example,
        )
    update = updates.get(key) or _completed(updates)
    if update is None:
        return ActionLine(action, "")
    run = _run(updates, sent.days, update.status)
    return ActionLine(action, update.status, update.commentary, update.told_by, run, update.example)


def _completed(updates):
    """What was complete before still is."""
    last = updates.get(max(updates, default=None))
    return last if last and last.status == Progress.COMPLETE else None


def _run(updates, quarter, status):
    """For how many quarters in a row, this one included, it has had this status."""
    count, before = 1, quarter.before
    while (one := updates.get((before.year, before.number))) and one.status == status:
        count, before = count + 1, before.before
    return count


def by_status(lines):
    """The actions in groups, worst first: [(words, look, lines)]."""
    found = []
    for status in ORDER:
        rows = [line for line in lines if line.status == status]
        if rows:
            found.append((rows[0].words, rows[0].look, rows))
    return found
