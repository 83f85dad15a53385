"""Finding the words to remove in an entry as it is shown now, earlier removals included."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Piece:
    """A stretch of an entry: words, or the reason for which they were removed."""

    kind: str  # "said" or "removed"
    words: str
    starts_at: int  # in the original
    ends_at: int

    @property
    def shown(self):
        return self.words if self.kind == "said" else f"[removed: {self.words}]"


def pieces(contribution):
    """The entry as everybody sees it, each piece with its place in the original."""
    text, at, found = contribution.text, 0, []
    for redaction in sorted(contribution.redactions.all(), key=lambda r: (r.starts_at, r.pk)):
        if redaction.ends_at <= at:
            continue
        start = max(at, redaction.starts_at)
        if start > at:
            found.append(Piece("said", text[at:start], at, start))
        label = redaction.get_reason_display().lower()
        found.append(Piece("removed", label, start, redaction.ends_at))
        at = redaction.ends_at
    if at < len(text):
        found.append(Piece("said", text[at:], at, len(text)))
    return found


def find(parts, words, which=1):
    """Where the words stand in the original, the ``which``-th time that they are shown; or None.

    Browsers write every line break anew, so all kinds of them are the same here.
    """
    wanted = words.replace("\r\n", "\n").replace("\r", "\n")
    if not wanted.strip():
        return None
    shown, places = _shown(parts)
    at = -1
    for _ in range(which):
        at = shown.find(wanted, at + 1)
        if at < 0:
            return None
    covered = places[at : at + len(wanted)]
    if None in covered:
        return None  # part of it is a mark, not words
    return covered[0], covered[-1] + 1


def _shown(parts):
    """The text as a browser holds it, and for each character its place in the original."""
    letters, places = [], []
    for piece in parts:
        if piece.kind == "removed":
            letters += piece.shown
            places += [None] * len(piece.shown)
            continue
        for offset, letter in enumerate(piece.words):
            if letter == "\r" and piece.words[offset + 1 : offset + 2] == "\n":
                continue
            letters.append("\n" if letter == "\r" else letter)
            places.append(piece.starts_at + offset)
    return "".join(letters), places


def as_it_would_be(parts, starts_at, ends_at, label):
    """The pieces with one more removal, for looking at before anything is saved."""
    found = []
    for piece in parts:
        if piece.kind == "removed" or not piece.starts_at <= starts_at < piece.ends_at:
            found.append(piece)
            continue
        before, after = starts_at - piece.starts_at, ends_at - piece.starts_at
        cut = [
            Piece("said", piece.words[:before], piece.starts_at, starts_at),
            Piece("removed", label, starts_at, ends_at),
            Piece("said", piece.words[after:], ends_at, piece.ends_at),
        ]
        found += [part for part in cut if part.kind == "removed" or part.words]
    return found
