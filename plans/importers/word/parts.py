"""The parts of a Word file as trees of XML, none of which may be larger than a plan is."""

import zipfile
import zlib
from posixpath import join, normpath
from xml.etree import ElementTree
from xml.parsers import expat

from plans.importers.originals import DAMAGED, TOO_MUCH
from records.sheets import Unreadable

LARGEST_PART = 24 * 1024 * 1024  # bytes of XML
# A plan of 60 pages has some 16,000. So many take a worker about half of the time for which it
# may be silent, and 250 MB.
MOST_ELEMENTS = 120_000
DEEPEST = 90

SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
    "dc": "http://purl.org/dc/elements/1.1/",
}
# Files of the strict kind say the same by other names.
STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": SPACES["w"].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": SPACES["r"].encode(),
    b"http://purl.oclc.org/ooxml/drawingml/main": SPACES["a"].encode(),
    b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": SPACES["wp"].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/math": SPACES["m"].encode(),
}
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, expat.ExpatError, ElementTree.ParseError),
    *(NotImplementedError, EOFError, OSError, ValueError, LookupError),
)


def q(name):
    """The full name of an element or attribute: q("w:p")."""
    space, _, local = name.partition(":")
    return f"{{{SPACES[space]}}}{local}"


class Parts:
    """An opened Word file: its parts by name, each checked before it is read."""

    def __init__(self, packed):
        self.packed = packed
        self.names = set(packed.namelist())

    def raw(self, name, *, at_most):
        """The bytes of a part; Unreadable where there are more than that."""
        try:
            if self.packed.getinfo(name).file_size > at_most:
                raise Unreadable(TOO_MUCH)
            return self.packed.read(name)
        except BROKEN as error:
            raise Unreadable(DAMAGED) from error

    def tree(self, name):
        """A part as a tree, or None where the file has no such part."""
        if name not in self.names:
            return None
        written = self.raw(name, at_most=LARGEST_PART)
        for strict, usual in STRICT.items():
            written = written.replace(strict, usual)
        try:
            _check(written)
            return ElementTree.fromstring(written)  # noqa: S314 - no entities: checked above
        except BROKEN as error:
            raise Unreadable(DAMAGED) from error

    def links(self, of="word/document.xml"):
        """The relationships of a part: id to (kind, target, whether it lies outside the file)."""
        folder, _, name = of.rpartition("/")
        tree = self.tree(f"{folder}/_rels/{name}.rels")
        return {
            one.get("Id"): (
                one.get("Type", "").rpartition("/")[2],
                _target(folder, one),
                one.get("TargetMode") == "External",
            )
            for one in (tree if tree is not None else ())
        }


def _target(folder, link):
    target = link.get("Target", "")
    if link.get("TargetMode") == "External":
        return target
    return target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))


def _check(written):
    """Refuse what could unfold without end: a DOCTYPE with its entities, depth, sheer number."""
    parser = expat.ParserCreate()
    count = depth = 0

    def start(name, attributes):
        nonlocal count, depth
        count, depth = count + 1, depth + 1
        if count > MOST_ELEMENTS or depth > DEEPEST:
            raise Unreadable(TOO_MUCH)

    def end(name):
        nonlocal depth
        depth -= 1

    def refuse(*_):
        raise Unreadable(DAMAGED)

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.StartDoctypeDeclHandler = refuse
    parser.Parse(written, True)
