"""A document as plain text: for old programs, for search, for whoever likes it bare."""

import textwrap

from publishing.making.lines import lines_of
from publishing.making.source import tree_of

WIDTH = 72
UNDERLINES = {1: "=", 2: "-"}


def plain_text(source, *, watch):
    """UTF-8 with CRLF line ends, 72 columns, headings underlined, table rows as sentences."""
    text = [source.title, "=" * min(WIDTH, len(source.title)), "", *source.colophon, ""]
    for line in lines_of(tree_of(source.fragment)):
        text += _written(line)
    return ("\r\n".join(text).rstrip() + "\r\n").encode()


def _written(line):
    if line.kind == "heading":
        mark = UNDERLINES.get(line.level, "")
        under = [mark * min(WIDTH, len(line.words))] if mark else []
        return ["", *textwrap.wrap(line.words, WIDTH), *under, ""]
    if line.kind == "item":
        wrapped = _wrap(line.words, initial_indent="- ", subsequent_indent="  ")
        return [*wrapped, ""]
    return [*_wrap(line.words), ""]


def _wrap(words, **indents):
    return textwrap.wrap(words, WIDTH, break_long_words=False, break_on_hyphens=False, **indents)
