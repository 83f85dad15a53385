"""How far each group's report of a quarter is, and what became of the mails about it."""

from dataclasses import dataclass, field

from django.db.models import Count
from django.utils.timezone import localdate, localtime

from partnership.models import Letter
from partnership.models.letters import LetterState
from plans.documents.reported import FILLED
from plans.documents.reported_mails import ASK, REMIND, counted, in_words, leads_of
from plans.models.reporting import GroupReportState
from records.periods import day_label

DRAFT, SENT, RETURNED, ACCEPTED = GroupReportState.values
ORDER = (RETURNED, SENT, ACCEPTED)  # who has not reported stands before them all


@dataclass
class ReportRow:
    """One group: its report's state as one of the site's status kinds, and its mails in words."""

    report: object
    kind: str
    words: str
    late: bool
    counts: str
    leads: list
    asked: str = ""
    opened: str = ""
    sent: str = ""
    reminded: list = field(default_factory=list)
    failed: list = field(default_factory=list)
    told_today: bool = False
    opens: bool = False  # whether whoever looks may open the report itself

    @property
    def group(self):
        return self.report.group

    @property
    def may_be_reminded(self):
        return self.report.state in FILLED

    @property
    def waits_for_officer(self):
        return self.report.state == SENT


def rows_of(quarter, on):
    """Every group's row; who has not reported comes first, of these who is late."""
    reports = quarter.reports.select_related("group").annotate(
        of_actions=Count("actions", distinct=True), of_measures=Count("measures", distinct=True)
    )
    reports = list(reports)
    for report in reports:
        report.quarter = quarter
    leads = leads_of([report.group_id for report in reports], on)
    mails = _mails(reports)
    rows = [
        _row(report, leads.get(report.group_id, []), mails.get(report.uid, []), on)
        for report in reports
    ]
    return sorted(rows, key=_place)


def _place(row):
    """Not reported (late ones first), returned, sent, accepted; then by name."""
    in_order = ORDER.index(row.report.state) + 1 if row.report.state in ORDER else 0
    return (in_order, not row.late, row.group.name)


def _mails(reports):
    found = {}
    letters = Letter.objects.filter(about__in=[report.uid for report in reports])
    for letter in letters.defer("body").order_by("pk"):
        found.setdefault(letter.about, []).append(letter)
    return found


def _row(report, leads, mails, on):
    kind, words, late = standing(report, on)
    asked = [mail for mail in mails if _what(mail) == ASK]
    reminded = [mail for mail in mails if _what(mail).startswith(REMIND)]
    days = {localdate(mail.written_at) for mail in reminded}
    return ReportRow(
        report=report,
        kind=kind,
        words=words,
        late=late,
        counts=counted(report.of_actions, report.of_measures),
        leads=[person.label for person in leads],
        asked=_asked(asked),
        opened=_opened(report),
        sent=_sent(report),
        reminded=[_day(day, on) for day in sorted(days)],
        failed=[mail.reason for mail in mails if mail.state == LetterState.FAILED],
        told_today=any(localdate(mail.written_at) == on for mail in mails),
    )


def _what(mail):
    """What a mail about a report is for: its key is “report:…:what:whom”."""
    return mail.key.split(":")[2] if mail.key.count(":") > 2 else ""


def standing(report, on):
    """A report's status kind, its words, and whether it is late."""
    due_on, state = report.quarter.due_on, report.state
    if state == ACCEPTED:
        return "good", "Accepted", False
    if state == SENT:
        return "here", "Sent", False
    if not report.quarter.is_open:
        return "bad", "Not reported", True
    if on > due_on:
        return "bad", in_words(due_on, on).capitalize(), True
    if state == RETURNED:
        return "warn", "Returned with a question", False
    return "wait", f"Due {in_words(due_on, on)}", False


def _sent(report):
    """“Sent 3 July 2011, 2 days late”."""
    if not report.sent_at:
        return ""
    sent, due_on = localdate(report.sent_at), report.quarter.due_on
    late = f", {in_words(due_on, sent)}," if sent > due_on else ""
    return f"Sent {day_label(sent)}{late}"


def _asked(mails):
    """“Mail sent to 2 leads on 1 July 2011, 09:00”, or that it waits."""
    if not mails:
        return "No mail: the group had no lead in the portal"
    sent = [mail.sent_at for mail in mails if mail.state == LetterState.SENT]
    waiting = [mail for mail in mails if mail.state not in (LetterState.SENT, LetterState.FAILED)]
    parts = []
    if sent:
        last = localtime(max(sent))
        parts.append(f"Mail sent to {_leads(sent)} on {day_label(last)}, {last:%H:%M}")
    if waiting:
        parts.append(f"Mail to {_leads(waiting)} waits to be sent")
    if lost := len(mails) - len(sent) - len(waiting):
        parts.append(f"Mail to {lost} of {_leads(mails)} could not be sent")
    return ". ".join(parts)


def _leads(mails):
    return "1 lead" if len(mails) == 1 else f"{len(mails)} leads"


def _opened(report):
    if not report.opened_at:
        return "Link not opened yet"
    return f"Link opened {day_label(localdate(report.opened_at))}"


def _day(day, on):
    return "today" if day == on else day_label(day)
