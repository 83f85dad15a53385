"""The data of a report, frozen with its text: what covers, contents and exports are made of."""

from events.documents.facts import days
from publishing.documents import formats_line


def snapshot_of(title, report, chapters):
    """Plain JSON: dates as ISO strings, amounts as strings, "" where nothing is stated."""
    event = report.event
    return {
        "title": title,
        "year": "",
        "period": ", ".join(filter(None, [days(event), event.venue])),
        "summary": event.summary,
        "published_as_stated": "",
        "vision": "",
        "partnership": event.partnership.name,
        "formats_line": formats_line(report.formats),
        "contents": [
            {"number": part.number, "title": part.title, "anchor": part.anchor, "level": level}
            for chapter in chapters
            for level, part in chapter.walk()
        ],
        "figures": [],
        "actions": [],
        "pictures": [],
        "event": _event(event),
        "attendance": [{"name": row.label, "people": row.number} for row in report.attendances],
        "consultation": _consultation(report),
        "themes": [_line(session, line) for session in report.sessions for line in session.lines],
        "headings": [
            {
                "session": session.workshop.order,
                "heading": str(bar.label),
                "entries": bar.entries,
            }
            for session in report.sessions
            for bar in session.bars
        ],
        "top_priorities": [
            {"session": session.workshop.order, "words": words.public_text}
            for session in report.sessions
            for words in session.top_priorities
        ],
    }


def _event(event):
    return {
        "title": event.title,
        "kind": event.get_kind_display(),
        "date_as_stated": event.date_as_stated,
        "starts_on": event.starts_on.isoformat() if event.starts_on else "",
        "ends_on": event.ends_on.isoformat() if event.ends_on else "",
        "date_note": event.date_note,
        "venue": event.venue,
        "place_as_stated": event.place_as_stated,
        "areas": [area.name for area in event.areas.all()],
        "host": event.host.name if event.host else "",
        "series": event.series.name if event.series else "",
        "horizon": event.horizon,
        "headcount": event.headcount,
        "headcount_qualifier": event.headcount_qualifier,
    }


def _consultation(report):
    found = report.consultation
    if found is None:
        return {}
    return {
        "sample": found.sample,
        "responses": found.responses,
        "rate_as_stated": "" if found.rate_as_stated is None else str(found.rate_as_stated),
        "rate_as_computed": "" if found.rate is None else str(found.rate),
        "channels": [
            {"name": channel.name, "responses": channel.responses} for channel in report.channels
        ],
    }


def _line(session, line):
    return {
        "session": session.workshop.order,
        "part": line.stored.get_part_display(),
        "resident_type": line.stored.resident_type.name if line.stored.resident_type else "",
        "wording": line.stored.wording,
        "entries": line.entries,
        "tables": line.tables,
    }
