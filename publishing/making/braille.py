"""A document for a Braille display or embosser: contracted Braille, 40 cells by 25 lines."""

from xml.sax.saxutils import escape, quoteattr

from publishing.children import converted
from publishing.making.lines import lines_of
from publishing.making.source import tree_of

# Unified English Braille and Welsh Braille, both contracted (grade 2).
TABLES = {"en": "en-ueb-g2.ctb", "cy": "cy-cy-g2.ctb"}
TAGS = {"text": "p", "item": "li"}


def braille(source, *, watch):
    """BRF (Braille ASCII), of the text in the order in which it is read."""
    lines = lines_of(tree_of(source.fragment))
    command = (
        *("file2brl", f"-CliteraryTextTable={TABLES[source.language]}"),
        *("-CcellsPerLine=40", "-ClinesPerPage=25", "-CbraillePages=yes"),
        *("{source}", "{target}"),
    )
    return converted(_xhtml(source, lines).encode(), command, watch=watch)


def _xhtml(source, lines):
    """Only headings, paragraphs and list items: all that the program lays out well."""
    head = f"<head><title>{escape(source.title)}</title></head>"
    # The program prints the title of the head first of all.
    body = [f"<p>{escape(line)}</p>" for line in source.colophon]
    for line in lines:
        tag = f"h{min(line.level + 1, 6)}" if line.kind == "heading" else TAGS[line.kind]
        words = f"<{tag}>{escape(line.words)}</{tag}>"
        body.append(f"<ul>{words}</ul>" if tag == "li" else words)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<html xmlns="http://www.w3.org/1999/xhtml" lang={quoteattr(source.language)}>'
        f"{head}<body>{''.join(body)}</body></html>"
    )
