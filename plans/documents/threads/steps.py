"""What a thread is made of."""

import datetime
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Step:
    """One knot: its kind in words, its own words, when, and where to read more.

    ``look`` is "" for a step, "here" for the one whose page it is, "answer" for what ended it,
    "missing" for what existed but is not recorded, or what nobody has done yet.
    """

    kind: str  # “The theme”
    words: str
    on: datetime.date | None = None
    when: str = ""  # in words, where there is no day: “after the event”
    note: str = ""
    address: str = ""
    link: str = ""  # what the link says
    status: tuple = ()  # (look of the status, words)
    look: str = ""
    example: bool = False
    quoted: bool = False  # somebody's own words
    others: tuple = ()  # further steps of the same kind, folded away


@dataclass(frozen=True)
class Thread:
    """All steps of one thing, from what was said to what became of it."""

    title: str
    steps: list = field(default_factory=list)

    @property
    def answered(self):
        return any(step.look == "answer" for step in self.steps)
