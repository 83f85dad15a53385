"""The columns of a group's report as a spreadsheet, written and read by these names."""

SHEET = "Report"
COLUMNS = {
    "reference": "Reference",
    "what": "Action or measure",
    "last": "Last quarter",
    "status": "Status",
    "commentary": "What happened, and what happens next",
    "value": "Figure",
    "to_date": "Year to date",
    "no_figure": "No figure yet, because",
    "explanation": "Why it rose or fell",
}
OF_ACTIONS = ("status", "commentary")
OF_MEASURES = ("value", "to_date", "no_figure", "explanation")
