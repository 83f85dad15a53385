"""Two texts of a plan compared line by line, for people."""

import difflib
from dataclasses import dataclass

from records import richtext


@dataclass(frozen=True)
class Difference:
    """One place where the texts differ: the words before and the words now, either may be ""."""

    before: str
    now: str


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
