"""An archive that came in, opened without trust: its names, its sizes, its lists piece by piece."""

import codecs
import hashlib
import json
import re
import zipfile
import zlib

from portal.archiving.kinds import own_kinds, shared_kinds
from portal.archiving.writing import FORMAT, MANIFEST, VERSION
from portal.backing_up.archive import pieces_of
from portal.backing_up.checking import room_for_all
from records.moves import Refused

FILE = re.compile(r"files/(?!\.)[A-Za-z0-9._-]{1,150}")
MOST_MEMBERS = 100_000
LARGEST_LIST = 1 << 30  # bytes of one list of objects
LARGEST_OBJECT = 1 << 25
LARGEST_FILE = 1 << 28
LONGEST_MANIFEST = 1 << 24
MOST_FOLDED = 200  # a list of objects packs well, but not by as much as a bomb

NO_ARCHIVE = "This file is no archive: it cannot be opened as a zip."
NO_MANIFEST = "The archive has no manifest.json. docs/archive.md says what it holds."
BAD_MANIFEST = "manifest.json cannot be read as a JSON object."
OTHER_FORMAT = "manifest.json: format must be “partnership-archive”, and here is “{}”."
OTHER_VERSION = "The archive has the version {}, and this portal reads the version {}."
TOO_MANY = "The archive has {:,} members. At most {:,} are taken."
TOO_LARGE = "The archive would unpack to {:,} bytes, and there is room for {:,}."
ODD = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)


class BadList(ValueError):
    """A list of objects that cannot be read on, in words."""


class Opened:
    """The archive as a whole; what is wrong with single members goes to ``faults``."""

    def __init__(self, file, faults):
        self.faults = faults
        try:
            self.zip = zipfile.ZipFile(file)
        except ODD:
            raise Refused(NO_ARCHIVE) from None
        self._check_sizes(file)
        self.manifest = self._manifest()
        self.names = self._names()

    def kinds(self, of):
        """The kinds of which the archive holds a list."""
        return [kind for member, kind in of.items() if member in self.names]

    def files(self):
        return {name for name in self.names if name.startswith("files/")}

    def open(self, name):
        return self.zip.open(name)

    def objects(self, kind):
        """(number, object) of a list, read piece by piece; BadList where it breaks off."""
        with self.zip.open(kind.member) as stream:
            yield from enumerate(_objects(stream), start=1)

    def check_members(self, say):
        """Every byte of every member: that it unpacks, and is what the manifest says."""
        said = self.manifest.get("members", {})
        said = said if isinstance(said, dict) else {}
        for name in sorted(set(said) - self.names):
            self.faults.add(MANIFEST, f"names {name}, which is not in the archive.")
        for number, name in enumerate(sorted(self.names), start=1):
            digest = self.sha256(name)
            say("members", number)
            if digest is None:
                self.faults.add(name, "is damaged and cannot be unpacked.")
                self.names.discard(name)
            elif said and name not in said:
                self.faults.add(name, "is not named by manifest.json.")
            elif said and said[name] != digest:
                self.faults.add(name, "holds other bytes than manifest.json says.")

    def sha256(self, name):
        """The SHA-256 of a member; None where it cannot be unpacked."""
        digest = hashlib.sha256()
        try:
            with self.zip.open(name) as member:
                for piece in pieces_of(member):
                    digest.update(piece)
        except ODD:
            return None
        return digest.hexdigest()

    def _check_sizes(self, file):
        members = self.zip.infolist()
        if len(members) > MOST_MEMBERS:
            raise Refused(TOO_MANY.format(len(members), MOST_MEMBERS))
        file.seek(0, 2)
        size, packed = sum(one.file_size for one in members), file.tell()
        if sum(one.compress_size for one in members) > packed:
            raise Refused(NO_ARCHIVE)  # members that lie over one another
        if size > (room := min(room_for_all(), packed * MOST_FOLDED + (1 << 20))):
            raise Refused(TOO_LARGE.format(size, room))

    def _manifest(self):
        try:
            about = self.zip.getinfo(MANIFEST)
        except KeyError:
            raise Refused(NO_MANIFEST) from None
        try:
            if about.file_size > LONGEST_MANIFEST:
                raise ValueError("nobody reads that much")
            manifest = json.loads(self.zip.read(about))
        except (*ODD, ValueError, RecursionError):
            raise Refused(BAD_MANIFEST) from None
        if not isinstance(manifest, dict):
            raise Refused(BAD_MANIFEST)
        if manifest.get("format") != FORMAT:
            raise Refused(OTHER_FORMAT.format(manifest.get("format")))
        if manifest.get("version") != VERSION:
            raise Refused(OTHER_VERSION.format(manifest.get("version"), VERSION))
        return manifest

    def _is_first(self, about):
        """A zip may hold a name twice, and programs differ in which of them they read."""
        return sum(one.filename == about.filename for one in self.zip.infolist()) == 1

    def _names(self):
        """The members that can be meant; the others are faults."""
        known, names = {*own_kinds(), *shared_kinds()}, set()
        for about in self.zip.infolist():
            name = about.filename
            largest = LARGEST_LIST if name in known else LARGEST_FILE
            if about.is_dir() or (name == MANIFEST and self._is_first(about)):
                continue
            if name in names:
                self.faults.add(name, "is in the archive twice.")
            elif name not in known and not FILE.fullmatch(name):
                self.faults.add(name[:120], "is no member that an archive has.")
            elif about.file_size > largest:
                self.faults.add(name, f"is larger than {largest:,} bytes.")
            else:
                names.add(name)
        return names


def _objects(stream):
    """The objects of a JSON list, one after the other, with no more than one in memory."""
    text = _Text(stream)
    if text.skip() != "[":
        raise BadList("must be a list of objects: it begins with “[”.")
    text.take()
    if text.skip() == "]":
        return
    while True:
        yield text.object()
        found = text.skip()
        text.take()
        if found == "]":
            break
        if found != ",":
            raise BadList("breaks off: after an object comes “,” or “]”.")
    if text.skip():
        raise BadList("goes on after the end of its list.")


class _Text:
    """The text of a member that is not yet understood."""

    def __init__(self, stream):
        self.stream, self.rest, self.at = stream, "", 0
        self.decoder = codecs.getincrementaldecoder("utf-8")()
        self.json = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_number)

    def more(self):
        """Read on; whether there was anything."""
        piece = self.stream.read(1 << 18)
        try:
            self.rest = self.rest[self.at :] + self.decoder.decode(piece, final=not piece)
        except UnicodeDecodeError:
            raise BadList("is not written in UTF-8.") from None
        self.at = 0
        return bool(piece)

    def skip(self):
        """The next character that is no white space, or an empty text."""
        while True:
            while self.at < len(self.rest):
                if not self.rest[self.at].isspace():
                    return self.rest[self.at]
                self.at += 1
            if not self.more():
                return ""

    def take(self):
        self.at += 1

    def object(self):
        """The next value, however many pieces it takes."""
        self.skip()
        while True:
            try:
                value, self.at = self.json.raw_decode(self.rest, self.at)
                return value
            except RecursionError:
                raise BadList("holds lists within lists too deep to be read.") from None
            except json.JSONDecodeError as error:
                if len(self.rest) - self.at > LARGEST_OBJECT:
                    raise BadList("holds an object that is too large.") from None
                if not self.more():
                    raise BadList(f"is no JSON: {error.msg}.") from None
            except ValueError as error:
                raise BadList(f"is no JSON: {error}.") from None


def _once(pairs):
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"“{next(n for n in names if names.count(n) > 1)}” is said twice")
    return found


def _no_number(word):
    raise ValueError(f"“{word}” is no number")
