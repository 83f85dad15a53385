"""The money of a plan as a table: each line, what it came to, and what it achieved."""

from records.cells import safe

COLUMNS = [
    *("Priority", "Purpose", "Who gets it", "Source", "Given", "How firm", "Committed", "Spent"),
    *("Left", "What it achieved", "Action", "How the action stands", "Example"),
]


def money_rows(table):
    """The first line, then each line of the money under its priority, then what makes the total."""
    yield COLUMNS
    for row in table.rows:
        if row.kind == "difference":
            yield _cells(row.label, "", "", "", row.sums)
        for line in row.lines:
            stored = line.stored
            report = line.report
            yield _cells(
                *(row.label, stored.purpose, stored.receiver, str(stored.source or "Not stated")),
                line.sums,
                *(stored.achieved, str(stored.action or "")),
                report.get_status_display() if report else "",
                "Example" if stored.example else "",
            )
    yield _cells("Total", "", "", "", table.total)


def _cells(priority, purpose, recipient, source, sums, *rest):
    words = map(safe, (priority, purpose, recipient, source))
    numbers = [number(sums.given), sums.basis, number(sums.committed), number(sums.spent)]
    told = [*rest, *[""] * (4 - len(rest))]
    return [*words, *numbers, number(sums.left), *map(safe, told)]


def number(amount):
    """An amount as a spreadsheet counts with it: a number, or empty where it is not stated."""
    return "" if amount is None else f"{amount:.2f}"
