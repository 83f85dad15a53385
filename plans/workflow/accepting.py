"""What counts of a group's report: copied to its actions and measures when an officer accepts."""

from django.db import transaction
from django.utils.timezone import localdate

from plans.documents.reported import quarter_in
from plans.models import ActionReport, MeasureReport, ProgressUpdate
from plans.models.progress import NEEDS_WORDS, Progress
from plans.workflow.asking import put_question
from plans.workflow.group_reports import REPORT_MOVES
from plans.workflow.quarters import held_open
from plans.workflow.showing import lose_approval
from priorities.models import Figure
from priorities.models.figures import FigureStanding
from priorities.models.stated import Firmness
from records.moves import Refused
from records.saving import save_new, save_over

NO_WORDS = "“{}” is {} without a word on why. Return the report with that question."


@transaction.atomic
def accept(report, *, by, now):
    """Take a report as it was sent: from now on the plan's pages show what it says."""
    held_open(report.quarter)
    return _accept(report, by=by, now=now)


def _accept(report, *, by, now):
    after = {"accepted_at": now, "accepted_by_label": by.label}
    report = REPORT_MOVES.make(report, "accept", by=by, now=now, after=after)
    for line in ActionReport.objects.filter(report=report).select_related("action__plan"):
        _take_action(line, report, by=by, now=now)
    for line in MeasureReport.objects.filter(report=report).select_related("target__measure"):
        if line.value is not None:
            explained = {"explanation": line.explanation, "source": source_of(report)}
            set_figure(line.target, report, line.value, **explained, by=by, now=now)
    return report


@transaction.atomic
def return_with_question(report, question, *, by, now):
    """Send a report back to its group; the question goes by mail to each of its leads."""
    held_open(report.quarter)
    after = {"question": question.strip()}
    if not after["question"]:
        raise Refused("Write the question to the group.")
    moved = REPORT_MOVES.make(report, "return", by=by, now=now, reason=question, after=after)
    put_question(moved, now=now)
    return moved


def source_of(report):
    """Which report a figure comes from, as its page states it."""
    return f"Report of {report.group}, {str(report.quarter).lower()}"[:300]


def _take_action(line, report, *, by, now):
    words = line.commentary.strip()
    if not line.status or (line.status == Progress.GREY and not words):
        return  # nothing was said of it
    if line.status in NEEDS_WORDS and not words:
        status = line.get_status_display().lower()
        raise Refused(NO_WORDS.format(line.action, status))
    told_by = report.told_by or report.sent_by_label
    told = {"report": report, "told_by": told_by, "by": by, "now": now}
    set_progress(line.action, report.quarter, line.status, words, **told)


# ---- what the plan's pages read


def set_progress(action, quarter, status, commentary, *, report, told_by, by, now):
    """How an action stands in a quarter. A change is not approved for the public."""
    update = ProgressUpdate.objects.filter(
        action=action, year=quarter.year, quarter=quarter.quarter
    ).first() or ProgressUpdate(action=action, year=quarter.year, quarter=quarter.quarter)
    update.status, update.commentary = status, commentary
    update.told_by, update.report = told_by[:200], report
    if not update.pk:
        return save_new(update, by=by)
    lose_approval(update, by=by, now=now)
    return save_over(update, base_version=update.version, by=by)


def set_figure(target, report, value, *, explanation, source, by, now):
    """A measure's figure of the quarter, provisional and not for the public.

    A figure that it changes stays, as revised. National measures come from their own files.
    """
    if target.measure.partnership_id != report.quarter.partnership_id:
        return None
    days = quarter_in(report.quarter)
    same = Figure.objects.current().filter(
        measure=target.measure, area=target.area, starts_on=days.starts_on, ends_on=days.ends_on
    )
    for earlier in same:
        if (earlier.level, earlier.explanation) == (value, explanation):
            return earlier
        earlier.standing = FigureStanding.REVISED
        save_over(earlier, base_version=earlier.version, by=by)
    return save_new(
        Figure(
            measure=target.measure,
            area=target.area,
            starts_on=days.starts_on,
            ends_on=days.ends_on,
            level=value,
            firmness=Firmness.PROVISIONAL,
            as_at=localdate(now),
            source_as_stated=source,
            explanation=explanation,
            internal=True,
        ),
        by=by,
    )


# ---- the end of a quarter


def accept_all(quarter, *, by, now):
    """Take every report that was sent; returns how many."""
    found = quarter.reports.select_related("quarter", "group")
    sent = [report for report in found if report.state in REPORT_MOVES.moves["accept"].sources]
    for report in sent:
        _accept(report, by=by, now=now)
    return len(sent)
