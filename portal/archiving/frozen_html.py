"""Published text that comes in as HTML: only what the portal itself writes into editions.

It can neither be cleaned (an edition is what was published, word for word) nor be trusted. So
every “<” must begin one of these elements with these attributes; what a browser makes of it then
does not matter.
"""

import html
import re

ELEMENTS = {
    *("a", "abbr", "address", "aside", "blockquote", "br", "caption", "cite", "code", "dd"),
    *("details", "div", "dl", "dt", "em", "figcaption", "figure", "footer", "h1", "h2", "h3"),
    *("h4", "h5", "h6", "header", "hr", "img", "li", "nav", "ol", "p", "q", "section", "small"),
    *("span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead"),
    *("time", "tr", "ul", "col", "colgroup"),
    *("svg", "g", "line", "path", "rect", "circle", "ellipse", "polygon", "polyline", "text"),
    *("tspan", "title", "desc"),
}
ATTRIBUTES = {
    *("alt", "class", "colspan", "datetime", "dir", "height", "href", "hidden", "id", "lang"),
    *("loading", "open", "rel", "role", "rowspan", "scope", "span", "src", "start", "tabindex"),
    *("value", "width", "title", "xmlns"),
    *("cx", "cy", "d", "dx", "dy", "fill", "font-family", "font-size", "font-weight", "overflow"),
    *("opacity", "points", "r", "rx", "ry", "stroke", "stroke-dasharray", "stroke-linecap"),
    *("stroke-linejoin", "stroke-width", "text-anchor", "transform", "viewbox", "x", "x1", "x2"),
    *("y", "y1", "y2", "preserveaspectratio", "dominant-baseline", "focusable"),
}
ATTRIBUTE = re.compile(r'\s+([a-zA-Z][a-zA-Z0-9-]*)(?:="([^"<>]*)")?')
TAG = re.compile(r'</?([a-zA-Z][a-zA-Z0-9]*)((?:\s+[a-zA-Z][a-zA-Z0-9-]*(?:="[^"<>]*")?)*)\s*/?>')
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
SCHEMES = ("http:", "https:", "mailto:", "tel:")


def strange(text):
    """The first piece of HTML that the portal does not write, or an empty text."""
    place = text.find("<")
    while place >= 0:
        found = TAG.match(text, place)
        if found is None or not _is_ours(found):
            return text[place : place + 60]
        place = text.find("<", found.end())
    return ""


def _is_ours(tag):
    return tag[1].lower() in ELEMENTS and all(
        _may_say(name.lower(), value) for name, value in ATTRIBUTE.findall(tag[2])
    )


def _may_say(name, value):
    if name not in ATTRIBUTES and not name.startswith("aria-"):
        return False
    said = "".join(html.unescape(value).split()).lower()
    if name not in ("href", "src"):
        return "url(" not in said
    said = "".join(one for one in said if one > " ")
    return not SCHEME.match(said) or said.startswith(SCHEMES)
