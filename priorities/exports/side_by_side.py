"""Priorities and themes of several partnerships as the lines of one spreadsheet."""

from records.cells import safe

COLUMNS = ("topic", "kind", "partnership", "place in its list", "words", "from", "first day")
COLUMNS += ("last day",)


def side_by_side_rows(chosen, priorities, themes):
    """The first line; each priority by topic and partnership; each theme of a report."""
    yield COLUMNS
    lists = {one.partnership.pk: one.list for one in chosen}
    for row in priorities:
        for partnership, entries in row.cells:
            of = lists[partnership.pk]
            days = (of.starts_on.isoformat(), of.ends_on.isoformat())
            for entry in entries:
                told = (entry.order, entry.wording, of.title, *days)
                yield _safe(_topic(row), "priority", partnership.name, *told)
    for row in themes:
        for partnership, heard in row.cells:
            for one in heard:
                event = one.event
                days = (_day(event.starts_on), _day(event.ends_on))
                told = ("", one.wording, event.title, *days)
                yield _safe(_topic(row), "theme of a report", partnership.name, *told)


def _safe(*cells):
    return [safe(cell) for cell in cells]


def _topic(row):
    return row.topic.name if row.topic else "without a topic"


def _day(day):
    return day.isoformat() if day else "not stated"
