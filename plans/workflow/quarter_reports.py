"""Reports on a quarter: made by the portal the morning after reports close, and by officers."""

import datetime
import logging

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localtime

from plans.documents.performance import compose
from plans.models import QuarterReport, ReportingQuarter
from plans.models.reporting import QuarterState
from plans.permissions import may_make_reports
from publishing import workflow as publishing
from records.moves import Refused
from records.periods import day_label
from records.saving import save_new, save_over

log = logging.getLogger(__name__)

KIND = "quarter-report"
EXECUTIVE = QuarterReport.Kind.EXECUTIVE
READY_AT = datetime.time(6)  # of the morning after the last day, local time
ONE_DAY = datetime.timedelta(days=1)


def report_of(quarter, kind):
    """The report of a kind on a quarter; one that nobody touched yet is not stored."""
    found = QuarterReport.objects.filter(quarter=quarter, kind=kind)
    stored = found.select_related("document__current_edition").first()
    return stored or QuarterReport(quarter=quarter, kind=kind)


@transaction.atomic
def make_report(quarter, kind, *, number, change_note, by, now):
    """Make a report as it stands now its edition ``number``, for the partnership's own people.

    Whoever asks for the same number twice is led to the edition that the first time made.
    """
    if not may_make_reports(by, quarter.partnership):
        raise Refused("Officers of the partnership make its reports.")
    return _make(quarter, kind, number=number, change_note=change_note, by=by, now=now)


def _make(quarter, kind, *, number, change_note, by, now):
    quarter = ReportingQuarter.objects.select_for_update().get(pk=quarter.pk)
    report = report_of(quarter, kind)
    if not report.pk:
        save_new(report, by=by)
    newest = report.document.newest_edition if report.document else None
    if newest and number <= newest.number:
        return newest
    composed = compose(report, localtime(now).date())
    document = report.document or _new_document(report, composed.title, by, now)
    return publishing.publish_composed(document, composed, change_note=change_note, by=by, now=now)


def _new_document(report, title, by, now):
    quarter = report.quarter
    report.document = publishing.new_document(
        partnership=quarter.partnership,
        kind=KIND,
        slug=f"{report.kind}-report-{quarter.key}",
        title=title,
        internal=True,
        by=by,
        now=now,
    )
    save_over(report, base_version=report.version, by=by)
    return report.document


def closing_note(quarter):
    """What changed since the first edition, where it was the closing."""
    if quarter.closed_at is None:
        return ""
    return f"Closed on {day_label(localtime(quarter.closed_at))}."


# ---- by the clock


def make_due(now):
    """Make the first performance report of each quarter whose reports are closed or were due."""
    for pk in list(_due(now).order_by("due_on", "pk").values_list("pk", flat=True)):
        try:
            _make_at_its_time(pk, now)
        except Exception:  # one quarter must never keep the others from theirs
            log.exception("The report of a quarter (%s) could not be made; trying again soon.", pk)


def _due(now):
    """Quarters without a report, of which the last day is past, or that an officer closed."""
    last = last_day_due(now)
    ripe = Q(due_on__lte=last) | Q(state=QuarterState.CLOSED)
    return ReportingQuarter.objects.filter(ripe).exclude(
        documents__kind=EXECUTIVE, documents__document__isnull=False
    )


def last_day_due(now):
    """The newest last day whose morning after has come."""
    local = localtime(now)
    return local.date() - (ONE_DAY if local.time() >= READY_AT else 2 * ONE_DAY)


@transaction.atomic
def _make_at_its_time(pk, now):
    """One quarter; whoever comes second, however close, finds that its report is there."""
    quarter = ReportingQuarter.objects.select_for_update().get(pk=pk)
    if report_of(quarter, EXECUTIVE).document_id is None:
        _make(quarter, EXECUTIVE, number=1, change_note="", by=None, now=now)
