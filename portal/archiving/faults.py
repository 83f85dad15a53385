"""What is wrong with an archive, each thing with its place."""

from typing import NamedTuple

MOST = 200  # that are kept word for word; nobody reads more
CALLED = ("key", "title", "name", "slug", "wording", "words", "uid")


class Fault(NamedTuple):
    """One thing that is wrong: where, and what."""

    place: str
    words: str

    def __str__(self):
        return f"{self.place}: {self.words}"


class Faults:
    """The faults that were found: the first ones in words, all of them counted."""

    def __init__(self):
        self.said, self.count = [], 0

    def add(self, member, words, *, item=None, said=None, column=""):
        """Note a fault of a member; of its item with this number, that says so, in a column."""
        self.count += 1
        if len(self.said) < MOST:
            place = f"{member}, {_item(item, said)}" if item is not None else member
            self.said.append(Fault(f"{place}{', ' if column else ''}{column}", words))

    def __bool__(self):
        return self.count > 0

    @property
    def lines(self):
        """Each fault in a line, and how many more there are."""
        rest = self.count - len(self.said)
        return [*map(str, self.said), *([f"… and {rest:,} more."] if rest else [])]


def _item(number, said):
    said = said if isinstance(said, dict) else {}
    called = next((said[name] for name in CALLED if isinstance(said.get(name), str)), "")
    called = " ".join(called.split())
    short = called if len(called) <= 50 else f"{called[:49]}…"
    return f"item {number}{f' ({short})' if short else ''}"
