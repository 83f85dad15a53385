"""Spreadsheet cells that a spreadsheet shows and never runs."""

RISKY = ("=", "+", "-", "@", "\t", "\r")


def safe(value):
    """A cell's text with formulas made harmless; numbers pass as they are."""
    if not isinstance(value, str) or not value.startswith(RISKY):
        return value
    return "'" + value
