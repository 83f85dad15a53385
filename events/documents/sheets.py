"""The sheets on the tables: link, PIN, question, and the same form on paper."""

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from events.models import Workshop
from events.models.contributions import Heading
from publishing.documents import font_faces
from records.moves import Refused

PAPER = {False: ("A4", "1mm"), True: ("A3", "1.414mm")}  # everything is measured in rem
# How a question is set by its length: up to so many letters, letters in a line, its height.
SIZES = (("short", 130, 52, 8.0), ("long", 280, 64, 6.4), ("very-long", 100_000, 80, 5.2))
# What else takes room on a sheet, so that the lines to write on fill the rest of one page.
SHEET, FIXED, HINT, STAR, BOX_HEAD, LINE = 294, 138.7, 6.5, 12, 14.3, 10.8
FEWEST_LINES, MOST_LINES = 2, 9


def sheets_html(event, *, large):
    """The whole document for the renderer: a page for each session and table, in this order."""
    asked = event.workshops.filter(form=Workshop.Form.WORKSHOP).prefetch_related("resident_types")
    workshops, tables = list(asked), list(event.tables.all())
    if not tables:
        raise Refused("There are no tables yet. Say how many first.")
    if not workshops:
        raise Refused("There is no workshop session yet. Add one first.")
    sheets = [
        {"table": table, "qr": qr(address(table), table), "address": spoken(address(table))}
        | {"pin": pin_in_threes(table), "number": number, "workshop": workshop}
        | _form(workshop)
        for number, workshop in enumerate(workshops, start=1)
        for table in tables
    ]
    context = {"event": event, "sheets": sheets, "sessions": len(workshops)}
    body = render_to_string("events/documents/sheets.html", context)
    return _page(event, mark_safe(body), large)  # noqa: S308 - our own template, escaped there


def _page(event, body, large):
    size, unit = PAPER[large]
    css = (settings.BASE_DIR / "static" / "print" / "sheets.css").read_text()
    look = f"@page {{ size: {size}; }} :root {{ font-size: {unit}; --brand: "
    return format_html(
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{}</title>'
        "<style>{}{}{}; }} {}</style></head><body>{}</body></html>",
        f"Table sheets: {event.title}",
        mark_safe(font_faces()),  # noqa: S308 - our own files
        mark_safe(look),  # noqa: S308 - from the table above
        event.partnership.colour,
        mark_safe(css),  # noqa: S308 - our own file
        body,
    )


def _form(workshop):
    """The paper form of a session: the boxes to write in."""
    if workshop.asks_heading:
        boxes = [(heading.value, heading.label) for heading in Heading]
    else:
        boxes = [("", words) for _, words in workshop.kinds]
    length = len(workshop.question)
    size, _, letters, height = next(size for size in SIZES if length <= size[1])
    residents = list(workshop.resident_types.all())
    ticks = sum(len(resident.name) + 8 for resident in residents) + 26 if residents else 0
    taken = FIXED + height * -(-length // letters) + HINT * -(-ticks // 80)
    taken += HINT * workshop.asks_level + STAR * workshop.asks_top_priority
    rows = -(-len(boxes) // 2)
    lines = int((SHEET - taken - rows * BOX_HEAD) // (rows * LINE))
    return {
        "boxes": boxes,
        "alone": len(boxes) == 1,
        "size": size,
        "residents": residents,
        "lines": range(max(FEWEST_LINES, min(lines, MOST_LINES))),
    }


def address(table):
    """Where a table's scribes write."""
    return f"{settings.SITE_URL}/capture/{table.token}/"


def spoken(link):
    """An address as people type it."""
    return link.partition("://")[2].rstrip("/")


def pin_in_threes(table):
    return f"{table.pin[:3]} {table.pin[3:]}"


def qr(link, table):
    """The link as a QR code, with its quiet zone and words for who does not see it."""
    code = segno.make(link, error="q", micro=False, boost_error=False)
    words = f"QR code with the link of table {table.number}"
    drawing = code.svg_inline(border=4, dark="#000", title=words, omitsize=True)
    return mark_safe(drawing)  # noqa: S308 - made of squares here; the link is not in it as text
