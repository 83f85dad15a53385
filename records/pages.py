"""Long lists a page at a time, newest first; the thousandth page costs what the first one does."""

from dataclasses import dataclass

BIGGEST_KEY = 2**63 - 1


@dataclass(frozen=True)
class KeysetPage:
    """Some rows of a list, and from where its neighbours go on (None where there is none)."""

    rows: list
    newer: int | None
    older: int | None

    @classmethod
    def of(cls, queryset, asked, *, size=50, key="pk"):
        """The page that an address asks for by ``before`` or ``after``: a row's key.

        No counting and no skipping of rows: whatever lies before the page is never read.
        ``key`` is a whole number that each row has for itself; the greatest comes first.
        """
        before, after = _key(asked.get("before")), _key(asked.get("after"))
        if after is not None:
            found = list(queryset.filter(**{f"{key}__gt": after}).order_by(key)[: size + 1])
            if len(found) > size:
                rows = found[size - 1 :: -1]
                return cls(rows, newer=getattr(rows[0], key), older=getattr(rows[-1], key))
            before = None  # the newest page: whole, not just what came since
        older_than = {} if before is None else {f"{key}__lt": before}
        found = list(queryset.filter(**older_than).order_by(f"-{key}")[: size + 1])
        rows = found[:size]
        more = len(found) > size
        return cls(
            rows,
            newer=getattr(rows[0], key) if rows and before is not None else None,
            older=getattr(rows[-1], key) if more else None,
        )


def _key(words):
    """A key as the address gives it; whatever else somebody typed asks for the newest page."""
    words = words or ""
    if not (words.isascii() and words.isdigit() and len(words) < 20):
        return None
    return min(int(words), BIGGEST_KEY)
