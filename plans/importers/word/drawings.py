"""Drawings in a Word file: pictures and the words of boxes; what cannot be taken gets a name."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from plans.importers.word.parts import q

CANNOT = {
    "chart": "a chart. Its figures can stand in a table, or it can come as a picture",
    "chartex": "a chart. Its figures can stand in a table, or it can come as a picture",
    "diagram": "a SmartArt diagram. It can come as a picture, or as a list",
}
DRAWN = ("w:drawing", "w:pict", "w:object")
DRAWING = "a drawing made of lines and shapes. It can come as a picture"
BY_WORD = "Description automatically generated"


@dataclass
class Found:
    """A picture where it stands: its part of the file (none where it lies elsewhere)."""

    target: str
    description: str = ""
    decoration: bool = False


def open_drawing(element, links):
    """The pictures, the boxes of text and the things that cannot be taken of one drawing."""
    element = _chosen(element)
    boxes = [list(box) for box in _outermost(element, q("w:txbxContent"))]
    pictures = [*_pictures(element, links), *_old_pictures(element, links)]
    kinds = [data.get("uri", "").rpartition("/")[2] for data in element.iter(q("a:graphicData"))]
    cannot = [CANNOT[kind] for kind in kinds if kind in CANNOT]
    for thing in element.iter(q("o:OLEObject")):
        program = thing.get("ProgID", "").split(".")[0] or "another program"
        cannot.append(f"something made with {program}. It can come as a picture or a table")
        pictures = []  # a likeness of that thing, in a format of Windows
    if not (boxes or pictures or cannot):
        cannot = [DRAWING] if _is_seen(element) else []
    return pictures, boxes, cannot


def is_drawn(element):
    """Whether anything is drawn in an element."""
    return any(next(element.iter(q(tag)), None) is not None for tag in DRAWN)


def only_written(element):
    """Of a choice between two ways of writing some letters, the older one; else None."""
    if element.tag != q("mc:AlternateContent") or is_drawn(element):
        return None
    fallback = element.find(q("mc:Fallback"))
    return fallback if fallback is not None else _chosen(element)


def _chosen(element):
    """Of a drawing that is given in two ways, the newer."""
    if element.tag != q("mc:AlternateContent"):
        return element
    choice = element.find(q("mc:Choice"))
    if choice is not None and len(choice):
        return choice
    fallback = element.find(q("mc:Fallback"))
    return fallback if fallback is not None else Element(element.tag)


def _outermost(element, tag):
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag == q("mc:AlternateContent"):
            yield from _outermost(_chosen(child), tag)
        else:
            yield from _outermost(child, tag)


def _pictures(element, links):
    about = next(element.iter(q("wp:docPr")), None)
    description, decoration = _described(about)
    for blip in element.iter(q("a:blip")):
        key = blip.get(q("r:embed")) or blip.get(q("r:link"))
        yield Found(_inside(links, key), description, decoration)


def _old_pictures(element, links):
    for image in element.iter(q("v:imagedata")):
        shapes = (shape.get("alt", "") for shape in element.iter(q("v:shape")))
        description = image.get(q("o:title"), "") or next(filter(None, shapes), "")
        yield Found(_inside(links, image.get(q("r:id"))), _plain(description))


def _inside(links, key):
    _, target, outside = links.get(key, ("", "", True))
    return "" if outside else target


def _described(about):
    if about is None:
        return "", False
    mark = next(about.iter(q("adec:decorative")), None)
    return (
        _plain(about.get("descr", "") or about.get("title", "")),
        mark is not None and mark.get("val") in {"1", "true"},
    )


def _plain(description):
    """The words for a picture, unless Word or a camera made them up."""
    words = " ".join(description.replace(BY_WORD, "").split()).strip()
    is_file_name = " " not in words and words.lower().endswith((".png", ".jpg", ".jpeg", ".gif"))
    return "" if is_file_name else words[:500]


def _is_seen(element):
    """Whether anything is drawn: a lone rule across the page is not worth a word."""
    old = {q("v:shape"), q("v:group")}
    return any(child.tag.endswith("}wsp") or child.tag in old for child in element.iter())


def boxed(boxes):
    """The paragraphs of boxes as what mammoth takes out of a paragraph and sets behind it."""
    kept = Element(q("w:pict"))
    content = SubElement(kept, q("w:txbxContent"))
    for box in boxes:
        content.extend(box)
    return kept
