"""The files of an archive: whether each is what its row says, and where it is kept."""

import hashlib
import uuid

from django.core.files.base import File

from portal.archiving.reading import ODD
from portal.backing_up.archive import pieces_of
from publishing.models.formats import suffix_of
from records import images
from records.files import LARGEST_FILE, NotTaken, kind_of

NO_FILE = "“{}” is no file of this archive."
NEEDED = "names no file."
OTHER_SHA = "is not the SHA-256 of its file."
OTHER_SIZE = "is not the size of its file, which has {:,} bytes."

# Where the portal keeps the files of a column; {start} are the first two digits of the SHA-256.
HOMES = {
    "plans.PastPlan": "past/{start}/{sha256}.{extension}",
    "plans.Picture": "pictures/{sha256}.{extension}",
    "plans.ReportFile": "reports/{uid}.{extension}",
    "events.Paper": "papers/{start}/{sha256}.{extension}",
    "publishing.Rendition": "editions/{start}/{sha256}.{extension}",
    "partnership.RelatedDocument": "library/{new}.{extension}",
}
# Made by the portal itself; what people handed in is looked at like an upload.
MADE_HERE = {"publishing.Rendition"}


class Files:
    """What is known of the files of an archive, each looked at once."""

    def __init__(self, archive):
        self.archive = archive
        self.named = set()
        self._known = {}

    def about(self, member):
        """(SHA-256, size) of a file of the archive."""
        if member not in self._known:
            digest, size = hashlib.sha256(), 0
            with self.archive.open(member) as file:
                for piece in pieces_of(file):
                    digest.update(piece)
                    size += len(piece)
            self._known[member] = digest.hexdigest(), size
        return self._known[member]

    def fill(self, kind, row):
        """Complete what a row says of its file; notes faults with the row."""
        if kind.file_column is None and not kind.beside:
            return
        column = kind.file_column or "file"
        if not row.file:
            if kind.beside:
                row.faults.append((column, NEEDED))
            for name in kind.derived:
                row.values.setdefault(name, None)
            return
        if row.file not in self.archive.files():
            row.faults.append((column, NO_FILE.format(row.file[:80])))
            return
        self.named.add(row.file)
        self._fill(kind, column, row)

    def _fill(self, kind, column, row):
        sha256, size = self.about(row.file)
        values = row.values
        for name, is_so, words in (
            ("sha256", sha256, OTHER_SHA), ("size", size, OTHER_SIZE.format(size)),
        ):  # fmt: skip
            if name in kind.columns:
                values[name] = values.get(name) or is_so
                if values[name] != is_so:
                    row.faults.append((name, words))
        if kind.label not in MADE_HERE:
            fault = self._look(kind, row)
            if fault:
                row.faults.append((column, fault))
        row.home = self.home(kind, row, sha256)
        if kind.file_column:
            values[kind.file_column] = row.home

    def _look(self, kind, row):
        """What an upload would be refused for, and what the file says of itself."""
        with self.archive.open(row.file) as member:
            file = File(member, row.file)
            # Past plans may be larger than other uploads; the archive has a limit of its own.
            file.size = min(self.about(row.file)[1], LARGEST_FILE)
            try:
                if kind.label == "plans.Picture":
                    return self._picture(file, row)
                found = kind_of(file)
            except (NotTaken, images.BadImage) as fault:
                return str(fault)
            except ODD:
                return "cannot be read."
        row.ending = found.extension  # what it is, whatever it was called
        if "media_type" not in kind.columns:
            return ""
        said = row.values.setdefault("media_type", found.media_type)
        return "" if said == found.media_type else f"is a file of the kind {found.media_type}."

    def _picture(self, file, row):
        made = images.encode(file)  # it can be read as a picture, and is not too large
        for name in ("extension", "width", "height"):
            row.values.setdefault(name, getattr(made, name))
        if row.values["extension"] != made.extension:
            return f"is a picture of the kind {made.extension}."
        row.ending = made.extension
        return ""

    def home(self, kind, row, sha256):
        """The name under which the portal keeps it."""
        return HOMES[kind.label].format(
            start=sha256[:2],
            sha256=sha256,
            uid=row.values.get("uid"),
            new=uuid.uuid4().hex,
            extension=row.ending or _ending(row.values.get("format")),
        )


def _ending(format):
    return suffix_of(format).rpartition(".")[2]
