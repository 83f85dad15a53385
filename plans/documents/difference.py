"""Two texts of a plan compared, for people: line by line, and in a line word by word."""

import difflib
from dataclasses import dataclass

from records import richtext
from records.wording import changes


@dataclass(frozen=True)
class Difference:
    """One place where the texts differ: the words before and the words now, either may be ""."""

    before: str
    now: str

    @property
    def pieces(self):
        """Word by word: what stayed, was added, was removed."""
        return changes(self.before, self.now)


def differences(before, now):
    """Where two fragments differ in their words; an empty list when they read the same."""
    old, new = _lines(before), _lines(now)
    matcher = difflib.SequenceMatcher(a=old, b=new, autojunk=False)
    return [
        Difference(" ".join(old[a:b]), " ".join(new[c:d]))
        for kind, a, b, c, d in matcher.get_opcodes()
        if kind != "equal"
    ]


def _lines(fragment):
    return [words for line in fragment.splitlines() if (words := richtext.words(line))]
