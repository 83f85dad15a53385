"""How the actions of a plan go: each with the last thing that was said of it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from plans.models import ProgressUpdate
from plans.models.progress import NO_REPORT, Progress

# Shape and colour beside the words.
LOOKS = {
    Progress.GREEN: "good",
    Progress.AMBER: "warn",
    Progress.RED: "bad",
    Progress.GREY: "wait",
    Progress.COMPLETE: "done",
}


@dataclass(frozen=True)
class ProgressRow:
    """One action and its latest update; without one it says so."""

    number: str
    action: object
    update: object

    @property
    def words(self):
        return self.update.get_status_display() if self.update else _(NO_REPORT)

    @property
    def look(self):
        return LOOKS[self.update.status if self.update else Progress.GREY]


def progress(block, section, outline):
    """The actions of a chapter and of what lies in it; of the whole plan where it has none."""
    chosen = _numbered([section, *outline.walk(section.children)], outline)
    chosen = chosen or _numbered(outline.walk(), outline)
    latest = _latest([action.pk for _, action in chosen])
    rows = [ProgressRow(number, action, latest.get(action.pk)) for number, action in chosen]
    return {"rows": rows, "number": outline.count("Table") if rows else None}


def _numbered(sections, outline):
    return [
        (f"{entry.number}.{place}", action)
        for entry in sections
        for place, action in enumerate(outline.actions.get(entry.section.pk, []), start=1)
    ]


def _latest(actions):
    """The last update of each action by its key, in one query."""
    updates = ProgressUpdate.objects.filter(action__in=actions).order_by("year", "quarter", "pk")
    return {update.action_id: update for update in updates}
