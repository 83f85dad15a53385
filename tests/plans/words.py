"""Word files made for tests: a real plan as officers wrote it, and small ones with odd things."""

import io
import re
import zipfile
from pathlib import Path

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from PIL import Image

SEED = Path(__file__).parent.parent / "data/plans/south-lakeland-partnership-plan-2011-12.txt"
HEADING = re.compile(r"(\d+)\. \S|(\d+\.\d+) \S")
LISTED = re.compile(r"\d+\..*\t\d+")
BOLD = re.compile(r"\*\*(.+?)\*\*")
MAP_WORDS = "The district of South Lakeland with Kendal, Ulverston and Ambleside"
DELETED = "Hate Crime to be considered next year"
COMMENT = "Is this still the right number?"


def png(colour="navy", size=(60, 40)):
    target = io.BytesIO()
    Image.new("RGB", size, colour).save(target, "PNG")
    target.seek(0)
    return target


def saved(document):
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def word(*paragraphs, title=None):
    """A small Word file: each paragraph as text, or as (text, style)."""
    document = Document()
    if title:
        document.add_paragraph(title, style="Title")
    for one in paragraphs:
        text, style = one if isinstance(one, tuple) else (one, None)
        document.add_paragraph(text, style=style)
    return document


def raw(xml):
    """A piece of a document in Word's own XML, with the usual prefixes."""
    spaces = nsdecls("w", "r", "a", "wp", "pic", "m")
    more = (
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
        ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    )
    tag = re.match(r"<[\w:]+", xml).group()
    return parse_xml(xml.replace(tag, f"{tag} {spaces}{more}", 1))


def with_parts(data, parts):
    """The same file with some parts replaced or added, each given as bytes."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return target.getvalue()


def south_lakeland(*, styled=True):
    """The Partnership Plan Refresh 2011-12 as a Word file.

    With its headings in Word's heading styles; or, not ``styled``, as bold lines with a number.
    """
    document = Document()
    lines = [line.rstrip() for line in SEED.read_text().splitlines() if line.strip()]
    document.add_paragraph(f"{lines[0]} {lines[1]}", style="Title" if styled else None)
    for line in lines[2:]:
        _add(document, line, styled)
    _add_table(document)
    document.sections[0].footer.paragraphs[0].text = "Partnership Plan Refresh, page foot"
    return document


def _add(document, line, styled):
    heading = HEADING.match(line)
    if LISTED.fullmatch(line) or not heading:
        paragraph = document.add_paragraph(style="List Bullet" if line.startswith("- ") else None)
        _write(paragraph, line.removeprefix("- "))
    elif styled:
        document.add_heading(line, level=1 if heading.group(1) else 2)
    else:
        document.add_paragraph().add_run(line).bold = True
    _beside(document, line)


def _write(paragraph, line):
    for index, piece in enumerate(BOLD.split(line.strip("*") if line.count("**") == 1 else line)):
        if piece:
            paragraph.add_run(piece).bold = bool(index % 2)


def _beside(document, line):
    """What stands beside the words: two pictures, a comment, a tracked change."""
    last = document.paragraphs[-1]
    if line.startswith("The vision of South Lakeland"):
        document.add_paragraph().add_run().add_picture(png("teal"))
    if line.startswith("Fig. 1"):
        document.add_picture(png("navy"))
        about = next(document.paragraphs[-1]._p.iter(qn("wp:docPr")))
        about.set("descr", MAP_WORDS)
    if line.startswith("- Criminal damage **reduced**"):
        document.add_comment(last.runs, text=COMMENT, author="The Chair", initials="C")
    if line.startswith("- Hate Crime"):
        run = f"<w:r><w:delText>{DELETED}</w:delText></w:r>"
        last._p.append(raw(f'<w:del w:id="90" w:author="Officer">{run}</w:del>'))
        run = "<w:r><w:t xml:space='preserve'> and its partners</w:t></w:r>"
        last._p.append(raw(f'<w:ins w:id="91" w:author="Officer">{run}</w:ins>'))


def _add_table(document):
    """The contacts of the last chapter once more, as a table with a cell over two rows."""
    rows = [
        ("Who", "How", "Where"),
        ("Cumbria Police", "Emergency", "999"),
        ("", "Not an emergency", "0845 33 00 247"),
        ("Crimestoppers", "Anonymous", "0800 555 111"),
    ]
    table = document.add_table(rows=len(rows), cols=3)
    for row, words in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    table.cell(1, 0).merge(table.cell(2, 0))
