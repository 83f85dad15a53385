"""Tables in CSV, XLSX and ODS files: which sheet, which line, and what is refused."""

import io
import zipfile
from itertools import islice

import pytest
from openpyxl import Workbook

from records.columns import Columns
from records.sheets import Unreadable, extension_of, opened

pytestmark = pytest.mark.once
COLUMNS = Columns({"year": [], "count": ["number of offences"]}, needed=["year", "count"])
ODS = "application/vnd.oasis.opendocument.spreadsheet"
NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
    for short in ("office", "table", "text")
)


def cell(value, more=""):
    if isinstance(value, (int, float)):
        return f'<table:table-cell office:value-type="float" office:value="{value}" {more}/>'
    return f"<table:table-cell {more}><text:p>{value}</text:p></table:table-cell>"


def row(*cells, more=""):
    said = "".join(one if str(one).startswith("<table") else cell(one) for one in cells)
    return f"<table:table-row {more}>{said}</table:table-row>"


def sheet(name, *rows):
    return f'<table:table table:name="{name}">{"".join(rows)}</table:table>'


def ods(*sheets, before="", mimetype=ODS):
    content = (
        f"{before}<office:document-content {NAMES}>{''.join(sheets)}</office:document-content>"
    )
    return packed({"mimetype": mimetype, "content.xml": content})


def packed(parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    file.seek(0)
    return file


def xlsx(**sheets):
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for cells in rows:
            page.append(cells)
    file = io.BytesIO()
    book.save(file)
    return file


def table(file, **how):
    with opened(file, **how) as found:
        return found.header, [pair for pair in found.rows if any(pair[1])]


ROWS = [["Year", "Number of Offences"], ["2011/12", 18], ["2012/13", 20.5]]
NOTES = [["Notes"], ["Nothing here"]]


def in_each_kind():
    text = "\r\n".join(",".join(map(str, cells)) for cells in ROWS).encode()
    return {
        "csv": io.BytesIO(text),
        "xlsx": xlsx(Notes=NOTES, Table=ROWS),
        "ods": ods(
            sheet("Notes", *(row(*cells) for cells in NOTES)),
            sheet("Table", *(row(*cells) for cells in ROWS)),
        ),
    }


@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods"])
def test_each_kind_gives_the_sheet_whose_columns_are_named(kind):
    file = in_each_kind()[kind]
    assert extension_of(file) == kind
    header, rows = table(file, fits=COLUMNS.fits)
    assert header == ["Year", "Number of Offences"]
    assert [(number, cells[0], float(cells[1])) for number, cells in rows] == [
        (2, "2011/12", 18),
        (3, "2012/13", 20.5),
    ]


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_sheet_that_is_named_is_taken(kind):
    header, _ = table(in_each_kind()[kind], name="Notes", fits=COLUMNS.fits)
    assert header == ["Notes"]


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_where_no_sheet_fits_the_nearest_is_taken_and_what_is_missing_named(kind):
    near = [["Year", "Total"], ["2011/12", 18]]
    files = {
        "xlsx": xlsx(Notes=NOTES, Table=near),
        "ods": ods(sheet("N", row("Notes")), sheet("T", *(row(*cells) for cells in near))),
    }
    header, rows = table(files[kind], fits=COLUMNS.fits)
    assert (header, len(rows)) == (["Year", "Total"], 1)
    with pytest.raises(Unreadable, match="No column is named “count”"):
        COLUMNS.places(header)


def test_titles_above_the_columns_are_kept_and_rows_keep_their_numbers():
    lines = b"Table C2,\n\nSource: ONS,\n\nyear,count\n2011,5\n"
    with opened(io.BytesIO(lines), fits=COLUMNS.fits) as found:
        assert found.above == [["Table C2", ""], ["Source: ONS", ""]]
        assert (found.header_row, list(found.rows)) == (5, [(6, ["2011", "5"])])


def test_open_document_says_much_in_little():
    repeated = "table:number-columns-repeated"
    file = ods(
        sheet(
            "T",
            row("year", "count"),
            row("", more='table:number-rows-repeated="3"'),
            row(cell("2011", f'{repeated}="2"'), more='table:number-rows-repeated="2"'),
            row("", more='table:number-rows-repeated="1048000"'),
            row("a<text:s text:c='2'/>b", '<table:table-cell><text:p>1</text:p><text:p>2</text:p>'
                '<office:annotation><text:p>a remark</text:p></office:annotation>'
                '</table:table-cell>', cell("", f'{repeated}="16000"')),
        )
    )  # fmt: skip
    _, rows = table(file)
    assert [(number, cells[:2]) for number, cells in rows] == [
        (5, ["2011", "2011"]),
        (6, ["2011", "2011"]),
        (1_048_007, ["a  b", "1\n2"]),
    ]
    assert max(len(cells) for _, cells in rows) <= 60


# ---- what is refused


def test_workbook_that_unfolds_to_far_too_much_is_refused_unopened():
    bomb = packed({"mimetype": ODS, "content.xml": "x" * 2_000_000})
    with pytest.raises(Unreadable, match="unfolds to far more"):
        extension_of(bomb, most_unpacked=1_000_000)


def test_workbook_that_promises_less_than_it_holds_is_not_read_on():
    content = ods(sheet("T", *[row("2011", 5)] * 5_000)).getvalue()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        size = archive.getinfo("content.xml").file_size
    lying = content.replace(size.to_bytes(4, "little"), (900).to_bytes(4, "little"))
    with pytest.raises(Unreadable, match="neither text nor a workbook"):
        table(io.BytesIO(lying))


def test_row_that_stands_for_a_million_is_refused():
    file = ods(sheet("T", row("year"), row("2011", more='table:number-rows-repeated="1000000"')))
    with pytest.raises(Unreadable, match="Row 2 is repeated 1,000,000 times"):
        table(file)


def test_document_with_definitions_of_its_own_is_refused():
    laughs = '<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]>'
    with pytest.raises(Unreadable):
        table(ods(sheet("T", row("&lol2;")), before=laughs))


def test_cell_of_a_book_is_cut():
    _, rows = table(ods(sheet("T", row("year"), row("x" * 5_000_000))))
    assert len(rows[0][1][0]) == 10_000


def test_other_packed_files_are_refused():
    for file in (packed({"word/document.xml": ""}), ods(mimetype=f"{ODS}-template-of-text")):
        with pytest.raises(Unreadable, match="packed file"):
            extension_of(file)


def test_empty_sheets_are_an_empty_file():
    for file in (ods(sheet("A"), sheet("B", row(""))), xlsx(A=[])):
        with pytest.raises(Unreadable, match="empty"):
            table(file, fits=COLUMNS.fits)


def test_rows_are_read_as_they_are_asked_for():
    """However long a file is, only some of it is in memory at once."""
    file = ods(sheet("T", row("year", "count"), *[row("2011", 5)] * 50_000))
    with opened(file, fits=COLUMNS.fits) as found:
        few = list(islice(found.rows, 100))
        assert len(few) == 100
        assert sum(1 for _ in found.rows) == 49_900
