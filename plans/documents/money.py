"""Where a plan's money goes: what was given, committed and spent, by priority and by recipient.

What these words mean is said in ``money_sums``. The rows of a table add up to the printed budget,
or the difference is a row of its own.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from plans.documents.money_sums import INDICATIVE, ZERO, Sums, added, sums_of
from plans.documents.quarters import KINDS
from plans.models import Budget, FundingAmount, FundingLine

NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True)
class Line:
    """A line of the money with its amounts and what they come to."""

    stored: FundingLine
    amounts: tuple
    sums: Sums

    @property
    def report(self):
        """The newest report on the action that it pays for, or None."""
        action = self.stored.action
        return next(iter(action.updates.all()), None) if action else None

    @property
    def report_kind(self):
        """The status kind of that report."""
        return KINDS[self.report.status]


@dataclass(frozen=True)
class MoneyRow:
    """A row of a table of money: a priority, a theme, a recipient, or what makes the total."""

    label: str
    sums: Sums
    kind: str = "lines"  # or "difference": what the lines lack of the printed total
    lines: tuple = ()
    of: object = None  # the priority, theme, organisation or source itself, where there is one

    @property
    def given(self):
        return self.sums.given

    @property
    def committed(self):
        return self.sums.committed

    @property
    def spent(self):
        return self.sums.spent

    @property
    def left(self):
        return self.sums.left

    @property
    def example(self):
        return any(line.stored.example for line in self.lines)

    @property
    def indicative(self):
        return self.sums.basis == INDICATIVE

    @property
    def unstated(self):
        """How many of its lines state no amount."""
        return sum(1 for line in self.lines if line.sums.given is None)


@dataclass(frozen=True)
class MoneyTable:
    """Rows that add up to ``total``; ``printed`` is the budget as the plan states it, or None."""

    rows: list
    total: Sums
    printed: Decimal | None
    budget: Budget | None = None
    lines: list = field(default_factory=list)

    @property
    def given_out(self):
        """What the lines come to, whatever the budget says."""
        return added(line.sums for line in self.lines).given or ZERO

    @property
    def difference(self):
        """The printed total without what the lines come to; None where no total is stated."""
        return None if self.printed is None else self.printed - self.given_out

    @property
    def over(self):
        """By how much the lines pass the budget; nothing where they do not."""
        return max(-(self.difference or ZERO), ZERO)

    @property
    def example(self):
        return any(line.stored.example for line in self.lines)

    @property
    def wholly_example(self):
        """Whether all of its split is invented: then the heading says so once."""
        return self.example and all(line.stored.example for line in self.lines)

    @property
    def indicative(self):
        return [line for line in self.lines if line.sums.basis == INDICATIVE]


def lines_of(plan, *, until=None):
    """The plan's lines with their amounts; ``until`` leaves out what is dated after that day."""
    found = FundingLine.objects.filter(plan=plan).select_related(
        "source", "recipient", "priority", "theme", "action"
    )
    rows = []
    for stored in found.prefetch_related("amounts", "action__updates", "theme__priorities"):
        stored.plan = plan
        kept = tuple(one for one in stored.amounts.all() if counts(one, until))
        rows.append(Line(stored, kept, sums_of(kept)))
    return rows


def counts(amount: FundingAmount, until):
    """Whether an amount had been stated by a day; one without a date always counts."""
    return until is None or amount.on is None or amount.on <= until


def money_by_priority(plan, *, until=None):
    """The plan's money as its priorities share it, in the order and wording of its list."""
    lines = lines_of(plan, until=until)
    listed = _listed(plan)
    groups = {("priority", key): [] for key in listed} if lines else {}
    for line in lines:
        groups.setdefault(_place(line.stored), []).append(line)
    ordered = sorted(groups.items(), key=lambda one: _rank(one[0], list(listed)))
    return _table(plan, [_row(place, found, listed) for place, found in ordered], lines)


def money_by_recipient(plan, *, until=None):
    """The plan's money by who gets it; the largest first, those that nobody names last."""
    lines = lines_of(plan, until=until)
    groups = {}
    for line in lines:
        groups.setdefault(line.stored.receiver, []).append(line)
    rows = [
        MoneyRow(name, added(x.sums for x in found), lines=tuple(found), of=found[0].stored)
        for name, found in groups.items()
    ]
    rows.sort(key=lambda row: (row.label == "Not stated", -(row.given or ZERO), row.label))
    return _table(plan, rows, lines)


def _listed(plan):
    """The wording and the priority of each entry of the plan's list, in its order."""
    if plan.priority_list_id is None:
        return {}
    entries = plan.priority_list.entries.select_related("priority")
    return {entry.priority_id: (entry.wording, entry.priority) for entry in entries}


def _place(stored):
    if stored.priority_id:
        return ("priority", stored.priority_id)
    return ("theme", stored.theme_id) if stored.theme_id else ("none", None)


def _rank(place, listed):
    kind, key = place
    rank = ("priority", "theme", "none").index(kind)
    return rank, listed.index(key) if key in listed else len(listed), key or 0


def _row(place, lines, listed):
    kind, key = place
    sums, lines = added(line.sums for line in lines), tuple(lines)
    if kind == "none":
        return MoneyRow("For no single priority", sums, lines=lines)
    if kind == "theme":
        theme = lines[0].stored.theme
        return MoneyRow(_shared(theme, listed), sums, lines=lines, of=theme)
    label, priority = listed.get(key) or (str(lines[0].stored.priority), lines[0].stored.priority)
    return MoneyRow(label, sums, lines=lines, of=priority)


def _shared(theme, listed):
    """“Shared by all four: alcohol misuse”."""
    sharing = len(theme.priorities.all())
    if not sharing:
        return f"Shared: {theme.title}"
    number = NUMBERS[sharing] if sharing < len(NUMBERS) else str(sharing)
    every = "all " if sharing == len(listed) > 1 else ""
    return f"Shared by {every}{number}: {theme.title}"


def _table(plan, rows, lines):
    budget = Budget.objects.filter(plan=plan).first()
    printed = budget.amount if budget else None
    given_out = added(line.sums for line in lines).given or ZERO
    if printed is not None and lines and given_out != printed:
        words = "Not yet given out" if given_out < printed else "More than the budget"
        rows = [*rows, MoneyRow(words, Sums(printed - given_out), kind="difference")]
    return MoneyTable(rows, added(row.sums for row in rows), printed, budget, lines)
