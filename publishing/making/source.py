"""A text as every format starts from it: its elements, without what only a web page has."""

import base64
import re
from functools import partial
from xml.etree import ElementTree

import tinyhtml5

from publishing.children import converted

# What the page has and a document has not; print.css leaves out the same.
PAGE_ONLY = {"permalink", "bar-note", "bar-cell", "bar-head", "figures-table__note"}
# What shows something else in its place: pandoc would fetch it, and nothing is fetched.
FETCHED = {"iframe", "object", "embed", "audio", "video", "source", "track", "link", "base", "meta"}
GONE = {"script", "style", "summary", *FETCHED}
SVG = "{http://www.w3.org/2000/svg}"
CHART_WIDTH, CHART_HEIGHT = "420", "26"  # pixels, of a drawing that takes the width of its place
ZOOM, WIDEST = 2, 600
PICTURE = "data:image/"
# A picture of the text, in it or by its name: what is only read needs no more than its words.
OWN = re.compile(r"data:image/|/pictures/[0-9a-f]{64}\.(?:png|jpg)$")
SPACE = re.compile(r"\s+")


def words_of(element):
    """The words of an element and all in it, in one line."""
    return SPACE.sub(" ", "".join(element.itertext())).strip()


def tree_of(fragment):
    """The elements of a text; what belongs to the page alone is gone, and so is its script."""
    body = tinyhtml5.parse(fragment, namespace_html_elements=False).find("body")
    _clean(body)
    return body


def _clean(element):
    for child in list(element):
        classes = set(child.get("class", "").split())
        if child.tag in GONE or classes & PAGE_ONLY:
            _take_out(element, child)
        elif child.tag == "img" and not OWN.match(child.get("src", "")):
            _take_out(element, child)  # nothing is fetched, whatever an address says
        elif not child.tag.startswith(SVG):
            _clean(child)


def _take_out(parent, child):
    """Take an element out and leave what follows it."""
    at = list(parent).index(child)
    if child.tail:
        if at:
            parent[at - 1].tail = (parent[at - 1].tail or "") + child.tail
        else:
            parent.text = (parent.text or "") + child.tail
    parent.remove(child)


def drawing_title(svg):
    """What a drawing shows, in words: its title, and its description where it has one."""
    found = [words_of(part) for name in ("title", "desc") for part in svg.findall(f"{SVG}{name}")]
    return ". ".join(words for words in found if words)


def with_drawings_as_pictures(body, *, watch):
    """Each drawing as a picture that every program can show, with its title as alternative."""
    draw = partial(_png, watch=watch)
    for parent in list(body.iter()):
        if str(parent.tag).startswith(SVG):
            continue
        for at, child in enumerate(list(parent)):
            if child.tag == f"{SVG}svg":
                png = draw(child)
                picture = ElementTree.Element(
                    "img", alt=drawing_title(child), src=_inside(png), width=_width(png)
                )
                picture.tail = child.tail
                parent[at] = picture
    return body


def _inside(png):
    return f"{PICTURE}png;base64,{base64.b64encode(png).decode()}"


def _width(png):
    """How wide a drawing stands on its page: half its pixels, which are for sharp screens."""
    return str(min(int.from_bytes(png[16:20], "big") // ZOOM, WIDEST))


def _png(svg, *, watch):
    for part in svg.iter():  # written again from the tags, which name it too
        for name in [name for name in part.attrib if "xmlns" in name]:
            del part.attrib[name]
    if not svg.get("viewBox"):
        svg.set("width", CHART_WIDTH)
        svg.set("height", svg.get("height", CHART_HEIGHT))
    tail, svg.tail = svg.tail, None
    drawn = ElementTree.tostring(svg)
    svg.tail = tail
    command = ("rsvg-convert", "--zoom", str(ZOOM), "--output", "{target}", "{source}")
    return converted(drawn, command, watch=watch)


# What only groups others: programs for books take each for something that it is not.
GROUPS = {"section", "div", "aside", "details", "figure", "main", "header", "nav", "article"}
PARAGRAPHS = {"figcaption": "p", "address": "p"}


def flat(body):
    """The same elements without those that only group others; a heading has its part's anchor."""
    result = ElementTree.Element("body")
    _flatten(body, result, anchor="")
    return result


def _flatten(element, into, anchor):
    """Put the children of an element after what stands there already; the anchor still to give."""
    for child in element:
        if child.tag in GROUPS:
            anchor = _flatten(child, into, child.get("id") or anchor)
            continue
        child.tag = PARAGRAPHS.get(child.tag, child.tag)
        if anchor and child.tag in ("h2", "h3", "h4", "h5", "h6"):
            child.set("id", anchor)
            anchor = ""
        into.append(child)
        child.tail = None
    return anchor


def html_of(body):
    """The elements as HTML again."""
    return ElementTree.tostring(body, encoding="unicode", method="html")
