"""A group's report while its group fills it: saved line by line, sent whole, taken back."""

from dataclasses import dataclass

from django.core.files.storage import default_storage
from django.db import transaction

from plans.documents.reported import FILLED
from plans.documents.reporting import ReportSheet
from plans.models import GroupReport, ReportFile
from plans.models.reporting import GroupReportState
from plans.permissions import leads, may_fill
from plans.workflow.group_reports import REPORT_MOVES
from plans.workflow.quarters import held_open
from records.models import note
from records.moves import Refused
from records.saving import save_in_sitting, save_new, save_over

NOT_YOURS = "The group’s lead fills its report, or an officer in the group’s name."
WAS_SENT = (
    "This report was sent meanwhile. Choose “Change it” to go on writing, or tell the officer."
)
WAS_ACCEPTED = "An officer has accepted this report. Corrections go through the officer."
MOST_FILES = 20
TOO_MANY = f"A report holds at most {MOST_FILES} files. Remove one first."


class Incomplete(Refused):
    """A report that cannot be sent yet; ``missing`` says what to mend, each with its field."""

    def __init__(self, missing):
        self.missing = missing
        super().__init__("; ".join(one.words for one in missing))


def needs_teller(user, report):
    """Whoever does not speak for the group says who told them."""
    return not leads(user, report.group)


def note_opened(report, *, by, now):
    """Remember when the group’s own lead first opened it; no version of it rises by that."""
    if report.opened_at is None and leads(by, report.group):
        GroupReport.objects.filter(pk=report.pk, opened_at=None).update(opened_at=now)


def open_for_filling(report, by):
    """The report, locked with its quarter until the end of the transaction, or Refused."""
    held_open(report.quarter)
    found = GroupReport.objects.select_related("quarter__partnership", "group")
    locked = found.select_for_update(of=("self",)).get(pk=report.pk)
    if not may_fill(by, locked):
        raise Refused(NOT_YOURS)
    if locked.state not in FILLED:
        raise Refused(WAS_ACCEPTED if locked.state == GroupReportState.ACCEPTED else WAS_SENT)
    return locked


@transaction.atomic
def save_part(part, *, report, base_version, by, now):
    """Save a line of a report, or its own words; what is typed in a sitting is one history."""
    open_for_filling(report, by)
    return save_in_sitting(part, base_version=base_version, by=by, now=now)


@dataclass(frozen=True)
class Brought:
    """A line as a spreadsheet fills it, over the version that was looked at."""

    line: object
    base_version: int


@transaction.atomic
def bring(report, brought, *, by, now):
    """Write the lines of a filled spreadsheet, all or none (StaleVersion: somebody was faster)."""
    locked = open_for_filling(report, by)
    for one in brought:
        if one.line.report_id != locked.pk:
            raise Refused("A line of another report is not written here.")
        save_over(one.line, base_version=one.base_version, by=by)
    note("groupreport.bring", by=by, now=now, target=locked, after={"lines": len(brought)})


@transaction.atomic
def send(report, *, by, now):
    """Send it to the partnership officer; Incomplete where something must be said first."""
    locked = open_for_filling(report, by)
    missing = ReportSheet(locked, needs_teller=needs_teller(by, locked)).missing
    if missing:
        raise Incomplete(missing)
    after = {"sent_at": now, "sent_by_label": by.label}
    return REPORT_MOVES.make(locked, "send", by=by, now=now, after=after)


@transaction.atomic
def take_back(report, *, by, now):
    """Make it a draft again, as long as no officer has accepted it."""
    held_open(report.quarter)
    after = {"sent_at": None, "sent_by_label": ""}
    return REPORT_MOVES.make(report, "take_back", by=by, now=now, after=after)


# ---- files


@transaction.atomic
def add_file(report, file, *, title, extension, by, now):
    """Keep a checked file under a name of ours."""
    locked = open_for_filling(report, by)
    if locked.files.count() >= MOST_FILES:
        raise Refused(TOO_MANY)
    name = file.name[-200:]
    added = ReportFile(report=locked, title=title or name, file_name=name, size=file.size)
    added.file = default_storage.save(f"reports/{added.uid}.{extension}", file)
    save_new(added, by=by)
    note("groupreport.add_file", by=by, now=now, target=locked, after={"file": name})
    return added


@transaction.atomic
def remove_file(file, *, by, now):
    """Take a file out of a report that is still filled, and away from the disk."""
    locked = open_for_filling(file.report, by)
    stored, name = file.file.name, file.file_name
    file._history_user = by
    file.delete()
    note("groupreport.remove_file", by=by, now=now, target=locked, before={"file": name})
    transaction.on_commit(lambda: default_storage.delete(stored))
