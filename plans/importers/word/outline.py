"""Which paragraphs of a Word file are headings, its title, its list of contents.

Real plans seldom use heading styles throughout: a bold line "3.1 Vision" is a heading too.
"""

import re
from dataclasses import dataclass

from plans.importers.word.parts import q
from plans.importers.word.styles import is_on, outline_level

# "3.1 Vision", "3. Plan", "3<tab>Plan"; but not "4 priorities", which is a heading of its own.
NUMBERED = re.compile(
    r"(\d{1,2}(?:\.\d{1,2}){1,3}|\d{1,2}(?=[.)\t]))[.)]?\s+(?=\S*[^\W\d])(.+)", re.DOTALL
)
COUNTED = re.compile(r"(\d{1,2})\s+(\D.+)", re.DOTALL)
CONTENTS = re.compile(r"(table of )?contents( page)?:?", re.IGNORECASE)
LISTED = re.compile(r".*[\t .…_]\d{1,3}|page( no\.?)?", re.DOTALL | re.IGNORECASE)
SENTENCE = (".", ";", ",", ":-", ":")
LONGEST_TITLE = 200
LONGEST_BOLD = 120
FEWEST_LISTED = 2
# What stands in the file beside the text of a paragraph, or twice.
BESIDE = {
    q(name)
    for name in ("w:del", "w:moveFrom", "w:txbxContent", "w:instrText", "w:pict", "w:object")
} | {q("w:drawing"), q("mc:AlternateContent"), q("w:pPr")}


@dataclass
class Line:
    """A paragraph of the body: ``kind`` is heading, title, contents, caption, quote or nothing."""

    element: object
    words: str
    style: str = ""
    styled_level: int = 0
    bold: bool = False
    kind: str = ""
    level: int = 0


def words_of(element):
    """The words of a paragraph as they are read, without what was deleted or stands beside."""
    return " ".join("".join(_said(element)).split())


def _said(element):
    for child in element:
        if child.tag == q("w:t"):
            yield child.text or ""
        elif child.tag in {q("w:tab"), q("w:br")}:
            yield "\t" if child.tag == q("w:tab") else " "
        elif child.tag == q("w:noBreakHyphen"):
            yield "-"
        elif child.tag not in BESIDE:
            yield from _said(child)


def body_paragraphs(element):
    """The paragraphs of the running text, in order; not those within tables or boxes."""
    for child in element:
        if child.tag == q("w:p"):
            yield child
        elif child.tag in {q("w:sdt"), q("w:sdtContent"), q("w:customXml"), q("w:ins")}:
            yield from body_paragraphs(child)


def outline(body, styles):
    """Each paragraph of the body as a Line, by its element."""
    lines = [_line(element, styles) for element in body_paragraphs(body)]
    _mark_contents(lines, styles)
    _mark_headings(lines)
    _mark_title(lines, styles)
    return {line.element: line for line in lines}


def _line(element, styles):
    properties = element.find(q("w:pPr"))
    style, level = styles.default, 0
    if properties is not None:
        named, own = properties.find(q("w:pStyle")), properties.find(q("w:outlineLvl"))
        style = named.get(q("w:val")) if named is not None else style
        level = outline_level(own) if own is not None else 0
    raw = "".join(_said(element)).strip()
    return Line(
        element,
        " ".join(raw.split()) if "\t" not in raw else raw,
        style=style,
        styled_level=level or styles.level(style),
        bold=_is_bold(element, styles.is_bold(style)),
        kind=styles.meaning(style),
    )


def _is_bold(element, by_style):
    runs = [run for run in element.iter(q("w:r")) if "".join(_said(run)).strip()]
    return bool(runs) and all(_run_is_bold(run, by_style) for run in runs)


def _run_is_bold(run, by_style):
    own = run.find(f"{q('w:rPr')}/{q('w:b')}")
    if own is not None:
        return is_on(own)
    named = run.find(f"{q('w:rPr')}/{q('w:rStyle')}")
    return by_style or (named is not None and named.get(q("w:val")) == "Strong")


def _mark_contents(lines, styles):
    """A list of contents: by its style, or typed below the word "Contents"."""
    typed = []
    for line in lines:
        if styles.is_contents(line.style):
            line.kind = "contents"
        elif CONTENTS.fullmatch(line.words):
            _close_contents(typed)
            typed = [line]
        elif typed and (not line.words or LISTED.fullmatch(line.words)):
            typed.append(line)
        else:
            _close_contents(typed)
            typed = []
    _close_contents(typed)


def _close_contents(typed):
    if sum(bool(line.words) for line in typed) > FEWEST_LISTED:
        for line in typed:
            line.kind = "contents"


def _mark_headings(lines):
    open_to = [line for line in lines if not line.kind and 0 < len(line.words) <= LONGEST_TITLE]
    for line in open_to:
        line.level = line.styled_level or _numbered_level(line)
    if not any(line.level for line in open_to):
        for line in open_to:
            line.level = int(_stands_out(line))
    for line in open_to:
        line.kind = "heading" if line.level else ""


def _stands_out(line):
    return line.bold and len(line.words) <= LONGEST_BOLD and not line.words.endswith(SENTENCE)


def _numbered_level(line):
    match = NUMBERED.fullmatch(line.words)
    if not match or not _stands_out(line):
        return 0
    return match.group(1).removesuffix(".0").count(".") + 1


def _mark_title(lines, styles):
    """A first heading that stands alone on its level above all others is the document's title."""
    if any(line.kind == "title" for line in lines):
        return
    headings = [line for line in lines if line.kind == "heading"]
    tops = [line for line in headings if line.level == 1]
    alone = len(headings) > 1 and len(tops) == 1 and tops[0] is headings[0]
    if alone and not NUMBERED.fullmatch(tops[0].words):
        tops[0].kind = "title"
        for line in headings[1:]:
            line.level -= 1


def unnumbered(title, expected=0):
    """A heading without the number typed before it; a bare number counts where it is its turn."""
    match = NUMBERED.fullmatch(title)
    if match is None:
        counted = COUNTED.fullmatch(title)
        match = counted if counted and int(counted.group(1)) == expected else None
    return match.group(2).strip() if match else title
