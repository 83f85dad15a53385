"""A Word file read into what its draft will hold: sections, pictures, and what is left out."""

import io
import zipfile
from contextlib import contextmanager
from xml.etree import ElementTree

import mammoth

from plans.importers.originals import DAMAGED, TOO_MUCH, WORD_PART
from plans.importers.word.asides import running_heads
from plans.importers.word.cutting import Cutting
from plans.importers.word.facts import facts, stated_title
from plans.importers.word.left_out import LeftOut
from plans.importers.word.parts import Parts, q
from plans.importers.word.pictures import Pictures
from plans.importers.word.preparing import Preparing
from plans.importers.word.styles import Styles
from records.anchors import paragraphs
from records.sheets import Unreadable

LEVELS = 9
FRONT_LINES = 12
RUNNING = {"header": "The head of pages, left out: “{}”.", "footer": "The foot of pages: “{}”."}
NO_WORDS = "This file holds no words that could become a plan."
KNOWN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types">'
    f'<Override PartName="/word/document.xml" ContentType="{KNOWN}.document.main+xml"/></Types>'
)
ROOT = (
    f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="d" Type="{LINK}/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)


def _style_map():
    """How what was prepared is written down; lists as deep as Word makes them."""
    yield from (f"p.PortalHeading{n} => h{min(n, 6)}:fresh" for n in range(1, LEVELS + 1))
    yield "p.PortalCaption => p.caption:fresh"
    yield "p.PortalQuote => blockquote > p:fresh"
    yield "r[style-name='Strong'] => strong"
    yield "r[style-name='Emphasis'] => em"
    for level in range(1, LEVELS + 1):
        above = "ul|ol > li > " * (level - 1)
        for tag, kind, style in (("ul", "unordered", "Bullet"), ("ol", "ordered", "Number")):
            yield f"p:{kind}-list({level}) => {above}{tag} > li:fresh"
            yield f"p.Portal{style}{level} => {above}{tag} > li:fresh"


STYLE_MAP = "\n".join(_style_map())


@contextmanager
def opened(file):
    """The parts of a Word file, for as long as the block lasts."""
    try:
        packed = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise Unreadable(DAMAGED) from error
    with packed:
        yield Parts(packed)


def read(parts, *, name, keep, alive=lambda: None):
    """What a draft would hold, as PlanImport.preview has it.

    ``keep`` is given each encoded picture; ``alive`` is called now and then.
    """
    left_out = LeftOut()
    document = parts.tree(WORD_PART)
    body = document.find(q("w:body")) if document is not None else None
    if body is None:
        raise Unreadable(DAMAGED)
    style_tree = parts.tree("word/styles.xml")
    try:
        preparing = Preparing(parts, body, Styles(style_tree), left_out)
        preparing.run(body)
        alive()
        written = _written(parts, document, style_tree)
        alive()
        cutting = Cutting(left_out)
        sections = cutting.run(written)
    except RecursionError as error:
        raise Unreadable(TOO_MUCH) from error
    for kind, words in running_heads(parts):
        left_out.once(RUNNING[kind].format(words))
    pictures = Pictures(parts, preparing.pictures, left_out, cutting.titles)
    pictures.take(sections, keep, alive)
    if not sections:
        raise Unreadable(NO_WORDS)
    about = facts(preparing.title, stated_title(parts), _front(sections), name)
    return about | {
        "sections": sections,
        "pictures": pictures.kept,
        "left_out": left_out.told(cutting.titles),
    }


def _front(sections):
    """The lines of the first page, as far as it was told apart."""
    first = sections[0]["blocks"] if sections[0].get("front") else []
    html = "".join(block.get("html", "") for block in first)
    return [one.words for one in paragraphs(html)[:FRONT_LINES] if one.words]


def _written(parts, document, styles):
    """The prepared text as mammoth writes it, as a tree."""
    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w") as packed:
        packed.writestr("[Content_Types].xml", TYPES)
        packed.writestr("_rels/.rels", ROOT)
        packed.writestr("word/document.xml", ElementTree.tostring(document))
        for part, tree in (
            ("word/styles.xml", styles),
            ("word/numbering.xml", parts.tree("word/numbering.xml")),
            ("word/_rels/document.xml.rels", parts.tree("word/_rels/document.xml.rels")),
        ):
            if tree is not None:
                packed.writestr(part, ElementTree.tostring(tree))
    plain.seek(0)
    try:
        found = mammoth.convert_to_html(
            plain,
            style_map=STYLE_MAP,
            include_default_style_map=False,
            include_embedded_style_map=False,
        )
    except (KeyError, ValueError, TypeError, AttributeError, OSError) as error:
        raise Unreadable(DAMAGED) from error  # mammoth trusts that each part is as it should be
    return ElementTree.fromstring(f"<div>{found.value}</div>")  # noqa: S314 - written by mammoth
