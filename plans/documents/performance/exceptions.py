"""What needs the executive group: each with what, why, and what is asked of it."""

from dataclasses import dataclass

from plans.models.progress import Progress
from plans.models.reporting import GroupReportState
from records.periods import day_label

WORDS = {
    Progress.RED: ("bad", "Red"),
    Progress.AMBER: ("warn", "Amber"),
    Progress.GREY: ("wait", "Grey"),
}
ORDER = list(WORDS)
OPEN_STATES = (GroupReportState.DRAFT, GroupReportState.RETURNED)


@dataclass(frozen=True)
class Raised:
    """One thing that needs the executive group.

    ``about`` is what an answer is asked about (“target”, “action”, “risk”; a group's missing
    report is only noted), ``of`` the thing itself, ``ask`` what is stored of it.
    """

    about: str
    of: object
    status: str
    title: str
    anchor: str
    what: str
    why: str
    ask: object = None
    example: bool = False
    warning: str = ""

    @property
    def look(self):
        return WORDS[self.status][0]

    @property
    def colour(self):
        return WORDS[self.status][1]

    @property
    def asked(self):
        """“Decide: which partner can insure volunteers?”, “Note”."""
        if self.ask is None or not (self.ask.decide or self.ask.words):
            return "Note"
        return f"{'Decide' if self.ask.decide else 'Note'}: {self.ask.words}"

    @property
    def key(self):
        return f"ask-{self.about}-{self.of.uid}"


def exceptions(sent, measures, actions, risks):
    """Red, amber, then grey; in each the measures, the actions, the groups, the risks."""
    found = [
        *(_measure(sent, line) for line in measures if line.found.needs_attention),
        *(_action(sent, line) for line in actions if line.status in ORDER),
        *(_group(report) for report in sent.reports if report.state in OPEN_STATES),
        *(_risk(sent, row) for row in risks if row.late),
    ]
    return sorted(found, key=lambda one: ORDER.index(one.status))


def _measure(sent, line):
    ask = sent.asks.get(("target", line.target.pk))
    return Raised(
        *("target", line.target, line.found.status, str(line.measure), line.anchor),
        *(line.what, line.why, ask, line.example, line.found.warning),
    )


def _action(sent, line):
    ask = sent.asks.get(("action", line.action.pk))
    title = f"Action: {line.action}"
    return Raised(
        *("action", line.action, line.status, title, line.anchor),
        *(line.what, line.why, ask, line.example),
    )


def _group(report):
    returned = report.state == GroupReportState.RETURNED
    what = "Has not reported" if not returned else "Its report went back with a question"
    return Raised(
        *("group", report.group, Progress.GREY, str(report.group), "groups"),
        *(what, report.question if returned else "", None, report.example),
    )


def _risk(sent, row):
    """Its day, not the days since: what is told must not change by itself every morning."""
    words = f"Its review was due on {day_label(row.stored.review_on)}"
    about = f"{row.about}. {row.owner_left}" if row.owner_left else row.about
    return Raised(
        *("risk", row.stored, Progress.AMBER, f"Risk: {row.stored}", "risks"),
        *(words, f"{about}.", sent.asks.get(("risk", row.stored.pk)), row.stored.example),
    )


def first_sentence(raised, measures, reports):
    """“3 of 10 measures and 1 of 3 groups' reports need you.”, and what of the others."""
    needing = sum(1 for one in raised if one.about == "target")
    groups = _groups_needing(raised, reports)
    parts = []
    if needing:
        parts.append(f"{needing} of {len(measures)} measure{_s(len(measures))}")
    if groups:
        parts.append(f"{groups} of {len(reports)} {_reports_of(len(reports))}")
    if not parts:
        return "No measure and no group’s report needs you."
    verb = "needs" if needing + groups == 1 else "need"
    return f"{' and '.join(parts)} {verb} you."


def _reports_of(number):
    return "groups’ reports" if number != 1 else "group’s reports"


def _s(number):
    return "" if number == 1 else "s"


def _groups_needing(raised, reports):
    """Groups whose report is missing, or tells of an action that is late, at risk or off track."""
    missing = {report.group_id for report in reports if report.state in OPEN_STATES}
    told = {one.of.lead_group_id for one in raised if one.about == "action"}
    return len({report.group_id for report in reports} & (told | missing))


def other_sentences(raised, measures, reports):
    """What the first sentence leaves out: the other measures, late groups, late risks."""
    found = []
    needing = sum(1 for one in raised if one.about == "target")
    if 0 < needing < len(measures):
        found.append("The other measures met their target or have none.")
    late = [str(report.group) for report in reports if report.state in OPEN_STATES]
    if late:
        found.append(f"Nothing has arrived from {_listed(late)}.")
    risks = sum(1 for one in raised if one.about == "risk")
    if risks:
        past = "is past its" if risks == 1 else "are past their"
        found.append(f"{risks} risk{_s(risks)} {past} review.")
    return found


def _listed(names):
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last
