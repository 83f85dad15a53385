from dataclasses import dataclass, field

from plans.documents.requirements.found import Place


@dataclass(frozen=True)
class Warned:
    """One thing to look at: in words, and where it is."""

    words: str
    place: Place


@dataclass(frozen=True)
class WarningGroup:
    """Things of one kind: what they are, why it matters, and each with its place."""

    code: str
    one: str
    several: str
    why: str
    found: list[Warned] = field(default_factory=list)

    @property
    def count(self):
        return len(self.found)

    @property
    def title(self):
        return self.one if self.count == 1 else self.several
