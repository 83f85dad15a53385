"""A plan's HTML set by typst with a plain template: ``FILE.html FILE.pdf``, in .venv-bench."""

import re
import sys
from html.parser import HTMLParser
from pathlib import Path

import typst

START = """#set document(title: "Partnership Plan")
#set text(lang: "en", size: 11pt)
#set page(numbering: "1")
#outline()
"""
HEADINGS = {f"h{n}": "=" * n for n in range(1, 7)}
QUIET = {"style", "script", "head", "svg"}


class Converter(HTMLParser):
    """Headings, paragraphs, lists and the cells of tables; what else stands there is left out."""

    def __init__(self):
        super().__init__()
        self.out, self.quiet, self.table = [START], 0, None

    def handle_starttag(self, tag, attrs):
        if tag in QUIET:
            self.quiet += 1
        elif tag == "table":
            self.table = []
        elif tag == "tr" and self.table is not None:
            self.table.append([])
        elif tag in ("td", "th") and self.table:
            self.table[-1].append("")
        elif tag in HEADINGS and self.table is None:
            self.out.append(f"\n\n{HEADINGS[tag]} ")
        elif tag == "li" and self.table is None:
            self.out.append("\n- ")
        elif tag in ("p", "div") and self.table is None:
            self.out.append("\n\n")

    def handle_endtag(self, tag):
        if tag in QUIET:
            self.quiet -= 1
        elif tag == "table" and self.table:
            wide = max(map(len, self.table))
            cells = (f"[{c}]" for row in self.table for c in row + [""] * (wide - len(row)))
            self.out.append(f"\n\n#table(columns: {wide}, {', '.join(cells)})\n\n")
            self.table = None
        elif tag in HEADINGS and self.table is None:
            self.out.append("\n\n")

    def handle_data(self, data):
        if self.quiet:
            return
        words = re.sub(r"([\\#$*_`<>@\[\]=/~+-])", r"\\\1", " ".join(data.split()))
        if not words:
            return
        if self.table and self.table[-1]:
            self.table[-1][-1] += f"{words} "
        elif self.table is None:
            self.out.append(f"{words} ")


if __name__ == "__main__":
    source, target = map(Path, sys.argv[1:])
    converter = Converter()
    converter.feed(source.read_text())
    text = target.with_suffix(".typ")
    text.write_text("".join(converter.out))
    typst.compile(str(text), output=str(target), pdf_standards=["ua-1"])
