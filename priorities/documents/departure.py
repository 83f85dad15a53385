"""How decisions of the executive group stand to the ranking, and what they still lack."""

from collections import Counter
from dataclasses import dataclass

from priorities.documents.ranking import Ranked
from priorities.documents.spread import in_words
from priorities.models.decisions import Outcome

TALLY = {
    Outcome.PRIORITY: ("priority", "priorities"),
    Outcome.REFER: ("with others", "with others"),
    Outcome.CROSS_CUTTING: ("cross-cutting", "cross-cutting"),
    Outcome.WATCH: ("watched", "watched"),
    Outcome.NOT_NOW: ("not now", "not now"),
    "": ("not decided", "not decided"),
}


@dataclass(frozen=True)
class Place:
    """Where a candidate stands to the band of as many priorities as the group wants."""

    row: Ranked
    above: bool
    at_edge: bool  # equal with others on both sides of the band's end: either is as ranked

    def departs(self, outcome):
        """Whether a decision departs from the ranking, so that it needs a reason."""
        if not outcome or self.at_edge:
            return False
        return (outcome == Outcome.PRIORITY) != self.above

    def question(self, outcome):
        """“Why a priority, though ranked 5?”"""
        is_not = "" if outcome == Outcome.PRIORITY else "not "
        return f"Why {is_not}a priority, though {self.row.in_words}?"

    def gap(self, outcome):
        """“Enter why Criminal damage is a priority, though ranked 5”"""
        is_not = "" if outcome == Outcome.PRIORITY else "not "
        return f"Enter why {self.row.candidate} is {is_not}a priority, though {self.row.in_words}"

    def status(self, outcome):
        """How a decision stands to the ranking, as (kind of status, words)."""
        if not outcome:
            return "wait", "Not decided"
        if self.departs(outcome):
            return "warn", "Departs from the ranking"
        if self.at_edge:
            return "good", f"Equal with {', '.join(str(one) for one in self.row.equal)}"
        if self.row.rank is None:
            return "wait", self.row.in_words.capitalize()
        return "good", "As ranked"


def place(row, wanted):
    """A ranked candidate's place; those without enough scores stand below the band."""
    if row.rank is None:
        return Place(row, above=False, at_edge=False)
    last = row.rank + len(row.equal)
    return Place(row, above=last <= wanted, at_edge=row.rank <= wanted < last)


def band_after(rows, wanted):
    """The candidate below which the band ends; None where nobody is ranked."""
    ranked = [row for row in rows if row.rank is not None]
    return ranked[: max(wanted, 1)][-1].candidate if ranked else None


def band_words(wanted):
    """“The group said it wants four priorities. The four highest end here.”"""
    number = in_words(wanted).lower()
    if wanted == 1:
        return "The group said it wants one priority. The highest ends here."
    return f"The group said it wants {number} priorities. The {number} highest end here."


def gaps(place, decision):
    """What a decision still lacks, as (field, words), in the order of its row."""
    name, outcome = place.row.candidate, decision.outcome
    if not outcome:
        yield "outcome", f"Choose a decision for {name}"
    if outcome == Outcome.REFER and not (decision.receiver or decision.receiver_not_stated):
        yield "receiver", f"Choose who looks after {name}, or “Not stated”"
    if place.departs(outcome) and not decision.reason.strip():
        yield "reason", place.gap(outcome)


def tally(outcomes):
    """“4 priorities, 4 with others, 1 watched”"""
    counts = Counter(outcomes)
    parts = [f"{counts[o]} {TALLY[o][counts[o] != 1]}" for o in TALLY if counts[o]]
    return ", ".join(parts)
