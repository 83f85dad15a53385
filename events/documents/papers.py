"""Papers of a meeting: which files are taken, told by their contents and never by their name."""

import zipfile
from dataclasses import dataclass

LARGEST_FILE = 20 * 1024 * 1024  # bytes
# An office file is a zip, and a zip can be a bomb: its own list is read, no part is unpacked.
MOST_PARTS = 5000
MOST_UNPACKED = 300 * 1024 * 1024

TOO_LARGE = "This file has {} MB. Choose one of at most 20 MB."
EMPTY = "This file is empty."
NO_PAPER = (
    "This kind of file cannot be handed round. Choose a PDF, a Word, Excel, PowerPoint or "
    "OpenDocument file, or a picture (PNG or JPEG)."
)
DAMAGED = "This file is damaged and cannot be opened. Save it once more, then choose it."
MACROS = (
    "This file holds macros, which are programs. Save it without them (.docx, .xlsx or .pptx), "
    "then choose that."
)
LOCKED = "This file is locked with a password. Take the password off, then choose it again."


class NoPaper(Exception):
    """A file that is not taken, in words for the person who chose it."""


@dataclass(frozen=True)
class PaperKind:
    """A kind of file that members can open."""

    extension: str
    media_type: str
    label: str


_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"
KINDS = {
    kind.extension: kind
    for kind in (
        PaperKind("pdf", "application/pdf", "PDF"),
        PaperKind("docx", f"{_OFFICE}.wordprocessingml.document", "Word document"),
        PaperKind("xlsx", f"{_OFFICE}.spreadsheetml.sheet", "Excel workbook"),
        PaperKind("pptx", f"{_OFFICE}.presentationml.presentation", "PowerPoint presentation"),
        PaperKind("odt", f"{_OPEN}.text", "OpenDocument text"),
        PaperKind("ods", f"{_OPEN}.spreadsheet", "OpenDocument spreadsheet"),
        PaperKind("odp", f"{_OPEN}.presentation", "OpenDocument presentation"),
        PaperKind("png", "image/png", "Picture"),
        PaperKind("jpg", "image/jpeg", "Picture"),
    )
}
STARTS = ((b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg"))
PARTS = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("ppt/presentation.xml", "pptx"),
)


def kind_of(file):
    """The kind of a file that was chosen as a paper; NoPaper where it is none."""
    if file.size > LARGEST_FILE:
        raise NoPaper(TOO_LARGE.format(-(-file.size // 2**20)))
    file.seek(0)
    start = file.read(1024)
    file.seek(0)
    if not start:
        raise NoPaper(EMPTY)
    if b"%PDF-" in start:
        return KINDS["pdf"]
    for signature, extension in STARTS:
        if start.startswith(signature):
            return KINDS[extension]
    if start.startswith(b"PK\x03\x04"):
        return _packed(file)
    raise NoPaper(NO_PAPER)


def _packed(file):
    try:
        with zipfile.ZipFile(file) as packed:
            return _kind_of_zip(packed)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise NoPaper(DAMAGED) from error
    finally:
        file.seek(0)


def _kind_of_zip(packed):
    parts = packed.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise NoPaper(NO_PAPER)
    if any(part.flag_bits & 1 for part in parts):
        raise NoPaper(LOCKED)
    names = {part.filename for part in parts}
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise NoPaper(MACROS)
    found = next((extension for name, extension in PARTS if name in names), None)
    if found is None and "mimetype" in names:
        with packed.open("mimetype") as said:
            media_type = said.read(100).strip().decode("ascii", "replace")
        found = next((key for key, kind in KINDS.items() if kind.media_type == media_type), None)
    if found is None:
        raise NoPaper(NO_PAPER)
    return KINDS[found]


def paper_kind(paper):
    """The kind of a paper that is kept as a file."""
    return KINDS[paper.file.name.rpartition(".")[2]]


def handed_out(paper):
    """How its file is sent: under a name of ours, to be kept and never shown by the browser."""
    kind = paper_kind(paper)
    return {
        "as_attachment": True,
        "filename": f"{paper.item.meeting.slug}-paper-{paper.label.lower()}.{kind.extension}",
        "content_type": kind.media_type,
    }


def what_it_is(paper):
    """What readers get when they follow a paper: “PDF, 85 KB”, “link”."""
    if paper.link:
        return "link"
    if paper.edition_id:
        return "PDF"
    size = max(1, round((paper.size or 0) / 1024))
    shown = f"{size:,} KB" if size < 1024 else f"{size / 1024:.1f} MB"
    return f"{paper_kind(paper).label}, {shown}"


def by_label(paper):
    """What puts papers into the order of their letters: Z before AA."""
    return len(paper.label), paper.label


def next_label(labels):
    """The label after those given already in a meeting: A, B … Z, AA; none is given twice."""
    highest = max((_number(label) for label in labels), default=0)
    return _letters(highest + 1)


def _number(label):
    number = 0
    for letter in label:
        if not "A" <= letter <= "Z":
            return 0
        number = number * 26 + ord(letter) - 64
    return number


def _letters(number):
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
