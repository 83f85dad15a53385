"""Finding the words to remove in an entry as it is shown now, earlier removals included."""

from events.models.pieces import Piece


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
        if not piece.said:
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
        if not piece.said or not piece.starts_at <= starts_at < piece.ends_at:
            found.append(piece)
            continue
        before, after = starts_at - piece.starts_at, ends_at - piece.starts_at
        cut = [
            Piece(True, piece.words[:before], piece.starts_at, starts_at),
            Piece(False, label, starts_at, ends_at),
            Piece(True, piece.words[after:], ends_at, piece.ends_at),
        ]
        found += [part for part in cut if part.words]
    return found
