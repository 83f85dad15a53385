"""Files of evidence as lists show them: where each stands, and how old each dataset is."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, Q

from priorities.models import EvidenceImport
from priorities.models.imports import Dataset
from records.imports import ImportState

KINDS = {
    ImportState.WAITING: ("wait", "Waiting to be read"),
    ImportState.READING: ("here", "Being read"),
    ImportState.READ: ("warn", "Waits for a decision"),
    ImportState.SAVING: ("here", "Coming in"),
    ImportState.DONE: ("done", "Brought in"),
    ImportState.FAILED: ("bad", "Not brought in"),
}
TAKEN_BACK = ("wait", "Taken back")
FAULTY = ("bad", "To be corrected")


def standing(batch):
    """Where a file stands: the kind of its sign, and the words."""
    if batch.state == ImportState.FAILED and batch.counted_at:
        return TAKEN_BACK
    if batch.state == ImportState.READ and batch.fault_count:
        return FAULTY
    return KINDS[ImportState(batch.state)]


@dataclass(frozen=True)
class Held:
    """A dataset with the day of the newest that is here; both days empty where nothing is."""

    dataset: Dataset
    as_at: date | None
    came_at: datetime | None


def held(partnership, datasets):
    """Each dataset that a partnership can use: what never came first, then the oldest."""
    mine = Q(partnership=None) | Q(partnership=partnership)
    done = EvidenceImport.objects.filter(mine, state=ImportState.DONE).order_by()
    newest = {
        row["dataset"]: (row["as_at"], row["counted_at"])
        for row in done.values("dataset").annotate(as_at=Max("as_at"), counted_at=Max("counted_at"))
    }
    found = [Held(dataset, *newest.get(dataset, (None, None))) for dataset in datasets]
    return sorted(found, key=lambda one: one.came_at.timestamp() if one.came_at else 0)
