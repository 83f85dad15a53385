"""The empty file of survey results to fill in; what stands in it can be read again."""

from events.exports import csv_lines, workbook
from priorities.importers.survey_columns import COLUMNS, MARK_OF_EXAMPLE

EXAMPLE = {
    "survey": "Community Safety Survey",
    "short name": "CSS",
    "year": 2010,
    "population": "Residents aged 18 and over",
    "method": "By post",
    "question": "How safe do you feel when outside in your local area after dark?",
    "answer": "Safe",
    "label": MARK_OF_EXAMPLE,
    "share": 80,
    "comparison": "significantly above the Cumbria average",
}


def template_rows():
    """The first line, and an example that is left out when the file comes back."""
    yield list(COLUMNS)
    yield [EXAMPLE.get(column, "") for column in COLUMNS]


def template_csv():
    """The file as text; the explanations stand below, in lines that are left out again."""
    return csv_lines([*template_rows(), *[[f"# {name}: {words}"] for name, words in explained()]])


def template_workbook():
    """The file as a workbook, with the explanations on a second sheet."""
    return workbook(template_rows(), title="Survey results", more={"Columns": explained()})


def explained():
    """What each column may hold."""
    return [(name, words) for name, (_, words) in COLUMNS.items()]
