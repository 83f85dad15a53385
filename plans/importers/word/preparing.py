"""A Word file made plain before it is read: one kind of heading, no drafts, drawings as marks.

What the next step would drop in silence is taken out here, with words on what it was.
"""

from xml.etree.ElementTree import Element, SubElement

from plans.importers.word import drawings
from plans.importers.word.asides import comments_of, notes_of
from plans.importers.word.outline import outline, words_of
from plans.importers.word.parts import q
from plans.importers.word.styles import OFF

# Around the number of a picture, in the place where it stands; letters of nobody's alphabet.
OPEN, CLOSE = "\ue000", "\ue001"

INSERTED = "Insertions made with tracked changes were taken as if they had been accepted."
CONTENTS = "The list of contents, {} lines: the portal makes one from the sections."
NOTES = "Footnotes stand in the text, in square brackets, where they were referred to."
EQUATION = "An equation became plain words: “{}”."
DELETED = "words deleted with tracked changes, left out: “{}”."
COMMENT = "a comment{}, left out: “{}”."
BOX = "the words of a text box stand after the paragraph it was fixed to: “{}”."
EMBEDDED = "another document that this one shows. Bring it in by itself."
STYLES = {"title": "PortalTitle", "caption": "PortalCaption", "quote": "PortalQuote"}
PAGE_FIELDS = ("PAGE", "NUMPAGES", "SECTIONPAGES")
FIRST_ROW = 0x20


class Preparing:
    """Goes through the body once and leaves what can be read; gathers the rest."""

    def __init__(self, parts, body, styles, left_out):
        self.links = parts.links()
        self.styles = styles
        self.comments = comments_of(parts)
        self.notes = notes_of(parts)
        self.left_out = left_out
        self.lines = outline(body, styles)
        self.title = ""
        self.pictures = []
        self.contents = 0
        self.in_box = False
        self.answers = {
            q("w:p"): self._paragraph,
            q("w:tbl"): self._table,
            q("w:tr"): self._row,
            q("w:ins"): self._inserted,
            q("w:del"): self._deleted,
            q("w:moveFrom"): self._dropped,
            q("w:moveTo"): self._unpacked,
            q("w:commentReference"): self._comment,
            q("w:footnoteReference"): self._note,
            q("w:endnoteReference"): self._note,
            q("w:fldSimple"): self._field,
            q("w:sdt"): self._control,
            q("w:altChunk"): self._embedded,
            q("w:subDoc"): self._embedded,
            q("m:oMath"): self._equation,
            q("m:oMathPara"): self._equation,
            **dict.fromkeys(
                [q("mc:AlternateContent"), q("w:drawing"), q("w:pict"), q("w:object")],
                self._drawing,
            ),
        }

    def run(self, body):
        """The whole body; a letter that we use ourselves is nobody's here."""
        for text in body.iter(q("w:t")):
            text.text = (text.text or "").replace(OPEN, "").replace(CLOSE, "")
        self.prepared(body)
        if self.contents:
            self.left_out.once(CONTENTS.format(self.contents))

    def prepared(self, element):
        """The same element with what it holds made plain."""
        kept = []
        for child in list(element):
            answer = self.answers.get(child.tag)
            kept += answer(child) if answer else [self.prepared(child)]
        element[:] = kept
        return element

    def _dropped(self, element):
        return []

    def _unpacked(self, element):
        return list(self.prepared(element))

    def _inserted(self, element):
        if len(element):
            self.left_out.once(INSERTED)
        return self._unpacked(element)

    def _deleted(self, element):
        words = "".join(text.text or "" for text in element.iter(q("w:delText"))).strip()
        if words:
            self.left_out.here(DELETED.format(words))
        return []

    def _comment(self, element):
        author, words = self.comments.get(element.get(q("w:id")), ("", ""))
        self.left_out.here(COMMENT.format(f" by {author}" if author else "", words))
        return []

    def _note(self, element):
        kind = element.tag.rpartition("}")[2].removesuffix("Reference")
        words = self.notes.get((kind, element.get(q("w:id"))), "")
        if not words:
            return []
        self.left_out.once(NOTES)
        return [_text(f" [{words}]")]

    def _field(self, element):
        said = element.get(q("w:instr"), "").split()
        if said and said[0].upper() in PAGE_FIELDS:
            return []
        return self._unpacked(element)

    def _control(self, element):
        gallery = element.find(f"{q('w:sdtPr')}/{q('w:docPartObj')}/{q('w:docPartGallery')}")
        if gallery is not None and gallery.get(q("w:val")) == "Table of Contents":
            listed = [words_of(paragraph) for paragraph in element.iter(q("w:p"))]
            self.contents += sum(bool(words) for words in listed)
            return []
        return [self.prepared(element)]

    def _embedded(self, element):
        self.left_out.here(EMBEDDED)
        return []

    def _equation(self, element):
        words = "".join(text.text or "" for text in element.iter(q("m:t")))
        self.left_out.here(EQUATION.format(words))
        run = Element(q("w:r"))
        run.append(_text(words))
        return [run]

    def _drawing(self, element):
        written = drawings.only_written(element)
        if written is not None:
            return self._unpacked(written)
        pictures, boxes, cannot = drawings.open_drawing(element, self.links)
        for words in cannot:
            self.left_out.here(f"{words}.")
        kept = [_text(f"{OPEN}{self._numbered(found)}{CLOSE}") for found in pictures]
        if boxes and not self.in_box:
            kept.append(self._box(boxes))
        return kept

    def _numbered(self, found):
        self.pictures.append(found)
        return len(self.pictures) - 1

    def _box(self, boxes):
        said = " ".join(words_of(one) for box in boxes for one in box if one.tag == q("w:p"))
        self.left_out.here(BOX.format(said))
        self.in_box = True
        kept = self.prepared(drawings.boxed(boxes))
        self.in_box = False
        return kept

    def _paragraph(self, element):
        line = self.lines.get(element)
        kind = line.kind if line else ""
        if kind == "contents":
            self.contents += bool(line.words)
            return []
        if kind == "title" and not self.title and line.words:
            self.title = " ".join(line.words.split())
            return [self.prepared(element)] if drawings.is_drawn(element) else []
        if kind == "heading":
            self.left_out.place += 1
            _restyle(element, f"PortalHeading{line.level}")
        elif kind in STYLES:
            _restyle(element, STYLES[kind])
        elif deeper := self._deeper_list(element):
            _restyle(element, f"Portal{deeper[0]}{deeper[1]}")
        return [self.prepared(element)]

    def _deeper_list(self, element):
        named = element.find(f"{q('w:pPr')}/{q('w:pStyle')}")
        own = element.find(f"{q('w:pPr')}/{q('w:numPr')}")
        if named is None or own is not None:
            return None
        return self.styles.deeper_list(named.get(q("w:val")))

    def _table(self, element):
        rows = element.findall(q("w:tr"))
        look = element.find(f"{q('w:tblPr')}/{q('w:tblLook')}")
        if len(rows) > 1 and look is not None and _has_first_row(look):
            properties = rows[0].find(q("w:trPr"))
            if properties is None:
                properties = Element(q("w:trPr"))
                rows[0].insert(0, properties)
            if properties.find(q("w:tblHeader")) is None:
                SubElement(properties, q("w:tblHeader"))
        return [self.prepared(element)]

    def _row(self, element):
        if element.find(f"{q('w:trPr')}/{q('w:del')}") is None:
            return [self.prepared(element)]
        self._deleted(element)
        return []


def _has_first_row(look):
    said = look.get(q("w:firstRow"))
    if said is not None:
        return said not in OFF
    try:
        return bool(int(look.get(q("w:val"), "0"), 16) & FIRST_ROW)
    except ValueError:
        return False


def _text(words):
    text = Element(q("w:t"))
    text.text = words
    return text


def _restyle(element, style):
    """Give a paragraph one of our styles, and take away that it is a point of a list."""
    properties = element.find(q("w:pPr"))
    if properties is None:
        properties = Element(q("w:pPr"))
        element.insert(0, properties)
    for name in ("w:pStyle", "w:numPr"):
        for old in properties.findall(q(name)):
            properties.remove(old)
    SubElement(properties, q("w:pStyle")).set(q("w:val"), style)
