"""An entry cut at its redactions: what everybody sees of it, and where that stands."""

from typing import NamedTuple


class Piece(NamedTuple):
    """A stretch of an entry: words, or the reason for which they were removed."""

    said: bool
    words: str
    starts_at: int  # in the original
    ends_at: int

    @property
    def shown(self):
        return self.words if self.said else f"[removed: {self.words}]"


def cut(text, redactions):
    """A text in pieces; where two redactions overlap, the first reason stands."""
    at, found = 0, []
    for redaction in sorted(redactions, key=lambda r: (r.starts_at, r.pk)):
        if redaction.ends_at <= at:
            continue
        start = max(at, redaction.starts_at)
        if start > at:
            found.append(Piece(True, text[at:start], at, start))
        reason = redaction.get_reason_display().lower()
        found.append(Piece(False, reason, start, redaction.ends_at))
        at = redaction.ends_at
    if at < len(text):
        found.append(Piece(True, text[at:], at, len(text)))
    return found
