"""Files of XML that name another file, or unfold without end: neither is read."""

import io
import tracemalloc
import zipfile

import openpyxl
import pytest
from openpyxl import Workbook

from plans.importers import word
from plans.importers.word.parts import SPACES
from records.sheets import Unreadable, opened
from tests.records.test_sheets import ods, row, sheet

pytestmark = pytest.mark.once

SECRET = "what-only-this-machine-knows"
WORDS = "ordinary-words"
MOST_MEMORY = 64 * 1024 * 1024


def a_file(tmp_path):
    """An entity that stands for a file of the machine."""
    (tmp_path / "secret.txt").write_text(SECRET)
    return f'<!ENTITY x SYSTEM "file://{tmp_path}/secret.txt">'


def a_parameter(tmp_path):
    """The same by way of a list of entities that lies elsewhere."""
    (tmp_path / "list.dtd").write_text(f'<!ENTITY x "{SECRET}">')
    return f'<!ENTITY % all SYSTEM "file://{tmp_path}/list.dtd"> %all;'


def laughter(tmp_path):
    """A thousand million of them, in a dozen lines."""
    more = (f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!ENTITY l0 "{"laugh" * 10}">{"".join(more)}<!ENTITY x "&l9;">'


def one_long(tmp_path):
    """One long entity, told very often."""
    return f'<!ENTITY long "{"a" * 200_000}"><!ENTITY x "{"&long;" * 20_000}">'


def spoiled(packed, name, entities):
    """The file with entities in one of its parts, told where its words are or at its end."""
    made = io.BytesIO()
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            text = old.read(part).decode()
            new.writestr(part, _with(text, entities) if part == name else text)
    made.seek(0)
    return made


def _with(text, entities):
    declared, _, body = text.partition("?>") if text.startswith("<?xml") else ("", "", text)
    told = body.replace(WORDS, "&x;") if WORDS in body else "&x;</".join(body.rsplit("</", 1))
    return f"{declared}{'?>' if declared else ''}<!DOCTYPE any [{entities}]>{told}"


def a_workbook():
    book = Workbook()
    book.active.append(["year", WORDS])
    book.active.append([2011, WORDS])
    file = io.BytesIO()
    book.save(file)
    return file


def a_plan():
    file = io.BytesIO()
    body = f"<w:body><w:p><w:r><w:t>{WORDS}</w:t></w:r></w:p></w:body>"
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr(
            "word/document.xml", f'<w:document xmlns:w="{SPACES["w"]}">{body}</w:document>'
        )
        packed.writestr("word/styles.xml", f'<w:styles xmlns:w="{SPACES["w"]}"></w:styles>')
        packed.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="{SPACES["rel"]}"></Relationships>',
        )
    return file


def a_table(file):
    with opened(file) as found:
        return str([found.header, *found.rows])


def a_text(file):
    with word.opened(file) as parts:
        return str(word.read(parts, name="a.docx", keep=lambda *_: None))


MADE = {
    **{
        (f"xlsx {name}", name): (a_workbook, a_table)
        for name in ("xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "xl/workbook.xml")
    },
    ("xlsx rels", "xl/_rels/workbook.xml.rels"): (a_workbook, a_table),
    ("xlsx types", "[Content_Types].xml"): (a_workbook, a_table),
    ("xlsx styles", "xl/styles.xml"): (a_workbook, a_table),
    ("ods", "content.xml"): (lambda: ods(sheet("A", row("year", WORDS), row(1, WORDS))), a_table),
    **{
        (f"docx {name}", name): (a_plan, a_text)
        for name in ("word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels")
    },
}


@pytest.mark.parametrize("what", MADE, ids=[name for name, _ in MADE])
def test_a_file_that_is_whole_is_read(what):
    make, read = MADE[what]
    assert WORDS in read(make())


@pytest.mark.parametrize("entities", [a_file, a_parameter, laughter, one_long])
@pytest.mark.parametrize("what", MADE, ids=[name for name, _ in MADE])
def test_no_entity_of_a_file_is_unfolded(what, entities, tmp_path):
    make, read = MADE[what]
    file = spoiled(make(), what[1], entities(tmp_path))
    tracemalloc.start()
    try:
        said = read(file)
    except Unreadable as refused:
        said = str(refused)
        assert said.endswith("."), "it says what to do"
    else:
        assert what[0].startswith("xlsx"), "what we read ourselves is refused for its DOCTYPE"
    finally:
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert SECRET not in said and len(said) < 10_000
    assert most < MOST_MEMORY


def test_workbooks_are_read_by_what_refuses_entities():
    assert openpyxl.DEFUSEDXML, "without defusedxml openpyxl reads entities, and says nothing"
