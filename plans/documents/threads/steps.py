"""What a thread is made of."""

import datetime
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Step:
    """One knot: its kind in words, its own words, when, and where to read more.

    ``look`` is "" for a step, "here" for the one whose page it is, "answer" for what ended it,
    "missing" for what existed but is not recorded, or what nobody has done yet. ``status`` is
    one of the site's status kinds with its words, or ("", "").
    """

    kind: str  # “The theme”
    words: str
    on: datetime.date | None = None
    when: str = ""  # in words, where there is no day: “after the event”
    note: str = ""
    thread: str = ""  # address of its own thread
    address: str = ""  # where to read it in its place
    link: str = ""  # what that link says
    status: tuple = ("", "")
    look: str = ""
    example: bool = False
    quoted: bool = False  # somebody's own words
    others: list = field(default_factory=list)  # of the same kind, folded away


@dataclass(frozen=True)
class Thread:
    """All steps of one thing, from what was said to what became of it."""

    title: str
    steps: list

    @property
    def answered(self):
        """Whether it ends with an answer."""
        return any(step.look == "answer" for step in self.steps)

    @property
    def count(self):
        """How many steps are held here."""
        return sum(step.look != "missing" for step in self.steps)
