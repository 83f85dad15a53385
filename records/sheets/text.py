"""Tables that are text, whatever wrote them: their letters, their separators."""

import codecs
import csv
import io
from itertools import count

from records.sheets.sheet import SAVE_AS, Unreadable, table

PIECE = 64 * 1024
NAMES = {",": "commas", ";": "semicolons", "\t": "tabs"}

NO_LETTERS = f"The letters of this file cannot be told: neither UTF-8 nor Windows-1252. {SAVE_AS}"
AS_WINDOWS = (
    "The file is not in UTF-8, so it was read as Windows-1252, the usual of Excel in Britain. "
    "See below whether letters such as £ and é are right."
)


def opened_text(file, fits=None):
    """The table in a text file."""
    encoding, lines = _encoding(file)
    file.seek(0)
    text = io.TextIOWrapper(_bare(file), encoding=encoding, newline="")
    delimiter, skipped = _delimiter(text)
    reader = csv.reader(text, delimiter=delimiter)
    notes = [AS_WINDOWS] if encoding == "cp1252" else []
    if delimiter != ",":
        notes.append(f"Its columns are divided by {NAMES[delimiter]}.")
    return table(_numbered(reader, skipped), fits, lines=lines, notes=notes)


def pieces(file):
    """A file's bytes, a little at a time."""
    return iter(lambda: file.read(PIECE), b"")


def _encoding(file):
    """The first way of writing letters in which the whole file makes sense, and its line ends."""
    for encoding in ("utf-8-sig", "cp1252"):
        file.seek(0)
        decoder, lines, piece = codecs.getincrementaldecoder(encoding)(), 0, b""
        try:
            for piece in pieces(file):
                decoder.decode(piece)
                lines += piece.count(b"\n")
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return encoding, lines + (not piece.endswith(b"\n"))
    raise Unreadable(NO_LETTERS)


def _delimiter(text):
    """What divides the cells of the first line that says something; leaves the text before it."""
    skipped = 0
    while True:
        at = text.tell()
        line = text.readline(PIECE)
        if not line:
            return ",", skipped
        if line.lower().startswith("sep=") and line[4:5] in NAMES:  # Excel's own way to name it
            return line[4], skipped + 1
        if line.strip():
            text.seek(at)
            return max(NAMES, key=lambda mark: _outside_quotes(line).count(mark)), skipped
        skipped += 1


def _outside_quotes(line):
    return "".join(line.split('"')[::2])


def _numbered(reader, skipped):
    """The rows with their numbers, without a step of our own for each: there may be millions."""
    numbers = count(skipped + 1)
    try:
        yield from zip(numbers, reader, strict=False)
    except csv.Error as error:
        raise Unreadable(
            f'Row {next(numbers) - 1} cannot be read. Look for a quotation mark (") that is '
            "opened there and never closed."
        ) from error


def _bare(file):
    """The file itself: wrappers round a stored one ask at each line whether it is closed."""
    while hasattr(file, "file"):
        file = file.file
    return file
