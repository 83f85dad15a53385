"""Whether a backup is whole: asked of all of it before anything is done with it."""

import hashlib
import json
import os
import re
import shutil
import zipfile
import zlib
from contextlib import contextmanager

from django.conf import settings

from portal.backing_up.archive import FORMAT, MANIFEST, SEAL, digest_before_seal, pieces_of
from records.moves import Refused

MEMBER = re.compile(r"(rows|files)(/(?!\.{1,2}(/|$))[^/\\\0]+)+")
LONGEST_MANIFEST = 1 << 28
LONGEST_LINE = 1 << 28

NOT_WHOLE = "This is no whole backup: its bytes are not those that were written."
OTHER_FORMAT = "This backup has the format {}, this portal reads the format {}."
MISSING = "The backup lacks what its manifest names: {}."
EXTRA = "The backup holds what its manifest does not name: {}."
UNSAFE = "The backup holds a name that leads elsewhere: {}."
OTHER_CONTENTS = "What the backup holds under this name is not what was written: {}."
TOO_LARGE = "The backup would unpack to {:,} bytes, and there is room for {:,}."
UNREADABLE = "The manifest of the backup cannot be read."


class Backup:
    """A backup that was checked: its manifest, and its members to read."""

    def __init__(self, file, archive, manifest, seal):
        self.file, self.zip, self.manifest, self.seal = file, archive, manifest, seal

    def files(self):
        """The names of the kept files."""
        return [
            name.removeprefix("files/")
            for name in self.manifest["members"]
            if name.startswith("files/")
        ]

    def sha256(self, name):
        return self.manifest["members"][f"files/{name}"]["sha256"]

    def open_file(self, name):
        return self.zip.open(f"files/{name}")

    def lines(self, table):
        """The rows of a table, each a line of JSON."""
        with self.zip.open(f"rows/{table}.jsonl") as member:
            yield from member


@contextmanager
def checked(path):
    """Open a backup whose every byte is as it was written; else Refused."""
    with open(path, "rb") as file:
        seal = _check_seal(file)
        try:
            archive = zipfile.ZipFile(file)
        except zipfile.BadZipFile:
            raise Refused(NOT_WHOLE) from None
        with archive:
            backup = Backup(file, archive, _manifest(archive), seal)
            _check_names(backup)
            _check_sizes(backup)
            for name, said in backup.manifest["members"].items():
                _check_member(archive, name, said)
            yield backup


def _check_seal(file):
    digest = digest_before_seal(file)
    length = file.seek(0, os.SEEK_END)
    file.seek(max(length - SEAL, 0))
    if file.read() != digest:
        raise Refused(NOT_WHOLE)
    return digest.decode()


def _manifest(archive):
    try:
        about = archive.getinfo(MANIFEST)
        if about.file_size > LONGEST_MANIFEST:
            raise ValueError("nobody reads that much")
        manifest = json.loads(archive.read(about))
        said = manifest["format"]
    except (KeyError, ValueError, TypeError, zipfile.BadZipFile, zlib.error):
        raise Refused(UNREADABLE) from None
    if said != FORMAT:
        raise Refused(OTHER_FORMAT.format(said, FORMAT))
    return manifest


def _check_names(backup):
    """Each member is named once, by the archive and by the manifest, and leads nowhere else."""
    names = backup.zip.namelist()
    named = {*backup.manifest["members"], MANIFEST}
    unsafe = [name for name in named - {MANIFEST} if not MEMBER.fullmatch(name)]
    if unsafe:
        raise Refused(UNSAFE.format(_some(unsafe)))
    tables = {f"rows/{name}.jsonl" for name in backup.manifest["tables"]}
    rows = {name for name in named if name.startswith("rows/")}
    if missing := (named - set(names)) | (tables - rows):
        raise Refused(MISSING.format(_some(missing)))
    twice = (
        {name for name in names if names.count(name) > 1} if len(set(names)) < len(names) else ()
    )
    if extra := {*(set(names) - named), *(rows - tables), *twice}:
        raise Refused(EXTRA.format(_some(extra)))


def _some(names):
    return ", ".join(sorted(names)[:5])


def _check_sizes(backup):
    """A few bytes that claim to be very many are refused before they are unpacked."""
    members = backup.zip.infolist()
    packed = sum(about.compress_size for about in members)
    if packed > backup.file.seek(0, os.SEEK_END):
        raise Refused(NOT_WHOLE)  # members that lie over one another
    size, room = sum(about.file_size for about in members), room_for_all()
    if size > room:
        raise Refused(TOO_LARGE.format(size, room))
    for name, said in backup.manifest["members"].items():
        if backup.zip.getinfo(name).file_size != said["size"]:
            raise Refused(OTHER_CONTENTS.format(name))


def room_for_all():
    """Bytes that are free where the portal keeps what it has."""
    return shutil.disk_usage(settings.VAR_DIR).free


def _check_member(archive, name, said):
    """Each byte by its hash; of rows also that none is longer than a machine can hold."""
    digest, line = hashlib.sha256(), 0
    try:
        with archive.open(name) as member:
            for piece in pieces_of(member):
                digest.update(piece)
                line = len(piece) - piece.rfind(b"\n") - 1 + (0 if b"\n" in piece else line)
                if name.startswith("rows/") and line > LONGEST_LINE:
                    raise Refused(OTHER_CONTENTS.format(name))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        raise Refused(OTHER_CONTENTS.format(name)) from None
    if digest.hexdigest() != said["sha256"]:
        raise Refused(OTHER_CONTENTS.format(name))
