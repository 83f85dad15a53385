"""Pieces of what mammoth wrote, as the HTML that the portal keeps."""

import re
from html import escape

SAME = {"strong", "em", "li", "ul", "ol", "p", "blockquote"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
WEB = re.compile(r"(https?://|mailto:)\S+", re.IGNORECASE)
TYPED_POINT = re.compile(r"<p>\s*(?:[•·▪●○◦‣]|[-–](?=\s))\s*")


def words(element):
    return " ".join("".join(element.itertext()).split())


def inner(element, *, in_cell=False):
    """What an element holds; in a cell each paragraph is a line."""
    lines = [escape(element.text or "", quote=False)]
    for child in element:
        lines += [outer(child, in_cell=in_cell), escape(child.tail or "", quote=False)]
    written = "".join(lines)
    if not in_cell:
        return written
    return re.sub(r"(<br>\s*)+$", "", re.sub(r"^(\s*<br>)+", "", written))


def outer(element, *, in_cell=False):
    """An element with its tag, where that is one that is kept."""
    tag = element.tag
    if tag == "br":
        return "<br>"
    if tag == "input":
        return "☒ " if element.get("checked") else "☐ "
    held = inner(element)
    if tag == "a":
        address = element.get("href", "")
        return f'<a href="{escape(address)}">{held}</a>' if WEB.fullmatch(address) else held
    if in_cell and tag in {"p", "tr"}:
        return f"{held}<br>"
    if tag in HEADINGS:
        return f"<strong>{held}</strong><br>" if in_cell else f"<h4>{held}</h4>"
    if tag in {"td", "th"}:
        return f"{inner(element, in_cell=True)} "
    return f"<{tag}>{held}</{tag}>" if tag in SAME else held


def lost_links(element):
    """Links that lead to a file on somebody's computer, with their words."""
    for link in element.iter("a"):
        address = link.get("href", "")
        if address and not address.startswith("#") and not WEB.fullmatch(address):
            yield words(link), address


def listed(html):
    """Neighbouring paragraphs that begin with a typed point as a real list."""
    kept, points = [], []
    for piece in html:
        match = TYPED_POINT.match(piece)
        if match and piece.endswith("</p>"):
            points.append(f"<li>{piece[match.end() : -len('</p>')]}</li>")
            continue
        kept += _closed(points)
        points = []
        kept.append(piece)
    return "".join([*kept, *_closed(points)])


def _closed(points):
    return [f"<ul>{''.join(points)}</ul>"] if points else []
