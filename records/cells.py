"""Spreadsheet cells that a spreadsheet shows and never runs."""

RISKY = ("=", "+", "-", "@", "\t", "\r")
MARK = "'"


def safe(value):
    """A cell's text with formulas made harmless; numbers pass as they are."""
    return MARK + value if isinstance(value, str) and _needs_mark(value) else value


def plain(value):
    """What ``safe`` made harmless, as it was before."""
    marked = isinstance(value, str) and value.startswith(MARK) and _needs_mark(value[1:])
    return value[1:] if marked else value


def _needs_mark(value):
    # What looks marked already is marked once more, or taking the mark off would lose a letter.
    return value.lstrip(MARK).startswith(RISKY)
