"""Spreadsheet cells that a spreadsheet shows and never runs."""

import re

# Also the wide signs of East Asian keyboards, and behind what a spreadsheet passes over: it
# trims blanks, and signs that nobody sees are no words.
UNSEEN = "\\s\\x00-\\x20\\u00ad\\u200b-\\u200f\\u2060-\\u2064\\ufeff"
RISKY = re.compile(rf"[\t\r\n]|[{UNSEEN}]*[=+\-@＝＋－＠]")
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
    return bool(RISKY.match(value.lstrip(MARK)))
