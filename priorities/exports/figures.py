"""Figures and comparisons as the cells of a spreadsheet."""

from records.cells import safe

FIGURE_COLUMNS = (
    *("measure", "area", "first day", "last day", "value", "in words", "marks", "changed"),
    *("in what", "as at", "source", "licence", "file", "rows of the file"),
)
COMPARISON_COLUMNS = ("area", "count", "people", "rate", "for each", "marks", "without")


def figure_rows(every):
    """The first line, then each figure of these series; what is not shown has no number."""
    yield FIGURE_COLUMNS
    for series in every:
        for point in series.all_points:
            yield _cells(point.figure, point.said, point.change.words)


def _cells(figure, said, changed):
    batch = figure.batch
    cells = (
        *(figure.measure.name, figure.area.name),
        *(figure.starts_on.isoformat(), figure.ends_on.isoformat()),
        *("" if said.number is None else f"{said.number.normalize():f}", said.words),
        *(", ".join(said.marks), changed, figure.measure.noun),
        *_provenance(figure, batch),
    )
    return [safe(cell) for cell in cells]


def _provenance(figure, batch):
    as_at = figure.as_at or (batch.as_at if batch else None)
    source = figure.source_as_stated or (batch.source if batch else "") or figure.measure.source
    return (
        as_at.isoformat() if as_at else "",
        source,
        batch.licence if batch else "",
        batch.name if batch else "",
        figure.rows,
    )


def comparison_rows(comparison):
    """The first line, then each row of a comparison and each place of its group."""
    yield COMPARISON_COLUMNS
    for row, rate in comparison.lines:
        marks = [
            *(["Provisional"] if row.provisional else []),
            *(["Example"] if row.example else []),
            *(["As published"] if row.published else []),
        ]
        yield [
            safe(cell)
            for cell in (
                *(row.name, row.offences_words, row.people_words, rate, comparison.per),
                *(", ".join(marks), ", ".join(row.without)),
            )
        ]
    for member, rate in comparison.members:
        yield [safe(cell) for cell in (member.area.name, "", "", rate, comparison.per, "", "")]
