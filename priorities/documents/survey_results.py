"""The results of a survey as its page shows them: a chart and a table for each question."""

from dataclasses import dataclass, field

from partnership.models.names import alike
from priorities.documents.findings import FEW, shown
from priorities.documents.share_bars import share_bars


@dataclass
class Asked:
    """A question with its results; without words for the results that name no question."""

    question: str
    rows: list = field(default_factory=list)  # (result, how it is told)

    @property
    def findings(self):
        return [finding for finding, _ in self.rows]

    @property
    def bars(self):
        return share_bars(self.findings)

    @property
    def compared(self):
        return any(finding.comparator_value is not None for finding in self.findings)

    @property
    def several_answers(self):
        return any(finding.several_answers for finding in self.findings)

    @property
    def few(self):
        """Whether fewer than enough people answered somewhere, which the page explains."""
        return any(said.few for _, said in self.rows)


def by_question(statements):
    """The results of some statements, those of one question together, in their order."""
    asked = {}
    for statement in statements:
        for finding in statement.findings.all():
            finding.statement = statement
            place = asked.setdefault(alike(finding.question), Asked(finding.question))
            place.rows.append((finding, shown(finding)))
    return sorted(asked.values(), key=lambda one: not one.question)


def few_answers_note():
    """What is said below results of few people."""
    return (
        f"Of fewer than {FEW} answers a share says little: one person more or less moves it by "
        "more than three percentage points."
    )
