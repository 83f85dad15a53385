"""The data of an edition as files: for spreadsheets, and for other programs."""

import csv
import io
import json

from records.cells import safe


def table(source, *, of, watch):
    """One list of the edition's data as CSV (UTF-8 with a mark that Excel knows); formulas are
    neutralised, and a list within a cell stands there with semicolons."""
    rows = source.snapshot[of]
    columns = list(dict.fromkeys(name for row in rows for name in row))
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([safe(_cell(row.get(name, ""))) for name in columns])
    return b"\xef\xbb\xbf" + written.getvalue().encode()


def _cell(value):
    return "; ".join(str(one) for one in value) if isinstance(value, list | tuple) else value


def all_data(source, *, watch):
    """Everything that covers, contents and tables are made of, as JSON."""
    data = {
        "partnership": source.publisher,
        "title": source.title,
        "language": source.language,
        "edition": source.number,
        "published_at": source.published_at.isoformat(),
        "sha256": source.content_hash,
        **source.snapshot,
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode()
