"""A group's report as an Excel file to fill in: its own lines, last quarter beside them."""

import tempfile

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from events.exports import NOT_IN_XML
from plans.documents.reporting_columns import COLUMNS, OF_ACTIONS, OF_MEASURES, SHEET
from plans.documents.reporting_lines import CHOICES, ActionLine
from priorities.documents.values import in_unit
from records.cells import safe
from records.numbers import plain_number

WIDTHS = {
    "reference": 12, "what": 44, "last": 36, "status": 22, "commentary": 50,
    "value": 12, "to_date": 14, "no_figure": 30, "explanation": 40,
}  # fmt: skip
NOT_FOR_THIS = PatternFill("solid", fgColor="E6EAEC")
WRAPPED = Alignment(wrap_text=True, vertical="top")


def report_workbook(sheet):
    """An open XLSX file with a line for each action and measure of a report."""
    book = Workbook()
    page = book.active
    page.title = SHEET
    page.append(list(COLUMNS.values()))
    for line in sheet.lines:
        cells = _action(line) if isinstance(line, ActionLine) else _measure(line)
        page.append([_kept(cells.get(name, "")) for name in COLUMNS])
        _dress(page, line)
    _head(page)
    _choices(page, len(sheet.lines))
    file = tempfile.TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    book.save(file)
    file.seek(0)
    return file


def _kept(cell):
    """A text that no spreadsheet runs, without letters that its files cannot hold."""
    return safe(NOT_IN_XML.sub(" ", cell)) if isinstance(cell, str) else cell


def _action(line):
    last = f"{line.last.words}. {line.last.commentary}".strip() if line.last else "No report"
    return {
        "reference": str(line.row.uid),
        "what": line.title,
        "last": last,
        "status": line.words if line.row.status else "",
        "commentary": line.row.commentary,
    }


def _measure(line):
    row, measure = line.row, line.target.measure
    return {
        "reference": str(row.uid),
        "what": f"Measure: {line.title}",
        "last": "No figure" if line.last is None else in_unit(measure, line.last),
        "value": "" if row.value is None else plain_number(row.value),
        "to_date": "" if row.to_date is None else plain_number(row.to_date),
        "no_figure": row.no_figure,
        "explanation": row.explanation,
    }


def _dress(page, line):
    """Long texts are wrapped; a box that a line does not have is grey."""
    other = OF_MEASURES if isinstance(line, ActionLine) else OF_ACTIONS
    for name, cell in zip(COLUMNS, page[page.max_row], strict=True):
        cell.alignment = WRAPPED
        if name in other:
            cell.fill = NOT_FOR_THIS


def _head(page):
    page.freeze_panes = "C2"
    for number, name in enumerate(COLUMNS, start=1):
        page.cell(1, number).font = Font(bold=True)
        page.column_dimensions[get_column_letter(number)].width = WIDTHS[name]


def _choices(page, lines):
    """The statuses in words, as a list to choose from."""
    words = ",".join(str(said) for _, said, _ in CHOICES)
    rule = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True)
    rule.error, rule.errorTitle = "Choose one of the list.", "Status"
    page.add_data_validation(rule)
    column = get_column_letter(list(COLUMNS).index("status") + 1)
    rule.add(f"{column}2:{column}{lines + 1}")
