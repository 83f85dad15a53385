"""The lines of a group's report: each action and measure beside what was said last quarter."""

from dataclasses import dataclass, field
from decimal import Decimal

from plans.documents.quarters import KINDS
from plans.documents.reporting_rules import (
    CHOOSE,
    GIVE,
    moved,
    needs_words,
    reasons_wanted,
    rule_on_reasons,
    rule_on_words,
    words_wanted,
)
from plans.models import ActionReport, MeasureReport
from plans.models.progress import Progress
from priorities.documents.target_words import target_words
from priorities.documents.targets import standing
from priorities.documents.values import in_unit
from priorities.models.measures import Unit
from records.quarters import Quarter

# Statuses in words as a form offers them, each with its shape and colour.
CHOICES = [(one.value, one.in_words, KINDS[one]) for one in Progress]
BY_HAND = [choice for choice in CHOICES if choice[0] != Progress.COMPLETE]


@dataclass(frozen=True)
class Missing:
    """Something that must be said before a report can be sent, and the field for it."""

    anchor: str
    words: str


@dataclass(frozen=True)
class LastTime:
    """What was reported on an action in the quarter before, and by which group."""

    status: str
    commentary: str
    told_by: str = ""
    group: object = None

    @property
    def kind(self):
        return KINDS[self.status]

    @property
    def words(self):
        return Progress(self.status).in_words


@dataclass
class ActionLine:
    """One action of the report, with all that its part of the page says."""

    row: ActionReport
    number: int
    group: object  # that reports now
    last: LastTime | None = None
    thread: list = field(default_factory=list)
    form: object = None
    clashes: list | None = None
    choices = CHOICES

    @property
    def prefix(self):
        return f"a-{self.row.uid}"

    @property
    def title(self):
        return self.row.action.wording

    @property
    def name(self):
        return f"Action {self.number}"

    @property
    def came_from(self):
        """The group that reported on it last quarter, where that is another."""
        other = self.last.group if self.last else None
        return other if other is not None and other.pk != self.group.pk else None

    @property
    def went_to(self):
        """The group that has it now, where it went to another since it was written here."""
        action = self.row.action
        return action.lead_group if action.lead_group_id != self.group.pk else None

    @property
    def _last_status(self):
        return self.last.status if self.last else ""

    @property
    def rule(self):
        return rule_on_words(self.row.status, self._last_status)

    @property
    def missing(self):
        """What to mend before sending; nothing is asked of an action that went away."""
        status = self.row.status
        if not status:
            return [] if self._went_away else [Missing(f"id_{self.prefix}-status_0", CHOOSE)]
        if needs_words(status, self._last_status) and not self.row.commentary.strip():
            return [Missing(f"id_{self.prefix}-commentary", words_wanted(status))]
        return []

    @property
    def _went_away(self):
        return self.row.action.lead_group_id != self.group.pk

    @property
    def kind(self):
        return KINDS[self.row.status] if self.row.status else "wait"

    @property
    def words(self):
        return Progress(self.row.status).in_words if self.row.status else "Not chosen yet"


@dataclass
class MeasureLine:
    """One measure of the report: its target, last quarter’s value, and how it stands now."""

    row: MeasureReport
    quarter: Quarter
    last: Decimal | None = None
    values: dict = field(default_factory=dict)
    before: dict = field(default_factory=dict)
    form: object = None
    clashes: list | None = None

    @property
    def prefix(self):
        return f"m-{self.row.uid}"

    @property
    def target(self):
        return self.row.target

    @property
    def title(self):
        return self.target.measure.name

    @property
    def name(self):
        return f"Measure “{self.title}”"

    @property
    def aim(self):
        return self.target.wording or target_words(self.target)

    @property
    def in_words(self):
        """Told in words: it has no figure to give."""
        return self.target.measure.unit == Unit.WORDS

    @property
    def last_words(self):
        return None if self.last is None else in_unit(self.target.measure, self.last)

    @property
    def value_words(self):
        row = self.row
        return row.no_figure if row.value is None else in_unit(self.target.measure, row.value)

    @property
    def to_date_words(self):
        row = self.row
        return "" if row.to_date is None else in_unit(self.target.measure, row.to_date)

    @property
    def rule(self):
        return rule_on_reasons(self.target, self.row.value, self.last)

    @property
    def standing(self):
        """As the rule computes it with this quarter’s value, or as it was set by hand."""
        row, number = self.row, self.quarter.number
        values = {at: value for at, value in self.values.items() if at != number}
        if row.value is not None:
            values[number] = row.value
        return standing(
            self.target,
            values,
            number,
            before=self.before,
            to_date=row.to_date,
            status=row.status,
            reason=row.status_reason,
        )

    @property
    def status_words(self):
        return Progress(self.standing.status).in_words

    @property
    def missing(self):
        row, start = self.row, f"id_{self.prefix}"
        if self.in_words:
            wanted = not row.explanation.strip()
        elif row.value is None and not row.no_figure.strip():
            return [Missing(f"{start}-value", GIVE)]
        else:
            wanted = moved(self.target, row.value, self.last) and not row.explanation.strip()
        if not wanted:
            return []
        words = reasons_wanted(self.target, row.value, self.last)
        return [Missing(f"{start}-explanation", words)]
