"""Finding the words to remove in an entry as it is shown now, earlier removals included."""

from django.db.models import Q

from events.models.pieces import Piece
from publishing.models import Edition, EditionText
from records.wording import plain


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


def editions_saying(partnership, words):
    """Published editions of a partnership in which these words still stand, in any language."""
    wanted = _one_line(words)
    editions = Edition.objects.for_partnership(partnership).filter(taken_out=None)
    longest = max(wanted.split(), key=len, default="")
    if longest.isascii() and longest.isalnum():  # then HTML and every database have it like this
        texts = EditionText.objects.filter(fragment__icontains=longest).values("edition")
        editions = editions.filter(Q(fragment__icontains=longest) | Q(pk__in=texts))
    return [
        one
        for one in editions.prefetch_related("texts").order_by("document", "number")
        if any(wanted in _one_line(plain(text.fragment)) for text in (one, *one.texts.all()))
    ]


def _one_line(words):
    return " ".join(words.split()).casefold()
