"""A change after a quarter was closed: a dated line with its reason; what was sent stays."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from plans.documents.reported import quarter_in
from plans.models import Action, ActionReport, MeasureReport, ProgressUpdate, ReportCorrection
from plans.models.progress import NEEDS_WORDS, NO_REPORT, Progress
from plans.permissions import may_run_quarters
from plans.workflow.accepting import set_figure, set_progress, source_of
from priorities.documents.values import in_unit
from priorities.models import Figure, Target
from records.models import note
from records.moves import Refused

ONLY_OFFICERS = "Officers of the partnership correct what was reported."
STILL_OPEN = "This quarter is still open. Return the report to its group instead."
SAME = "This is what stands there already. Change it, or leave it."
NEEDS_REASON = "Say why it is corrected."
NEEDS_COMMENTARY = "Say why it is late, at risk or off track."


@dataclass(frozen=True)
class ActionNow:
    """What counts of an action after a correction."""

    action: Action
    status: str
    commentary: str


@dataclass(frozen=True)
class MeasureNow:
    """What counts of a measure after a correction."""

    target: Target
    value: Decimal
    explanation: str


@transaction.atomic
def correct(quarter, report, wanted, *, reason, by, now):
    """Make a dated line of what was and what is, and let the plan's pages follow it.

    ``report`` is the group's, or None for an action that no group reports on.
    """
    if not may_run_quarters(by, quarter.partnership):
        raise Refused(ONLY_OFFICERS)
    if quarter.is_open:
        raise Refused(STILL_OPEN)
    if not reason.strip():
        raise Refused(NEEDS_REASON)
    if isinstance(wanted, ActionNow):
        about = {"action": wanted.action}
        before, after = _correct_action(quarter, report, wanted, by=by, now=now)
    else:
        about = {"target": wanted.target}
        before, after = _correct_measure(report, wanted, by=by, now=now)
    line = ReportCorrection.objects.create(
        quarter=quarter,
        report=report,
        **about,
        before=before,
        after=after,
        reason=reason.strip(),
        at=now,
        by=by.uid,
        by_label=by.label,
    )
    told = {"before": {"words": before}, "after": {"words": after}}
    about = report or wanted.action
    note("groupreport.correct", by=by, now=now, target=about, reason=line.reason, **told)
    return line


def _correct_action(quarter, report, wanted, *, by, now):
    commentary = wanted.commentary.strip()
    if wanted.status in NEEDS_WORDS and not commentary:
        raise Refused(NEEDS_COMMENTARY)
    stands = action_now(quarter, wanted.action, report)
    before, after = action_words(*stands), action_words(wanted.status, commentary)
    if before == after:
        raise Refused(SAME)
    told = {"report": report, "told_by": f"Correction by {by.label}", "by": by, "now": now}
    set_progress(wanted.action, quarter, wanted.status, commentary, **told)
    return before, after


def _correct_measure(report, wanted, *, by, now):
    explanation = wanted.explanation.strip()
    stands = measure_now(report, wanted.target)
    before = _corrected(report, target=wanted.target) or measure_words(wanted.target, *stands)
    after = measure_words(wanted.target, wanted.value, explanation)
    if before == after:
        raise Refused(SAME)
    source = f"Correction: {source_of(report)}"[:300]
    told = {"explanation": explanation, "source": source}
    set_figure(wanted.target, report, wanted.value, **told, by=by, now=now)
    return before, after


def _corrected(report, **about):
    """What the last correction made of it: a national measure has no figure that tells."""
    last = report.corrections.filter(**about).last()
    return last.after if last else ""


# ---- what stands there now


def action_now(quarter, action, report):
    """Status and commentary that count, or else what was reported, or nothing."""
    counts = ProgressUpdate.objects.filter(
        action=action, year=quarter.year, quarter=quarter.quarter
    ).first()
    line = counts or ActionReport.objects.filter(report=report, action=action).first()
    return (line.status, line.commentary) if line else ("", "")


def measure_now(report, target):
    """Value and explanation that count, or else what was reported, or nothing."""
    days = quarter_in(report.quarter)
    figure = Figure.objects.current().filter(
        measure=target.measure, area=target.area, starts_on=days.starts_on, ends_on=days.ends_on
    )
    if found := figure.last():
        return found.level, found.explanation
    line = MeasureReport.objects.filter(report=report, target=target).first()
    return (line.value, line.explanation) if line else (None, "")


def action_words(status, commentary):
    """“Amber: late or at risk. Room not found.”"""
    return f"{Progress(status).in_words}. {commentary}".strip() if status else NO_REPORT


def measure_words(target, value, explanation):
    """“95. More staff.”"""
    if value is None:
        return "No figure"
    return f"{in_unit(target.measure, value)}. {explanation}".strip()
